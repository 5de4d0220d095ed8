import { QuantileStep } from "../stream/running-quantile.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import type { Stream } from "./stream.js";
import { KNEES, type Template } from "./template.js";

/** Below this z nobody asks what it was. */
export const LEAST_Z = 3.5;
/** Of noise, this share of the estimates lies below the quantile that is followed; spikes are then the rest … */
const QUANTILE = 0.419;
/** … and this is where that quantile lies for normal noise of σ 1. */
const QUANTILE_OF_NORMAL = 0.5244;
/** What lies beyond so many times the quantile (2 σ) is hardly noise: it teaches little of it, by this share; of the rest … */
const FAR = 3.8;
const FAR_SHARE = 0.15;
/** What is less than so many times the quantile lies below LEAST_Z, and well so, however a division is rounded. */
const QUIET = (0.99 * LEAST_Z) / QUANTILE_OF_NORMAL;
/** The noise is that of about the past two hours at 1 Hz, in working samples. */
const MEMORY = 7200;
/** While young they learn so eagerly: an electrode drifts in its first minutes far more than it ever will again. */
const EAGER = 5;

/**
 * The templates of one stream at work: what each says of the latest values, and what it said of the noise of the past hours. Their
 * numbers stand side by side, each at its filter's place, since most of the work of the whole sense is done here.
 */
export class MatchedFilters implements Persistent {
  readonly templates: readonly Template[];
  readonly #stream: Stream;
  /** For each of the KNEES the weights of all, one filter's behind another's; and how many each has. */
  readonly #weightsOf: readonly Float64Array[];
  #knee = 0;
  #weights: Float64Array;
  readonly #taps: Int32Array;
  readonly #step: QuantileStep;
  /** By its step a quantile goes down or up. */
  readonly #steps: Float64Array;
  /** Of what each said, the quantile that noise is judged by; and what σ may be, at least and at most. */
  readonly #quantiles: Float64Array;
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  /** The heights that they see now, in mV; and in σ of what each says of noise alone, or 0 where that is plainly below LEAST_Z. */
  readonly heights: Float64Array;
  readonly z: Float64Array;

  constructor(templates: readonly Template[], stream: Stream) {
    const count = templates.length;
    this.templates = templates;
    this.#stream = stream;
    this.#weightsOf = KNEES.map((_, k) => Float64Array.from(templates.flatMap(({ weights }) => [...weights[k]!])));
    this.#weights = this.#weightsOf[0]!;
    this.#taps = Int32Array.from(templates, ({ taps }) => taps);
    this.#step = new QuantileStep(MEMORY / stream.step, QUANTILE, EAGER);
    this.#steps = Float64Array.of(this.#step.down, this.#step.up, 1 + FAR_SHARE * (this.#step.up - 1));
    this.#quantiles = new Float64Array(count);
    this.#least = new Float64Array(count);
    this.#most = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.heights = new Float64Array(count);
    this.z = new Float64Array(count);
  }

  /** How often a filter has spoken: not before the stream had a value for each of its taps. */
  count(f: number): number {
    return Math.max(0, this.#stream.count - this.#taps[f]! + 1);
  }

  /** σ of what a filter says of noise alone, as it was found. */
  sigma(f: number): number {
    return this.#quantiles[f]! / QUANTILE_OF_NORMAL;
  }

  /** σ of what a filter says of noise of density 1. */
  gain(f: number): number {
    return this.templates[f]!.gains[this.#knee]!;
  }

  /** From now on the noise has its knee there. What was learnt of it holds on, by what the new weights let through. */
  setKnee(knee: number): void {
    for (let f = 0; f < this.templates.length; f++) {
      const { gains } = this.templates[f]!;
      this.#quantiles[f]! *= gains[knee]! / gains[this.#knee]!;
    }
    this.#knee = knee;
    this.#weights = this.#weightsOf[knee]!;
  }

  /** What a filter says of noise has at least, and at most, this σ. */
  setBounds(f: number, least: number, most: number): void {
    this.#least[f] = least;
    this.#most[f] = most;
  }

  /** Hears the latest value of the stream. */
  update(): void {
    this.#multiply();
    this.#judge();
  }

  persist(snapshot: Snapshot): void {
    this.#knee = snapshot.number("knee", this.#knee);
    this.#weights = this.#weightsOf[this.#knee] ?? this.#weights;
    snapshot.floats("quantiles", this.#quantiles);
  }

  #multiply(): void {
    const { values, end } = this.#stream;
    const weights = this.#weights;
    const taps = this.#taps;
    const said = this.heights;
    let j = 0;
    for (let f = 0; f < taps.length; f++) {
      const behind = j + taps[f]!;
      // Four sums side by side: the processor adds them at once. The weights come in fours.
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let k = end - taps[f]!; j < behind; j += 4, k += 4) {
        a += weights[j]! * values[k]!;
        b += weights[j + 1]! * values[k + 1]!;
        c += weights[j + 2]! * values[k + 2]!;
        d += weights[j + 3]! * values[k + 3]!;
      }
      said[f] = a + b + (c + d);
    }
  }

  /** Learns from what was said what noise is, and finds what is none. */
  #judge(): void {
    const quantiles = this.#quantiles;
    const steps = this.#steps;
    const step = this.#step;
    for (let f = 0; f < quantiles.length; f++) {
      const heard = this.#stream.count - this.#taps[f]! + 1;
      if (heard <= 0) continue;
      const size = Math.abs(this.heights[f]!);
      const before = quantiles[f]!;
      // Up or down is a toss-up: looked up in a table, the processor need not guess.
      const quantile =
        heard > step.youth && before !== 0
          ? before * steps[Number(size > before) + Number(size > FAR * before)]!
          : step.eager(before, size, heard);
      quantiles[f] = quantile;
      // Nearly always it is noise.
      if (size < QUIET * quantile && size < this.#most[f]!) this.z[f] = 0;
      else this.#measure(f);
    }
  }

  #measure(f: number): void {
    const own = this.sigma(f);
    const least = this.#least[f]!;
    const most = this.#most[f]!;
    const sigma = own < least ? least : own > most ? most : own;
    this.z[f] = this.heights[f]! / (sigma > 0 ? sigma : Number.MIN_VALUE);
  }
}
