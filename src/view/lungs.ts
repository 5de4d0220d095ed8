import { type Breath, PHASES, type Phase } from "../domain/breath.js";
import type { Seconds } from "../domain/time.js";
import { Dots } from "./dots.js";
import type { Line } from "./paint.js";
import { spans } from "./sparkline.js";

/** How full the lungs are, 0 to 1, after a part (0 to 1) of a phase. */
export function fullness(phase: Phase, part: number): number {
  switch (phase) {
    case "inhale":
      return (1 - Math.cos(Math.PI * part)) / 2;
    case "hold":
      return 1;
    case "exhale":
      return (1 + Math.cos(Math.PI * part)) / 2;
    case "pause":
      return 0;
  }
}

/**
 * One whole breath as a curve, `rows` lines of `cells` cells: it rises, stays, falls and rests. What has been breathed is filled in
 * its phase's accent; what is to come is a faint line.
 */
export function lungs(
  phases: Readonly<Record<Phase, Seconds>>,
  breath: Breath,
  now: Seconds,
  cells: number,
  rows: number,
): Line[] {
  const dots = new Dots(cells, rows);
  const total = PHASES.reduce((sum, phase) => sum + phases[phase], 0);
  const reached = (begins(phases, breath.phase) + part(breath, now) * phases[breath.phase]) / total;
  const floor = dots.height - 1;
  const phaseAt: Phase[] = [];
  for (let x = 0; x < dots.width; x++) {
    const { phase, done } = along(phases, ((x + 0.5) / dots.width) * total);
    phaseAt.push(phase);
    const top = Math.round((1 - fullness(phase, done)) * floor);
    dots.column(x, top, (x + 0.5) / dots.width <= reached ? floor : top);
  }
  return Array.from({ length: rows }, (_, row) =>
    spans(cells, (cell) => [
      dots.at(cell, row),
      (cell + 0.25) / cells <= reached ? (phaseAt[cell * 2] ?? "pause") : "faint",
    ]),
  );
}

/** How much of its phase has passed, 0 to 1. */
function part(breath: Breath, now: Seconds): number {
  const length = breath.until - breath.since;
  return length > 0 ? Math.min(1, Math.max(0, (now - breath.since) / length)) : 1;
}

function begins(phases: Readonly<Record<Phase, Seconds>>, phase: Phase): Seconds {
  let sum = 0;
  for (const earlier of PHASES.slice(0, PHASES.indexOf(phase))) sum += phases[earlier];
  return sum;
}

/** Which phase a point of the breath lies in, and how far. */
function along(phases: Readonly<Record<Phase, Seconds>>, at: Seconds): { phase: Phase; done: number } {
  let begun = 0;
  for (const phase of PHASES) {
    const length = phases[phase];
    if (length > 0 && at < begun + length) return { phase, done: (at - begun) / length };
    begun += length;
  }
  return { phase: "pause", done: 1 };
}
