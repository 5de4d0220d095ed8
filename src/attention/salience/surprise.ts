import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";

/** How surprising a reading was, in bits; 0 where nobody says. */
export function bitsOf({ data }: Percept): number {
  const bits = data.surprise;
  return typeof bits === "number" && bits > 0 ? bits : 0;
}

/**
 * Bits are without end, a boost is not:
 *
 *     surprise = weight · (1 − 2^(−bits / half))
 *
 * Nothing for what was expected; half of the weight for a glyph that came with a probability of one in 2^half.
 */
export function surpriseOf(bits: number, { salience }: AttentionSettings): number {
  return salience.surpriseWeight * (1 - 2 ** (-bits / salience.surpriseHalf));
}
