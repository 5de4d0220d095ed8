import { iso } from "../../domain/time.js";
import type { Files } from "../../ports/files.js";
import { readCommands } from "../command-log.js";
import { copiesIn, highest, NUMBERS_FILE } from "../number-file.js";
import { decodeBlock } from "../ring/block.js";
import { RAW_FOLDER } from "../ring/folder.js";
import { scan } from "../ring/frame.js";
import { segmentsIn } from "../ring/segments.js";
import { bytesOf, count, cutOff, type Finding } from "./finding.js";
import { readLogFile } from "./log-file.js";
import { putAside } from "./sealed-files.js";

/** The journal of commands: what a power cut tore was never acknowledged to the broker. */
export async function checkCommands(files: Files, folder: string, file: string): Promise<Finding> {
  const path = `${folder}/${file}`;
  const bytes = await bytesOf(files, path);
  const effect = "a node starts, and commands that waited for their answers are lost";
  if ("unreadable" in bytes) return { file, bytes: 0, holds: "nothing", trouble: `${bytes.unreadable}: ${effect}` };
  const { whole, torn, damaged } = readLogFile(bytes);
  const odd: string[] = [];
  const commands = readCommands(bytes, (why) => odd.push(why));
  const waiting = commands.filter(({ sent }) => !sent).length;
  const holds = `${count(commands.length, "command")}, ${waiting} to be answered`;
  const found = { file, bytes: bytes.length, holds };
  if (odd.length > 0) {
    const trouble = `${count(odd.length, "record")} of it makes no sense (${odd[0]}): a node goes on with the others`;
    return { ...found, trouble };
  }
  if (damaged.bytes > 0) {
    const trouble = "damaged between whole records, the disk may be failing: a node goes on with what can be read";
    return { ...found, trouble, lost: { ...damaged, numbers: [] } };
  }
  if (torn.bytes === 0) return found;
  const trouble = "its end is torn, it was never acknowledged";
  return { ...found, trouble, lost: { ...torn, numbers: [] }, mend: cutOff(files, path, whole) };
}

/** The numbers that were given: one of their two copies is enough. */
export async function checkNumbers(files: Files, folder: string): Promise<Finding> {
  const file = NUMBERS_FILE;
  const bytes = await bytesOf(files, `${folder}/${file}`);
  const effect = "a node counts on from far above all that may have been given, and writes it anew";
  if ("unreadable" in bytes) return { file, bytes: 0, holds: "nothing", trouble: `${bytes.unreadable}: ${effect}` };
  const [first, second] = copiesIn(bytes);
  const numbers = Object.entries(highest(first ?? {}, second ?? {})).map(([name, number]) => `${name} ${number}`);
  if (numbers.length > 0) return { file, bytes: bytes.length, holds: numbers.join(", ") };
  return { file, bytes: bytes.length, holds: "nothing", trouble: `damaged, the disk may be failing: ${effect}` };
}

/** The ring of raw signal: each block stands for itself. */
export async function checkRing(files: Files, folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, bytes } of await segmentsIn(files, `${folder}/${RAW_FOLDER}`).catch(() => [])) {
    const file = `${RAW_FOLDER}/${name}`;
    const read = await bytesOf(files, `${folder}/${file}`);
    if ("unreadable" in read)
      findings.push({ file, bytes, holds: "nothing", trouble: `${read.unreadable}: its signal is missing` });
    else findings.push(ringFile(files, folder, file, read));
  }
  return findings;
}

function ringFile(files: Files, folder: string, file: string, bytes: Buffer): Finding {
  const { blocks, end, damaged } = scan(bytes);
  const found: Finding = { file, bytes: bytes.length, holds: heardIn(blocks) };
  const torn = bytes.length - end;
  const lost = { bytes: damaged + torn, records: (damaged > 0 ? 1 : 0) + (torn > 0 ? 1 : 0), numbers: [] };
  if (damaged > 0) {
    const trouble = "damaged between whole blocks, the disk may be failing: the signal in them is missing";
    return { ...found, trouble, lost };
  }
  if (torn === 0) return found;
  const mend = cutOff(files, `${folder}/${file}`, end);
  return { ...found, trouble: "its end is torn, the last exhale was cut off", lost, mend };
}

function heardIn(blocks: readonly Uint8Array[]): string {
  const heard = blocks.flatMap((block) => decodeBlock(block)?.about ?? []);
  const rows = heard.reduce((sum, about) => sum + about.count, 0);
  const [first, last] = [heard[0], heard.at(-1)];
  const span = first === undefined || last === undefined ? "" : `, ${iso(first.from)} to ${iso(last.to)}`;
  return `${count(blocks.length, "block")}, ${count(rows, "row")}${span}`;
}

/** A recording is written in one step: one that does not end with its last row was damaged later. */
export async function checkRecording(files: Files, folder: string, file: string): Promise<Finding> {
  const bytes = await bytesOf(files, `${folder}/${file}`);
  if ("unreadable" in bytes) return { file, bytes: 0, holds: "nothing", trouble: bytes.unreadable };
  const rows = bytes.toString("latin1").split("\n").length - 2;
  const found = { file, bytes: bytes.length, holds: count(Math.max(0, rows), "row") };
  if (bytes.at(-1) === 0x0a && !bytes.includes(0)) return found;
  return { ...found, trouble: "damaged on the medium: rows of it are missing, or make no sense" };
}

/** A small file of JSON that a node does without, and writes anew. */
export async function checkJson(files: Files, folder: string, file: string, holds: string): Promise<Finding> {
  const bytes = await bytesOf(files, `${folder}/${file}`);
  const mend = { how: "put aside", run: () => putAside(files, folder, file, file.replace(/\.json$/, "")) };
  const found = { file, holds: "nothing", mend };
  const effect = "a node goes on without it, and writes it anew";
  if ("unreadable" in bytes) return { ...found, bytes: 0, trouble: `${bytes.unreadable}: ${effect}` };
  try {
    JSON.parse(bytes.toString("utf8"));
    return { file, bytes: bytes.length, holds };
  } catch {
    return { ...found, bytes: bytes.length, trouble: `it is torn or half written: ${effect}` };
  }
}
