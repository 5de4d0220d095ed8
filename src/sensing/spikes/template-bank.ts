import { pack, type Saved, unpackInto } from "../packing.js";
import type { RunningQuantile } from "../running-quantile.js";
import { Scale, Stream } from "./scale.js";
import { Template } from "./template.js";

/** A template says nothing before it has seen so many estimates. */
const ENOUGH = 20;
/** Rises between these are short enough for spikes to say little in them: they show how dense the noise is. In working samples. */
const SHOWING_NOISE = [10, 24] as const;
/** Slower templates may find the noise so much denser than that; what is beyond is spikes. */
const DENSER = 1.4;
/** A rise is seen by at least so many taps; and no stream is slower than 2 ^ so much. */
const TAPS_PER_RISE = 3;
const COARSEST = 5;
/** Of rises faster than this the recovery is too short to be told apart: they have one template. In working samples. */
const FAST = 7;
/** Below this z a peak is not worth telling. */
const LEAST_Z = 3.5;

/** What the bank looks for; all in working samples. */
export interface BankShape {
  readonly rises: readonly number[];
  /** Recovery times, in rises. */
  readonly ratios: readonly number[];
  /** The one recovery time of the fastest rises. */
  readonly fastRatio: number;
  /** How much before the onset a template looks at, in rises. */
  readonly before: number;
  /** How long a template waits behind the peak, at most: what bounds the delay. */
  readonly longestAfter: number;
}

/** Rises of 2 to 300 samples: half an octave between neighbours, and a half either side. */
export const BANK: BankShape = {
  rises: [2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 90, 128, 181, 256],
  ratios: [1.3, 2.6],
  fastRatio: 1.8,
  before: 1.5,
  longestAfter: 190,
};

/** Hears of a scale whose answer was largest one tick ago, at the sample `index`. */
export type OnPeak = (scale: Scale, index: number) => void;

/**
 * Matched filters over rises, recoveries and both polarities, each on a stream decimated to its length. What a filter says
 * is judged by what it said of the noise of the past hours.
 */
export class TemplateBank {
  readonly scales: readonly Scale[];
  readonly #streams: Stream[] = [];
  readonly #onPeak: OnPeak;
  #density = 0;
  #index = -1;

  constructor(onPeak: OnPeak, shape: BankShape = BANK) {
    this.#onPeak = onPeak;
    this.scales = shape.rises.map((rise) => {
      const level = Math.min(COARSEST, Math.max(0, Math.floor(Math.log2(rise / TAPS_PER_RISE))));
      while (this.#streams.length <= level) this.#streams.push(new Stream(2 ** this.#streams.length));
      const stream = this.#streams[level] as Stream;
      const ratios = rise < FAST ? [shape.fastRatio] : shape.ratios;
      const templates = ratios.map((ratio) => {
        const after = Math.min(2.5 * ratio * rise, 1.5 * rise + 20, shape.longestAfter);
        return new Template(rise, ratio, shape.before * rise, after, stream.step);
      });
      const scale = new Scale(templates, stream);
      stream.scales.push(scale);
      return scale;
    });
  }

  /** How many samples came before the latest. */
  get index(): number {
    return this.#index;
  }

  /** @param floor the least density that the noise can have: what rounding to the converter's steps makes */
  push(y: number, floor: number): void {
    const index = ++this.#index;
    if (index % 32 === 0) this.#learnDensity();
    let value = y;
    const streams = this.#streams;
    for (let level = 0; level < streams.length; level++) {
      const stream = streams[level] as Stream;
      if (level > 0) {
        if (Number.isNaN(stream.half)) {
          stream.half = value;
          return;
        }
        value = (stream.half + value) / 2;
        stream.half = Number.NaN;
      }
      stream.push(value);
      const scales = stream.scales;
      for (let s = 0; s < scales.length; s++) this.#filter(stream, scales[s] as Scale, floor);
    }
  }

  save(): Saved {
    return {
      numbers: pack([this.#index, this.#density]),
      streams: this.#streams.map((stream) => stream.save()),
      scales: this.scales.map((scale) => scale.save()),
    };
  }

  restore(saved: Saved): boolean {
    const own = new Float64Array(2);
    if (!unpackInto(own, saved.numbers)) return false;
    this.#index = own[0] as number;
    this.#density = own[1] as number;
    const streams = saved.streams as readonly Saved[] | undefined;
    const scales = saved.scales as readonly Saved[] | undefined;
    return (
      streams?.length === this.#streams.length &&
      scales?.length === this.scales.length &&
      this.#streams.every((stream, i) => stream.restore(streams[i] as Saved)) &&
      this.scales.every((scale, i) => scale.restore(scales[i] as Saved))
    );
  }

  /** The noise is as dense at all lengths up to its knee: learnt where spikes of the usual lengths say little. */
  #learnDensity(): void {
    let sum = 0;
    let n = 0;
    for (let s = 0; s < this.scales.length; s++) {
      const scale = this.scales[s] as Scale;
      if (scale.rise < SHOWING_NOISE[0] || scale.rise > SHOWING_NOISE[1]) continue;
      for (let t = 0; t < scale.templates.length; t++) {
        if ((scale.noise[t] as RunningQuantile).count < 100) return;
        sum += scale.sigma(t) / (scale.templates[t] as Template).gain;
        n++;
      }
    }
    if (n > 0) this.#density = sum / n;
  }

  #filter(stream: Stream, scale: Scale, floor: number): void {
    const { z, best, templates } = scale;
    z[2] = z[1] as number;
    z[1] = z[0] as number;
    best[2] = best[1] as number;
    best[1] = best[0] as number;
    let top = 0;
    let which = 0;
    for (let t = 0; t < templates.length; t++) {
      const template = templates[t] as Template;
      if (stream.count < template.taps) continue;
      const said = product(template.weights, stream.values, stream.start(template.taps));
      (scale.noise[t] as RunningQuantile).push(said);
      const score = said / this.#sigma(scale, t, template, floor);
      if (Math.abs(score) > Math.abs(top)) {
        top = score;
        which = t;
      }
    }
    z[0] = top;
    best[0] = which;
    const middle = Math.abs(z[1] as number);
    if (middle < LEAST_Z || middle < Math.abs(top) || middle <= Math.abs(z[2] as number)) return;
    if ((scale.noise[0] as RunningQuantile).count > ENOUGH) this.#onPeak(scale, this.#index - stream.step);
  }

  #sigma(scale: Scale, t: number, template: Template, floor: number): number {
    const own = scale.sigma(t);
    const least = floor * template.gain;
    if (own < least) return least;
    const most = this.#density * DENSER * template.gain;
    const bounded = most > 0 && own > most && template.rise > SHOWING_NOISE[1] ? most : own;
    return bounded > 0 ? bounded : Number.MIN_VALUE;
  }
}

/** Four sums side by side: the processor adds them at once. The weights come in fours. */
function product(weights: Float64Array, values: Float64Array, start: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let j = 0, k = start; j < weights.length; j += 4, k += 4) {
    a += (weights[j] as number) * (values[k] as number);
    b += (weights[j + 1] as number) * (values[k + 1] as number);
    c += (weights[j + 2] as number) * (values[k + 2] as number);
    d += (weights[j + 3] as number) * (values[k + 3] as number);
  }
  return a + b + (c + d);
}
