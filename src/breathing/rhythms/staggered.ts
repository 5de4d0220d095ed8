import { PHASES, type StaggeredSettings } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";
import { fromNearest, shiftToTooth } from "./grove/comb.js";
import { GroveNeighbours } from "./grove/neighbours.js";
import type { Rhythm } from "./rhythm.js";

/** How much of the way to its place a node goes in a breath: all move at once, by what they knew of each other a breath ago. */
const DAMPING = 0.5;
/** So many inhales of its own it remembers. */
const REMEMBERED = 3;
/** However much it should inhale earlier, so much of its rest is kept. */
const LEAST_REST = 0.5;

/**
 * A breath that takes turns with those of the neighbours, so that a grove never sleeps all at once. Once a breath its rest is made a little
 * longer or shorter, never by more than `mostShift`, whatever the neighbours say. Between two looks nothing moves.
 */
export function staggered(inner: Rhythm, node: string, { mostShift }: StaggeredSettings): Rhythm {
  const grove = new GroveNeighbours(mostShift);
  /** Our own inhales, the latest last: as many as a neighbour's word may be old. */
  const inhales: Seconds[] = [];
  let minded = 0;
  let shift = { cycle: Number.NaN, by: 0 };

  const look = (now: Seconds, cycle: number, wake: Seconds) => {
    // A second look at the same breath, after an early exhale, must not move it twice.
    if (cycle === shift.cycle) return;
    const length = PHASES.reduce((sum, phase) => sum + inner.lengthOf(phase, { cycle, since: now }), 0);
    const others = grove.inStep(length, now);
    minded = others.length;
    const teeth = others.map((one) => ({ node: one.node, wake: wake + fromNearest([...inhales, wake], one.nextWake) }));
    const wanted = others.length === 0 ? 0 : DAMPING * shiftToTooth({ node, wake }, teeth, length);
    shift = { cycle, by: Math.min(mostShift, Math.max(-mostShift, wanted)) };
    inhales.push(wake + shift.by);
    if (inhales.length > REMEMBERED) inhales.shift();
  };

  return {
    kind: "staggered",
    get phases() {
      return inner.phases;
    },
    get neighbours() {
      return minded;
    },
    lengthOf: (phase, begins) => {
      const length = inner.lengthOf(phase, begins);
      if (phase !== "pause" || begins.cycle !== shift.cycle || length <= 0) return length;
      return Math.max(length * LEAST_REST, length + shift.by);
    },
    hear: (news) => {
      inner.hear?.(news);
      if (news.kind === "neighbour") grove.hear(news.neighbour, news.now);
      if (news.kind === "look") look(news.now, news.cycle, news.wake);
    },
  };
}
