import type { AppendFile, Files } from "../../ports/files.js";
import { scan } from "./frame.js";

/** Names of segments, in the order of their making. */
const NAME = /^\d{8}\.raw$/;

/** A file of the ring takes so much at most, before the next is begun … */
const LARGEST = 2 ** 20;
/** … and the ring has so many at least, so that what is given up at once is little of it. */
const FEWEST = 8;

/** A file of the ring. */
export interface Segment {
  readonly name: string;
  readonly bytes: number;
}

/** The ring's files, oldest first. Reading them is safe while a node writes. */
export async function segmentsIn(files: Files, folder: string): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (const name of await files.list(folder)) {
    const bytes = NAME.test(name) ? await files.size(`${folder}/${name}`) : undefined;
    if (bytes !== undefined) segments.push({ name, bytes });
  }
  return segments;
}

/**
 * The files of a ring as its one writer sees them: the newest grows at its end, the oldest are given up when there are too many bytes.
 * What was appended is on the medium when `append` resolves, and stays there through any power cut.
 */
export class Segments {
  readonly #files: Files;
  readonly #folder: string;
  readonly #most: number;
  readonly #largest: number;
  /** All of them but the newest. */
  #older: readonly Segment[] = [];
  /** The newest, and how much of it is sure to lie on the medium; undefined before it was opened, and after trouble. */
  #newest: { readonly name: string; readonly file: AppendFile } | undefined;
  /** Of the newest, what is sure; kept through trouble. */
  #sure: Segment | undefined;

  /** @param bytes the ring takes at most, all its files together */
  constructor(files: Files, folder: string, bytes: number) {
    this.#files = files;
    this.#folder = folder;
    this.#most = bytes;
    this.#largest = Math.max(1, Math.min(LARGEST, Math.floor(bytes / FEWEST)));
  }

  /** In all its files, as far as they are known. */
  get bytes(): number {
    return this.#older.reduce((sum, { bytes }) => sum + bytes, this.#newest?.file.length ?? 0);
  }

  /**
   * Puts `bytes` at the end of the ring and waits until they lie on the medium.
   * @throws what the system says; then they are not there, and the next append begins by looking at what is
   */
  async append(bytes: Uint8Array): Promise<void> {
    try {
      let newest = this.#newest ?? (await this.#open());
      if (newest.file.length > 0 && newest.file.length + bytes.length > this.#largest) newest = await this.#begin();
      while (this.#older.length > 0 && this.bytes + bytes.length > this.#most) await this.giveUpOldest();
      await newest.file.append(bytes);
      await newest.file.sync();
      this.#sure = { name: newest.name, bytes: newest.file.length };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Makes room for what matters more. False when there is only the newest left. */
  async giveUpOldest(): Promise<boolean> {
    if (this.#newest === undefined) this.#older = (await segmentsIn(this.#files, this.#folder)).slice(0, -1);
    const [oldest, ...others] = this.#older;
    if (oldest === undefined) return false;
    await this.#files.remove(`${this.#folder}/${oldest.name}`);
    this.#older = others;
    return true;
  }

  async close(): Promise<void> {
    const newest = this.#newest;
    this.#newest = undefined;
    await newest?.file.close().catch(() => {}); // what went wrong first is what must be told
  }

  /** Goes on in the newest, behind the last whole block. */
  async #open(): Promise<{ readonly name: string; readonly file: AppendFile }> {
    const files = this.#files;
    await files.makeFolder(this.#folder);
    const all = await segmentsIn(files, this.#folder);
    const last = all.at(-1);
    this.#older = all;
    if (last === undefined || last.bytes >= this.#largest) return this.#begin();
    const path = `${this.#folder}/${last.name}`;
    const { end } = scan((await files.readBytes(path, 0, last.bytes)) ?? new Uint8Array());
    const file = await files.openToAppend(path);
    this.#newest = { name: last.name, file };
    this.#older = all.slice(0, -1);
    // What a failed sync left may be whole, but nobody waited for it: it will be written again.
    const sure = this.#sure?.name === last.name ? Math.min(end, this.#sure.bytes) : end;
    if (sure < file.length) {
      await file.truncate(sure);
      await file.sync();
    }
    this.#sure = { name: last.name, bytes: sure };
    // A name that a power cut came upon may not be safe yet.
    await files.syncFolder(this.#folder);
    return this.#newest;
  }

  async #begin(): Promise<{ readonly name: string; readonly file: AppendFile }> {
    const before = this.#newest;
    if (before !== undefined) {
      this.#older = [...this.#older, { name: before.name, bytes: before.file.length }];
      await this.close();
    }
    const number = Number.parseInt(this.#older.at(-1)?.name ?? "0", 10) + 1;
    const name = `${String(number).padStart(8, "0")}.raw`;
    const file = await this.#files.openToAppend(`${this.#folder}/${name}`);
    this.#newest = { name, file };
    this.#sure = { name, bytes: 0 };
    await this.#files.syncFolder(this.#folder);
    return this.#newest;
  }
}
