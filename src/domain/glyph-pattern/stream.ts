import type { Glyph } from "../glyph.js";
import type { Seconds } from "../time.js";
import type { Automaton } from "./automaton.js";
import type { Match } from "./match.js";
import { MOST_STARTS, Starts } from "./starts.js";

const NEVER = Number.POSITIVE_INFINITY;

/**
 * One pattern over one stream of glyphs: those of an electrode, or those of several in the order in which they were decided.
 * A match is told where it ends, with its earliest possible beginning. One that only prolongs, by its last glyph, a match that
 * had ended with the glyph before is not told again: `spike{3,}` is told once for a row of nine spikes, `spike{3}` seven times.
 */
export class PatternStream {
  readonly #automaton: Automaton;
  readonly #electrodes: readonly string[];
  readonly #within: Seconds;
  readonly #starts: Starts;
  readonly #taking: Uint32Array;
  /** Of each electrode: the name of its open glyph as a bit (0: none that matters), its start, and when to look at it. */
  readonly #openBit: Uint32Array;
  readonly #openStart: Float64Array;
  readonly #openDue: Float64Array;
  /** Of each electrode: the start of an open glyph that a match was told for, NaN without. Its close tells no second time. */
  readonly #told: Float64Array;
  #interest: number;
  #due: Seconds = NEVER;

  constructor(automaton: Automaton, electrodes: readonly string[]) {
    this.#automaton = automaton;
    this.#electrodes = electrodes;
    this.#within = automaton.pattern.within ?? NEVER;
    this.#starts = new Starts(automaton);
    this.#taking = new Uint32Array(automaton.words);
    this.#openBit = new Uint32Array(electrodes.length);
    this.#openStart = new Float64Array(electrodes.length);
    this.#openDue = new Float64Array(electrodes.length).fill(NEVER);
    this.#told = new Float64Array(electrodes.length).fill(Number.NaN);
    this.#interest = automaton.firstNames;
  }

  /** Names of glyphs (bits) that can change anything here just now. The others need not be pushed. */
  get interest(): number {
    return this.#interest;
  }

  /** How far some electrode must be heard for `advance` to be worth calling. */
  get due(): Seconds {
    return this.#due;
  }

  /** Takes the next closed glyph; `bit` is its name's. */
  push(glyph: Glyph, bit: number): Match | undefined {
    const who = this.#electrodes.length === 1 ? 0 : this.#electrodes.indexOf(glyph.electrode);
    const told = this.#closes(who, glyph.start);
    const match = (bit & this.#automaton.heardNames) === 0 ? undefined : this.#take(glyph, bit, 1 << who, told);
    this.#look();
    return match;
  }

  /** A glyph is open on that electrode, and all before it were pushed. 0: none is. */
  open(electrode: string, bit: number, start: Seconds): void {
    const who = this.#electrodes.indexOf(electrode);
    this.#openBit[who] = bit & this.#automaton.openNames;
    this.#openStart[who] = start;
    this.#look();
  }

  /** All is heard of that electrode up to `until`: its open glyph may by now be long enough. */
  advance(electrode: string, until: Seconds): Match | undefined {
    const who = this.#electrodes.indexOf(electrode);
    if (this.#openDue[who]! > until) return undefined;
    const match = this.#openMatch(who, until);
    if (match !== undefined) this.#told[who] = this.#openStart[who]!;
    this.#openDue[who] = this.#dueOf(who, until);
    this.#settle();
    return match;
  }

  #take(glyph: Glyph, bit: number, electrode: number, told: boolean): Match | undefined {
    const starts = this.#starts;
    const { start, end, amplitude, decided } = glyph;
    this.#automaton.taking(this.#taking, bit, amplitude, start, end);
    let found = false;
    let match: Match | undefined;
    let kept = 0;
    for (let i = 0; i < starts.count; i++) {
      const from = Math.min(starts.from[i]!, start);
      const until = Math.max(starts.until[i]!, end);
      const prolongs = starts.ended(i);
      if (until > from + this.#within || !starts.step(i, this.#taking)) continue;
      starts.put(kept, from, until, starts.electrodes[i]! | electrode);
      if (!found && starts.ended(kept)) {
        found = true;
        if (!prolongs && !told) match = this.#match(kept, decided);
      }
      // With `within`, the younger of two in the same states may live when the older is too long ago.
      if (this.#within !== NEVER || !starts.repeats(kept)) kept++;
    }
    starts.count = kept;
    if (end <= start + this.#within && starts.begin(this.#taking)) {
      if (kept === MOST_STARTS) starts.dropOldest();
      const row = starts.count;
      starts.put(row, start, end, electrode);
      if (!found && !told && starts.ended(row)) match = this.#match(row, decided);
      if (this.#within !== NEVER || !starts.repeats(row)) starts.count++;
    }
    return match;
  }

  #match(row: number, decided: Seconds): Match {
    const { from, until, electrodes } = this.#starts;
    return this.#matchOf(from[row]!, until[row]!, electrodes[row]!, decided);
  }

  #matchOf(start: Seconds, end: Seconds, electrodes: number, decided: Seconds): Match {
    const took = this.#electrodes.filter((_, i) => ((electrodes >>> i) & 1) === 1);
    return { text: this.#automaton.pattern.text, start, end, electrodes: took, decided };
  }

  /** What there would be if that electrode's open glyph closed at `until`, as far as that is certain. Changes nothing. */
  #openMatch(who: number, until: Seconds): Match | undefined {
    const starts = this.#starts;
    const start = this.#openStart[who]!;
    this.#automaton.takingOpen(this.#taking, this.#openBit[who]!, start, until);
    for (let i = 0; i < starts.count; i++) {
      const from = Math.min(starts.from[i]!, start);
      const end = Math.max(starts.until[i]!, until);
      if (end > from + this.#within || !starts.step(i, this.#taking)) continue;
      return starts.ended(i) ? undefined : this.#matchOf(from, end, starts.electrodes[i]! | (1 << who), until);
    }
    if (until > start + this.#within || !starts.begin(this.#taking)) return undefined;
    return this.#matchOf(start, until, 1 << who, until);
  }

  /** A glyph of that electrode has closed; was its match told already? */
  #closes(who: number, start: Seconds): boolean {
    const told = this.#told[who] === start;
    if (start >= this.#told[who]!) this.#told[who] = Number.NaN;
    if (start >= this.#openStart[who]!) this.#openBit[who] = 0;
    return told;
  }

  /** After a change: when does each open glyph matter now? */
  #look(): void {
    for (let who = 0; who < this.#electrodes.length; who++)
      this.#openDue[who] = this.#dueOf(who, Number.NEGATIVE_INFINITY);
    this.#settle();
  }

  #dueOf(who: number, after: Seconds): Seconds {
    const bit = this.#openBit[who]!;
    if (bit === 0 || !Number.isNaN(this.#told[who])) return NEVER;
    this.#starts.ends(this.#taking);
    return this.#automaton.nextOpen(this.#taking, bit, this.#openStart[who]!, after);
  }

  #settle(): void {
    const { firstNames, heardNames } = this.#automaton;
    this.#due = NEVER;
    let open = 0;
    for (let who = 0; who < this.#electrodes.length; who++) {
      this.#due = Math.min(this.#due, this.#openDue[who]!);
      // The close of an open glyph must be heard whatever it is called by then.
      if (this.#openBit[who] !== 0 || !Number.isNaN(this.#told[who])) open = -1;
    }
    this.#interest = open | (this.#starts.count === 0 ? firstNames : heardNames);
  }
}
