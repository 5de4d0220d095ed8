import type { Random } from "../../src/ports/random.js";

export function uniform(random: Random, from: number, to: number): number {
  return from + (to - from) * random.next();
}

/** As many between 1 and 10 as between 10 and 100. */
export function logUniform(random: Random, from: number, to: number): number {
  return from * (to / from) ** random.next();
}

/** `spread` is the standard deviation of the logarithm. */
export function logNormal(random: Random, median: number, spread: number): number {
  return median * Math.exp(spread * random.normal());
}

/** The wait until the next of events that come by themselves, `mean` apart; Infinity if they never do. */
export function wait(random: Random, mean: number): number {
  const share = -Math.log(1 - random.next());
  return mean === Number.POSITIVE_INFINITY ? mean : mean * share;
}

/** A whole number, both ends included. */
export function whole(random: Random, from: number, to: number): number {
  return Math.floor(uniform(random, from, to + 1));
}

export function sign(random: Random, positive = 0.5): 1 | -1 {
  return random.next() < positive ? 1 : -1;
}
