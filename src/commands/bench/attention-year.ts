import { advance, dueAt } from "../../attention/advance.js";
import { attend } from "../../attention/attend.js";
import { consolidate } from "../../attention/consolidate.js";
import type { AttentionResult } from "../../attention/state/draft.js";
import { type AttentionRules, type AttentionState, emptyAttention } from "../../attention/state/state.js";
import { think } from "../../attention/think.js";
import type { Noticed } from "../../domain/percept.js";
import { electrodeSource, type PerceptSource } from "../../domain/percept-source.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../domain/time.js";

const START: Seconds = 946_684_800;
const ELECTRODES = 8;
const PER_DAY = 200;
/** A thought and an exhale, this often: seldomer than a node breathes, so that a year passes in seconds. */
const BREATHES_EVERY: Seconds = HOUR;

/**
 * What attention knows after so many days of ordinary life: 200 percepts a day on eight electrodes, mostly spikes; bursts at
 * the hours of each electrode, rain now and then and trains after it, trouble, and an operator who looks in. Without chance.
 */
export function liveOn(days: number, rules: AttentionRules): AttentionState {
  let state = emptyAttention(START);
  let [number, now] = [0, START];
  const take = (outcome: AttentionResult): void => {
    state = outcome.state;
    for (const one of outcome.intentions) if (one.kind === "notice") notice(one.noticed);
  };
  const notice = (noticed: Noticed): void => take(attend(state, [{ id: `p-${++number}`, ...noticed }], now, rules));
  const wait = (until: Seconds): void => {
    for (let due = dueAt(state, now, rules); due <= until; due = dueAt(state, now, rules)) {
      now = Math.max(now, due);
      take(advance(state, now, rules));
    }
    now = until;
  };
  for (let day = 0; day < days; day++) {
    let breath = START + day * DAY;
    const breathe = (until: Seconds) => {
      for (; breath < until; breath += BREATHES_EVERY) {
        wait(breath);
        take(think(state, now, rules));
        let outcome = consolidate(state, now, rules);
        for (; outcome.more; outcome = consolidate(state, now, rules)) take(outcome);
        take(outcome);
      }
    };
    for (const noticed of dayOf(day)) {
      breathe(noticed.at);
      wait(Math.max(now, noticed.at));
      notice(noticed);
    }
    breathe(START + (day + 1) * DAY);
  }
  return state;
}

/** In order of time. The numbers are only to make days differ; the same in every run. */
function dayOf(day: number): readonly Noticed[] {
  const midnight = START + day * DAY;
  const noticed = Array.from({ length: PER_DAY }, (_, index): Noticed => {
    const mixed = (index * 7919 + day * 104_729) % 9973;
    const type = mixed % 61 === 0 ? "artefact" : mixed % 53 === 0 ? "drift" : mixed % 47 === 0 ? "silence" : "spike";
    const data = { amplitude_mv: 0.2 + (mixed % 100) / 500, duration_s: 120 };
    return said(
      electrodeSource(`e${mixed % ELECTRODES}`),
      type,
      midnight + (index * DAY) / PER_DAY + (mixed % 300),
      data,
    );
  });
  for (let electrode = 0; electrode < ELECTRODES; electrode++) {
    if ((day + electrode) % 7 === 0) continue;
    const at = midnight + electrode * 3 * HOUR + ((day * 13) % 90) * MINUTE;
    noticed.push(said(electrodeSource(`e${electrode}`), "burst", at, { duration_s: 900 }));
  }
  if (day % 5 === 0) {
    noticed.push(said("operator", "note", midnight + 11 * HOUR, { text: "rain" }));
    noticed.push(said(electrodeSource("e1"), "train", midnight + 12 * HOUR, { duration_s: 1800 }));
  }
  if (day % 11 === 0) {
    const data = { what: "percepts", electrode: `e${day % ELECTRODES}`, type: "drift" };
    noticed.push(said("operator", "dismiss", midnight + 18 * HOUR, data));
  }
  return noticed.sort((a, b) => a.at - b.at);
}

function said(source: PerceptSource, type: string, at: Seconds, data: Noticed["data"]): Noticed {
  const tags = source === "operator" ? ["from:operator"] : [];
  return { source, type, intensity: source === "operator" ? 0.9 : 0.5, at, tags, data };
}
