import type { Evidence } from "../../domain/evidence.js";
import { GLYPHS, type GlyphChange } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import { type FeatureName, RUN_WINDOW, SILENCE_SLOTS, SLOT, writeFeature } from "./features.js";
import { Intervals } from "./intervals.js";
import type { Onset, Sureness } from "./onset.js";
import { OLDEST, placeInSlot, scaleHeight, scaleTime } from "./scales.js";

/** A difference of neighbours over so many σ has a place in the slot worth telling. */
const JUMP = 5;
/** One more counts no more than so many σ in the roughness. */
const WILD = 50;
/** An onset is a pulse of so many σ, or else a hint of such log odds: lower ones are too common for an order of times. */
const HIGH = 9;
const LIKELY = 1;
/** A hint so many working samples (or its rise) from an onset is that of the same. */
const SAME = 12;
const USUAL_RISE: Seconds = 20;
const GAP = GLYPHS.indexOf("gap");
const UNHEARD = GLYPHS.indexOf("unheard");
const ARTEFACT = GLYPHS.indexOf("artefact");

/** Gathers what one electrode gives to the slot that is open, and remembers of earlier ones what the next need. */
export class SlotChannel {
  readonly onsets = new Intervals();
  readonly #electrode: number;
  /** What was heard to begin since the latest slot, for who wants the evidence of a claim. */
  #began: Onset[] = [];
  readonly #spikes = new Intervals();
  /** When the latest jump was; NaN before the first. */
  jumped: Seconds = Number.NaN;
  readonly #stirred = new Uint8Array(SILENCE_SLOTS);
  #slots = 0;
  /** It showed no more than two values: what it says is as if nothing were measured. */
  #dead = false;
  /** What goes on, and the foremost of what was told in this slot. */
  #glyph = GAP;
  #foremost = GAP;
  #glyphStart: Seconds = Number.NaN;
  #glyphSpikes = 0;
  /** Time that samples spoke for and that no slot has had yet. */
  #heard: Seconds = 0;
  #removed: Seconds = 0;
  #z = 0;
  #zBefore = 0;
  #swell = 0;
  #samples = 0;
  #sum = 0;
  #high = 0;
  #low = 0;
  #jump = 0;
  #jumpAt: Seconds = 0;
  #rough = 0;
  #up = 0;
  #down = 0;
  #pulse = 0;
  #pulseAt: Seconds = Number.NaN;
  /** When the latest pulse was heard, of any height, and whether it was high enough to be an onset. */
  #heardAt: Seconds = Number.NaN;
  #isOnset = false;
  /** Onsets of this slot. */
  #onsetCount = 0;
  #hint = 0;
  #sure = 0;
  #hintRise: Seconds = 0;
  #hintOnset: Seconds = Number.NaN;
  #told = 0;
  #polarity = 0;
  #spike = 0;
  #spikeRise: Seconds = USUAL_RISE;

  /** @param electrode its index */
  constructor(electrode: number) {
    this.#electrode = electrode;
  }

  addSpike({ onset, peak, z, polarity }: Spike): void {
    if (this.#dead) return;
    this.#note(onset, z * polarity, "spike");
    this.#spikes.add(peak);
    this.#told++;
    this.#polarity += polarity;
    if (z > Math.abs(this.#spike)) this.#spike = z * polarity;
    this.#spikeRise = peak - onset;
  }

  onGlyphChange({ phase, glyph }: GlyphChange): void {
    if (phase === "close") return;
    const index = GLYPHS.indexOf(glyph.name);
    this.#foremost = Math.min(this.#foremost, index);
    // What goes on is what began last; something earlier may still be named anew, and may have taken its time.
    if (glyph.start < this.#glyphStart && glyph.end <= this.#glyphStart) return;
    this.#glyph = index;
    this.#glyphStart = glyph.start;
    this.#glyphSpikes = glyph.spikes;
  }

  addEvidence(evidence: Evidence): void {
    const { at, width, z, jump, pulse } = evidence;
    this.#dead = evidence.dead;
    if (evidence.dead) return;
    if (evidence.removed) this.#removed += width;
    this.#swell = evidence.swell;
    if (evidence.hint.z !== 0) this.#addHint(evidence.hint, width);
    if (Number.isNaN(z)) return;
    this.#heard += width;
    this.#z = z;
    if (this.#samples++ === 0) {
      this.#high = z;
      this.#low = z;
    } else if (z > this.#high) this.#high = z;
    else if (z < this.#low) this.#low = z;
    this.#sum += z;
    const size = Math.abs(jump);
    this.#rough += Math.min(size, WILD) ** 2;
    if (size > Math.abs(this.#jump)) {
      this.#jump = jump;
      this.#jumpAt = at;
      if (size > JUMP) this.jumped = at;
    }
    if (pulse !== 0) this.#addPulse(pulse, evidence.pulseAt);
  }

  /** The time stamps went back: nothing that was has an age any more. */
  clockSetBack(): void {
    this.onsets.clear();
    this.#spikes.clear();
    this.jumped = Number.NaN;
    this.#hintOnset = Number.NaN;
    this.#glyphStart = Number.NaN;
  }

  /** All that began since this was asked last. */
  takeOnsets(): readonly Onset[] {
    const began = this.#began;
    if (began.length > 0) this.#began = [];
    return began;
  }

  /** Writes the slot that ends, but for what depends on others; the next one begins. Returns its glyph. */
  close(end: Seconds, into: Float32Array, offset: number): number {
    const put = (name: FeatureName, value: number) => writeFeature(into, offset, name, value);
    const told = Math.min(this.#foremost, this.#glyph);
    // The sense cannot know of a hole before it hears again.
    const foremost = this.#heard > 0 || told === UNHEARD ? told : GAP;
    this.#closeTrace(end, foremost, put);
    this.#closePulses(end, put);
    put("spikes", (this.#polarity < 0 ? -1 : 1) * Math.log1p(this.#told));
    put("spike_z", scaleHeight(this.#spike));
    put("spike_age", scaleTime(end - this.#spikes.latest));
    put("interval", scaleTime(this.#spikes.interval(0)));
    put("interval_before", scaleTime(this.#spikes.interval(1)));
    put("interval_spread", this.#spikes.spread(OLDEST));
    put("spike_rise", Math.log(this.#spikeRise / USUAL_RISE));
    put("glyph_age", scaleTime(end - this.#glyphStart));
    put("glyph_spikes", Math.log1p(this.#glyphSpikes));
    put("silence", this.#silence(foremost));
    this.#reset();
    return foremost;
  }

  #closeTrace(end: Seconds, foremost: number, put: (name: FeatureName, value: number) => void): void {
    const heard = Math.min(this.#heard / SLOT, 1);
    put("measured", heard);
    put("unheard", foremost === UNHEARD ? 1 - heard : 0);
    put("removed", this.#removed / SLOT);
    put("mean", this.#samples > 0 ? scaleHeight(this.#sum / this.#samples) : 0);
    put("high", scaleHeight(this.#high));
    put("low", scaleHeight(this.#low));
    put("last", this.#samples > 0 ? scaleHeight(this.#z) : 0);
    put("slope", this.#samples > 0 ? scaleHeight(this.#z - this.#zBefore) : 0);
    put("jump", scaleHeight(this.#jump));
    put("jump_at", Math.abs(this.#jump) > JUMP ? placeInSlot(this.#jumpAt, end, SLOT) : 0);
    put("rough", this.#samples > 0 ? Math.log(this.#rough / this.#samples + 1e-4) / 2 : 0);
    put("swell", scaleHeight(this.#swell));
  }

  #closePulses(end: Seconds, put: (name: FeatureName, value: number) => void): void {
    const { onsets } = this;
    put("pulses_up", Math.log1p(this.#up));
    put("pulses_down", Math.log1p(this.#down));
    put("pulse_z", scaleHeight(this.#pulse));
    put("pulse_at", this.#pulse !== 0 ? placeInSlot(this.#pulseAt, end, SLOT) : 0);
    put("pulse_age", scaleTime(end - onsets.latest));
    put("pulse_interval", scaleTime(onsets.interval(0)));
    put("pulse_before", scaleTime(onsets.interval(1)));
    put("pulse_ratio", onsets.ratio);
    put("pulse_spread", onsets.spread(RUN_WINDOW));
    put("pulse_run", Math.log1p(onsets.countSince(end - RUN_WINDOW)));
    put("hint_z", scaleHeight(this.#hint));
    put("hint_sure", this.#hint !== 0 ? this.#sure : Number.NEGATIVE_INFINITY);
    put("hint_age", scaleTime(end - this.#hintOnset));
    put("hint_rise", this.#hint !== 0 ? Math.log(Math.max(this.#hintRise, 1e-3) / USUAL_RISE) : 0);
  }

  #addPulse(height: number, heard: Seconds): void {
    if (heard !== this.#heardAt) {
      this.#heardAt = heard;
      this.#isOnset = false;
      if (height > 0) this.#up++;
      else this.#down++;
      this.#note(heard, height, "heard");
    }
    const size = Math.abs(height);
    if (size > HIGH && !this.#isOnset) {
      this.#isOnset = true;
      this.#addOnset(heard);
      this.#note(heard, height, "likely");
    }
    if (size <= Math.abs(this.#pulse)) return;
    this.#pulse = height;
    this.#pulseAt = heard;
  }

  #addHint({ z, sure, onset, rise }: Evidence["hint"], width: Seconds): void {
    this.#hintOnset = onset;
    if (sure > LIKELY && !this.onsets.near(onset, Math.max(SAME * width, rise))) {
      this.#addOnset(onset);
      this.#note(onset, z, "likely");
    }
    if (this.#hint !== 0 && this.#sure >= sure) return;
    this.#hint = z;
    this.#sure = sure;
    this.#hintRise = rise;
  }

  #addOnset(at: Seconds): void {
    this.onsets.add(at);
    this.#onsetCount++;
  }

  #note(at: Seconds, z: number, sureness: Sureness): void {
    this.#began.push({ electrode: this.#electrode, at, z, sureness });
  }

  #silence(foremost: number): number {
    const stirred = this.#onsetCount > 0 || this.#told > 0 || foremost === ARTEFACT;
    this.#stirred[this.#slots++ % SILENCE_SLOTS] = stirred ? 1 : 0;
    let silent = SILENCE_SLOTS;
    for (let i = 0; i < SILENCE_SLOTS; i++) silent -= this.#stirred[i]!;
    return silent / SILENCE_SLOTS;
  }

  #reset(): void {
    this.#foremost = this.#glyph;
    // Samples that are further apart than a slot speak for the next ones too.
    this.#heard = Math.max(0, this.#heard - SLOT);
    this.#removed = 0;
    this.#zBefore = this.#z;
    this.#samples = 0;
    this.#sum = 0;
    this.#high = 0;
    this.#low = 0;
    this.#jump = 0;
    this.#rough = 0;
    this.#up = 0;
    this.#down = 0;
    this.#onsetCount = 0;
    this.#pulse = 0;
    this.#hint = 0;
    this.#told = 0;
    this.#polarity = 0;
    this.#spike = 0;
  }
}
