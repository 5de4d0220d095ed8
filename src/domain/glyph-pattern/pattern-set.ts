import type { Glyph, GlyphChange } from "../glyph.js";
import type { GlyphPattern } from "../glyph-pattern.js";
import type { Seconds } from "../time.js";
import { Automaton, bitOf } from "./automaton.js";
import type { Match } from "./match.js";
import { PatternStream } from "./stream.js";

const NONE: readonly Match[] = [];

/** What the set knows of an electrode: the patterns over its glyphs, how far those are closed, and what is open. */
interface ElectrodeStreams {
  readonly streams: readonly PatternStream[];
  closedUntil: Seconds;
  openBit: number;
  openStart: Seconds;
}

/**
 * Waits for many patterns at once. A glyph goes only to those that it can begin, carry on or end; while no glyph comes there is
 * nothing to do, but for an open one that a pattern waits for to last: then `due` says when.
 */
export class PatternSet {
  readonly #automata: readonly Automaton[];
  /** For the patterns with `on`: one stream each. */
  readonly #shared: ReadonlyMap<Automaton, PatternStream>;
  readonly #electrodes = new Map<string, ElectrodeStreams>();
  readonly #streams: PatternStream[] = [];
  #due: Seconds = Number.POSITIVE_INFINITY;

  constructor(patterns: readonly GlyphPattern[]) {
    this.#automata = patterns.map((pattern) => new Automaton(pattern));
    const shared = new Map<Automaton, PatternStream>();
    for (const automaton of this.#automata) {
      const { on } = automaton.pattern;
      if (on !== undefined) shared.set(automaton, new PatternStream(automaton, on));
    }
    this.#shared = shared;
    this.#streams.push(...shared.values());
  }

  /**
   * How far some electrode must be heard for `advance` to be worth calling, in seconds of glyph time; never (infinity) while no
   * open glyph is waited for.
   */
  get due(): Seconds {
    return this.#due;
  }

  /** Takes the next closed glyph, in the order of decision; gives the matches that end with it, in the order of the patterns. */
  push(glyph: Glyph): readonly Match[] {
    const heard = this.#heard(glyph.electrode);
    const bit = bitOf(glyph.name);
    let matches: Match[] | undefined;
    for (let i = 0; i < heard.streams.length; i++) {
      const stream = heard.streams[i]!;
      if ((stream.interest & bit) === 0) continue;
      const match = stream.push(glyph, bit);
      if (match === undefined) continue;
      if (matches === undefined) matches = [match];
      else matches.push(match);
    }
    heard.closedUntil = glyph.end;
    if (glyph.start >= heard.openStart) heard.openBit = 0;
    if (heard.openBit !== 0) this.#arm(heard, glyph.electrode);
    if (this.#due !== Number.POSITIVE_INFINITY || heard.openBit !== 0) this.#settle();
    return matches ?? NONE;
  }

  /**
   * Takes what is told of a glyph while it lasts, and its close. A pattern that ends with a long silence (or drift, gap, unheard,
   * settling, artefact) need not wait for its end, and is not told again then.
   */
  hear({ phase, glyph }: GlyphChange): readonly Match[] {
    if (phase === "close") return this.push(glyph);
    const heard = this.#heard(glyph.electrode);
    // One before it that only waits to be settled; had it grown over what goes on now, it would take its place.
    if (heard.openBit !== 0 && glyph.start < heard.openStart && glyph.end <= heard.openStart) return NONE;
    heard.openBit = bitOf(glyph.name);
    heard.openStart = glyph.start;
    this.#arm(heard, glyph.electrode);
    this.#settle();
    return this.advance(glyph.electrode, glyph.end);
  }

  /**
   * Everything is heard and decided on that electrode up to `until`: its open glyph reaches so far. Gives the matches that it has
   * completed by lasting.
   */
  advance(electrode: string, until: Seconds): readonly Match[] {
    if (until < this.#due) return NONE;
    const matches: Match[] = [];
    for (const stream of this.#heard(electrode).streams) {
      const match = stream.due <= until ? stream.advance(electrode, until) : undefined;
      if (match !== undefined) matches.push(match);
    }
    this.#settle();
    return matches;
  }

  /** An open glyph counts once all before it is closed: until then nobody knows what it follows. */
  #arm(heard: ElectrodeStreams, electrode: string): void {
    const bit = heard.openStart > heard.closedUntil ? 0 : heard.openBit;
    for (const stream of heard.streams) stream.open(electrode, bit, heard.openStart);
  }

  #settle(): void {
    this.#due = Number.POSITIVE_INFINITY;
    for (const stream of this.#streams) if (stream.due < this.#due) this.#due = stream.due;
  }

  #heard(electrode: string): ElectrodeStreams {
    let heard = this.#electrodes.get(electrode);
    if (heard === undefined) {
      const streams = this.#automata.flatMap((automaton) => this.#streamOf(automaton, electrode));
      heard = { streams, closedUntil: Number.POSITIVE_INFINITY, openBit: 0, openStart: Number.NEGATIVE_INFINITY };
      this.#electrodes.set(electrode, heard);
    }
    return heard;
  }

  #streamOf(automaton: Automaton, electrode: string): PatternStream[] {
    const shared = this.#shared.get(automaton);
    if (shared !== undefined) return automaton.pattern.on?.includes(electrode) ? [shared] : [];
    const own = new PatternStream(automaton, [electrode]);
    this.#streams.push(own);
    return [own];
  }
}
