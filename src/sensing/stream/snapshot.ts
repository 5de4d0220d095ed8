import type { Json } from "../../domain/percept.js";

/** What a part of the sense knew, as JSON that can be read back to the bit: a name for each thing, nested as the parts are. */
export type SavedState = Readonly<Record<string, Json>>;

/** What can be saved and restored. */
export interface Persistent {
  /** Names each thing that it knows, once, for both ways: `this.#count = snapshot.number("count", this.#count)`. */
  persist(snapshot: Snapshot): void;
}

/**
 * What a sense knows, on its way to the disk or back from it. To the disk, every value that is handed in is written down under
 * its name and handed back as it is; from the disk, what was written under that name is handed back in its place. So the two ways
 * can't disagree: whatever is saved is restored, and in the same place.
 */
export interface Snapshot {
  /** Any number, NaN and infinities too. */
  number(name: string, value: number): number;
  flag(name: string, value: boolean): boolean;
  /** One of the choices, and undefined where that is one of them. */
  choice<T extends string | undefined>(name: string, choices: readonly T[], value: T): T;
  /** All numbers of an array, which stays and keeps its length. */
  floats(name: string, values: Float64Array): void;
  /** A part that stays; undefined where there is none: then what was saved of one is not read. */
  part(name: string, part: Persistent | undefined): void;
  /** Each of some things that stay, and of which there are always as many. */
  each<T>(name: string, items: readonly T[], persist: (item: Snapshot, value: T) => void): void;
  /** Things that come and go, made anew. `blank` is what they are made from. */
  list<T>(name: string, items: readonly T[], blank: T, persist: (item: Snapshot, value: T) => T): T[];
  /** A thing that is made anew. */
  one<T>(name: string, item: T, persist: (item: Snapshot, value: T) => T): T;
  /** Such a thing, or none. `blank` is what it is made from. */
  optional<T>(name: string, item: T | undefined, blank: T, persist: (item: Snapshot, value: T) => T): T | undefined;
}

/** All that a part knows. */
export function saveState(part: Persistent): SavedState {
  return written((snapshot) => part.persist(snapshot));
}

/**
 * Gives a fresh part what `saveState` told of its like. False when that is none of its layout, to the last name and length: then the
 * part is half of one and half of the other, so take another fresh one.
 */
export function restoreState(part: Persistent, saved: unknown): boolean {
  try {
    read(saved, (snapshot) => part.persist(snapshot));
    return true;
  } catch (error) {
    if (error instanceof OtherLayout) return false;
    throw error;
  }
}

/** What is read was saved by a part that is made in another way. */
class OtherLayout extends Error {}

/** Numbers that JSON has no way to write. */
const UNWRITABLE: readonly Json[] = ["NaN", "Infinity", "-Infinity", "-0"];

class Writer implements Snapshot {
  readonly saved: Record<string, Json> = {};

  number(name: string, value: number): number {
    const writable = Number.isFinite(value) && !Object.is(value, -0);
    this.saved[name] = writable ? value : Object.is(value, -0) ? "-0" : String(value);
    return value;
  }

  flag(name: string, value: boolean): boolean {
    this.saved[name] = value;
    return value;
  }

  choice<T extends string | undefined>(name: string, _choices: readonly T[], value: T): T {
    this.saved[name] = value ?? null;
    return value;
  }

  floats(name: string, values: Float64Array): void {
    this.saved[name] = Buffer.from(Float64Array.from(values).buffer).toString("base64");
  }

  part(name: string, part: Persistent | undefined): void {
    this.saved[name] = part === undefined ? null : saveState(part);
  }

  each<T>(name: string, items: readonly T[], persist: (item: Snapshot, value: T) => void): void {
    this.saved[name] = items.map((value) => written((item) => persist(item, value)));
  }

  list<T>(name: string, items: readonly T[], _blank: T, persist: (item: Snapshot, value: T) => T): T[] {
    this.each(name, items, persist);
    return [...items];
  }

  one<T>(name: string, value: T, persist: (item: Snapshot, value: T) => T): T {
    this.saved[name] = written((item) => persist(item, value));
    return value;
  }

  optional<T>(name: string, value: T | undefined, _blank: T, persist: (item: Snapshot, value: T) => T): T | undefined {
    if (value !== undefined) return this.one(name, value, persist);
    this.saved[name] = null;
    return undefined;
  }
}

class SnapshotReader implements Snapshot {
  readonly #saved: Record<string, unknown>;
  #asked = 0;

  constructor(saved: unknown) {
    if (!isObject(saved)) throw new OtherLayout();
    this.#saved = saved;
  }

  number(name: string): number {
    const value = this.#next(name);
    if (typeof value === "number") return value;
    if (typeof value === "string" && UNWRITABLE.includes(value)) return Number(value);
    throw new OtherLayout();
  }

  flag(name: string): boolean {
    const value = this.#next(name);
    if (typeof value === "boolean") return value;
    throw new OtherLayout();
  }

  choice<T extends string | undefined>(name: string, choices: readonly T[]): T {
    const value = this.#next(name);
    for (const choice of choices) if ((choice ?? null) === value) return choice;
    throw new OtherLayout();
  }

  floats(name: string, values: Float64Array): void {
    const value = this.#next(name);
    const bytes = Buffer.from(typeof value === "string" ? value : "", "base64");
    if (bytes.byteLength !== values.byteLength) throw new OtherLayout();
    for (let i = 0; i < values.length; i++) values[i] = bytes.readDoubleLE(i * values.BYTES_PER_ELEMENT);
  }

  part(name: string, part: Persistent | undefined): void {
    const value = this.#next(name);
    if (part !== undefined && value !== null) read(value, (snapshot) => part.persist(snapshot));
  }

  each<T>(name: string, items: readonly T[], persist: (item: Snapshot, value: T) => void): void {
    const rows = this.#rows(name);
    if (rows.length !== items.length) throw new OtherLayout();
    for (const [i, value] of items.entries()) read(rows[i], (item) => persist(item, value));
  }

  list<T>(name: string, _items: readonly T[], blank: T, persist: (item: Snapshot, value: T) => T): T[] {
    return this.#rows(name).map((row) => read(row, (item) => persist(item, blank)));
  }

  one<T>(name: string, blank: T, persist: (item: Snapshot, value: T) => T): T {
    return read(this.#next(name), (item) => persist(item, blank));
  }

  optional<T>(name: string, _value: T | undefined, blank: T, persist: (item: Snapshot, value: T) => T): T | undefined {
    const saved = this.#next(name);
    return saved === null ? undefined : read(saved, (item) => persist(item, blank));
  }

  /** Was everything asked for that there is? */
  end(): void {
    if (Object.keys(this.#saved).length !== this.#asked) throw new OtherLayout();
  }

  #next(name: string): unknown {
    if (!Object.hasOwn(this.#saved, name)) throw new OtherLayout();
    this.#asked++;
    return this.#saved[name];
  }

  #rows(name: string): readonly unknown[] {
    const value = this.#next(name);
    if (Array.isArray(value)) return value;
    throw new OtherLayout();
  }
}

function written(persist: (snapshot: Snapshot) => void): SavedState {
  const writer = new Writer();
  persist(writer);
  return writer.saved;
}

function read<T>(saved: unknown, persist: (snapshot: Snapshot) => T): T {
  const reader = new SnapshotReader(saved);
  const result = persist(reader);
  reader.end();
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
