import { GLYPHS, type GlyphName } from "../glyph.js";
import type { GlyphPattern, GlyphStep, PatternNode } from "../glyph-pattern.js";
import type { Seconds } from "../time.js";

const BITS = new Map(GLYPHS.map((name, i) => [name, 1 << i]));
const ALL = (1 << GLYPHS.length) - 1;

/** A glyph's name as one bit, so that many names are one number. */
export function bitOf(name: GlyphName): number {
  return BITS.get(name) ?? 0;
}

/** Short quiet is the space between words: a pattern that does not name these does not hear them. */
const SPACES = bitOf("rest") | bitOf("pause");
/** While they are open they can only grow longer; what is told of them early stays true. */
const LASTING = (["silence", "drift", "gap", "unheard", "settling", "artefact"] as const).reduce(
  (bits, name) => bits | bitOf(name),
  0,
);

/**
 * A pattern as an automaton without empty steps (Glushkov 1961): a state for each glyph that it names, repetitions written out;
 * to be in it means that this glyph was the last. Sets of states are bits in 32-bit words.
 */
export class Automaton {
  readonly pattern: GlyphPattern;
  /** How many words a set of states takes. */
  readonly words: number;
  /** The states that a match can begin with. */
  readonly first: Uint32Array;
  /** The states that a match can end with. */
  readonly last: Uint32Array;
  /** Row s: the states that can come after s. */
  readonly follow: Uint32Array;
  /** Names that can begin a match, that the pattern hears at all, that may end it while they are still open. */
  readonly firstNames: number = 0;
  readonly heardNames: number;
  readonly openNames: number = 0;
  readonly #steps: readonly GlyphStep[];
  readonly #names: Uint32Array;

  constructor(pattern: GlyphPattern) {
    const { steps, follow, whole } = writeOut(pattern.root);
    this.pattern = pattern;
    this.words = Math.ceil(steps.length / 32);
    this.#steps = steps;
    this.#names = Uint32Array.from(steps, ({ name }) => (name === "any" ? ALL : bitOf(name)));
    this.first = new Uint32Array(this.words);
    this.last = new Uint32Array(this.words);
    this.follow = new Uint32Array(this.words * steps.length);
    for (const state of whole.first) add(this.first, 0, state);
    for (const state of whole.last) add(this.last, 0, state);
    follow.forEach((next, state) => {
      for (const other of next) add(this.follow, state * this.words, other);
    });
    const named = this.#names.reduce((bits, names) => bits | names, 0);
    this.heardNames = named | (ALL & ~SPACES);
    for (const state of whole.first) this.firstNames |= this.#names[state]!;
    for (const state of whole.last) if (this.#endsOpen(state)) this.openNames |= this.#names[state]! & LASTING;
  }

  /** Puts the states that take this glyph into `into`. */
  taking(into: Uint32Array, bit: number, amplitude: number, start: Seconds, end: Seconds): void {
    into.fill(0);
    for (let state = 0; state < this.#steps.length; state++) {
      if ((this.#names[state]! & bit) === 0) continue;
      const { sign, longer, shorter } = this.#steps[state]!;
      if (sign !== 0 && Math.sign(amplitude) !== sign) continue;
      // Sums, not differences: `due` below adds too, and so both round the same way.
      if (longer !== undefined && !(longer.inclusive ? end >= start + longer.seconds : end > start + longer.seconds))
        continue;
      if (
        shorter !== undefined &&
        !(shorter.inclusive ? end <= start + shorter.seconds : end < start + shorter.seconds)
      )
        continue;
      add(into, 0, state);
    }
  }

  /** Puts the last states that are sure to take a glyph still open, when it has reached `end`, into `into`. */
  takingOpen(into: Uint32Array, bit: number, start: Seconds, end: Seconds): void {
    into.fill(0);
    this.#eachOpenEnd(bit, start, (state, from) => {
      if (end >= from) add(into, 0, state);
    });
  }

  /** When a glyph still open will next be taken by one of the states `ends`; later than `after`. */
  nextOpen(ends: Uint32Array, bit: number, start: Seconds, after: Seconds): Seconds {
    let next = Number.POSITIVE_INFINITY;
    this.#eachOpenEnd(bit, start, (state, from) => {
      if (from > after && from < next && has(ends, state)) next = from;
    });
    return next;
  }

  #eachOpenEnd(bit: number, start: Seconds, visit: (state: number, from: Seconds) => void): void {
    for (let state = 0; state < this.#steps.length; state++) {
      if ((this.#names[state]! & bit) === 0 || !has(this.last, state) || !this.#endsOpen(state)) continue;
      const { longer } = this.#steps[state]!;
      const from = start + (longer?.seconds ?? 0);
      visit(state, longer?.inclusive === false ? from + MICROSECOND : from);
    }
  }

  /** Can it be sure before its glyph is closed? Not where a greatest length, or a sign, is asked for. */
  #endsOpen(state: number): boolean {
    const { sign, shorter } = this.#steps[state]!;
    return sign === 0 && shorter === undefined;
  }
}

/** Times are known to the microsecond: just longer than 2 h is a microsecond longer. */
const MICROSECOND: Seconds = 1e-6;

function add(set: Uint32Array, offset: number, state: number): void {
  set[offset + (state >>> 5)]! |= 1 << (state & 31);
}

function has(set: Uint32Array, state: number): boolean {
  return ((set[state >>> 5]! >>> (state & 31)) & 1) === 1;
}

/** A part of the automaton: where it can be entered and left, and whether it can be passed by. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const NOTHING: Part = { first: [], last: [], nullable: true };

/** Gives every glyph of a pattern a state, a new one for each repetition. */
function writeOut(root: PatternNode): { steps: GlyphStep[]; follow: Set<number>[]; whole: Part } {
  const steps: GlyphStep[] = [];
  const follow: Set<number>[] = [];

  const link = (from: Part, to: Part) => {
    for (const state of from.last) for (const next of to.first) follow[state]?.add(next);
  };
  const then = (a: Part, b: Part): Part => {
    link(a, b);
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      nullable: a.nullable && b.nullable,
    };
  };
  const either = (a: Part, b: Part): Part => ({
    first: [...a.first, ...b.first],
    last: [...a.last, ...b.last],
    nullable: a.nullable || b.nullable,
  });
  const part = (node: PatternNode): Part => {
    switch (node.kind) {
      case "glyph": {
        const state = steps.push(node) - 1;
        follow.push(new Set());
        return { first: [state], last: [state], nullable: false };
      }
      case "sequence":
        return node.parts.map(part).reduce(then);
      case "choice":
        return node.options.map(part).reduce(either);
      case "repeat": {
        const copies = Math.max(node.most ?? node.least, 1);
        let whole = NOTHING;
        for (let i = 0; i < copies; i++) {
          const copy = part(node.part);
          if (node.most === undefined && i === copies - 1) link(copy, copy);
          whole = then(whole, i < node.least ? copy : { ...copy, nullable: true });
        }
        return whole;
      }
    }
  };
  return { whole: part(root), steps, follow };
}
