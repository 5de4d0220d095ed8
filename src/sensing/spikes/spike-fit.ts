import { type FitWindow, tilt } from "./fit-window.js";

/** What is tried around a guess: shifts in rises, rises in rises; recovery times and lengths of round falls in rises. */
const SHIFTS = [-0.3, -0.15, 0, 0.15, 0.3];
const RISES = [0.75, 0.87, 1, 1.15, 1.33];
const DECAYS = [1.2, 2, 3.2];
const ROUNDS = [0.2, 0.4, 0.7, 1, 1.6];
/** The search goes on from a better guess so often, at most, and only when it lies this far from the one before. */
const TIMES = 4;
const FAR_RISE = 0.2;
const FAR_ONSET = 0.25;

/** The shape's parts in small steps: of the rise, and recovery times behind the peak. */
const PER_RISE = 256;
const PER_TAU = 128;
const RISE = Float64Array.from({ length: PER_RISE }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / PER_RISE));
const TAUS = 8;
/** One more than is looked up: the last step may be rounded over the edge. */
const DECAY = Float64Array.from({ length: TAUS * PER_TAU + 1 }, (_, i) => Math.exp(-(i + 0.5) / PER_TAU));
/** A round fall is looked up as a decay of a third of its length is, so its table ends at three of these. */
export const ROUND_TAUS = 3;
const ROUND = Float64Array.from(
  { length: ROUND_TAUS * PER_TAU + 1 },
  (_, i) => 0.5 + 0.5 * Math.cos((Math.PI * Math.min(i + 0.5, ROUND_TAUS * PER_TAU)) / (ROUND_TAUS * PER_TAU)),
);

/** The spike on a level and a slope that explains a window of the signal best, and how well. Times in working samples. */
export class SpikeFit {
  readonly #window: FitWindow;
  /** What is tried now: hundreds of times a fit, so it is left here, as in a `Sample`, and not handed over in calls. */
  #tryOnset = Number.NaN;
  #tryRise = Number.NaN;
  onset = 0;
  rise = 0;
  /** Recovery time; a third of a round fall. */
  tau = 0;
  /** Does it fall by half a cosine, and not exponentially? */
  round = false;
  amplitude = 0;
  /** Share of what the window holds besides level and slope that is the spike: 0 to 1. */
  r2 = 0;
  /** How far the peak stands over what was before the onset, and over the window's end, in amplitudes. */
  stand = 0;
  fall = 0;
  /** How rough it was before the onset, beside what noise of that variance makes: σ in amplitudes. */
  rough = 0;

  /** What the shape of 1 mV has of level and slope itself, as the window counts them. */
  #ownLevel = 0;
  #ownSlope = 0;

  constructor(window: FitWindow) {
    this.#window = window;
  }

  /**
   * Searches around a first guess, and on from where that leads.
   * @param noise variance of a point of the window in noise alone
   */
  search(onset: number, rise: number, noise: number): void {
    let fromOnset = onset;
    let fromRise = rise;
    this.r2 = 0;
    for (let time = 0; time < TIMES; time++) {
      this.#around(fromOnset, fromRise);
      if (this.r2 === 0) return;
      const near = Math.abs(this.onset - fromOnset) < FAR_ONSET * fromRise;
      if (near && Math.abs(Math.log(this.rise / fromRise)) < FAR_RISE) break;
      fromOnset = this.onset;
      fromRise = this.rise;
    }
    this.#measureAround(noise);
  }

  get peak(): number {
    return this.onset + this.rise;
  }

  /** The level that the spike stands on, in mV, at a working sample. */
  levelAt(t: number): number {
    const { n, step, from, level, slope } = this.#window;
    const j = (t - from) / step - 0.5 - (n - 1) / 2;
    return level - this.amplitude * this.#ownLevel + (slope - this.amplitude * this.#ownSlope) * j;
  }

  #around(onset: number, rise: number): void {
    if (!(this.#window.power > 0)) return;
    this.r2 = 0;
    for (let i = 0; i < RISES.length; i++) {
      const r = rise * RISES[i]!;
      this.#tryRise = r;
      for (let k = 0; k < SHIFTS.length; k++) {
        this.#tryOnset = onset + SHIFTS[k]! * rise + (rise - r) / 2;
        this.#try();
      }
    }
  }

  /** Tries one rise at one onset, with every fall: the rise is the same for all of them. */
  #try(): void {
    const onset = this.#tryOnset;
    const rise = this.#tryRise;
    const { y, n, step, from } = this.#window;
    const middle = (n - 1) / 2;
    const du = step / rise;
    const u0 = (from + 0.5 * step - onset) / rise;
    const first = Math.min(n, Math.max(0, Math.floor(-u0 / du) + 1));
    const peak = Math.min(n, Math.max(first, Math.ceil((1 - u0) / du)));
    let riseSum = 0;
    let riseSlope = 0;
    let riseSquare = 0;
    let riseProduct = 0;
    for (let j = first, u = (u0 + first * du) * PER_RISE; j < peak; j++, u += du * PER_RISE) {
      const v = RISE[Math.min(u | 0, PER_RISE - 1)]!;
      riseSum += v;
      riseSlope += v * (j - middle);
      riseSquare += v * v;
      riseProduct += v * y[j]!;
    }
    for (let i = 0; i < DECAYS.length + ROUNDS.length; i++) {
      const round = i >= DECAYS.length;
      const ratio = round ? ROUNDS[i - DECAYS.length]! / ROUND_TAUS : DECAYS[i]!;
      const table = round ? ROUND : DECAY;
      const dw = (du / ratio) * PER_TAU;
      const w0 = ((u0 + peak * du - 1) / ratio) * PER_TAU;
      const end = Math.min(n, peak + Math.ceil(((round ? ROUND_TAUS : TAUS) * PER_TAU - w0) / dw));
      let sum = riseSum;
      let slope = riseSlope;
      let square = riseSquare;
      let product = riseProduct;
      for (let j = peak, w = w0; j < end; j++, w += dw) {
        const v = table[w | 0]!;
        sum += v;
        slope += v * (j - middle);
        square += v * v;
        product += v * y[j]!;
      }
      const own = this.#window.own(sum, slope, square);
      const r2 = (product * product) / (own * this.#window.power);
      if (!(own > 1e-6 && r2 > this.r2)) continue;
      this.r2 = r2;
      this.onset = onset;
      this.rise = rise;
      this.tau = rise * ratio;
      this.round = round;
      this.amplitude = product / own;
      this.#ownLevel = sum / n;
      this.#ownSlope = slope / tilt(n);
    }
  }

  /** Looks at the bare window once more: a fit alone takes the corner before a spike for a spike of the other sign. */
  #measureAround(noise: number): void {
    const { onset, rise, peak, amplitude } = this;
    const { bare, n, step, from } = this.#window;
    let before = 0;
    let squares = 0;
    let befores = 0;
    let top = 0;
    let tops = 0;
    for (let j = 0; j < n; j++) {
      const t = from + (j + 0.5) * step;
      const y = bare[j]!;
      if (t < onset + 0.1 * rise) {
        before += y;
        squares += y * y;
        befores++;
      }
      if (Math.abs(t - peak) < 0.35 * rise) {
        top += y;
        tops++;
      }
    }
    let end = 0;
    for (let j = n - 4; j < n; j++) end += bare[j]!;
    const level = before / befores;
    this.stand = befores > 0 && tops > 0 ? (top / tops - level) / amplitude : 0;
    this.fall = tops > 0 ? (top / tops - end / 4) / amplitude : 0;
    const variance = squares / befores - level * level - noise;
    this.rough = befores > 1 ? Math.sqrt(variance > 0 ? variance : 0) / Math.abs(amplitude) : 0.3;
  }
}
