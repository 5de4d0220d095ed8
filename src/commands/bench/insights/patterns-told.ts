import { advance, dueAt } from "../../../attention/advance.js";
import { attend } from "../../../attention/attend.js";
import { consolidate } from "../../../attention/consolidate.js";
import type { AttentionResult } from "../../../attention/state/draft.js";
import { type AttentionRules, emptyAttention } from "../../../attention/state/state.js";
import { think } from "../../../attention/think.js";
import type { Noticed } from "../../../domain/percept.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import { type Told, toldOf } from "./score.js";

/** A thought and an exhale, this often: seldomer than a node breathes, so that hundreds of months pass in minutes. */
const BREATHES_EVERY: Seconds = HOUR;

/** The patterns that attention tells, each once, when it lives from percept to percept until the end, an hour's breath between. */
export function patternsTold(heard: readonly Noticed[], end: Seconds, rules: AttentionRules): readonly Told[] {
  const percepts = heard.toSorted((a, b) => a.at - b.at);
  const told: Told[] = [];
  let state = emptyAttention(0);
  let [now, number, next] = [0, 0, 0];
  const take = (outcome: AttentionResult): void => {
    state = outcome.state;
    for (const one of outcome.intentions) {
      if (one.kind === "notice") notice(one.noticed);
      if (one.kind === "insight" && one.insight.kind === "pattern" && one.forgotten !== true)
        tell(toldOf(one.insight, now));
    }
  };
  const tell = (one: Told) => {
    if (!told.some(({ data }) => sameOf(data) === sameOf(one.data))) told.push(one);
  };
  const notice = (noticed: Noticed): void => take(attend(state, [{ id: `p-${++number}`, ...noticed }], now, rules));
  const wait = (until: Seconds): void => {
    for (let due = dueAt(state, now, rules); due <= until; due = dueAt(state, now, rules)) {
      now = Math.max(now, due);
      take(advance(state, now, rules));
    }
    now = Math.max(now, until);
  };
  for (let breath = BREATHES_EVERY; breath <= end; breath += BREATHES_EVERY) {
    for (; next < percepts.length && percepts[next]!.at <= breath; next++) {
      wait(percepts[next]!.at);
      notice(percepts[next]!);
    }
    wait(breath);
    take(think(state, now, rules));
    for (let more = true; more; ) {
      const outcome = consolidate(state, now, rules);
      take(outcome);
      more = outcome.more === true;
    }
  }
  return told;
}

/** What is told again with more counts is told once. */
function sameOf({ form, electrode, electrodes, from, to, period_s }: Told["data"]): string {
  return JSON.stringify([form, electrode, electrodes, from, to, period_s]);
}
