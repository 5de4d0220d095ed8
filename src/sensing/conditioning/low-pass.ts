/** How far the kernel reaches over the cells before and after its own. */
export const REACH = 4;
/** Half the amplitude passes at this share of the working rate. */
const CUT_OFF = 0.52;
/** What Kaiser's formula is asked for, in dB. */
const ATTENUATION = 65;

/**
 * The low-pass kernel ahead of the working rate: a sinc under a Kaiser window (J. F. Kaiser 1974, "Nonrecursive digital filter
 * design using the I0-sinh window function", Proc. IEEE Int. Symp. Circuits and Systems; Oppenheim & Schafer, "Discrete-Time
 * Signal Processing", 7.5.3), symmetric, so that nothing is delayed against its own time.
 *
 * Cut-off, attenuation and length are a bargain. What folds below a quarter of the working rate lies above three quarters of
 * it, and is over 60 dB down there. Nearly all below half the working rate passes: the height of a rise of two samples,
 * and noise whose neighbours differ as those of a plain mean do, by which jumps are judged later on. A gentler filter, which
 * rings less, would leave noise so smooth that a fast spike stands out of it like a jump. This one overshoots a step by
 * less than 8 %; it is not let near what is a step (see `FilteredCells`).
 *
 * @param parts into which a cell is divided
 * @returns values at -(REACH + ½) to +(REACH + ½) cells from the middle, `parts` a cell and one more; their integral over
 *   time in cells is 1
 */
export function lowPass(parts: number): Float64Array {
  const half = REACH + 0.5;
  const beta = 0.1102 * (ATTENUATION - 8.7);
  const kernel = new Float64Array(2 * half * parts + 1);
  let sum = 0;
  for (let i = 0; i < kernel.length; i++) {
    const t = i / parts - half;
    const x = 2 * Math.PI * CUT_OFF * t;
    const sinc = x === 0 ? 1 : Math.sin(x) / x;
    const value = sinc * bessel0(beta * Math.sqrt(Math.max(0, 1 - (t / half) ** 2)));
    kernel[i] = value;
    sum += value;
  }
  for (let i = 0; i < kernel.length; i++) kernel[i] = (kernel[i]! * parts) / sum;
  return kernel;
}

/**
 * The same kernel by places in a cell: for each of `parts` + 1 places its weight in the kernels of REACH cells before, of the
 * cell itself, and of REACH cells after it, side by side, since they are wanted together.
 */
export function phases(kernel: Float64Array, parts: number): Float64Array {
  const taps = 2 * REACH + 1;
  const table = new Float64Array((parts + 1) * taps);
  for (let part = 0; part <= parts; part++) {
    for (let tap = 0; tap < taps; tap++) {
      table[part * taps + tap] = kernel[(taps - 1 - tap) * parts + part]!;
    }
  }
  return table;
}

/** The modified Bessel function of the first kind and order zero, by its power series. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
