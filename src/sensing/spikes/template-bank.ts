import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { BANK, levelOf } from "./bank-shape.js";
import { Octave } from "./octave.js";
import type { Scale } from "./scale.js";

/** Rises between these are short enough for spikes to say little in them: they show how dense the noise is. In working samples. */
const SHOWING_NOISE = [10, 24] as const;
/** Slower templates may find the noise so much denser than that; what is beyond is spikes. */
const DENSER = 1.4;
/** … and hardly less dense: that is only what few values, soon alike, make of it. */
const LESS_DENSE = 0.6;
/** It is looked at every so many samples, once it was heard so often. */
const LEARN_EVERY = 32;
const HEARD = 100;
/** How dense slow noise is beside it says where the knee lies: looked for in these, as rarely; it moves on and back at these. */
const SHOWING_KNEE = 90;
const KNEE_EVERY = 1024;
const LATER = 1.1;
const EARLIER = 2.5;
/** Rounding to the converter's steps is noise of at least so many steps a sample. */
const ROUNDING = 0.5;

/** Hears of a scale whose answer was largest one tick ago, at the sample `index`. */
export type OnPeak = (scale: Scale, index: number) => void;

/**
 * Matched filters over rises, recoveries and both polarities, each on a stream decimated to its length. What a filter says
 * is judged by what it said of the noise of the past hours.
 */
export class TemplateBank implements Persistent {
  readonly scales: readonly Scale[];
  readonly #octaves: readonly Octave[];
  readonly #onPeak: OnPeak;
  /** How dense the noise is, and how dense it is at least: what rounding to the converter's steps makes. */
  #density = 0;
  #floor = Number.NaN;
  /** Which of the KNEES the noise has. */
  #knee = 0;
  #index = -1;

  constructor(onPeak: OnPeak, shape = BANK) {
    this.#onPeak = onPeak;
    const levels = Math.max(...shape.rises.map(levelOf)) + 1;
    this.#octaves = Array.from({ length: levels }, (_, level) => {
      const rises = shape.rises.filter((rise) => levelOf(rise) === level);
      return new Octave(2 ** level, rises, shape);
    });
    this.scales = this.#octaves.flatMap(({ scales }) => scales);
  }

  /** How dense the noise is, in millivolts at one sample; 0 until known. */
  get density(): number {
    return Math.max(this.#density, this.#floor || 0);
  }

  /** How many samples came before the latest. */
  get index(): number {
    return this.#index;
  }

  push(sample: Sample): void {
    const index = ++this.#index;
    const floor = ROUNDING * sample.step;
    const learns = index % LEARN_EVERY === 0;
    if (learns) this.#learnDensity();
    if (index % KNEE_EVERY === 0) this.#learnKnee();
    if (learns || floor !== this.#floor) {
      this.#floor = floor;
      this.#bound();
    }
    let value = sample.mv;
    const octaves = this.#octaves;
    for (let level = 0; level < octaves.length; level++) {
      const octave = octaves[level]!;
      if (level > 0) {
        const { half } = octave;
        octave.half = Number.isNaN(half) ? value : Number.NaN;
        if (Number.isNaN(half)) return;
        value = (half + value) / 2;
      }
      octave.stream.push(value);
      octave.filters.update();
      const { scales } = octave;
      for (let s = 0; s < scales.length; s++) {
        const scale = scales[s]!;
        if (scale.update()) this.#onPeak(scale, index - octave.stream.step);
      }
    }
  }

  persist(snapshot: Snapshot): void {
    this.#index = snapshot.number("index", this.#index);
    this.#density = snapshot.number("density", this.#density);
    this.#knee = snapshot.number("knee", this.#knee);
    snapshot.each("octaves", this.#octaves, (item, octave) => octave.persist(item));
  }

  /** The noise is as dense at all lengths up to its knee: learnt where spikes of the usual lengths say little. */
  #learnDensity(): void {
    let sum = 0;
    let n = 0;
    for (const { rise, filters, from, to } of this.scales) {
      if (rise < SHOWING_NOISE[0] || rise > SHOWING_NOISE[1]) continue;
      for (let f = from; f < to; f++) {
        if (filters.count(f) < HEARD) return;
        sum += filters.sigma(f) / filters.gain(f);
        n++;
      }
    }
    if (n > 0) this.#density = sum / n;
  }

  /** Of noise that hardly grows towards slow rises the knee lies late. */
  #learnKnee(): void {
    let sum = 0;
    let n = 0;
    for (const { rise, filters, from, to } of this.scales) {
      if (rise < SHOWING_KNEE) continue;
      for (let f = from; f < to; f++) {
        if (filters.count(f) < HEARD) return;
        sum += Math.log(filters.sigma(f) / filters.gain(f));
        n++;
      }
    }
    if (!(n > 0 && this.#density > 0)) return;
    const denser = Math.exp(sum / n) / this.#density;
    const knee = this.#knee === 0 ? (denser < LATER ? 1 : 0) : denser > EARLIER ? 0 : 1;
    if (knee === this.#knee) return;
    this.#knee = knee;
    for (const { filters } of this.#octaves) filters.setKnee(knee);
  }

  /** Tells the filters what to believe of the noise. */
  #bound(): void {
    const floor = this.#floor;
    for (const { rise, filters, from, to } of this.scales) {
      const bounded = rise > SHOWING_NOISE[1] && this.#density > 0;
      const least = bounded ? Math.max(floor || 0, this.#density * LESS_DENSE) : floor;
      const most = bounded ? this.#density * DENSER : Number.POSITIVE_INFINITY;
      for (let f = from; f < to; f++) {
        const gain = filters.gain(f);
        filters.setBounds(f, least * gain, most * gain);
      }
    }
  }
}
