import type { BatteryRestSettings } from "../../domain/breath.js";
import type { Rhythm } from "./rhythm.js";

/** A level that differs by more from the one before is believed when it comes twice: a breath moves no battery so far. */
const LEAP = 0.2;

/**
 * Rests that lengthen, and inhales that shorten to a floor, as the supply falls; back again only when clearly more is there. A rest that
 * the rhythm inside leaves out stays left out. What is left to do when nothing is left is the rest's to say (`rest/safe-halt.ts`).
 */
export function batteryAware(inner: Rhythm, settings: BatteryRestSettings): Rhythm {
  const { from, to, longest, leastInhale, hysteresis } = settings;
  /** What rests go by: follows the battery down at once, and up only by more than the hysteresis. */
  let level = 1;
  let believed: number | undefined;
  let doubted: number | undefined;
  const scarcity = () => Math.min(1, Math.max(0, (from - level) / Math.max(from - to, 1e-6)));

  const lengthen = (phase: string, length: number) => {
    if (phase === "pause") return length * longest ** scarcity();
    if (phase !== "inhale") return length;
    return Math.max(Math.min(length, leastInhale), length * (1 - scarcity()));
  };
  const take = (left: number) => {
    if (!(left >= 0 && left <= 1)) return;
    const leaps = believed !== undefined && Math.abs(left - believed) > LEAP;
    if (leaps && !(doubted !== undefined && Math.abs(left - doubted) <= LEAP)) {
      doubted = left;
      return;
    }
    doubted = undefined;
    believed = left;
    level = Math.max(Math.min(level, left), left - hysteresis);
  };

  return {
    kind: inner.kind,
    get phases() {
      const { phases } = inner;
      return { ...phases, inhale: lengthen("inhale", phases.inhale), pause: lengthen("pause", phases.pause) };
    },
    get kept() {
      return inner.kept ?? {};
    },
    lengthOf: (phase, begins) => lengthen(phase, inner.lengthOf(phase, begins)),
    hear: (news) => {
      inner.hear?.(news);
      if (news.kind === "battery") take(news.left);
    },
  };
}
