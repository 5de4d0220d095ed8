import { AndasError, messageOf } from "../domain/errors.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { Files } from "../ports/files.js";

/** What a folder may hold; the oldest go first. */
export interface FolderBounds {
  readonly count: number;
  readonly bytes: number;
}

/** Numbers in names count as numbers: `damaged-9` is older than `damaged-10`. */
const IN_ORDER = new Intl.Collator("en", { numeric: true }).compare;

/** Files of one kind in a folder, bounded: what is new pushes out what is oldest, by the times or numbers in their names. */
export class BoundedFolder {
  readonly path: string;
  readonly #files: Files;
  readonly #ours: RegExp;
  readonly #bounds: FolderBounds;
  /** One file after the other: two at once would count each other wrongly. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param ours the names of its files; no other is touched */
  constructor(files: Files, path: string, ours: RegExp, bounds: FolderBounds) {
    this.#files = files;
    this.path = path;
    this.#ours = ours;
    this.#bounds = bounds;
  }

  /** Its files, oldest first. */
  async names(): Promise<string[]> {
    return (await this.#files.list(this.path)).filter((name) => this.#ours.test(name)).sort(IN_ORDER);
  }

  /**
   * Writes a file: after a power cut the whole of it is there, or none.
   * @throws AndasError `state` when the folder cannot be written to
   */
  keep(name: string, content: string | Uint8Array): Promise<void> {
    const work = this.#turn.then(() => this.#keep(name, content));
    this.#turn = work.catch(() => {});
    return work;
  }

  /**
   * Moves a file of the same folder in among the others, under a new name.
   * @throws what the system says; then it is where it was
   */
  async moveIn(from: string, name: string): Promise<void> {
    await this.#files.rename(`${this.path}/${from}`, `${this.path}/${name}`);
    await this.#makeRoom(0, 0).catch(() => {}); // the next one tries again
  }

  async #keep(name: string, content: string | Uint8Array): Promise<void> {
    try {
      await this.#files.makeFolder(this.path);
      await this.#sweep();
      // Room first: a full disk is freed by what is oldest, not by nothing.
      await this.#makeRoom(1, typeof content === "string" ? Buffer.byteLength(content) : content.length);
      await replaceFile(this.#files, `${this.path}/${name}`, content);
    } catch (error) {
      const remedy = "free some space on the card, or change it";
      throw new AndasError("state", `${this.path} could not take ${name}: ${messageOf(error)}; ${remedy}`, error);
    }
  }

  /** What power cuts left half written; its names never come again. */
  async #sweep(): Promise<void> {
    for (const name of await this.#files.list(this.path))
      if (name.endsWith(".tmp") && this.#ours.test(name.slice(0, -".tmp".length)))
        await this.#files.remove(`${this.path}/${name}`);
  }

  /** For so many more files of so many bytes together. */
  async #makeRoom(count: number, bytes: number): Promise<void> {
    const there = await this.names();
    const sizes: number[] = [];
    for (const name of there) sizes.push((await this.#files.size(`${this.path}/${name}`)) ?? 0);
    let total = sizes.reduce((sum, size) => sum + size, bytes);
    for (const [i, name] of there.entries()) {
      if (there.length - i + count <= this.#bounds.count && total <= this.#bounds.bytes) return;
      await this.#files.remove(`${this.path}/${name}`);
      total -= sizes[i]!;
    }
  }
}
