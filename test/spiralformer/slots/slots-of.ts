import { GLYPHS, type GlyphName } from "../../../src/domain/glyph.js";
import { ElectrodeSense } from "../../../src/sensing/electrode-sense.js";
import { type FeatureName, SLOT_FEATURES } from "../../../src/spiralformer/slots/features.js";
import { SlotMaker } from "../../../src/spiralformer/slots/slot-maker.js";
import { ELECTRODE } from "../../sensing/signals.js";

/** A slot that was kept. */
export interface Kept {
  readonly end: number;
  readonly glyph: readonly number[];
  readonly feature: readonly number[];
}

/** DeviceInputs and a slot maker, as a command or a node puts them together. */
export function slotting(count: number) {
  const slots: Kept[] = [];
  const names = Array.from({ length: count }, (_, i) => `e${i + 1}`);
  const maker = new SlotMaker(names, ({ end, glyph, feature }) =>
    slots.push({ end, glyph: [...glyph], feature: [...feature] }),
  );
  const senses = names.map(
    (name) =>
      new ElectrodeSense(
        { ...ELECTRODE, name },
        {
          spike: (spike) => maker.addSpike(spike),
          glyph: () => {},
          glyphChange: (change) => maker.onGlyphChange(change),
          percept: () => {},
          evidence: (evidence) => maker.addEvidence(evidence),
        },
      ),
  );
  const row = (at: number, values: readonly number[]) => {
    maker.advanceTo(at);
    for (const [i, sense] of senses.entries()) sense.pushValue(at, values[i]!);
  };
  return { slots, maker, senses, row };
}

/** The slots of these columns, a sample each `step` seconds. */
export function slotsOf(columns: readonly Float64Array[], step = 1, length = columns[0]?.length ?? 0): Kept[] {
  const { slots, row } = slotting(columns.length);
  for (let t = 0; t < length; t++)
    row(
      t * step,
      columns.map((column) => column[t]!),
    );
  return slots;
}

/** One feature of one electrode, counted from 0. */
export function of(slot: Kept | undefined, electrode: number, name: FeatureName): number {
  const place = SLOT_FEATURES.findIndex(([known]) => known === name);
  return slot?.feature[electrode * SLOT_FEATURES.length + place] ?? Number.NaN;
}

/** The slot that ends then. */
export function ending(slots: readonly Kept[], end: number): Kept | undefined {
  return slots.find((slot) => slot.end === end);
}

export function glyphOf(slot: Kept | undefined, electrode: number): GlyphName | undefined {
  return GLYPHS[slot?.glyph[electrode] ?? -1];
}
