import type { GlyphName } from "./glyph.js";
import type { Seconds } from "./time.js";

/** One end of a length: how long, and whether exactly so long still counts. */
export interface Bound {
  readonly seconds: Seconds;
  readonly inclusive: boolean;
}

/** One glyph: `silence>=2h`, `-spike`, `any`. */
export interface GlyphStep {
  readonly kind: "glyph";
  readonly name: GlyphName | "any";
  /** Of the glyph's largest spike; 0: either. */
  readonly sign: 1 | -1 | 0;
  readonly longer: Bound | undefined;
  readonly shorter: Bound | undefined;
}

/** One after the other. At least two. */
export interface Sequence {
  readonly kind: "sequence";
  readonly parts: readonly PatternNode[];
}

/** One of them. At least two. */
export interface Choice {
  readonly kind: "choice";
  readonly options: readonly PatternNode[];
}

/** `least` to `most` times; without `most` there is no end to it. */
export interface Repeat {
  readonly kind: "repeat";
  readonly part: PatternNode;
  readonly least: number;
  readonly most: number | undefined;
}

export type PatternNode = GlyphStep | Sequence | Choice | Repeat;

/** A sentence to wait for in the glyphs of an electrode, or of several taken as one stream. */
export interface GlyphPattern {
  /** As it was written. */
  readonly text: string;
  readonly root: PatternNode;
  /** The electrodes whose glyphs are one stream; undefined: every electrode for itself. */
  readonly on: readonly string[] | undefined;
  /** From the earliest start to the latest end of its glyphs, at most so long. */
  readonly within: Seconds | undefined;
}

/** At most so many glyphs in a pattern, repetitions written out. */
export const MOST_STEPS = 256;
/** At most so many electrodes behind `on`. */
export const MOST_ELECTRODES = 32;
/** Groups in groups, at most so deep. */
export const DEEPEST = 16;
/** Units of a length, in seconds, shortest first. */
export const UNITS = { s: 1, min: 60, h: 3600, d: 86400 } as const;
/** No length is longer: ten years. */
export const LONGEST: Seconds = 3660 * UNITS.d;

/** How many glyphs a node stands for when its repetitions are written out. */
export function stepsOf(node: PatternNode): number {
  switch (node.kind) {
    case "glyph":
      return 1;
    case "sequence":
      return node.parts.reduce((sum, part) => sum + stepsOf(part), 0);
    case "choice":
      return node.options.reduce((sum, option) => sum + stepsOf(option), 0);
    case "repeat":
      return stepsOf(node.part) * Math.max(node.most ?? node.least, 1);
  }
}

/** Would no glyph at all fit it? */
export function isNullable(node: PatternNode): boolean {
  switch (node.kind) {
    case "glyph":
      return false;
    case "sequence":
      return node.parts.every(isNullable);
    case "choice":
      return node.options.some(isNullable);
    case "repeat":
      return node.least === 0 || isNullable(node.part);
  }
}
