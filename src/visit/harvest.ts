import { join } from "node:path";
import { messageOf } from "../domain/errors.js";
import type { VisitWords } from "../language/catalogue/visit.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { TreeFiles } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { RAW_FOLDER } from "../storage/ring/folder.js";
import { RingReader } from "../storage/ring/ring-reader.js";
import { dayBytes, dayName, dayText, holdsDay } from "./day-file.js";
import { writeWhole } from "./whole-file.js";

/** The file that says what the others are: it has no equal name in any language. */
export const READ_ME = "READ ME.txt";
/** What is read of a file at once. */
const PIECE = 2 ** 16;

export interface HarvestParts {
  readonly files: TreeFiles;
  /** The node's state. */
  readonly state: string;
  /** The whole state as one JSON. */
  readonly exportState: () => AsyncIterable<string>;
  readonly site: string;
  readonly node: string;
  readonly words: VisitWords;
  readonly log: Log;
}

/** Where it is put. */
export interface Place {
  readonly folder: string;
  /** Bytes that stay free there. */
  readonly spare: number;
  /** The oldest days of earlier harvests make room for newer ones. */
  readonly givesUp: boolean;
}

/** How far it is, as somebody who waits wants to know it. */
export interface HarvestSoFar {
  readonly files: number;
  readonly of: number;
  /** Names of files that had no room, or could not be read or written. */
  readonly leftOut: readonly string[];
  /** `stopped`: before its end, the next one goes on. */
  readonly over: "no" | "all" | "stopped";
}

/** A file of the harvest. */
interface Item {
  readonly folder: string;
  readonly name: string;
  /** About. */
  readonly bytes: number;
  /** It lies there already, from an earlier visit. */
  isThere(path: string): Promise<boolean>;
  pieces(): AsyncIterable<string | Uint8Array>;
}

/**
 * Writes what a node heard and knows into a folder, as files that any computer reads: the state, then its days from the newest on, then
 * the moments that reflexes kept. Each file is whole or not there; what lies there from an earlier visit is not written again. It ends where
 * `stop` aborts. Touches nothing of the state, and may run while the node does.
 * @throws what the system says where not even the page that explains it can be written
 */
export async function harvest(
  parts: HarvestParts,
  { folder, spare, givesUp }: Place,
  tell: (soFar: HarvestSoFar) => void,
  stop: AbortSignal,
): Promise<HarvestSoFar> {
  const { files, log } = parts;
  for (const path of [folder, join(folder, SIGNAL), join(folder, MOMENTS)]) await files.makeFolder(path);
  await explain(parts, folder, undefined);
  const items = [stateItem(parts), ...(await dayItems(parts)), ...(await momentItems(parts))];
  const leftOut: string[] = [];
  let written = 0;
  const soFar = (over: HarvestSoFar["over"]): HarvestSoFar => ({
    files: written,
    of: items.length,
    leftOut: [...leftOut],
    over,
  });
  for (const item of items) {
    if (stop.aborted) break;
    tell(soFar("no"));
    const path = join(folder, item.folder, item.name);
    try {
      if (!(await item.isThere(path))) {
        if (givesUp) await makeRoom(files, join(folder, SIGNAL), item, spare);
        if (!(await fits(files, folder, item.bytes, spare))) throw new Error("there is no room for it");
        await writeWhole(files, path, item.pieces(), stop);
      }
      written++;
    } catch (error) {
      if (stop.aborted) break;
      log("warn", `${item.name} is left out of the harvest: ${messageOf(error)}`);
      leftOut.push(item.name);
    }
  }
  const end = soFar(stop.aborted ? "stopped" : "all");
  await explain(parts, folder, end);
  return end;
}

const SIGNAL = "signal";
const MOMENTS = "moments";

function stateItem({ exportState }: HarvestParts): Item {
  // A new visit wants the newest; how large it becomes is known when it is written.
  return { folder: "", name: "state.json", bytes: 0, isThere: async () => false, pieces: exportState };
}

/** The newest first: whoever pulls the stick too early has the days that he came for. */
async function dayItems({ files, state }: HarvestParts): Promise<Item[]> {
  const reader = await RingReader.open(files, join(state, RAW_FOLDER));
  return [...(await reader.days())].reverse().map((heard) => ({
    folder: SIGNAL,
    name: dayName(heard),
    bytes: dayBytes(heard),
    isThere: (path) => holdsDay(files, path, heard),
    pieces: () => dayText(reader, heard),
  }));
}

async function momentItems({ files, state }: HarvestParts): Promise<Item[]> {
  const from = join(state, "recordings");
  const items: Item[] = [];
  for (const name of (await files.list(from)).filter((name) => name.endsWith(".csv")).reverse()) {
    const path = join(from, name);
    const bytes = (await files.size(path)) ?? 0;
    const isThere = async (there: string) => (await files.size(there)) === bytes;
    items.push({ folder: MOMENTS, name: lawful(name), bytes, isThere, pieces: () => bytesOf(files, path, bytes) });
  }
  return items;
}

/** FAT knows no colons. */
function lawful(name: string): string {
  return name.replaceAll(/[:*?"<>|\\]/g, "-");
}

async function* bytesOf(files: TreeFiles, path: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += PIECE) {
    const bytes = await files.readBytes(path, at, Math.min(PIECE, size - at));
    if (bytes === undefined || bytes.length === 0) throw new Error("the node gave it up meanwhile");
    yield bytes;
  }
}

async function fits(files: TreeFiles, folder: string, bytes: number, spare: number): Promise<boolean> {
  const room = await files.room(folder);
  return room === undefined || bytes + spare <= room;
}

/** Days that are older than this one go, one after the other, until it fits. */
async function makeRoom(files: TreeFiles, folder: string, item: Item, spare: number): Promise<void> {
  if (item.folder !== SIGNAL) return;
  const older = (await files.list(folder)).filter((name) => name < item.name);
  for (const name of older) {
    if (await fits(files, folder, item.bytes, spare)) return;
    await files.remove(join(folder, name));
  }
}

/** Lines for whoever opens the folder on a laptop: Windows' own editor knows these line ends too. */
function explain({ files, site, node, words }: HarvestParts, folder: string, end: HarvestSoFar | undefined) {
  const told = end === undefined || end.over === "stopped" ? [words.notWhole] : [words.isWhole(end.files)];
  const leftOut = end === undefined || end.leftOut.length === 0 ? [] : [words.leftOut(end.leftOut)];
  const lines = [words.title({ site, node }), "", ...words.whatIsWhat, "", ...told, ...leftOut];
  return replaceFile(files, join(folder, READ_ME), lines.map((line) => `${line}\r\n`).join(""));
}
