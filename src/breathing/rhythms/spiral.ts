import type { BreathSettings, SpiralSettings } from "../../domain/breath.js";
import type { Rhythm } from "./rhythm.js";

/** The golden ratio: of all, the worst to come into step with anything by chance. */
const GOLDEN = (1 + Math.sqrt(5)) / 2;

/**
 * Rests lengthen by the golden ratio from breath to breath while nothing happens, up to a bound. Life that begins calls the node out of a
 * rest that has grown, and the next one is the first again. `turn` is that of an earlier run.
 */
export function spiral(
  phases: BreathSettings["phases"],
  { longest }: SpiralSettings,
  callInhale: () => void = () => {},
  turn?: number,
): Rhythm {
  const most = Math.max(longest, phases.pause);
  let present = turn ?? 0;
  // A breath of before the turn, or one that is numbered anew, rests as the first does.
  const pauseOf = (cycle: number) => Math.min(most, phases.pause * GOLDEN ** Math.max(0, cycle - (turn ?? cycle)));
  return {
    kind: "spiral",
    get phases() {
      return { ...phases, pause: pauseOf(present) };
    },
    get kept() {
      return { turn };
    },
    lengthOf: (phase, { cycle }) => (phase === "pause" ? pauseOf(cycle) : phases[phase]),
    hear: (news) => {
      if (news.kind === "look") {
        present = news.cycle;
        turn = Math.min(turn ?? present, present);
      }
      if (news.kind !== "life") return;
      const hasGrown = pauseOf(news.cycle - 1) > phases.pause;
      present = news.cycle;
      turn = present;
      if (hasGrown) callInhale();
    },
  };
}
