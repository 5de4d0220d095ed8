import { GLYPHS } from "../../domain/glyph.js";
import type { Seconds } from "../../domain/time.js";
import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import { unscaleTime } from "../slots/scales.js";
import type { Slot } from "../slots/slot-maker.js";

/** So many of an electrode's latest onsets are kept. */
const KEPT = 64;
/** Two onsets told for the same moment are one: ages are told on a scale that loses tenths of seconds. */
const SAME: Seconds = 2;
/** What was handled stands for itself: one onset a slot. */
const ARTEFACT = GLYPHS.indexOf("artefact");

/**
 * When something began on each electrode, as the slots tell it: the evidence that a claim names. Only what the model itself was
 * told is looked at.
 */
export class Onsets {
  readonly #age = featureIndex("pulse_age");
  readonly #times: Seconds[][];

  constructor(electrodes: number) {
    this.#times = Array.from({ length: electrodes }, () => []);
  }

  addSlot({ end, glyph, feature }: Pick<Slot, "end" | "glyph" | "feature">): void {
    for (const [electrode, times] of this.#times.entries()) {
      const latest = end - unscaleTime(feature[electrode * SLOT_FEATURES.length + this.#age]!);
      const known = times.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (latest > known + SAME) times.push(latest);
      else if (glyph[electrode] === ARTEFACT && end > known + SAME) times.push(end);
      if (times.length > KEPT) times.shift();
    }
  }

  /** Of each electrode: its onsets from `since` on, in order. */
  since(since: Seconds): readonly (readonly Seconds[])[] {
    return this.#times.map((times) => times.filter((time) => time >= since));
  }
}
