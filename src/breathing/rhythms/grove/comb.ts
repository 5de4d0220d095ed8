import type { Seconds } from "../../../domain/time.js";

/** Who inhales, and when. */
export interface Tooth {
  readonly node: string;
  readonly wake: Seconds;
}

/**
 * By how much the first of the grove should inhale later (negative: earlier), so that all are spread evenly over a breath of `length`.
 * Everybody lays the same comb through what is known of all, in the order in which they inhale, and moves toward its own tooth. This is
 * the goal of DESYNC (Degesys, Rose, Patel & Nagpal, IPSN 2007), which moves to the middle of two neighbours and needs as many rounds
 * as the square of the nodes; a grove that knows of all of its nodes needs a few. Who lies about its phase moves the comb by its share.
 */
export function shiftToTooth(own: Tooth, others: readonly Tooth[], length: Seconds): Seconds {
  const phaseOf = ({ wake }: Tooth) => ((wake % length) + length) % length;
  // Those that inhale in the same second, as after a power cut of all, are told apart by their names.
  const order = [own, ...others].sort((a, b) => phaseOf(a) - phaseOf(b) || (a.node < b.node ? -1 : 1));
  const rank = order.indexOf(own);
  const turn = (2 * Math.PI) / length;
  let [x, y] = [0, 0];
  for (const [place, tooth] of order.entries()) {
    const shift = phaseOf(tooth) + ((rank - place) * length) / order.length - phaseOf(own);
    x += Math.cos(shift * turn);
    y += Math.sin(shift * turn);
  }
  return Math.atan2(y, x) / turn;
}

/**
 * How much later a neighbour's inhale is than ours that is nearest to it. What it said may be of a breath that is over, and all may have moved
 * since: who compares it with the inhale to come takes itself for the last of all, and so does everybody.
 */
export function fromNearest(inhales: readonly Seconds[], at: Seconds): Seconds {
  const later = inhales.map((own) => at - own);
  return later.reduce((least, one) => (Math.abs(one) < Math.abs(least) ? one : least), Number.POSITIVE_INFINITY);
}
