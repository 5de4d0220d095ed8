/**
 * Loudness by ITU-R BS.1770-4: each channel through a shelf (the head) and a high pass, mean squares of blocks of 400 ms that overlap by
 * three quarters, gated at −70 LUFS and then at 10 below what is left. The filters for any rate by the analog ones of the standard's own
 * (B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 145, 2018).
 */

/** Hundred milliseconds: a block is four of them. */
export const PIECE = 0.1;
const PIECES = 4;
const ABSOLUTE = -70;
const RELATIVE = -10;

interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** The weighted energy of each hundred milliseconds, of one channel. */
export class Weighted {
  readonly #shelf: Biquad;
  readonly #high: Biquad;
  #s1 = 0;
  #s2 = 0;
  #h1 = 0;
  #h2 = 0;

  constructor(rate: number) {
    this.#shelf = shelfAt(rate);
    this.#high = highPassAt(rate);
  }

  /** Sum of squares of the weighted samples. */
  energy(samples: Float32Array, from: number, to: number): number {
    const { b, a } = this.#shelf;
    const { b: hb, a: ha } = this.#high;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const x = samples[i]!;
      const y = b[0] * x + this.#s1;
      this.#s1 = b[1] * x - a[0] * y + this.#s2;
      this.#s2 = b[2] * x - a[1] * y;
      const z = hb[0] * y + this.#h1;
      this.#h1 = hb[1] * y - ha[0] * z + this.#h2;
      this.#h2 = hb[2] * y - ha[1] * z;
      sum += z * z;
    }
    return sum;
  }
}

/** In LUFS, of the mean squares (both channels together) of successive hundred milliseconds; −∞ of silence. */
export function integrated(pieces: ArrayLike<number>): number {
  const blocks: number[] = [];
  for (let i = 0; i + PIECES <= pieces.length; i++) {
    let sum = 0;
    for (let k = 0; k < PIECES; k++) sum += pieces[i + k]!;
    if (lufs(sum / PIECES) > ABSOLUTE) blocks.push(sum / PIECES);
  }
  const floor = lufs(mean(blocks)) + RELATIVE;
  return lufs(mean(blocks.filter((block) => lufs(block) > floor)));
}

function lufs(power: number): number {
  return power > 0 ? -0.691 + 10 * Math.log10(power) : Number.NEGATIVE_INFINITY;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shelfAt(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b: [(high + (band * k) / q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / q + k * k) / a0],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
}

function highPassAt(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
}
