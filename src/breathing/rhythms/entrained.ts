import type { EntrainedSettings } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";
import type { FieldRhythm } from "./field/field-rhythm.js";
import { activeLength, type Rhythm } from "./rhythm.js";

/**
 * A breath that follows the field: while a rhythm is locked, rests are drawn out so that a whole number of breaths fills its period, or a
 * breath a whole number of periods, and an inhale has its middle where life is expected to begin. No rest is shorter than half of what the
 * rhythm inside wants, or drawn out beyond `longest`. Without a lock it is the rhythm inside.
 */
export function entrained(inner: Rhythm, field: FieldRhythm, { longest }: EntrainedSettings): Rhythm {
  const restOf = (begins: { readonly cycle: number; readonly since: Seconds }): Seconds => {
    const wanted = inner.lengthOf("pause", begins);
    const { locked } = field;
    if (locked === undefined || wanted <= 0) return wanted;
    const { period, beat } = locked;
    const breath = activeLength(inner, begins) + wanted;
    const step = period / Math.max(1, Math.floor(period / breath));
    const lead = inner.lengthOf("inhale", { cycle: begins.cycle + 1, since: begins.since + wanted }) / 2;
    const earliest = begins.since + Math.max(wanted / 2, wanted - step / 4);
    const grid = beat - lead;
    const rest = grid + Math.ceil((earliest - grid) / step) * step - begins.since;
    return Math.min(rest, Math.max(longest, wanted));
  };
  return {
    kind: "entrained",
    get phases() {
      return inner.phases;
    },
    get field() {
      const { locked, coherence } = field;
      return { coherence, ...(locked && { period: locked.period }) };
    },
    get kept() {
      return { field: field.kept };
    },
    lengthOf: (phase, begins) => (phase === "pause" ? restOf(begins) : inner.lengthOf(phase, begins)),
    hear: (news) => {
      inner.hear?.(news);
      if (news.kind === "life" && !news.partly) field.onset(news.electrode, news.at);
      if (news.kind === "moved") field.moved(news.shift);
      if (news.kind === "look") field.look(news.now);
    },
  };
}
