import { constants, gunzipSync } from "node:zlib";
import { AndasError } from "../../domain/errors.js";
import type { Files } from "../../ports/files.js";

/** What was heard: something alive and named, something simulated, or nobody knows. */
export interface Provenance {
  readonly kind: "named" | "simulated" | "unknown";
  /** As it was said; empty where nobody said it. */
  readonly source: string;
}

/** A source is named above the first row. */
const HEAD = 16_384;
/** `# source: Schizophyllum commune, Zenodo 5790768` */
const SOURCE =
  /^[#%/!;\s"]*(?:source|source of the signal|recorded from|origin|källa|quelle)\s*[:=\t]\s*"?(.+?)"?\s*$/im;
const SIMULATED = /simulat|synthe(?:tic|sized)|simuler|syntet|artificial|andas.s own grove/i;

/** What a recording says of itself; what the caller says comes first. */
export async function provenanceOf(file: string, said: string | undefined, files: Files): Promise<Provenance> {
  const source = (said ?? SOURCE.exec(await headOf(file, files))?.[1] ?? "").trim();
  if (source === "") return { kind: "unknown", source };
  return { kind: SIMULATED.test(source) ? "simulated" : "named", source };
}

/**
 * The voice speaks of the living alone, unless it is to be tried.
 * @throws AndasError `usage` that says what to do
 */
export function mustBeAlive({ kind, source }: Provenance, file: string, demo: boolean): void {
  if (kind === "named" || demo) return;
  const what =
    kind === "unknown"
      ? 'nobody says what was recorded; say it with --source "…" or with a line "# source: …" above its header'
      : `it is simulated (${source})`;
  throw new AndasError("usage", `${file}: ${what}; --demo lets it speak all the same, and says so in what it makes`);
}

/** As it stands in every file that is made. */
export function described({ kind, source }: Provenance): string {
  if (kind === "named") return source;
  return kind === "simulated"
    ? `DEMO, simulated, nothing alive: ${source}`
    : "DEMO, of unknown source: perhaps nothing alive";
}

async function headOf(file: string, files: Files): Promise<string> {
  const bytes = await files.readBytes(file, 0, HEAD).catch(() => undefined); // why it cannot be read is said when it is opened
  if (bytes === undefined) return "";
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    // What was cut off in the middle is unpacked as far as it goes.
    return new TextDecoder().decode(zipped ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes);
  } catch {
    return "";
  }
}
