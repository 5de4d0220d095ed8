import { z } from "zod";
import { AndasError } from "../domain/errors.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { Files } from "../ports/files.js";
import { encodeRecord, recordAt } from "./log/record.js";

/** In the folder of the state. */
export const NUMBERS_FILE = "numbers";
/** Two copies take turns, each in a block of its own: what a power cut tears is never the one that was written last. */
const COPIES = 2;
const BLOCK = 4096;
const NUMBERS = z.record(z.string(), z.int().min(0));

/** Numbers by name. None of them ever sinks. */
export type Numbers = Readonly<Record<string, number>>;

/**
 * A few numbers in a file that is made once and then written over in place, so that a full card takes them too: no byte of it is new.
 * What `write` took is there after any power cut.
 */
export class NumberFile {
  readonly #files: Files;
  readonly #folder: string;
  /** The copy that is written next; undefined where there is no file yet. */
  #next: number | undefined;

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /**
   * The highest that was written of each; undefined where nothing ever was.
   * @throws what the system says; AndasError `state` when no copy is whole, and then the next `write` makes it anew
   */
  async read(): Promise<Numbers | undefined> {
    this.#next = undefined;
    const found = await this.#files.readBytes(this.#path, 0, COPIES * BLOCK);
    if (found === undefined) return undefined;
    const copies = copiesIn(found);
    const [first, second] = copies;
    if (first === undefined && second === undefined)
      throw new AndasError("state", `${this.#path} is damaged: if it happens again, change the disk`);
    const isLower = first === undefined || (second !== undefined && sum(first) <= sum(second));
    if (found.length === COPIES * BLOCK) this.#next = isLower ? 0 : 1;
    return highest(first ?? {}, second ?? {});
  }

  /** @throws what the system says; whether they are there is not known then */
  async write(numbers: Numbers): Promise<void> {
    const record = encodeRecord(JSON.stringify(numbers));
    if (this.#next === undefined) {
      const whole = Buffer.alloc(COPIES * BLOCK);
      record.copy(whole);
      await this.#files.makeFolder(this.#folder);
      await replaceFile(this.#files, this.#path, whole);
      this.#next = 1;
      return;
    }
    await this.#files.overwrite(this.#path, this.#next * BLOCK, record);
    this.#next = (this.#next + 1) % COPIES;
  }

  get #path(): string {
    return `${this.#folder}/${NUMBERS_FILE}`;
  }
}

/** The numbers of each copy, undefined of one that is not whole. */
export function copiesIn(bytes: Uint8Array): readonly (Numbers | undefined)[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: COPIES }, (_, copy) => {
    const record = recordAt(buffer, copy * BLOCK);
    if (record === undefined) return undefined;
    return NUMBERS.safeParse(JSON.parse(record.json.toString("utf8"))).data;
  });
}

/** Of each number the higher one. */
export function highest(one: Numbers, other: Numbers): Numbers {
  const all = { ...one };
  for (const [name, number] of Object.entries(other)) all[name] = Math.max(all[name] ?? 0, number);
  return all;
}

function sum(numbers: Numbers): number {
  return Object.values(numbers).reduce((total, number) => total + number, 0);
}
