import { randomInt } from "node:crypto";

const STEPS = 2 ** 32;

/** Uniform in [0, 1), another in each run: for what no seed may repeat. */
export function chance(): number {
  return randomInt(STEPS) / STEPS;
}
