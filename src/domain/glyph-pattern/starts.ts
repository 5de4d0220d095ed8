import type { Seconds } from "../time.js";
import type { Automaton } from "./automaton.js";

/** At most so many possible beginnings of a match are followed at a time. */
export const MOST_STARTS = 256;

/**
 * Everywhere in a stream where a match may have begun, oldest first: in which states of the automaton it can be by now, and
 * the time and the electrodes that its glyphs took. Columns of numbers that only ever grow, so that a glyph allocates nothing.
 */
export class Starts {
  readonly #automaton: Automaton;
  count = 0;
  #states: Uint32Array;
  from: Float64Array;
  until: Float64Array;
  electrodes: Uint32Array;
  readonly #next: Uint32Array;

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
    this.#states = new Uint32Array(2 * automaton.words);
    this.from = new Float64Array(2);
    this.until = new Float64Array(2);
    this.electrodes = new Uint32Array(2);
    this.#next = new Uint32Array(automaton.words);
  }

  /** Has what began at `start` matched with the last glyph? */
  ended(start: number): boolean {
    const { words, last } = this.#automaton;
    for (let w = 0; w < words; w++) if ((this.#states[start * words + w]! & last[w]!) !== 0) return true;
    return false;
  }

  /** Finds the states that `start` comes to by a glyph that `taking` take, for `put`; are there any? */
  step(start: number, taking: Uint32Array): boolean {
    const { words, follow } = this.#automaton;
    const next = this.#next;
    next.fill(0);
    for (let w = 0; w < words; w++) {
      for (let bits = this.#states[start * words + w]!; bits !== 0; bits &= bits - 1) {
        const row = (w * 32 + 31 - Math.clz32(bits & -bits)) * words;
        for (let v = 0; v < words; v++) next[v]! |= follow[row + v]!;
      }
    }
    return this.#keep(taking);
  }

  /** The same for a match that begins with this glyph. */
  begin(taking: Uint32Array): boolean {
    this.#next.set(this.#automaton.first);
    return this.#keep(taking);
  }

  /** Writes the states found last into row `row`, which is at most one past the end. */
  put(row: number, from: Seconds, until: Seconds, electrodes: number): void {
    if (row === this.from.length) this.#grow();
    this.#states.set(this.#next, row * this.#automaton.words);
    this.from[row] = from;
    this.until[row] = until;
    this.electrodes[row] = electrodes;
  }

  /** Is an older one in the very states of `row`? Then whatever `row` comes to, that one comes to as well. */
  repeats(row: number): boolean {
    const { words } = this.#automaton;
    for (let other = 0; other < row; other++) {
      let w = 0;
      while (w < words && this.#states[other * words + w] === this.#states[row * words + w]) w++;
      if (w === words) return true;
    }
    return false;
  }

  dropOldest(): void {
    const { words } = this.#automaton;
    this.#states.copyWithin(0, words, this.count * words);
    this.from.copyWithin(0, 1, this.count);
    this.until.copyWithin(0, 1, this.count);
    this.electrodes.copyWithin(0, 1, this.count);
    this.count--;
  }

  /** Adds the last states that the next glyph could lead to, into `into`. */
  ends(into: Uint32Array): void {
    const { words, first, last, follow } = this.#automaton;
    into.set(first);
    for (let i = 0; i < this.count * words; i++) {
      for (let bits = this.#states[i]!; bits !== 0; bits &= bits - 1) {
        const row = ((i % words) * 32 + 31 - Math.clz32(bits & -bits)) * words;
        for (let v = 0; v < words; v++) into[v]! |= follow[row + v]!;
      }
    }
    for (let v = 0; v < words; v++) into[v]! &= last[v]!;
  }

  #keep(taking: Uint32Array): boolean {
    let any = 0;
    for (let w = 0; w < this.#next.length; w++) any |= this.#next[w]! &= taking[w]!;
    return any !== 0;
  }

  #grow(): void {
    const rows = 2 * this.from.length;
    this.#states = grown(this.#states, new Uint32Array(rows * this.#automaton.words));
    this.from = grown(this.from, new Float64Array(rows));
    this.until = grown(this.until, new Float64Array(rows));
    this.electrodes = grown(this.electrodes, new Uint32Array(rows));
  }
}

function grown<T extends Float64Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
