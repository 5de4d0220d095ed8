import { AndasError } from "../../domain/errors.js";
import type { Evidence } from "../../domain/evidence.js";
import type { GlyphChange } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import { writeCrossChannel } from "./cross-channel.js";
import { SLOT, SLOT_FEATURES } from "./features.js";
import type { Onset } from "./onset.js";
import { SlotChannel } from "./slot-channel.js";

/** Of a hole longer than this only so much is told: a year without a sample is no year of tokens. */
const LONGEST_HOLE = HOUR / SLOT;
/** A time stamp so far back is a clock that was set back, no sample out of order. */
const SET_BACK: Seconds = SLOT;
/** Slots are made of so many electrodes at most. */
export const MOST_ELECTRODES = 64;

/** One token. The same object each time: copy what must be kept. */
export interface Slot {
  /** It holds `[end - 30 s, end)`, and what was decided by samples of before `end`. */
  readonly end: Seconds;
  /** Index into GLYPHS, of each electrode. */
  readonly glyph: Uint8Array;
  /** Those of the first electrode in the order of SLOT_FEATURES, then those of the next. */
  readonly feature: Float32Array;
  /** What became known in it to have begun, on all electrodes. */
  readonly onsets: readonly Onset[];
}

/**
 * Makes 30 s slots of what the senses of all electrodes tell: spikes, glyphs while they last, and the evidence of every working
 * sample. Strictly causal: a slot is told when the first sample behind it is about to be heard, and depends on none of those.
 * Nothing is allocated per sample.
 */
export class SlotMaker {
  readonly electrodes: readonly string[];
  readonly #channels: readonly SlotChannel[];
  readonly #byName: ReadonlyMap<string, SlotChannel>;
  readonly #onSlot: (slot: Slot) => void;
  readonly #slot: { -readonly [K in keyof Slot]: Slot[K] };
  /** End of the slot that is open; NaN before the first sample. */
  #end: Seconds = Number.NaN;

  /**
   * @param electrodes in their order along the medium, 1 to 64
   * @throws AndasError `usage` when there are more, or none
   */
  constructor(electrodes: readonly string[], onSlot: (slot: Slot) => void) {
    if (electrodes.length < 1 || electrodes.length > MOST_ELECTRODES) {
      const what = `slots are made of 1 to ${MOST_ELECTRODES} electrodes, not of ${electrodes.length}: choose some of them`;
      throw new AndasError("usage", what);
    }
    this.electrodes = electrodes;
    this.#channels = electrodes.map((_, electrode) => new SlotChannel(electrode));
    this.#byName = new Map(electrodes.map((name, i) => [name, this.#channels[i]!]));
    this.#onSlot = onSlot;
    const count = electrodes.length;
    const feature = new Float32Array(count * SLOT_FEATURES.length);
    this.#slot = { end: 0, glyph: new Uint8Array(count), feature, onsets: [] };
  }

  /** A sample of this time is about to be heard: tells all slots that end by then. */
  advanceTo(at: Seconds): void {
    if (!Number.isFinite(at) || (at < this.#end && at >= this.#end - SLOT - SET_BACK)) return;
    const first = Math.floor(at / SLOT) * SLOT + SLOT;
    if (at < this.#end) for (const channel of this.#channels) channel.clockSetBack();
    else if (!Number.isNaN(this.#end)) this.#close(Math.min((first - this.#end) / SLOT, LONGEST_HOLE));
    this.#end = first;
  }

  addSpike(spike: Spike): void {
    this.#byName.get(spike.electrode)?.addSpike(spike);
  }

  onGlyphChange(change: GlyphChange): void {
    this.#byName.get(change.glyph.electrode)?.onGlyphChange(change);
  }

  addEvidence(evidence: Evidence): void {
    this.#byName.get(evidence.electrode)?.addEvidence(evidence);
  }

  #close(count: number): void {
    const slot = this.#slot;
    for (let k = 0; k < count; k++) {
      slot.end = this.#end + k * SLOT;
      slot.onsets = this.#channels.flatMap((channel) => channel.takeOnsets());
      for (let i = 0; i < this.#channels.length; i++)
        slot.glyph[i] = this.#channels[i]!.close(slot.end, slot.feature, i * SLOT_FEATURES.length);
      writeCrossChannel(this.#channels, slot.end, slot.feature);
      this.#onSlot(slot);
    }
  }
}
