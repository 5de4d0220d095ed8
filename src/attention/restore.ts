import type { Insight } from "../domain/insight.js";
import { isPerceptSource } from "../domain/percept-source.js";
import type { Seconds } from "../domain/time.js";
import { AROUSAL_FACTORS, type AttentionState, emptyAttention } from "./state/state.js";

/**
 * The state as it was read from the disk. One that an older version wrote in another shape is not taken up as it is: what was
 * learnt is kept, and the numbers that must never be given twice; what was on its mind is let go. So is a percept of a sense that this
 * version does not know: what refers to it finds nothing.
 */
export function restoreAttention(saved: AttentionState, now: Seconds): AttentionState {
  const pool = (saved.pool ?? []).filter(({ source }) => isPerceptSource(source));
  const whole = { ...emptyAttention(now), ...saved, pool };
  if (isOfToday(whole)) return whole;
  const fresh = emptyAttention(now);
  return {
    ...fresh,
    insights: (saved.insights ?? []).map(
      (insight): Insight => ({ ...insight, against: insight.against ?? 0, data: insight.data ?? { form: "told" } }),
    ),
    counters: { ...fresh.counters, ...saved.counters },
  };
}

function isOfToday({ arousal, live, frozen, complete }: AttentionState): boolean {
  if (!AROUSAL_FACTORS.every((factor) => typeof arousal.factors?.[factor]?.held === "number")) return false;
  const threads = [...live, ...Object.values(frozen).flat(), ...complete];
  return threads.every(
    ({ why, refs }) => why !== undefined && refs.every((reference) => typeof reference === "object"),
  );
}
