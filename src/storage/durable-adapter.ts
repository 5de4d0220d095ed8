import type { Adapter } from "lowdb";
import { AndasError, messageOf, systemCode } from "../domain/errors.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { Files } from "../ports/files.js";
import { seal, unseal } from "./envelope.js";
import { quarantine } from "./quarantine.js";
import { stateError } from "./state-error.js";

/** Brings the data of one version to the next. Its place in the list says which: the first takes version 1 to 2. */
export type Migration = (data: object) => object;

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
 * lowdb's adapter for a card that may lose power at any moment: `<name>.json` is always the one or the other whole state, and
 * `<name>.last-good.json` is the one before, for the day when the medium itself damages the first. Damage never throws.
 */
export class DurableAdapter<T extends object> implements Adapter<T> {
  readonly #files: Files;
  readonly #folder: string;
  readonly #name: string;
  readonly #migrations: readonly Migration[];
  /** The main file is known to be whole, and worth keeping as the last good one. */
  #mainIsWhole = false;
  #recovered: Recovery | undefined;
  #bytes = 0;

  constructor(files: Files, folder: string, name = "state", migrations: readonly Migration[] = []) {
    this.#files = files;
    this.#folder = folder;
    this.#name = name;
    this.#migrations = migrations;
  }

  /** What the last `read` had to mend; undefined when all was well. */
  get recovered(): Recovery | undefined {
    return this.#recovered;
  }

  /** The size of the last file written. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The state, or null where there is none yet.
   * @throws AndasError `state` when the folder cannot be read, or a newer andas wrote the state.
   */
  async read(): Promise<T | null> {
    this.#recovered = undefined;
    await this.#sweep();
    const main = await this.#look(this.#main);
    this.#mainIsWhole = main !== undefined && "data" in main;
    if (main !== undefined && "data" in main) return this.#migrate(main.version, main.data);
    // The main one is never older than the last good one, so that this one is only asked when that one cannot say.
    const last = await this.#look(this.#lastGood);
    if (main === undefined && last === undefined) return null;

    const quarantined: string[] = [];
    const reasons = [`${this.#main}: ${main ? main.damage : "it is missing"}`];
    if (main !== undefined) await this.#putAside(this.#main, quarantined);
    if (last !== undefined && "damage" in last) {
      reasons.push(`${this.#lastGood}: ${last.damage}`);
      await this.#putAside(this.#lastGood, quarantined);
    }
    const found = last !== undefined && "data" in last ? last : undefined;
    this.#recovered = { from: found ? "last-good" : "nothing", reason: reasons.join("; "), quarantined };
    return found ? this.#migrate(found.version, found.data) : null;
  }

  /**
   * Resolves when `data` lies safely on the medium. The text is taken at once, before anything is waited for.
   * @throws AndasError `state`; what was there before is there still, or `data` is.
   */
  async write(data: T): Promise<void> {
    try {
      const text = seal(this.#version, data);
      const keepOldAs = this.#mainIsWhole ? this.#at(this.#lastGood) : undefined;
      await replaceFile(this.#files, this.#at(this.#main), text, keepOldAs);
      this.#mainIsWhole = true;
      this.#bytes = Buffer.byteLength(text);
    } catch (error) {
      throw stateError(error, this.#folder);
    }
  }

  get #version(): number {
    return this.#migrations.length + 1;
  }

  get #main(): string {
    return `${this.#name}.json`;
  }

  get #lastGood(): string {
    return `${this.#name}.last-good.json`;
  }

  #at(file: string): string {
    return `${this.#folder}/${file}`;
  }

  async #look(file: string): Promise<ReturnType<typeof unseal> | undefined> {
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
    for (const file of [this.#main, this.#lastGood]) await this.#files.remove(this.#at(`${file}.tmp`)).catch(() => {});
  }

  #migrate(version: number, data: object): T {
    if (version > this.#version)
      throw new AndasError(
        "state",
        `a newer andas wrote ${this.#at(this.#main)} (version ${version}, this one knows ${this.#version}): update andas, or give --state another folder`,
      );
    let migrated = data;
    for (let at = version; at < this.#version; at++) {
      try {
        migrated = (this.#migrations[at - 1] as Migration)(migrated);
      } catch (error) {
        throw new AndasError(
          "state",
          `${this.#at(this.#main)} cannot be brought from version ${at} to ${at + 1} (${messageOf(error)}): go back to the andas that wrote it`,
          error,
        );
      }
    }
    return migrated as T;
  }
}
