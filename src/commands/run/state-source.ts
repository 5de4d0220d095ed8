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

/** What a node listens to: what it learnt of one of these must not be told of another. */
export type StateSource =
  | { readonly kind: "electrodes" }
  | { readonly kind: "grove" }
  /** `head` is the hash of its beginning, which stays while a recording grows, is renamed or moved. */
  | { readonly kind: "recording"; readonly name: string; readonly head: string };

/** Lies in the folder of a state and says what it is about. */
const MARK = "source.json";
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
 * A state without a mark was written before there were marks, or by a node that was stopped at once; it is anybody's.
 * @throws AndasError `usage` when the state in this folder is about something else
 */
export async function refuseForeignState(files: Files, folder: string, source: StateSource): Promise<void> {
  const owner = await markIn(files, folder);
  if (owner === undefined || same(owner, source)) return;
  const remedy = "give --state another folder, or remove this one to begin anew";
  throw new AndasError("usage", `${folder} is the state of ${named(owner)}, and this is ${named(source)}: ${remedy}`);
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
