import type { Seconds } from "../../domain/time.js";

/** Where an axis is marked, and what stands there. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

const ROUND = [1, 2, 5, 10];

/** What times are told in: the largest unit of which a picture shows more than one, and the steps in which people count it. */
const UNITS = [
  { name: "hours", seconds: 3600, steps: [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48] },
  { name: "minutes", seconds: 60, steps: [0.25, 0.5, 1, 2, 5, 10, 15, 30] },
  { name: "seconds", seconds: 1, steps: [] },
] as const;

/** Round figures from `low` to `high`, about `wanted` of them. */
export function ticks(low: number, high: number, wanted: number): Tick[] {
  return multiples(low, high, roundStep((high - low) / wanted), 1);
}

/** Round times of a recording, and what they are told in. */
export function timeTicks(from: Seconds, to: Seconds, wanted: number): { unit: string; ticks: Tick[] } {
  const unit = UNITS.find(({ seconds }) => to - from >= 1.5 * seconds) ?? UNITS[2];
  const rough = (to - from) / unit.seconds / wanted;
  const step = rough < 0.1 ? undefined : unit.steps.find((nice) => nice >= 0.8 * rough);
  return { unit: unit.name, ticks: multiples(from, to, (step ?? roundStep(rough)) * unit.seconds, unit.seconds) };
}

function roundStep(rough: number): number {
  const decade = 10 ** Math.floor(Math.log10(rough));
  return (ROUND.find((nice) => nice * decade >= rough * (1 - 1e-9)) as number) * decade;
}

/** Multiples of a step, written in a unit with the decimals that the step has. */
function multiples(low: number, high: number, step: number, unit: number): Tick[] {
  const first = Math.ceil(low / step - 1e-9);
  // Beyond these floats no longer tell one mark from the next.
  if (!(step > 0) || Math.abs(first) > 1e12) return [];
  let decimals = 0;
  for (let s = step / unit; decimals < 12 && Math.abs(s - Math.round(s)) > 1e-6; s *= 10) decimals++;
  const found: Tick[] = [];
  for (let n = first; n * step <= high + step * 1e-9; n++)
    found.push({ at: n * step, label: ((n * step) / unit + 0).toFixed(decimals).replace(/^-/, "−") });
  return found;
}
