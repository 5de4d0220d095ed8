import { advance, dueAt } from "../../../attention/advance.js";
import { attend } from "../../../attention/attend.js";
import { consolidate } from "../../../attention/consolidate.js";
import type { AttentionResult } from "../../../attention/state/draft.js";
import { type AttentionRules, emptyAttention } from "../../../attention/state/state.js";
import { think } from "../../../attention/think.js";
import type { Electrode } from "../../../domain/electrode.js";
import { USUAL_GLYPHS } from "../../../domain/glyph-settings.js";
import type { Noticed } from "../../../domain/percept.js";
import type { Spike } from "../../../domain/spike.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";
import { GlyphPartition } from "../../../sensing/glyphs/glyph-partition.js";
import { glyphPercept, spikePercept } from "../../../sensing/percepts/percepts.js";
import { type Month, type Told, toldOf } from "./score.js";
import { type Chance, ELECTRODES, onsetsOf, type Truth } from "./worlds.js";

/** A thought and an exhale, this often: seldomer than a node breathes, so that hundreds of months pass in minutes. */
const BREATHES_EVERY: Seconds = HOUR;
/** How long a spike lasts, how late it is decided, and how late the glyphs know that no earlier one can come. */
const LENGTH = [60, 110] as const;
const LATE: Seconds = 14;
const HORIZON: Seconds = 10 * MINUTE;

/**
 * A month from percepts: what the spikes of a simulated world are as glyphs and percepts, through attention as the node uses it. The
 * detector is left out, which is most of the work.
 */
export function monthFromPercepts(
  truth: Truth,
  chance: Chance,
  days: number,
  random: Random,
  rules: AttentionRules,
): Month {
  const onsets = onsetsOf(truth, chance, days, random);
  const percepts = ELECTRODES.flatMap((name, index) =>
    perceptsOf(name, onsets[index]!, days * DAY, random.fork(`sense ${name}`)),
  );
  return {
    days,
    told: live(
      percepts.sort((a, b) => a.at - b.at),
      days * DAY,
      rules,
    ),
  };
}

function perceptsOf(name: string, onsets: readonly Seconds[], end: Seconds, random: Random): Noticed[] {
  const electrode: Electrode = { name, device: "world", channel: name, profile: "fungus", control: false };
  const settings = USUAL_GLYPHS.fungus;
  const noticed: Noticed[] = [];
  const partition = new GlyphPartition(name, settings, {
    glyph: (glyph, z) => {
      const percept = glyphPercept(glyph, z, electrode, settings);
      if (percept !== undefined) noticed.push(percept);
    },
    change: () => {},
  });
  partition.begin(0);
  let last: Seconds = -1;
  let told: Seconds = 0;
  for (const at of onsets) {
    const onset = Math.max(at, last + 1);
    for (; told < onset; told += HORIZON) partition.advanceTo(told - HORIZON, told);
    last = onset + LENGTH[0] + (LENGTH[1] - LENGTH[0]) * random.next();
    const amplitude = (random.next() < 0.5 ? -1 : 1) * 0.1 * Math.exp(0.5 * random.normal());
    const spike: Spike = {
      ...{ electrode: name, onset, peak: onset + 40, end: last, amplitude, polarity: amplitude < 0 ? -1 : 1 },
      ...{ z: Math.abs(amplitude) / 0.01, match: 0.9, decided: last + LATE },
    };
    noticed.push(spikePercept(spike, electrode, settings));
    partition.addSpike(spike);
  }
  partition.advanceTo(end, end + HORIZON);
  return noticed;
}

/** Attention's life from percept to percept, an hour's breath between. */
function live(percepts: readonly Noticed[], end: Seconds, rules: AttentionRules): readonly Told[] {
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
