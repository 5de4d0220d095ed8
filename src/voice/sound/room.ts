/** Delays at 44.1 kHz, in samples: primes, so that their echoes do not meet. */
const DELAYS = [1423, 1777, 2137, 2557];
/** How much of the highs each pass keeps. */
const DULL = 0.35;

/**
 * A small room: a feedback delay network of four lines (J.-M. Jot and A. Chaigne, "Digital delay networks for designing artificial
 * reverberators", AES 90, 1991), mixed by a Householder matrix, each duller with every pass.
 */
export class Room {
  readonly #lines: readonly Float32Array[];
  readonly #gains: readonly number[];
  readonly #dull = new Float32Array(DELAYS.length);
  #at = 0;

  /** @param seconds until it has faded by 60 dB */
  constructor(rate: number, seconds: number) {
    const delays = DELAYS.map((delay) => Math.round((delay * rate) / 44_100));
    this.#lines = delays.map((delay) => new Float32Array(delay));
    this.#gains = delays.map((delay) => 10 ** ((-3 * delay) / (seconds * rate)));
  }

  /** What it gives back of `mono`, `wet` as loud, added to both sides. */
  addTo(left: Float32Array, right: Float32Array, mono: Float32Array, length: number, wet: number): void {
    const [a, b, c, d] = this.#lines as [Float32Array, Float32Array, Float32Array, Float32Array];
    const [ga, gb, gc, gd] = this.#gains as [number, number, number, number];
    const dull = this.#dull;
    for (let i = 0; i < length; i++) {
      const at = this.#at++;
      const [ia, ib, ic, id] = [at % a.length, at % b.length, at % c.length, at % d.length];
      const oa = (dull[0]! += (1 - DULL) * (a[ia]! * ga - dull[0]!));
      const ob = (dull[1]! += (1 - DULL) * (b[ib]! * gb - dull[1]!));
      const oc = (dull[2]! += (1 - DULL) * (c[ic]! * gc - dull[2]!));
      const od = (dull[3]! += (1 - DULL) * (d[id]! * gd - dull[3]!));
      const mixed = 0.5 * (oa + ob + oc + od);
      const heard = mono[i]!;
      a[ia] = heard + oa - mixed;
      b[ib] = heard + ob - mixed;
      c[ic] = heard + oc - mixed;
      d[id] = heard + od - mixed;
      left[i]! += wet * (oa + oc);
      right[i]! += wet * (ob + od);
    }
  }

  /** Silence, as in a room that was left. */
  clear(): void {
    for (const line of this.#lines) line.fill(0);
    this.#dull.fill(0);
    this.#at = 0;
  }
}
