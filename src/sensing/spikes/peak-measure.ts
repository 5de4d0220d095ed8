import type { SpikeFit } from "./spike-fit.js";

/** A height is read from the signal when noise moves it by no more than this share of the spike. */
const SURE_TO = 0.03;
/** It is the mean of at most so much of the rise, or of the recovery where that is shorter: more would flatten the peak. */
const MOST = 0.35;
/** What comes so near the highest value, in shares of the spike, is the top: a plateau peaks in its middle. */
const TOP = 0.03;
/**
 * A spike that stands so many ripples over everything else is followed down to where it really began: a long foot is no level. In steps of a share of
 * its rise, as long as each goes down by a share of its height; so many rises far at most.
 */
const ALONE = 25;
const FOOT_STEP = 0.25;
const FOOT_FALL = 0.012;
const FOOT_REACH = 3;
/** The peak is looked for so far beside the fitted one, in rises. */
const AROUND = 0.6;

/**
 * Where a spike really peaks and how high it stands there. No fitted shape is quite a spike's own: where noise lets one, both are read from the
 * signal itself; elsewhere the fit knows better.
 */
export class PeakMeasure {
  /** Working sample. */
  peak = 0;
  /** Where it begins, working sample. */
  onset = 0;
  /** Over the level that it stands on, in millivolts. */
  amplitude = 0;

  /**
   * @param ring of values, of which those in [oldest, now] are there
   * @param density of white noise, in mV at one sample
   * @param ripple σ of what else goes on there, in mV
   */
  measure(ring: Float64Array, oldest: number, now: number, fit: SpikeFit, density: number, ripple: number): void {
    this.peak = fit.peak;
    this.onset = fit.onset;
    this.amplitude = fit.amplitude;
    const tolerated = SURE_TO * Math.abs(fit.amplitude);
    const width = Math.max(1, Math.ceil((density / tolerated) ** 2));
    if (width > Math.max(1, MOST * Math.min(fit.rise, fit.tau))) return;
    const from = Math.max(oldest, Math.ceil(Math.max(fit.onset, fit.peak - AROUND * fit.rise)));
    const to = Math.min(now + 1, Math.floor(fit.peak + AROUND * fit.rise) + width) - width;
    if (to < from) return;
    const sign = Math.sign(fit.amplitude);
    const top = this.#highest(ring, from, to, width, sign);
    let level = fit.levelAt(this.#at);
    if (Math.abs(fit.amplitude) > ALONE * ripple) level = this.#foot(ring, oldest, fit, sign, level);
    const height = sign * top - level;
    if (height * sign <= 0) return;
    this.amplitude = height;
    this.peak = this.#middle(ring, from, to, width, sign, top - TOP * Math.abs(height));
  }

  /** Goes back from the onset as long as that goes down; says what level that leads to. */
  #foot(ring: Float64Array, oldest: number, fit: SpikeFit, sign: number, level: number): number {
    const step = Math.max(1, Math.round(FOOT_STEP * fit.rise));
    const least = FOOT_FALL * Math.abs(fit.amplitude);
    const first = Math.max(oldest, fit.onset - FOOT_REACH * fit.rise);
    let from = Math.round(fit.onset) - step;
    if (from < first) return level;
    let here = mean(ring, from, step, sign);
    while (from - step >= first) {
      const before = mean(ring, from - step, step, sign);
      if (!(before < here - least)) break;
      here = before;
      from -= step;
      this.onset = from;
    }
    return sign * Math.min(here, sign * level);
  }

  /** Where the latest highest mean had its middle. */
  #at = 0;
  #place = 0;

  /** The highest mean of `width` values that begins in [from, to], as seen with that sign. */
  #highest(ring: Float64Array, from: number, to: number, width: number, sign: number): number {
    let best = Number.NEGATIVE_INFINITY;
    for (let i = from; i <= to; i++) {
      const here = mean(ring, i, width, sign);
      if (!(here > best)) continue;
      best = here;
      this.#place = i;
    }
    this.#at = this.#place + (width - 1) / 2;
    return best;
  }

  /** The middle of the means around the highest that reach `least`. */
  #middle(ring: Float64Array, from: number, to: number, width: number, sign: number, least: number): number {
    let first = this.#place;
    let last = this.#place;
    while (first > from && mean(ring, first - 1, width, sign) >= least) first--;
    while (last < to && mean(ring, last + 1, width, sign) >= least) last++;
    return (first + last + width - 1) / 2;
  }
}

function mean(ring: Float64Array, from: number, width: number, sign: number): number {
  let sum = 0;
  for (let i = from; i < from + width; i++) sum += ring[i % ring.length]!;
  return (sign * sum) / width;
}
