import { createHash } from "node:crypto";
import { basename, extname, join } from "node:path";
import type { RecordingConfig } from "../../../devices/recording.js";
import type { Configuration } from "../../config/configuration.js";
import { replaceText } from "../../config/kept-file.js";
import { AndasError, messageOf } from "../../domain/errors.js";
import { kindOf } from "../../node/plan-devices.js";
import type { DeviceKind } from "../../ports/device.js";
import type { Files, OpenBytes } from "../../ports/files.js";
import type { Log } from "../../ports/log.js";
import { RAW_FOLDER } from "../../storage/ring/folder.js";

/** What a node listens to: what it learnt of one of these must not be told of another. */
export type StateSource =
  | { readonly kind: "electrodes" }
  | { readonly kind: "grove" }
  /** `head` is the hash of its beginning, which stays while a recording grows, is renamed or moved. */
  | { readonly kind: "recording"; readonly name: string; readonly head: string };

/** Lies in the folder of a state and says what it is about. */
const MARK = "source.json";
/** What belongs to a state, in its folder. */
const OF_A_STATE = /^(state|senses|source)\b.*\.json$/;
/** A recording is made out by so many bytes, and by so many digits of their hash. */
const HEAD_BYTES = 4096;
const HEAD_DIGITS = 8;

/**
 * What this configuration listens to. Living electrodes come first: whatever is played beside them, it is their state.
 * @throws AndasError `recording` when the recording cannot be read
 */
export async function sourceOf(
  { devices }: Configuration,
  kinds: readonly DeviceKind[],
  openBytes: OpenBytes,
): Promise<StateSource> {
  const heard = devices.filter((device) => kindOf(device, kinds).capabilities.includes("electrodes"));
  if (heard.some((device) => !kindOf(device, kinds).simulated)) return { kind: "electrodes" };
  const recording = heard.find(({ kind }) => kind === "recording");
  if (recording !== undefined) return recordingSource((recording.config as RecordingConfig).file, openBytes);
  return { kind: heard.length > 0 ? "grove" : "electrodes" };
}

/** Where the state of a recording lies when nobody says: a folder of its own below the usual one. */
export async function folderForRecording(usual: string, file: string, openBytes: OpenBytes): Promise<string> {
  const { head } = await recordingSource(file, openBytes);
  return join(usual, "by-recording", `${basename(file, extname(file))}-${head}`);
}

/**
 * Makes sure that a node goes on from a state of its own. One without a mark was written before there were marks, or by a node that was
 * stopped at once: it is anybody's. Living electrodes do not wait for somebody to clear up: what a grove or a recording left in their
 * folder is put aside. Everybody else is refused.
 * @throws AndasError `usage` when the state in this folder is about something else
 */
export async function claimState(claim: {
  readonly files: Files;
  readonly folder: string;
  readonly source: StateSource;
  readonly log: Log;
}): Promise<void> {
  const { files, folder, source, log } = claim;
  const owner = await markIn(files, folder);
  if (owner === undefined || same(owner, source)) return;
  if (source.kind === "electrodes") {
    const aside = join(folder, `of-${owner.kind}`);
    await putAside(files, folder, aside);
    log("warn", `what was learnt of ${named(owner)} is put aside in ${aside}: electrodes begin anew`);
    return;
  }
  const remedy = "give --state another folder, or remove this one to begin anew";
  throw new AndasError("usage", `${folder} is the state of ${named(owner)}, and this is ${named(source)}: ${remedy}`);
}

/** The mark goes last: cut off before that, it is done once more. */
async function putAside(files: Files, folder: string, aside: string): Promise<void> {
  await files.makeFolder(aside);
  const names = (await files.list(folder)).filter((name) => OF_A_STATE.test(name) && name !== MARK);
  await putRawAside(files, join(folder, RAW_FOLDER), join(aside, RAW_FOLDER));
  for (const name of [...names, MARK]) await files.rename(join(folder, name), join(aside, name));
  await files.syncFolder(folder);
}

/** Nobody should find the signal of a grove in that of a spruce. */
async function putRawAside(files: Files, raw: string, aside: string): Promise<void> {
  const names = await files.list(raw);
  if (names.length > 0) await files.makeFolder(aside);
  for (const name of names) await files.rename(join(raw, name), join(aside, name));
}

/** Says in the folder whose state it is. Where that cannot be written, neither can the state, and the store tells of it. */
export async function markState(files: Files, folder: string, source: StateSource, log: Log): Promise<void> {
  try {
    await replaceText(files, join(folder, MARK), `${JSON.stringify(source)}\n`);
  } catch (error) {
    log("debug", `could not write ${join(folder, MARK)}: ${messageOf(error)}`);
  }
}

async function recordingSource(file: string, openBytes: OpenBytes) {
  const bytes = new Uint8Array(HEAD_BYTES);
  const source = await openBytes(file);
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < HEAD_BYTES; length += read)
      read = await source.read(bytes.subarray(length));
    const hash = createHash("sha256").update(bytes.subarray(0, length)).digest("hex");
    return { kind: "recording", name: basename(file), head: hash.slice(0, HEAD_DIGITS) } as const;
  } finally {
    await source.close();
  }
}

/** Undefined too where the mark is torn or cannot be read: a node in the forest must start then as well. */
async function markIn(files: Files, folder: string): Promise<StateSource | undefined> {
  try {
    const { kind, name, head } = JSON.parse((await files.read(join(folder, MARK))) ?? "{}") as Record<string, unknown>;
    if (kind === "electrodes" || kind === "grove") return { kind };
    if (kind === "recording" && typeof name === "string" && typeof head === "string") return { kind, name, head };
  } catch {
    // as if there were none
  }
  return undefined;
}

function same(a: StateSource, b: StateSource): boolean {
  return a.kind === "recording" && b.kind === "recording" ? a.head === b.head : a.kind === b.kind;
}

function named(source: StateSource): string {
  if (source.kind === "recording") return `the recording ${source.name}`;
  return source.kind === "grove" ? "a simulated grove" : "electrodes";
}
