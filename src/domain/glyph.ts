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
}

export function isGlyphName(text: string): text is GlyphName {
  return (GLYPHS as readonly string[]).includes(text);
}
