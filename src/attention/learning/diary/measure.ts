import type { Percept } from "../../../domain/percept.js";
import type { Seconds } from "../../../domain/time.js";
import { type DayMeasured, type Diary, FORTNIGHT } from "../../state/diary.js";
import { pageDayOf } from "./page-day.js";

/** What a percept of an electrode measured is added to its day, which begins at `morning`. */
export function measured(diary: Diary, percept: Percept, at: Seconds, morning: Seconds): Diary {
  const { amplitude_mv, level_mv, polarity, speed } = percept.data;
  const isSpike = percept.type === "spike";
  if (!isSpike && typeof level_mv !== "number") return diary;
  const day = pageDayOf(at, morning);
  const known = diary.measures.at(-1);
  const before = known?.day === day ? known : { ...BLANK, day };
  const height = isSpike && typeof amplitude_mv === "number" ? Math.abs(amplitude_mv) : undefined;
  const shape = typeof speed === "string" ? `${polarity === -1 ? "-" : "+"}${speed}` : undefined;
  const next: DayMeasured = {
    day,
    spikes: before.spikes + (isSpike ? 1 : 0),
    heights: before.heights + (height === undefined ? 0 : 1),
    height: before.height + (height ?? 0),
    levels: before.levels + (typeof level_mv === "number" ? 1 : 0),
    level: before.level + (typeof level_mv === "number" ? level_mv : 0),
    shapes: shape === undefined ? before.shapes : { ...before.shapes, [shape]: (before.shapes[shape] ?? 0) + 1 },
  };
  const others = known?.day === day ? diary.measures.slice(0, -1) : diary.measures;
  return { ...diary, measures: [...others, next].slice(-FORTNIGHT - 1) };
}

const BLANK: Omit<DayMeasured, "day"> = { spikes: 0, heights: 0, height: 0, levels: 0, level: 0, shapes: {} };
