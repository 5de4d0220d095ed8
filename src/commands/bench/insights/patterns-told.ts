import type { AttentionRules } from "../../../attention/state/state.js";
import type { Noticed } from "../../../domain/percept.js";
import type { Seconds } from "../../../domain/time.js";
import { Mind } from "./mind.js";
import { type Told, toldOf } from "./score.js";

/** The patterns that attention tells until the end, each once. */
export function patternsTold(heard: readonly Noticed[], end: Seconds, rules: AttentionRules): readonly Told[] {
  const told = new Map<string, Told>();
  const mind = new Mind(rules);
  mind.onIntention = (one) => {
    if (one.kind !== "insight" || one.insight.kind !== "pattern" || one.forgotten === true) return;
    const key = sameOf(one.insight.data);
    if (!told.has(key)) told.set(key, toldOf(one.insight, mind.now));
  };
  mind.lives(heard, end);
  return [...told.values()];
}

/** What is told again with more counts is told once. */
function sameOf({ form, electrode, electrodes, from, to, period_s }: Told["data"]): string {
  return JSON.stringify([form, electrode, electrodes, from, to, period_s]);
}
