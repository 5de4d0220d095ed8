import type { Seconds } from "./time.js";

/**
 * The alphabet, highest precedence first: where two would name the same instant, the earlier in this list has it, so that
 * every instant of an electrode belongs to exactly one glyph. `stir` is the Spiralformer's own and never part of the partition.
 */
export const GLYPHS = [
  "gap", // nothing was measured, or nothing that can be used
  "unheard", // a planned rest: not measured on purpose
  "settling", // a fresh electrode, still drifting to its level
  "artefact", // handling, steps, glitches
  "burst", // at least 3 spikes, every gap between them short
  "train", // at least 4 spikes, every gap at most medium
  "spike",
  "drift", // the level moves, slowly and for long
  "silence", // long quiet
  "pause", // medium quiet
  "rest", // short quiet
  "stir",
] as const;

export type GlyphName = (typeof GLYPHS)[number];

/** A named piece of one electrode's time: `[start, end)`. */
export interface Glyph {
  readonly electrode: string;
  readonly name: GlyphName;
  readonly start: Seconds;
  readonly end: Seconds;
  /** How many spikes it holds. */
  readonly spikes: number;
  /** Of its largest spike, signed, in millivolts; 0 without spikes. */
  readonly amplitude: number;
  /** Time of the last sample that was needed to name it and to close it. */
  readonly decided: Seconds;
  /** Of a silence that is very long. */
  readonly deep?: true;
}

/**
 * What is going on on an electrode, told while it goes on. A change speaks of the time from the glyph's start to its end and takes
 * the place of all that was open there; what is open lasts at least until the next open one begins, the last one until now.
 * - `open`: a glyph begins. At the start of an open one: that is named anew, because what came after says so.
 * - `upgrade`: the open glyph of that start has become more than it was (see `outgrows`).
 * - `close`: certain for ever. The closes of an electrode, in their order, are its glyphs; each was open under that name before.
 *
 * Of a glyph that is not closed, `end` is how far it is known to reach, and `decided` is when this was said.
 */
export interface GlyphChange {
  readonly phase: "open" | "upgrade" | "close";
  readonly glyph: Glyph;
}

/** What an open glyph may become while it lasts: quiet grows longer, spikes gather. All others stay what they are. */
const LADDERS: readonly (readonly GlyphName[])[] = [
  ["rest", "pause", "silence"],
  ["spike", "train", "burst"],
];

/** Is it an `upgrade`: higher on the same ladder (a deep silence above a silence), or with more spikes on the same rung? */
export function outgrows(later: Glyph, earlier: Glyph): boolean {
  const ladder = LADDERS.find((names) => names.includes(earlier.name));
  if (ladder === undefined || !ladder.includes(later.name)) return false;
  const risen = rung(ladder, later) - rung(ladder, earlier);
  return risen > 0 || (risen === 0 && later.spikes > earlier.spikes);
}

function rung(ladder: readonly GlyphName[], { name, deep }: Glyph): number {
  return ladder.indexOf(name) + (deep ? 1 : 0);
}

export function isGlyphName(text: string): text is GlyphName {
  return (GLYPHS as readonly string[]).includes(text);
}
