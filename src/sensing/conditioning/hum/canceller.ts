import type { Sample } from "../../stream/sample.js";
import type { Persistent, Snapshot } from "../../stream/snapshot.js";

/** Its frequency follows the turning of its phase, looked at every so many samples, by so many times the square of its pace. */
const FOLLOW = 14;
const EVERY = 16;
/** A difference so many usual ones large teaches no more than that. */
const LARGEST = 4;
/** While it lets go, it forgets so much at each sample. */
const FORGET = 0.05;
/** The lowest and highest frequency that it follows to, in radians a working sample. */
const LOWEST = 2 * Math.PI * 0.04;
const HIGHEST = Math.PI;

/** What is kept, by its place: the line as it was found (c), its phase (p), the turn from sample to sample (r), and the last values. */
const C_RE = 0;
const C_IM = 1;
const P_RE = 2;
const P_IM = 3;
const R_RE = 4;
const R_IM = 5;
const OMEGA = 6;
const GAIN = 7;
const MOST = 8;
const LAST_IN = 9;
const LAST_HUM = 10;
const TURNED = 11;
const COUNT = 12;
const KEEP = 13;
const POWER_IN = 14;
const POWER_OUT = 15;
const PACE = 16;
const SIZE = 17;

/** Powers in and out are means over about so many samples. */
const POWERS = 1 / 256;

/**
 * Takes a sinusoid out of a signal: a line of the given frequency is made, its height and phase are learnt from what is left over
 * (Widrow et al. 1975, Adaptive noise cancelling, Proc. IEEE 63:1692, "notch filter"), and its frequency follows the turning of
 * the phase. It learns from differences between neighbours, in which drift and slow spikes are small.
 */
export class Canceller implements Persistent {
  readonly #s = new Float64Array(SIZE);

  /**
   * Begins with nothing taken out.
   * @param frequency in cycles a working sample
   * @param mv the latest sample
   * @param pace how quickly it follows: a time constant of 1 / pace working samples, a notch of pace / π of the working rate
   */
  begin(frequency: number, mv: number, pace: number): void {
    this.#s.fill(0);
    this.#s[P_RE] = 1;
    this.#s[LAST_IN] = mv;
    this.#s[KEEP] = 1;
    this.#s[PACE] = pace;
    this.tune(frequency);
  }

  tune(frequency: number): void {
    this.#turnBy(2 * Math.PI * frequency);
  }

  /** @param size the mean difference between neighbours in mV */
  bound(size: number): void {
    this.#s[MOST] = LARGEST * size;
  }

  /** From here on it fades. */
  letGo(): void {
    this.#s[KEEP] = 1 - FORGET;
  }

  /** How quickly it follows. */
  get pace(): number {
    return this.#s[PACE]!;
  }

  /** In cycles a working sample. */
  get frequency(): number {
    return this.#s[OMEGA]! / (2 * Math.PI);
  }

  /** Height of the line in mV, from its middle to its crest. */
  get height(): number {
    return Math.hypot(this.#s[C_RE]!, this.#s[C_IM]!);
  }

  /** Of the power of the differences, how much is left; 1 until it is known. */
  get left(): number {
    const before = this.#s[POWER_IN]!;
    return before > 0 ? this.#s[POWER_OUT]! / before : 1;
  }

  /** Takes the line out of the sample. */
  push(sample: Sample): void {
    const { mv } = sample;
    const s = this.#s;
    const pr = s[P_RE]!;
    const pi = s[P_IM]!;
    const rr = s[R_RE]!;
    const ri = s[R_IM]!;
    const qr = pr * rr - pi * ri;
    const qi = pr * ri + pi * rr;
    let cr = s[C_RE]!;
    let ci = s[C_IM]!;
    const came = mv - s[LAST_IN]!;
    let left = came - (cr * qr - ci * qi - s[LAST_HUM]!);
    s[POWER_IN]! += (came * came - s[POWER_IN]!) * POWERS;
    s[POWER_OUT]! += (left * left - s[POWER_OUT]!) * POWERS;
    const most = s[MOST]!;
    left = left > most ? most : left < -most ? -most : left;
    const step = left * s[GAIN]!;
    const gr = step * (qr - pr);
    const gi = step * (pi - qi);
    s[TURNED]! += (gi * cr - gr * ci) / (cr * cr + ci * ci + 1e-12);
    const keep = s[KEEP]!;
    cr = (cr + gr) * keep;
    ci = (ci + gi) * keep;
    s[C_RE] = cr;
    s[C_IM] = ci;
    s[P_RE] = qr;
    s[P_IM] = qi;
    s[LAST_IN] = mv;
    const hum = cr * qr - ci * qi;
    s[LAST_HUM] = hum;
    s[COUNT]!++;
    if (s[COUNT]! % EVERY === 0) this.#follow();
    sample.mv = mv - hum;
  }

  /** So many working samples were not heard; the line went on meanwhile. */
  skip(samples: number): void {
    const s = this.#s;
    const turn = samples * s[OMEGA]!;
    const pr = s[P_RE]!;
    const pi = s[P_IM]!;
    s[P_RE] = pr * Math.cos(turn) - pi * Math.sin(turn);
    s[P_IM] = pr * Math.sin(turn) + pi * Math.cos(turn);
    s[LAST_HUM] = s[C_RE]! * s[P_RE]! - s[C_IM]! * s[P_IM]!;
  }

  persist(snapshot: Snapshot): void {
    snapshot.floats("line", this.#s);
  }

  #follow(): void {
    const s = this.#s;
    const turned = s[TURNED]! / EVERY;
    s[TURNED] = 0;
    const most = s[PACE]! / 2;
    this.#turnBy(s[OMEGA]! + FOLLOW * s[PACE]! ** 2 * EVERY * (turned > most ? most : turned < -most ? -most : turned));
    const size = Math.hypot(s[P_RE]!, s[P_IM]!);
    s[P_RE]! /= size;
    s[P_IM]! /= size;
  }

  #turnBy(omega: number): void {
    const s = this.#s;
    const within = omega < LOWEST ? LOWEST : omega > HIGHEST ? HIGHEST : omega;
    s[OMEGA] = within;
    s[R_RE] = Math.cos(within);
    s[R_IM] = Math.sin(within);
    // A difference of the line is |1 − e^{iω}| of it.
    s[GAIN] = (2 * s[PACE]!) / (2 - 2 * Math.cos(within));
  }
}
