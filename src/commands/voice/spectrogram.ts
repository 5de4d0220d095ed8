/** Samples of a window, a power of two. */
const WINDOW = 8192;

/** Decibels of full scale, a column a moment and a value a band, the lowest band first. */
export interface Spectrogram {
  readonly columns: readonly (readonly number[])[];
  /** Hertz of the lowest and the highest band; those between lie evenly on a logarithm. */
  readonly low: number;
  readonly high: number;
}

/** How loud each band is in each moment: the loudest line of a Hann-windowed Fourier transform within it. */
export function spectrogram(
  samples: Float32Array,
  rate: number,
  { columns = 240, bands = 56, low = 70, high = 5000 } = {},
): Spectrogram {
  const edge = (band: number) => low * (high / low) ** (band / bands);
  return {
    ...{ low, high },
    columns: Array.from({ length: columns }, (_, column) => {
      const middle = Math.round(((column + 0.5) * samples.length) / columns);
      const power = powerAt(samples, middle - WINDOW / 2);
      return Array.from({ length: bands }, (_, band) => {
        const first = Math.max(1, Math.floor((edge(band) * WINDOW) / rate));
        const last = Math.max(first + 1, Math.ceil((edge(band + 1) * WINDOW) / rate));
        const most = power.subarray(first, last).reduce((a, b) => Math.max(a, b), 0);
        return 10 * Math.log10(most + 1e-12);
      });
    }),
  };
}

/** Of each line; a full sine has 1. */
function powerAt(samples: Float32Array, from: number): Float64Array {
  const re = new Float64Array(WINDOW);
  const im = new Float64Array(WINDOW);
  for (let i = 0; i < WINDOW; i++)
    re[i] = (samples[from + i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW));
  transform(re, im);
  return Float64Array.from({ length: WINDOW / 2 }, (_, i) => (re[i]! ** 2 + im[i]! ** 2) * (4 / WINDOW) ** 2);
}

/** Cooley and Tukey's, in place. */
function transform(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [re[i], re[j]] = [re[j]!, re[i]!];
  }
  for (let size = 2; size <= n; size *= 2)
    for (let begin = 0; begin < n; begin += size)
      for (let k = 0; k < size / 2; k++) {
        const angle = (-2 * Math.PI * k) / size;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const [a, b] = [begin + k, begin + k + size / 2];
        const [x, y] = [re[b]! * cos - im[b]! * sin, re[b]! * sin + im[b]! * cos];
        [re[b], im[b]] = [re[a]! - x, im[a]! - y];
        [re[a], im[a]] = [re[a]! + x, im[a]! + y];
      }
}
