import { join, resolve } from "node:path";
import { AndasError, messageOf, systemCode } from "../domain/errors.js";
import { editDistance } from "../domain/spelling.js";
import type { Files } from "../ports/files.js";
import { CARD_NAMES, type CardContent, type CardName, fileOf, valueAt } from "./written/content.js";
import { parseJsonText } from "./written/json-text.js";
import { type Problem, quoted, WHOLE_FILE } from "./written/problem.js";

export interface CardRead {
  readonly content: CardContent;
  /** Names of the five, and paths beside them, that could not be read: nothing can be said of what is in them. */
  readonly broken: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** Names of the card's files that were found, as they stand in the folder. */
  readonly found: readonly string[];
}

/** The fields that name a file, of `broker`, or where there is none of the node's own. */
const BESIDE_FIELDS = ["credentials", "ca", "cert", "key"] as const;

interface Beside {
  readonly field: (typeof BESIDE_FIELDS)[number];
  /** Where it is named. */
  readonly in: "broker" | "embedded_broker";
  readonly path: string;
}

/**
 * Reads a card's folder. Forgives a byte order mark, CRLF, capital letters in names and a `.json.txt` ending (what editors on
 * Windows make of it); everything else that is odd becomes a problem.
 * @throws AndasError `config` when there is no such folder.
 */
export async function readCard(folder: string, files: Files): Promise<CardRead> {
  const names = await namesIn(folder, files);
  const written: { [Name in CardName]?: unknown } = {};
  const broken = new Set<string>();
  const problems: Problem[] = strangers(names);
  const found: string[] = [];
  for (const name of CARD_NAMES) {
    const candidates = names.filter((file) => isCalled(file, name));
    const [file] = candidates;
    if (file === undefined) continue;
    found.push(...candidates);
    const read =
      candidates.length > 1
        ? { problem: { file: fileOf(name), path: WHOLE_FILE, message: tooMany(candidates) } }
        : await readJson(join(folder, file), file, files);
    if (read.problem === undefined) written[name] = read.value;
    else {
      broken.add(name);
      problems.push(read.problem);
    }
  }
  const beside: Record<string, string> = {};
  for (const { field, in: part, path } of besidePaths(written.node)) {
    try {
      const text = await files.read(resolve(folder, path));
      if (text !== undefined) beside[path] = text;
    } catch (error) {
      broken.add(path);
      const message = `names ${quoted(path)}, which ${unreadable(error)}`;
      problems.push({ file: fileOf("node"), path: `${part}.${field}`, message });
    }
  }
  return { content: { files: written, beside }, broken, problems, found };
}

async function namesIn(folder: string, files: Files): Promise<string[]> {
  try {
    const names = await files.list(folder);
    // An empty list may also mean that there is no such folder; reading it as a file tells the two apart.
    if (names.length > 0) return names;
    if ((await files.read(folder)) === undefined)
      throw new AndasError(
        "config",
        `there is no folder ${folder}; make it and put a node.json into it, or give --config DIR`,
      );
    throw isFile(folder);
  } catch (error) {
    const code = systemCode(error);
    if (code === "EISDIR") return [];
    if (code === "ENOTDIR") throw isFile(folder, error);
    if (error instanceof AndasError) throw error;
    throw new AndasError(
      "config",
      `the card ${folder} cannot be read (${messageOf(error)}); check the card and its rights`,
      error,
    );
  }
}

function isFile(folder: string, cause?: unknown): AndasError {
  return new AndasError("config", `${folder} is a file; give --config the folder that holds node.json`, cause);
}

/** Is this a file of the card's, by its name as an editor may have left it? */
export function isCalled(file: string, name: CardName): boolean {
  const lower = file.toLowerCase();
  return lower === fileOf(name) || lower === `${fileOf(name)}.txt`;
}

function tooMany(candidates: readonly string[]): string {
  return `is there more than once, as ${candidates.join(" and ")}; keep one of them`;
}

/** Files that look like one of the card's with a slip in the name: without a word they would just not be read. */
function strangers(names: readonly string[]): Problem[] {
  const absent = CARD_NAMES.filter((name) => !names.some((file) => isCalled(file, name)));
  return names.flatMap((file) => {
    const stem = /^([^.].*?)\.json(\.txt)?$/i.exec(file)?.[1]?.toLowerCase();
    const meant = stem === undefined ? undefined : absent.find((name) => editDistance(stem, name) <= 2);
    if (meant === undefined) return [];
    const message = `is none of the card's files and is not read; did you mean "${fileOf(meant)}"?`;
    return [{ file, path: WHOLE_FILE, message }];
  });
}

type JsonRead = { readonly value: unknown; readonly problem?: undefined } | { readonly problem: Problem };

async function readJson(path: string, file: string, files: Files): Promise<JsonRead> {
  let text: string | undefined;
  try {
    text = await files.read(path);
  } catch (error) {
    return { problem: { file, path: WHOLE_FILE, message: unreadable(error) } };
  }
  if (text === undefined || text.replace("\uFEFF", "").trim() === "")
    return {
      problem: { file, path: WHOLE_FILE, message: "is empty; write {} for all defaults, or take the file away" },
    };
  const { value, fault } = parseJsonText(text);
  if (fault === undefined) return { value };
  return { problem: { file, path: `line ${fault.line}, column ${fault.column}`, message: fault.message } };
}

function unreadable(error: unknown): string {
  if (systemCode(error) === "EISDIR") return "is a folder; put a file of that name in its place";
  return `cannot be read (${systemCode(error) ?? messageOf(error)}); check the card and the file's rights`;
}

/** What `node.json` names, however good or bad the rest of it is. */
export function besidePaths(node: unknown): Beside[] {
  const part = valueAt(node, ["broker"]) === undefined ? "embedded_broker" : "broker";
  return BESIDE_FIELDS.flatMap((field) => {
    const path = valueAt(node, [part, field]);
    return typeof path === "string" && path !== "" ? [{ field, in: part, path }] : [];
  });
}
