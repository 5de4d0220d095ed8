import { GLYPHS, type GlyphName } from "../../src/domain/glyph.js";
import { type FeatureName, featureIndex, SLOT_FEATURES } from "../../src/spiralformer/slots/features.js";
import { scaleTime } from "../../src/spiralformer/slots/scales.js";
import type { Slot } from "../../src/spiralformer/slots/slot-maker.js";

/** What one electrode says in a slot; features that are not given are 0, ages as old as can be. */
export type Saying = { readonly glyph?: GlyphName } & { readonly [name in FeatureName]?: number };

/** A slot made by hand. */
export function slotOf(end: number, ...electrodes: readonly Saying[]): Slot {
  const glyph = Uint8Array.from(electrodes, (one) => GLYPHS.indexOf(one.glyph ?? "rest"));
  const feature = new Float32Array(electrodes.length * SLOT_FEATURES.length);
  for (const [e, { glyph: _, ...said }] of electrodes.entries()) {
    const all = { pulse_age: scaleTime(Number.NaN), pulse_interval: scaleTime(Number.NaN), ...said };
    for (const [name, value] of Object.entries(all)) feature[e * SLOT_FEATURES.length + featureIndex(name)] = value;
  }
  return { end, glyph, feature, onsets: [] };
}
