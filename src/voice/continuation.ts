import { GLYPHS, type GlyphName } from "../domain/glyph.js";
import type { ModelAnswer } from "../domain/model-answer.js";

/** A calm node stays with what is likeliest; one that is awake to its tips follows the model's own distribution. */
const CALM = 0.35;

/** How freely the model's continuation is sampled. @param arousal 0 calm to 1 urgent */
export function temperatureOf(arousal: number): number {
  return CALM + (1 - CALM) * Math.min(1, Math.max(0, arousal));
}

/**
 * What comes next, as the model would go on: for each of its electrodes a glyph, drawn from the probabilities that it gave, to the power
 * of 1 / temperature.
 * @param draw uniform in [0, 1)
 */
export function continuation(
  { electrodes, following }: Pick<ModelAnswer, "electrodes" | "following">,
  temperature: number,
  draw: () => number,
): ReadonlyMap<string, GlyphName> {
  return new Map(electrodes.map((electrode, i) => [electrode, GLYPHS[sample(following[i]!, temperature, draw())]!]));
}

/** The likeliest glyph of each electrode and its probability: what is waited for. */
export function expected({
  electrodes,
  following,
}: Pick<ModelAnswer, "electrodes" | "following">): ReadonlyMap<string, { glyph: GlyphName; share: number }> {
  return new Map(
    electrodes.map((electrode, i) => {
      const shares = following[i]!;
      const likeliest = shares.indexOf(Math.max(...shares));
      return [electrode, { glyph: GLYPHS[likeliest]!, share: shares[likeliest]! }];
    }),
  );
}

function sample(shares: Float32Array, temperature: number, drawn: number): number {
  const weights = Array.from(shares, (share) => share ** (1 / temperature));
  let left = drawn * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i;
  }
  return weights.indexOf(Math.max(...weights));
}
