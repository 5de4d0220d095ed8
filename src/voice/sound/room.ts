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
    const lines = this.#lines;
    const gains = this.#gains;
    const dull = this.#dull;
    for (let i = 0; i < length; i++) {
      const at = this.#at++;
      let mixed = 0;
      for (let k = 0; k < lines.length; k++) {
        const line = lines[k]!;
        dull[k]! += (1 - DULL) * (line[at % line.length]! * gains[k]! - dull[k]!);
        mixed += 0.5 * dull[k]!;
      }
      const heard = mono[i]!;
      for (let k = 0; k < lines.length; k++) {
        const line = lines[k]!;
        line[at % line.length] = heard + dull[k]! - mixed;
      }
      left[i]! += wet * (dull[0]! + dull[2]!);
      right[i]! += wet * (dull[1]! + dull[3]!);
    }
  }

  /** Silence, as in a room that was left. */
  clear(): void {
    for (const line of this.#lines) line.fill(0);
    this.#dull.fill(0);
    this.#at = 0;
  }
}
