import { systemCode } from "../domain/errors.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { Files } from "../ports/files.js";
import { seal, type Unsealed, unseal } from "./envelope.js";
import { quarantine } from "./quarantine.js";
import { stateError } from "./state-error.js";
import type { Sealed } from "./state-format.js";

/** What had to be mended on reading. */
export interface Recovery {
  /** Which file the data is from; `nothing` is left: the node starts fresh. */
  readonly from: "last-good" | "nothing";
  /** One line, what was wrong. */
  readonly reason: string;
  /** The names of the damaged files, as they were moved aside. */
  readonly quarantined: readonly string[];
}

/**
 * A state that may lose power at any moment: `<name>.json` is always the one or the other whole state, and `<name>.last-good.json`
 * is the one before, for the day when the medium itself damages the first. Damage never throws.
 */
export class SealedFile {
  /** `<name>.json` */
  readonly main: string;
  readonly #lastGood: string;
  readonly #files: Files;
  readonly #folder: string;
  readonly #name: string;
  /** The main file is known to be whole, and worth keeping as the last good one. */
  #mainIsWhole = false;
  #recovered: Recovery | undefined;

  constructor(files: Files, folder: string, name: string) {
    this.#files = files;
    this.#folder = folder;
    this.#name = name;
    this.main = `${name}.json`;
    this.#lastGood = `${name}.last-good.json`;
  }

  /** What the last `read` had to mend; undefined when all was well. */
  get recovered(): Recovery | undefined {
    return this.#recovered;
  }

  /**
   * What it holds; undefined where there is nothing (any more).
   * @throws AndasError `state` when the folder cannot be read
   */
  async read(): Promise<Sealed | undefined> {
    this.#recovered = undefined;
    await this.#sweep();
    const main = await this.#look(this.main);
    this.#mainIsWhole = main !== undefined && "data" in main;
    if (main !== undefined && "data" in main) return main;
    // The main one is never older than the last good one, so that this one is only asked when that one cannot say.
    const last = await this.#look(this.#lastGood);
    if (main === undefined && last === undefined) return undefined;

    const quarantined: string[] = [];
    const reasons = [`${this.main}: ${main ? main.damage : "it is missing"}`];
    if (main !== undefined) await this.#putAside(this.main, quarantined);
    if (last !== undefined && "damage" in last) {
      reasons.push(`${this.#lastGood}: ${last.damage}`);
      await this.#putAside(this.#lastGood, quarantined);
    }
    const found = last !== undefined && "data" in last ? last : undefined;
    this.#recovered = { from: found ? "last-good" : "nothing", reason: reasons.join("; "), quarantined };
    return found;
  }

  /**
   * Resolves with its bytes when `data` lies safely on the medium. The text is taken at once, before anything is waited for.
   * @throws AndasError `state`; what was there before is there still, or `data` is
   */
  async write(version: number, data: object): Promise<number> {
    try {
      const text = seal(version, data);
      const keepOldAs = this.#mainIsWhole ? this.#at(this.#lastGood) : undefined;
      await replaceFile(this.#files, this.#at(this.main), text, keepOldAs);
      this.#mainIsWhole = true;
      return Buffer.byteLength(text);
    } catch (error) {
      throw stateError(error, this.#folder);
    }
  }

  /**
   * Keeps what was read under another name too, safe when it resolves.
   * @throws AndasError `state`
   */
  async keepAs(file: string): Promise<void> {
    try {
      await this.#files.keep(this.#at(this.#mainIsWhole ? this.main : this.#lastGood), this.#at(file));
      await this.#files.syncFolder(this.#folder);
    } catch (error) {
      throw stateError(error, this.#folder);
    }
  }

  #at(file: string): string {
    return `${this.#folder}/${file}`;
  }

  async #look(file: string): Promise<Unsealed | undefined> {
    try {
      const text = await this.#files.read(this.#at(file));
      return text === undefined ? undefined : unseal(text);
    } catch (error) {
      // A sector that cannot be read any more is damage like any other.
      if (systemCode(error) === "EIO") return { damage: "the disk cannot read it" };
      throw stateError(error, this.#folder);
    }
  }

  async #putAside(file: string, quarantined: string[]): Promise<void> {
    const aside = await quarantine(this.#files, this.#folder, file, this.#name);
    if (aside !== undefined) quarantined.push(aside);
  }

  /** Removes what an interrupted write left behind; it was never acknowledged. Where that fails, the next write goes over it. */
  async #sweep(): Promise<void> {
    for (const file of [this.main, this.#lastGood]) await this.#files.remove(this.#at(`${file}.tmp`)).catch(() => {});
  }
}
