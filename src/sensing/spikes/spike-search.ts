import type { Seconds } from "../../domain/time.js";
import type { Horizon } from "../stream/horizon.js";
import { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import type { TimeScales } from "../stream/time-scales.js";
import { type FoundSpike, type OnSpike, SpikeFinder, SURE } from "./spike-finder.js";

/** Of means of fewer samples than this a second search would see no more than the first. */
const LEAST_FACTOR = 8;
/** Rises above so many of its samples the quick search leaves to the slow one, which sees them whole. */
const QUICK_UP_TO = 200;
/** A slow spike that peaks within a quick one of its sign and of so much of its height is that one, seen once more. */
const SAME = 0.4;
/** … and on a slow wave's shoulders the quick one must be so much surer, in log odds. */
const SHOULDERS = 0.4;
/** Quick spikes that are remembered, and what of each: onset, end, amplitude. */
const REMEMBERED = 256;
const ROW = 3;

/** What may become a spike, long before it is sure: its z, log odds, onset, and rise in seconds. */
export type OnHint = (z: number, sure: number, onset: Seconds, rise: Seconds) => void;

/**
 * Spikes of all the lengths that a kind of life has: one search at the working rate and, where that does not reach far enough,
 * another on the means of many samples. Each event is told once, by the one that sees it whole. Strictly causal.
 */
export class SpikeSearch implements Persistent {
  readonly #onSpike: OnSpike;
  readonly #slowEvery: Seconds;
  readonly #quick: SpikeFinder;
  readonly #slow: SpikeFinder | undefined;
  readonly #told: Float64Array;
  #tolds = 0;
  /** Seconds between samples; NaN before the first. */
  #width: Seconds = Number.NaN;
  /** How many samples make one of the slow search; 1 where there is none. */
  #factor = 1;
  #count = 0;
  #sum = 0;
  /** The mean of so many samples, as the slow search takes it. */
  readonly #mean = new Sample();

  constructor({ slowRate }: TimeScales, onSpike: OnSpike, onHint?: OnHint) {
    this.#onSpike = onSpike;
    this.#quick = new SpikeFinder(
      (found) => this.#onQuickSpike(found),
      undefined,
      onHint && (({ z, sure, onset, peak }) => this.#onCandidate(onHint, z, sure, onset, peak)),
    );
    this.#slowEvery = slowRate === undefined ? 0 : 1 / slowRate;
    this.#slow = slowRate === undefined ? undefined : new SpikeFinder((found) => this.#onSlowSpike(found));
    this.#told = new Float64Array(this.#slow === undefined ? 0 : REMEMBERED * ROW).fill(Number.NaN);
  }

  push(sample: Sample): void {
    if (sample.width !== this.#width) this.#setWidth(sample.width);
    this.#quick.push(sample);
    const factor = this.#factor;
    if (factor === 1) return;
    this.#sum += sample.mv;
    if (++this.#count < factor) return;
    const mean = this.#mean;
    mean.at = sample.at - ((factor - 1) / 2) * this.#width;
    mean.mv = this.#sum / factor;
    mean.step = sample.step / Math.sqrt(factor);
    this.#slow?.push(mean);
    this.#sum = 0;
    this.#count = 0;
  }

  #onCandidate(onHint: OnHint, z: number, sure: number, onset: number, peak: number): void {
    const from = this.#quick.time(onset);
    onHint(z, sure, from, this.#quick.time(peak) - from);
  }

  /** The level stepped just now: what follows may be its relaxing. */
  onStep(): void {
    this.#quick.onStep();
    this.#slow?.onStep();
  }

  /** True while nothing stands out. */
  get calm(): boolean {
    return this.#quick.calm && this.#slow?.calm !== false;
  }

  /** Says before what time no spike will peak any more; NaN before that can be known. */
  fillHorizon(horizon: Horizon): void {
    if (this.#factor === 1 || this.#slow === undefined) this.#quick.fillHorizon(horizon);
    else this.#slow.fillHorizon(horizon);
  }

  persist(snapshot: Snapshot): void {
    this.#tolds = snapshot.number("tolds", this.#tolds);
    const width = snapshot.number("width", this.#width);
    if (width !== this.#width) this.#setWidth(width);
    this.#count = snapshot.number("count", this.#count);
    this.#sum = snapshot.number("sum", this.#sum);
    snapshot.floats("told", this.#told);
    snapshot.part("quick", this.#quick);
    snapshot.part("slow", this.#slow);
  }

  #setWidth(width: Seconds): void {
    if (Number.isNaN(width)) return;
    this.#width = width;
    const factor = Math.round(this.#slowEvery / width);
    this.#factor = factor >= LEAST_FACTOR ? factor : 1;
    this.#count = 0;
    this.#sum = 0;
    // Who asks forty times as often hears noise call forty times as often, while life calls no oftener; and slow waves have shoulders.
    this.#quick.sure = SURE + SHOULDERS + Math.log(this.#factor);
  }

  #onQuickSpike(found: FoundSpike): void {
    if (this.#factor > 1) {
      if (found.peak - found.onset > QUICK_UP_TO * this.#width) return;
      const row = (this.#tolds++ % REMEMBERED) * ROW;
      this.#told[row] = found.onset;
      this.#told[row + 1] = found.end;
      this.#told[row + 2] = found.amplitude;
    }
    this.#onSpike(found);
  }

  #onSlowSpike(found: FoundSpike): void {
    const about = this.#factor * this.#width;
    for (let row = 0; row < this.#told.length; row += ROW) {
      if (!(found.peak > this.#told[row]! - about)) continue;
      if (!(found.peak < this.#told[row + 1]! + about)) continue;
      if (this.#told[row + 2]! / found.amplitude >= SAME) return;
    }
    this.#onSpike(found);
  }
}
