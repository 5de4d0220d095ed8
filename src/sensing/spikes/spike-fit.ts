/** The window is averaged to at most so many points. */
const MOST = 54;
/** What is tried around a guess: shifts in rises, rises in rises, recoveries in rises. */
const SHIFTS = [-0.3, -0.15, 0, 0.15, 0.3];
const RISES = [0.75, 0.87, 1, 1.15, 1.33];
const RATIOS = [1.2, 2, 3.2];
/** The search goes on from a better guess so often, at most, and only when it lies this far from the one before. */
const ROUNDS = 3;
const FAR_RISE = 0.2;
const FAR_ONSET = 0.25;

/** The shape's halves in small steps: parts of the rise, and recovery times behind the peak. */
const PER_RISE = 256;
const PER_TAU = 128;
const RISE = Float64Array.from({ length: PER_RISE }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / PER_RISE));
const TAUS = 8;
/** One more than is looked up: the last step may be rounded over the edge. */
const DECAY = Float64Array.from({ length: TAUS * PER_TAU + 1 }, (_, i) => Math.exp(-(i + 0.5) / PER_TAU));

/** The spike on a level and a slope that explains a window of the signal best, and how well. Times in working samples. */
export class SpikeFit {
  readonly #bare = new Float64Array(MOST);
  readonly #y = new Float64Array(MOST);
  #n = 0;
  #step = 1;
  #from = 0;
  /** Of what the window holds besides level and slope: the sum of its squares. */
  #power = Number.NaN;
  /** What is tried now: hundreds of times a fit, so it is left here, as in a `Sample`, and not handed over in calls. */
  #tryOnset = Number.NaN;
  #tryRise = Number.NaN;
  onset = 0;
  rise = 0;
  tau = 0;
  amplitude = 0;
  /** Share of what the window holds besides level and slope that is the spike: 0 to 1. */
  r2 = 0;
  /** How far the peak stands over what was before the onset, and over the window's end, in amplitudes. */
  stand = 0;
  fall = 0;
  /** How rough it was before the onset: σ in amplitudes. */
  rough = 0;

  /** Takes the window [from, to) of a ring of values. */
  setWindow(ring: Float64Array, from: number, to: number): void {
    const step = Math.max(1, Math.ceil((to - from) / MOST));
    this.#step = step;
    this.#n = Math.floor((to - from) / step);
    this.#from = to - this.#n * step;
    let i = this.#from;
    for (let j = 0; j < this.#n; j++) {
      let sum = 0;
      for (let k = 0; k < step; k++, i++) sum += ring[i % ring.length]!;
      this.#bare[j] = sum / step;
    }
    this.#straighten();
  }

  /** Searches around a first guess, and on from where that leads. */
  search(onset: number, rise: number): void {
    let fromOnset = onset;
    let fromRise = rise;
    this.r2 = 0;
    for (let round = 0; round < ROUNDS; round++) {
      this.#around(fromOnset, fromRise);
      if (this.r2 === 0) return;
      const near = Math.abs(this.onset - fromOnset) < FAR_ONSET * fromRise;
      if (near && Math.abs(Math.log(this.rise / fromRise)) < FAR_RISE) break;
      fromOnset = this.onset;
      fromRise = this.rise;
    }
    this.#measureAround();
  }

  get peak(): number {
    return this.onset + this.rise;
  }

  #around(onset: number, rise: number): void {
    if (!(this.#power > 0)) return;
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

  /** Tries one rise at one onset, with every recovery: the rise is the same for all of them. */
  #try(): void {
    const onset = this.#tryOnset;
    const rise = this.#tryRise;
    const y = this.#y;
    const n = this.#n;
    const middle = (n - 1) / 2;
    const du = this.#step / rise;
    const u0 = (this.#from + 0.5 * this.#step - onset) / rise;
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
    for (let i = 0; i < RATIOS.length; i++) {
      const ratio = RATIOS[i]!;
      const dw = (du / ratio) * PER_TAU;
      const w0 = ((u0 + peak * du - 1) / ratio) * PER_TAU;
      const end = Math.min(n, peak + Math.ceil((TAUS * PER_TAU - w0) / dw));
      let sum = riseSum;
      let slope = riseSlope;
      let square = riseSquare;
      let product = riseProduct;
      for (let j = peak, w = w0; j < end; j++, w += dw) {
        const v = DECAY[w | 0]!;
        sum += v;
        slope += v * (j - middle);
        square += v * v;
        product += v * y[j]!;
      }
      // The signal has no level and no slope left: the shape's own must go from its power too.
      const own = square - (sum * sum) / n - (slope * slope) / tilt(n);
      const r2 = (product * product) / (own * this.#power);
      if (!(own > 1e-6 && r2 > this.r2)) continue;
      this.r2 = r2;
      this.onset = onset;
      this.rise = rise;
      this.tau = rise * ratio;
      this.amplitude = product / own;
    }
  }

  /** Takes level and slope out of the window. */
  #straighten(): void {
    const n = this.#n;
    const middle = (n - 1) / 2;
    let sum = 0;
    let rising = 0;
    for (let j = 0; j < n; j++) {
      sum += this.#bare[j]!;
      rising += (j - middle) * this.#bare[j]!;
    }
    const slope = rising / tilt(n);
    let power = 0;
    for (let j = 0; j < n; j++) {
      const y = this.#bare[j]! - sum / n - slope * (j - middle);
      this.#y[j] = y;
      power += y ** 2;
    }
    this.#power = power;
  }

  /** Looks at the bare window once more: a fit alone takes the corner before a spike for a spike of the other sign. */
  #measureAround(): void {
    const { onset, rise, peak, amplitude } = this;
    let before = 0;
    let squares = 0;
    let befores = 0;
    let top = 0;
    let tops = 0;
    for (let j = 0; j < this.#n; j++) {
      const t = this.#from + (j + 0.5) * this.#step;
      const y = this.#bare[j]!;
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
    for (let j = this.#n - 4; j < this.#n; j++) end += this.#bare[j]!;
    const level = before / befores;
    this.stand = befores > 0 && tops > 0 ? (top / tops - level) / amplitude : 0;
    this.fall = tops > 0 ? (top / tops - end / 4) / amplitude : 0;
    const variance = squares / befores - level * level;
    this.rough = befores > 1 ? Math.sqrt(variance > 0 ? variance : 0) / Math.abs(amplitude) : 0.3;
  }
}

/** What a slope of 1 weighs over n even points around their middle. */
function tilt(n: number): number {
  return (n * (n * n - 1)) / 12;
}
