/** So many values make one spectrum. */
export const BLOCK = 128;
/** … of so many bins; bin k is k / BLOCK of the working rate, the last is half of it. */
export const BINS = BLOCK / 2;
const MASK = BLOCK - 1;

const WINDOW = Float64Array.from({ length: BLOCK }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / BLOCK));
const COS = Float64Array.from({ length: BLOCK }, (_, i) => Math.cos((2 * Math.PI * i) / BLOCK));
const SIN = Float64Array.from({ length: BLOCK }, (_, i) => Math.sin((2 * Math.PI * i) / BLOCK));
/** Each index of the transform with its bits in the opposite order. */
const TURNED = Uint8Array.from({ length: BINS }, (_, i) => {
  let turned = 0;
  for (let bit = 1, rest = i; bit < BINS; bit *= 2, rest >>= 1) turned = 2 * turned + (rest & 1);
  return turned;
});

/**
 * The power spectrum of the differences between BLOCK neighbouring values, under a Hann window: a radix-2 transform of half the length, even values as the
 * real parts, odd ones as the imaginary (Press et al., Numerical Recipes, 12.3). Allocates nothing.
 */
export class Spectrum {
  /** Power in each bin; bin 0 is not looked at. */
  readonly power = new Float64Array(BINS);
  readonly #re = new Float64Array(BINS);
  readonly #im = new Float64Array(BINS);

  /**
   * @param ring of BLOCK values
   * @param oldest where the oldest of them is
   * @param most no difference counts as larger than that: a lone jump must not drown a line
   */
  of(ring: Float64Array, oldest: number, most: number): void {
    const re = this.#re;
    const im = this.#im;
    let last = ring[oldest]!;
    for (let i = 0; i < BINS; i++) {
      const even = ring[(oldest + 2 * i) & MASK]!;
      const odd = ring[(oldest + 2 * i + 1) & MASK]!;
      const to = TURNED[i]!;
      re[to] = Math.max(-most, Math.min(even - last, most)) * WINDOW[2 * i]!;
      im[to] = Math.max(-most, Math.min(odd - even, most)) * WINDOW[2 * i + 1]!;
      last = odd;
    }
    this.#transform();
    this.#untangle();
  }

  #transform(): void {
    const re = this.#re;
    const im = this.#im;
    for (let half = 1; half < BINS; half *= 2) {
      const stride = BINS / half;
      for (let start = 0; start < BINS; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = COS[k * stride]!;
          const s = SIN[k * stride]!;
          const a = start + k;
          const b = a + half;
          const br = re[b]! * c + im[b]! * s;
          const bi = im[b]! * c - re[b]! * s;
          re[b] = re[a]! - br;
          im[b] = im[a]! - bi;
          re[a]! += br;
          im[a]! += bi;
        }
      }
    }
  }

  /** The spectrum of the even values and that of the odd ones lie in one another: takes them apart, and joins them. */
  #untangle(): void {
    const re = this.#re;
    const im = this.#im;
    const power = this.power;
    for (let k = 1; k < BINS; k++) {
      const m = BINS - k;
      const evenRe = (re[k]! + re[m]!) / 2;
      const evenIm = (im[k]! - im[m]!) / 2;
      const oddRe = (im[k]! + im[m]!) / 2;
      const oddIm = (re[m]! - re[k]!) / 2;
      const c = COS[k]!;
      const s = SIN[k]!;
      const sumRe = evenRe + c * oddRe + s * oddIm;
      const sumIm = evenIm + c * oddIm - s * oddRe;
      power[k] = sumRe * sumRe + sumIm * sumIm;
    }
  }
}
