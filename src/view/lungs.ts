import type { BreathPhase, Phase } from "../domain/breath.js";
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
 * One whole breath as a curve, `rows` lines of `cells` cells: it rises, stays, falls and rests. What has been breathed at `now` is filled
 * in its phase's accent; what is to come is a faint line.
 * @param course its phases, in order and without a hole; at least one
 */
export function lungs(course: readonly BreathPhase[], now: Seconds, cells: number, rows: number): Line[] {
  const dots = new Dots(cells, rows);
  const begin = course[0]?.since ?? now;
  const total = (course.at(-1)?.until ?? now) - begin;
  const reached = total > 0 ? (now - begin) / total : 1;
  const floor = dots.height - 1;
  const phaseAt: Phase[] = [];
  for (let x = 0; x < dots.width; x++) {
    const { phase, done } = along(course, begin + ((x + 0.5) / dots.width) * total);
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

/** Which phase a moment lies in, and how much of it has passed by then, 0 to 1. */
function along(course: readonly BreathPhase[], at: Seconds): { phase: Phase; done: number } {
  const found = course.find(({ until }) => at < until);
  return found
    ? { phase: found.phase, done: (at - found.since) / (found.until - found.since) }
    : { phase: "pause", done: 1 };
}
