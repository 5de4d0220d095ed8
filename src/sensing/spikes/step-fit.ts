import { type FitWindow, tilt } from "./fit-window.js";

/** An electrode that was touched comes to rest about so slowly, in working samples: what relaxes is compared with that. */
const RELAXING = 900;

/**
 * What else a candidate may be: a level that steps, or one that steps and relaxes. Gives how much of what a window holds besides
 * level and slope is explained by the best of them: 0 to 1.
 */
export function stepLikeness({ n, step, y, power }: FitWindow): number {
  if (!(power > 0)) return 0;
  return Math.max(bestEdge(n, y, 1), bestEdge(n, y, Math.exp(-step / RELAXING))) / power;
}

/** The most power that a level which steps at some point, and then keeps a share `stays` from point to point, takes out of y. */
function bestEdge(n: number, y: Float64Array, stays: number): number {
  const middle = (n - 1) / 2;
  const tilted = tilt(n);
  let product = 0;
  let sum = 0;
  let slope = 0;
  let square = 0;
  let best = 0;
  // From the last point back, so that each edge builds on the one behind it.
  for (let k = n - 1; k > 1; k--) {
    product = y[k]! + stays * product;
    slope = k - middle + stays * slope;
    sum = 1 + stays * sum;
    square = 1 + stays * stays * square;
    const own = square - (sum * sum) / n - (slope * slope) / tilted;
    if (own > 1e-6) best = Math.max(best, (product * product) / own);
  }
  return best;
}
