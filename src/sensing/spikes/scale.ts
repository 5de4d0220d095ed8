import { pack, type Saved, unpackInto } from "../packing.js";
import { RunningQuantile } from "../running-quantile.js";
import type { Template } from "./template.js";

/** Values that a stream remembers: more than the longest template has taps. */
const RING = 64;
/** Of noise, this share of the estimates lies below the quantile that is followed; spikes are then the rest … */
const QUANTILE = 0.4;
/** … and this is where that quantile lies for normal noise of σ 1. */
const QUANTILE_OF_NORMAL = 0.5244;
/** The noise is that of about the past two hours at 1 Hz, in working samples. */
const MEMORY = 7200;

/** A decimated stream: each value the mean of `step` samples. The ring is written twice, so that a window lies in one piece. */
export class Stream {
  readonly step: number;
  readonly values = new Float64Array(2 * RING);
  readonly scales: Scale[] = [];
  count = 0;
  /** The first value of the next pair; NaN while there is none. */
  half = Number.NaN;

  constructor(step: number) {
    this.step = step;
  }

  push(y: number): void {
    const i = this.count++ % RING;
    this.values[i] = y;
    this.values[i + RING] = y;
  }

  /** Where the last `taps` values begin. */
  start(taps: number): number {
    return ((this.count - 1) % RING) + RING - taps + 1;
  }

  save(): Saved {
    return { numbers: pack([this.count, this.half]), values: pack(this.values) };
  }

  restore(saved: Saved): boolean {
    const numbers = new Float64Array(2);
    if (!unpackInto(numbers, saved.numbers)) return false;
    this.count = numbers[0] as number;
    this.half = numbers[1] as number;
    return unpackInto(this.values, saved.values);
  }
}

/** The templates of one rise, and what the best of them said at the latest tick and the two before: index 0 is the latest. */
export class Scale {
  readonly templates: readonly Template[];
  readonly noise: readonly RunningQuantile[];
  readonly stream: Stream;
  readonly z = new Float64Array(3);
  readonly best = new Float64Array(3);

  constructor(templates: readonly Template[], stream: Stream) {
    this.templates = templates;
    this.stream = stream;
    this.noise = templates.map(() => new RunningQuantile(MEMORY / stream.step, QUANTILE));
  }

  get rise(): number {
    return (this.templates[0] as Template).rise;
  }

  /** σ of what template `t` says of noise alone. */
  sigma(t: number): number {
    return (this.noise[t] as RunningQuantile).value / QUANTILE_OF_NORMAL;
  }

  /** How much of what the window of template `t` held one tick ago, besides level and slope, was its shape: 0 to 1. */
  likeness(t: number): number {
    const { stream } = this;
    const { taps, shape } = this.templates[t] as Template;
    const start = stream.start(taps);
    const from = start > 0 ? start - 1 : start + stream.values.length / 2 - 1;
    const middle = (taps - 1) / 2;
    let y0 = 0;
    let y1 = 0;
    let s0 = 0;
    let s1 = 0;
    let yy = 0;
    let ss = 0;
    let ys = 0;
    for (let j = 0; j < taps; j++) {
      const y = stream.values[from + j] as number;
      const s = shape[j] as number;
      y0 += y;
      y1 += (j - middle) * y;
      s0 += s;
      s1 += (j - middle) * s;
    }
    const tilt = (taps * (taps * taps - 1)) / 12;
    for (let j = 0; j < taps; j++) {
      const slope = (j - middle) / tilt;
      const y = (stream.values[from + j] as number) - y0 / taps - y1 * slope;
      const s = (shape[j] as number) - s0 / taps - s1 * slope;
      yy += y * y;
      ss += s * s;
      ys += y * s;
    }
    return yy > 0 ? (ys * ys) / (yy * ss) : 0;
  }

  save(): Saved {
    const noise = this.noise.flatMap((quantile) => quantile.save());
    return { said: pack([...this.z, ...this.best]), noise: pack(noise) };
  }

  restore(saved: Saved): boolean {
    const said = new Float64Array(6);
    const noise = new Float64Array(2 * this.noise.length);
    if (!unpackInto(said, saved.said) || !unpackInto(noise, saved.noise)) return false;
    this.z.set(said.subarray(0, 3));
    this.best.set(said.subarray(3));
    for (const [t, quantile] of this.noise.entries()) {
      quantile.restore(noise[2 * t] as number, noise[2 * t + 1] as number);
    }
    return true;
  }
}
