import type { Seconds } from "../../domain/time.js";
import { RunningQuantile } from "../stream/running-quantile.js";
import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import type { TimeScales } from "../stream/time-scales.js";

/** How far back one looks to see whether the level itself moves, in level time constants. */
const LOOK_BACK = 2;
/** Over that time a steady level moves by less than so many σ of its usual ripple, a drifting one by more than so many. */
const STEADY_SIGMAS = 10;
const DRIFT_SIGMAS = 24;
/** How long it must have been steady until a fresh electrode counts as settled, in level time constants. */
const STEADY_FOR = 1;
/** σ is never believed to be less, in millivolts. */
const LEAST_SIGMA = 1e-6;
/** The noise is never judged by fewer values than about so many. */
const LEAST_MEMORY = 200;

/**
 * What a spike stands on and what it stands out of: the smoothed signal, its slow level, the local noise σ around that level,
 * and whether the level itself still moves. All causal, all from the bridged signal, in millivolts.
 */
export class Level implements Persistent {
  readonly #scales: TimeScales;
  readonly #noise: RunningQuantile;
  readonly #ripple: RunningQuantile;
  /** The smoothed signal of the recent past, and its level: one value each `smooth`, over LOOK_BACK. */
  readonly #past: Float64Array;
  readonly #levels: Float64Array;
  #pastCount = 0;
  #pastAt: Seconds = Number.NaN;
  #age: Seconds = 0;
  #last: Seconds = Number.NaN;
  #steadyFor: Seconds = 0;
  #first = Number.NaN;
  smoothed = Number.NaN;
  level = Number.NaN;
  /** True until the drift of a fresh electrode has died away; judged from the signal, not from a number of hours. */
  settling = true;
  drifting = false;
  /** The residual in σ, as it was measured last. */
  swell = Number.NaN;

  constructor(scales: TimeScales) {
    this.#scales = scales;
    const perLevel = Math.max(8, Math.round(scales.level / scales.smooth));
    this.#past = new Float64Array(LOOK_BACK * perLevel);
    this.#levels = new Float64Array(LOOK_BACK * perLevel);
    this.#noise = new RunningQuantile(Math.max(LEAST_MEMORY, 12 * scales.level * scales.workingRate));
    this.#ripple = new RunningQuantile(Math.max(LEAST_MEMORY, 12 * perLevel));
  }

  /** @param calm nothing stands out now: the noise may be learnt from this sample */
  push({ at, mv }: Sample, calm: boolean): void {
    const { smooth, level } = this.#scales;
    const dt = !Number.isNaN(this.#last)
      ? Math.min(Math.max(at - this.#last, 0), level / 4)
      : 1 / this.#scales.workingRate;
    this.#last = at;
    this.#age += dt;
    if (Number.isNaN(this.smoothed)) {
      this.smoothed = mv;
      this.level = mv;
      this.#first = mv;
    }
    // Two poles make one smooth hump of a spike; one pole leaves a corner at its onset.
    this.#first += (mv - this.#first) * (dt / (dt + smooth / 2));
    this.smoothed += (this.#first - this.smoothed) * (dt / (dt + smooth / 2));
    const reach = Math.min(level, smooth + this.#age / 3);
    const residual = this.residual;
    // A spike pulls the level no further than noise would: what stands out is clipped.
    const most = calm ? Number.POSITIVE_INFINITY : 2 * Math.max(this.#noise.sigma, LEAST_SIGMA);
    const pull = residual > most ? most : Math.max(residual, -most);
    this.level += pull * (dt / (dt + reach));
    if (calm && (this.settling || !this.drifting)) this.#noise.push(this.residual);
    if (!(at - this.#pastAt < smooth)) this.#remember(at);
  }

  persist(snapshot: Snapshot): void {
    this.#pastCount = snapshot.number("pastCount", this.#pastCount);
    this.#pastAt = snapshot.number("pastAt", this.#pastAt);
    this.#age = snapshot.number("age", this.#age);
    this.#last = snapshot.number("last", this.#last);
    this.#steadyFor = snapshot.number("steadyFor", this.#steadyFor);
    this.#first = snapshot.number("first", this.#first);
    this.smoothed = snapshot.number("smoothed", this.smoothed);
    this.level = snapshot.number("level", this.level);
    this.settling = snapshot.flag("settling", this.settling);
    this.drifting = snapshot.flag("drifting", this.drifting);
    snapshot.part("noise", this.#noise);
    snapshot.part("ripple", this.#ripple);
    snapshot.floats("past", this.#past);
    snapshot.floats("levels", this.#levels);
  }

  get residual(): number {
    return this.smoothed - this.level;
  }

  /** Local noise σ of the residual in millivolts, at least two steps of the converter. */
  sigma(converterStep: number): number {
    return Math.max(this.#noise.sigma, 2 * converterStep, LEAST_SIGMA);
  }

  /** Measures the residual in σ, by the converter's step as the sample tells it. */
  measure({ step }: Sample): void {
    this.swell = this.residual / Math.max(this.#noise.sigma, 2 * step, LEAST_SIGMA);
  }

  /** Looks, once each `smooth`, at how far the level has come in the recent past. */
  #remember(at: Seconds): void {
    const capacity = this.#past.length;
    const previous = this.#past[(this.#pastCount + capacity - 1) % capacity]!;
    const oldest = this.#past[this.#pastCount % capacity]!;
    const oldestLevel = this.#levels[this.#pastCount % capacity]!;
    if (this.#pastCount > 0) this.#ripple.push(this.smoothed - previous);
    this.#past[this.#pastCount % capacity] = this.smoothed;
    this.#levels[this.#pastCount % capacity] = this.level;
    const elapsed = !Number.isNaN(this.#pastAt) ? at - this.#pastAt : 0;
    this.#pastAt = at;
    if (++this.#pastCount <= capacity) return;
    const moved = Math.abs(this.smoothed - oldest);
    const ripple = Math.max(this.#ripple.sigma, 1e-6);
    // A busy electrode is settled too: its spikes hardly pull the level, a drift takes it along.
    const levelMoved = Math.abs(this.level - oldestLevel);
    this.#steadyFor = levelMoved < STEADY_SIGMAS * ripple ? this.#steadyFor + elapsed : 0;
    if (this.settling && this.#steadyFor > STEADY_FOR * this.#scales.level) this.settling = false;
    this.drifting = !this.settling && moved > DRIFT_SIGMAS * ripple && (this.drifting || this.#farOut(moved));
  }

  #farOut(moved: number): boolean {
    return moved > 2 * DRIFT_SIGMAS * Math.max(this.#ripple.sigma, 1e-6);
  }
}
