import { dirname } from "node:path";
import { isAndasError, messageOf } from "../../domain/errors.js";
import { iso, type Seconds } from "../../domain/time.js";
import { replaceFile } from "../../ports/atomic-file.js";
import type { Files } from "../../ports/files.js";
import { type Unsealed, unseal } from "../envelope.js";
import { quarantine } from "../quarantine.js";
import type { SetAside } from "../sections.js";
import { broughtUp, type StateFormat } from "../state-format.js";
import { bytesOf, count, type Finding, type Mend } from "./finding.js";

/** How the node that owns a state reads it. */
export interface StateReading {
  readonly format: StateFormat;
  /** What stands in a state of the present form, and which parts of it cannot be read. */
  read(state: object): { readonly committed: Seconds | undefined; readonly setAside: readonly SetAside[] };
}

/** `state.json`, `state.v2-2.last-good.json`: a family, and which of its two files. */
const SEALED = /^((?:state|senses)(?:\.v\d+(?:-\d+)?)?)(?:\.last-good)?\.json$/;

export function isSealedFile(name: string): boolean {
  return SEALED.test(name);
}

/** A file with a check sum, and what is in it. */
interface Looked {
  readonly file: string;
  readonly bytes: number;
  readonly text: string;
  readonly found: Unsealed;
}

/**
 * The state, its copies and the senses: each a file and the one before it, of which one can take the other's place.
 * @param names what lies in `folder`
 * @param backup a state elsewhere that is whole, for those who have lost this one
 */
export async function checkSealedFiles(
  files: Files,
  folder: string,
  names: readonly string[],
  reading: StateReading,
  backup?: string,
): Promise<Finding[]> {
  const families = new Set(names.flatMap((name) => SEALED.exec(name)?.[1] ?? []));
  const findings: Finding[] = [];
  for (const family of families) {
    const main = await look(files, folder, `${family}.json`, names);
    const last = await look(files, folder, `${family}.last-good.json`, names);
    const pair = new Pair(files, folder, family, backup);
    findings.push(...pair.findings(main, last).map((finding) => withSections(finding, main, reading)));
  }
  return findings;
}

async function look(files: Files, folder: string, file: string, names: readonly string[]): Promise<Looked> {
  if (!names.includes(file)) return { file, bytes: -1, text: "", found: { damage: "it is missing" } };
  const bytes = await bytesOf(files, `${folder}/${file}`);
  if ("unreadable" in bytes) return { file, bytes: 0, text: "", found: { damage: bytes.unreadable } };
  const text = bytes.toString("utf8");
  return { file, bytes: bytes.length, text, found: unseal(text) };
}

class Pair {
  readonly #files: Files;
  readonly #folder: string;
  readonly #family: string;
  readonly #backup: string | undefined;

  constructor(files: Files, folder: string, family: string, backup: string | undefined) {
    this.#files = files;
    this.#folder = folder;
    this.#family = family;
    this.#backup = backup;
  }

  /** The last good one may be missing: there was one commit alone. */
  findings(main: Looked, last: Looked): Finding[] {
    const isThere = last.bytes >= 0;
    return isThere ? [this.#of(main, last), this.#of(last, main)] : [this.#of(main, last)];
  }

  #of({ file, bytes, found }: Looked, other: Looked): Finding {
    if ("data" in found) return { file, bytes, holds: `version ${found.version}` };
    const isMissing = bytes < 0;
    const damaged = { file, bytes: Math.max(0, bytes), holds: "nothing" };
    if ("data" in other.found) {
      const aside = isMissing ? "" : "put aside, and ";
      const mend = this.#replace(file, isMissing, other.text, `${aside}restored from ${other.file}`);
      return { ...damaged, trouble: `${found.damage}: a node goes on with ${other.file}`, mend };
    }
    if (this.#family === "senses") {
      const mend = this.#replace(file, isMissing, undefined, "put aside");
      return { ...damaged, trouble: `${found.damage}: the electrodes settle anew`, mend };
    }
    const remedy = this.#backup === undefined ? "" : `; ${this.#backup} is whole: copy it here`;
    return { ...damaged, trouble: `${found.damage}: a node puts it aside and begins anew${remedy}` };
  }

  /** @param text what stands there afterwards, if anything */
  #replace(file: string, isMissing: boolean, text: string | undefined, how: string): Mend {
    return {
      how,
      run: async () => {
        if (!isMissing) await putAside(this.#files, this.#folder, file, this.#family);
        if (text !== undefined) await replaceFile(this.#files, `${this.#folder}/${file}`, text);
      },
    };
  }
}

/** Moves a damaged file out of the way, where somebody can look at it. */
export async function putAside(files: Files, folder: string, file: string, family: string): Promise<void> {
  const aside = await quarantine(files, folder, file, family);
  if (aside === undefined) throw new Error("it cannot be moved aside: is the disk read-only?");
  await files.syncFolder(dirname(`${folder}/${file}`));
}

/** A whole `state.json` is read as a node would. */
function withSections(finding: Finding, main: Looked, { format, read }: StateReading): Finding {
  if (finding.file !== "state.json" || !("data" in main.found)) return finding;
  try {
    const state = broughtUp(main.found, format, finding.file);
    if ("newer" in state)
      return { ...finding, holds: `a newer andas wrote it (${state.newer}): this one leaves it alone` };
    const { committed, setAside } = read(state.data);
    const parts = count(Object.keys(state.data).length, "section");
    const when = committed === undefined ? "" : `, committed ${iso(committed)}`;
    const told = { ...finding, holds: `${finding.holds}, ${parts}${when}` };
    return setAside.length === 0 ? told : { ...told, trouble: setAside.map(unread).join("; ") };
  } catch (error) {
    if (isAndasError(error)) return { ...finding, trouble: messageOf(error) };
    throw error;
  }
}

function unread({ name, holds, reason }: SetAside): string {
  return `"${name}" cannot be read (${reason}): a node goes on without ${holds}, and keeps it as state.${name}.set-aside-<n>.json`;
}
