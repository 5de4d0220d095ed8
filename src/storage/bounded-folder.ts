import { AndasError, messageOf } from "../domain/errors.js";
import type { Files } from "../ports/files.js";

/** What a folder may hold; the oldest go first. */
export interface FolderBounds {
  readonly count: number;
  readonly bytes: number;
}

/** A folder of files whose names begin with their time, bounded: what is new pushes out what is oldest. */
export class BoundedFolder {
  readonly path: string;
  readonly #files: Files;
  readonly #ending: string;
  readonly #bounds: FolderBounds;
  /** One file after the other: two at once would count each other wrongly. */
  #turn: Promise<unknown> = Promise.resolve();

  /** `ending` is that of its files, such as `.csv`; no other file is touched. */
  constructor(files: Files, path: string, ending: string, bounds: FolderBounds) {
    this.#files = files;
    this.path = path;
    this.#ending = ending;
    this.#bounds = bounds;
  }

  /**
   * Writes `text` as `<name><ending>`: after a power cut the whole file is there, or none.
   * @throws AndasError `state` when the folder cannot be written to
   */
  keep(name: string, text: string): Promise<void> {
    const work = this.#turn.then(() => this.#keep(`${name}${this.#ending}`, text));
    this.#turn = work.catch(() => {});
    return work;
  }

  async #keep(name: string, text: string): Promise<void> {
    const files = this.#files;
    const aside = `${this.path}/being-written.tmp`;
    try {
      await files.makeFolder(this.path);
      // Room first: a full disk is freed by what is oldest, not by nothing.
      await this.#makeRoom(Buffer.byteLength(text));
      await files.writeDurably(aside, text);
      await files.rename(aside, `${this.path}/${name}`);
      await files.syncFolder(this.path);
    } catch (error) {
      await files.remove(aside).catch(() => {});
      const remedy = "free some space on the card, or change it";
      throw new AndasError("state", `${this.path} could not take ${name}: ${messageOf(error)}; ${remedy}`, error);
    }
  }

  /** For one more file of so many bytes. */
  async #makeRoom(bytes: number): Promise<void> {
    const names = (await this.#files.list(this.path)).filter((name) => name.endsWith(this.#ending)).sort(inOrder);
    const sizes: number[] = [];
    for (const name of names) sizes.push((await this.#files.size(`${this.path}/${name}`)) ?? 0);
    let total = sizes.reduce((sum, size) => sum + size, bytes);
    for (let i = 0; i < names.length; i++) {
      if (names.length - i < this.#bounds.count && total <= this.#bounds.bytes) return;
      await this.#files.remove(`${this.path}/${names[i]}`);
      total -= sizes[i] as number;
    }
  }
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1;
}
