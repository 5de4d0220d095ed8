import type { Adapter } from "lowdb";
import type { Files } from "../ports/files.js";
import { unseal } from "./envelope.js";
import { type Recovery, SealedFile } from "./sealed-file.js";
import { broughtUp, type StateFormat, versionOf } from "./state-format.js";

/** A state that is of one version alone. */
const PLAIN: StateFormat = { migrations: [] };

/**
 * lowdb's adapter for a card that may lose power at any moment, and for several versions of andas that take turns on it.
 * - The state is `<name>.json`. Before it is brought to another version, it is kept as `<name>.v<version>.json` until the next time.
 * - Where a newer andas wrote `<name>.json`, that is left alone: what is read and written from then on is `<name>.v<own version>.json`.
 */
export class DurableAdapter<T extends object> implements Adapter<T> {
  readonly #files: Files;
  readonly #folder: string;
  readonly #name: string;
  readonly #format: StateFormat;
  /** The one that this andas reads and writes. */
  #file: SealedFile;
  /** It is to be kept as this before it is written. */
  #keepAs: string | undefined;
  #recovered: Recovery | undefined;
  #newer: string | undefined;
  #bytes = 0;

  constructor(files: Files, folder: string, name = "state", format: StateFormat = PLAIN) {
    this.#files = files;
    this.#folder = folder;
    this.#name = name;
    this.#format = format;
    this.#file = new SealedFile(files, folder, name);
  }

  /** What the last `read` had to mend; undefined when all was well. */
  get recovered(): Recovery | undefined {
    return this.#recovered;
  }

  /** One line, when the last `read` found the state of a newer andas; undefined else. */
  get newer(): string | undefined {
    return this.#newer;
  }

  /** The size of the last file written. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The state, or null where there is none yet.
   * @throws AndasError `state` when the folder cannot be read, or the state cannot be brought to the present version
   */
  async read(): Promise<T | null> {
    this.#keepAs = undefined;
    this.#recovered = undefined;
    let left: string | undefined;
    for (let copy = 0; ; copy++) {
      this.#file = new SealedFile(this.#files, this.#folder, copy === 0 ? this.#name : this.#copy(copy));
      const found = await this.#file.read();
      this.#recovered ??= this.#file.recovered;
      const state = found && broughtUp(found, this.#format, `${this.#folder}/${this.#file.main}`);
      if (state !== undefined && "newer" in state) {
        left ??= `a newer andas wrote ${this.#folder}/${this.#file.main} (${state.newer})`;
        continue;
      }
      this.#newer = left && goesOn(left, this.#file.main, state === undefined);
      if (found === undefined || state === undefined) return null;
      if (state.migrates) this.#keepAs = this.#copyOf(found.version);
      return state.data as T;
    }
  }

  /**
   * Resolves when `data` lies safely on the medium. The text is taken at once, before anything is waited for, but for the first
   * write after a migration.
   * @throws AndasError `state`; what was there before is there still, or `data` is.
   */
  async write(data: T): Promise<void> {
    const keepAs = this.#keepAs;
    if (keepAs !== undefined) await this.#file.keepAs(keepAs);
    this.#bytes = await this.#file.write(versionOf(this.#format), data);
    if (keepAs === undefined) return;
    this.#keepAs = undefined;
    await this.#removeOlderCopies(keepAs);
  }

  /** What lies there now, touching nothing: for who only looks, while a node may run on it. Undefined where nothing whole does. */
  peek(): Promise<object | undefined> {
    return this.#glance(`${this.#name}.json`).catch(() => undefined);
  }

  /** What the other whole states in the folder hold, of whatever version of andas: in the present form, as far as it can be known. */
  async others(): Promise<readonly object[]> {
    const others: object[] = [];
    for (const file of [`${this.#name}.json`, ...(await this.#copies())]) {
      if (file === this.#file.main || file.endsWith(".last-good.json")) continue;
      const found = await this.#glance(file).catch(() => undefined); // what cannot be known is not worth an error
      if (found !== undefined) others.push(found);
    }
    return others;
  }

  async #glance(file: string): Promise<object | undefined> {
    const text = await this.#files.read(`${this.#folder}/${file}`);
    const found = text === undefined ? undefined : unseal(text);
    if (found === undefined || "damage" in found) return undefined;
    const state = broughtUp(found, this.#format, file);
    return "data" in state ? state.data : found.data;
  }

  /** The name of this version's own copy; a second one where a newer andas of the same version has the first, and so on. */
  #copy(number = 1): string {
    return `${this.#name}.v${versionOf(this.#format)}${number === 1 ? "" : `-${number}`}`;
  }

  /** Where what was read is to be kept. */
  #copyOf(version: number): string {
    const copy = `${this.#name}.v${version}.json`;
    return copy === this.#file.main ? `${this.#name}.v${version}-2.json` : copy;
  }

  async #copies(): Promise<string[]> {
    const prefix = `${this.#name}.v`;
    const names = await this.#files.list(this.#folder).catch(() => []);
    return names.filter(
      (name) => name.startsWith(prefix) && /^\d+(-\d+)?(\.last-good)?\.json$/.test(name.slice(prefix.length)),
    );
  }

  /** A migration was the last word on those before it. Those of a newer andas are its own. */
  async #removeOlderCopies(kept: string): Promise<void> {
    if (this.#newer !== undefined) return;
    for (const name of await this.#copies()) {
      const version = Number.parseInt(name.slice(`${this.#name}.v`.length), 10);
      if (name === kept || version > versionOf(this.#format)) continue;
      await this.#files.remove(`${this.#folder}/${name}`).catch(() => {}); // it takes room and does no harm
    }
  }
}

function goesOn(left: string, own: string, fresh: boolean): string {
  const from = fresh ? `begins anew, in ${own}` : `goes on from its own ${own}`;
  return `${left}: that is left alone, and this andas ${from}; update andas to go on from the newer state`;
}
