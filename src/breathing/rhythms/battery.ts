import type { BatteryRestSettings } from "../../domain/breath.js";
import type { Rhythm, RhythmCall } from "./rhythm.js";

/** A level that differs by more from the one before is believed when it comes twice: a breath moves no battery so far. */
const LEAP = 0.2;

/**
 * Rests that lengthen, and inhales that shorten to a floor, as the supply falls; back again only when clearly more is there. A rest that
 * the rhythm inside leaves out stays left out. Twice at its last, the supply asks for a last breath: once, till it has recovered.
 */
export function batteryAware(inner: Rhythm, settings: BatteryRestSettings, call: (call: RhythmCall) => void): Rhythm {
  const { from, longest, leastInhale, hysteresis, last } = settings;
  /** What rests go by: follows the battery down at once, and up only by more than the hysteresis. */
  let level = 1;
  let believed: number | undefined;
  let doubted: number | undefined;
  let atLast = 0;
  const scarcity = () => Math.min(1, Math.max(0, (from - level) / Math.max(from - last, 1e-6)));

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
    if (left > last + hysteresis) atLast = 0;
    else if (left <= last && ++atLast === 2) call("last-breath");
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
