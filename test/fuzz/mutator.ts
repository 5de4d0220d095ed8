import type { Random } from "../../src/ports/random.js";
import { HOSTILE, RAW } from "./hostile.js";

type Json = unknown;

/** Spoils what was right, in ways that a seed draws. */
export class Mutator {
  readonly #random: Random;
  /** Names that mean something to whoever reads, for fields that were not there. */
  readonly #names: readonly string[];

  constructor(random: Random, names: readonly string[] = []) {
    this.#random = random;
    this.#names = names;
  }

  /** Uniform, a whole number from 0 to `n` - 1. */
  below(n: number): number {
    return Math.floor(this.#random.next() * n);
  }

  chance(share: number): boolean {
    return this.#random.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** One to four changes: bits, bytes, pieces cut out, doubled, swapped, zeroed, an end torn off, something glued on. */
  bytes(valid: Uint8Array): Uint8Array {
    let bytes = Uint8Array.from(valid);
    for (let left = 1 + this.below(4); left > 0; left--) bytes = this.#spoil(bytes);
    return bytes;
  }

  /** JSON text in which some values are others; now and then with broken bytes too. */
  json(valid: Json): string {
    const text = this.#withRaw(JSON.stringify(this.value(valid)) ?? "");
    return this.chance(0.1) ? Buffer.from(this.bytes(Buffer.from(text))).toString("utf8") : text;
  }

  /** The same tree with one to three of its values replaced, taken out, doubled, moved or renamed. */
  value(valid: Json): Json {
    let value = structuredClone(valid);
    for (let left = 1 + this.below(3); left > 0; left--) value = this.#change(value, this.below(6));
    return value;
  }

  #spoil(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const from = this.below(bytes.length + 1);
    const to = Math.min(bytes.length, from + this.below(1 + this.pick([4, 40, bytes.length])));
    const piece = bytes.slice(from, to);
    switch (this.below(8)) {
      case 0:
        if (from < bytes.length) bytes[from]! ^= 1 << this.below(8);
        return bytes;
      case 1:
        if (from < bytes.length) bytes[from] = this.below(256);
        return bytes;
      case 2:
        return glue(bytes.slice(0, from), bytes.slice(to));
      case 3:
        return glue(bytes.slice(0, to), piece, bytes.slice(to));
      case 4: {
        const behind = bytes.slice(to, to + this.below(40));
        return glue(bytes.slice(0, from), behind, piece, bytes.slice(to + behind.length));
      }
      case 5:
        return bytes.fill(this.pick([0, 0xff, 0x0a]), from, to);
      case 6:
        return bytes.slice(0, from);
      default: {
        const strange = Uint8Array.from({ length: this.below(40) }, () => this.below(256));
        return glue(bytes.slice(0, from), strange, bytes.slice(from));
      }
    }
  }

  /** Goes down at most `depth` steps, and changes what it finds there. */
  #change(value: Json, depth: number): Json {
    if (Array.isArray(value)) return this.#changeList(value, depth);
    if (typeof value === "object" && value !== null) return this.#changeObject({ ...value }, depth);
    return this.#instead(value);
  }

  #changeList(list: readonly Json[], depth: number): Json {
    if (list.length === 0 || (depth === 0 && this.chance(0.3))) return this.#instead(list);
    const at = this.below(list.length);
    if (depth > 0) return list.with(at, this.#change(list[at], depth - 1));
    if (this.chance(0.4)) return list.toSpliced(at, 1);
    const times = isSmall(list[at]) ? this.pick([1, 1, 3, 300]) : 1;
    return list.toSpliced(at, 0, ...Array.from({ length: times }, () => list[at]));
  }

  #changeObject(object: Record<string, Json>, depth: number): Json {
    const keys = Object.keys(object);
    if (keys.length === 0 || (depth === 0 && this.chance(0.2))) return this.#instead(object);
    const key = this.pick(keys);
    if (depth > 0) return { ...object, [key]: this.#change(object[key], depth - 1) };
    const { [key]: value, ...rest } = object;
    if (this.chance(0.4)) return rest;
    const name =
      this.#names.length > 0 && this.chance(0.7) ? this.pick(this.#names) : this.pick(["", "v", "é", "toString"]);
    return { ...(this.chance(0.5) ? object : rest), [name]: this.chance(0.5) ? value : this.#instead(value) };
  }

  #instead(value: Json): Json {
    if (typeof value === "number" && this.chance(0.4)) return value * this.pick([-1, 0, 2, 0.1, 1e6, 1e-9, 1e300]);
    if (typeof value === "string" && this.chance(0.4))
      return Buffer.from(this.bytes(Buffer.from(value))).toString(this.pick(["utf8", "latin1"]));
    return this.chance(0.3) ? rawMark(this.below(RAW.length)) : this.pick(HOSTILE);
  }

  /** What no value can be made to say stands in the text itself. */
  #withRaw(text: string): string {
    return text.replace(/"\\u0001(\d+)"/g, (_, which: string) => RAW[Number(which)] ?? "");
  }
}

/** What may be there many times, without filling a disk. */
function isSmall(value: Json): boolean {
  return JSON.stringify(value).length < 300 && !JSON.stringify(value).includes("\\u0001");
}

function rawMark(which: number): string {
  return `\u0001${which}`;
}

function glue(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(pieces));
}
