import type { AttentionSettings } from "../../domain/attention-settings.js";
import { confidenceOf, type Insight } from "../../domain/insight.js";
import type { Noticed, Percept } from "../../domain/percept.js";
import { electrodeOf } from "../../domain/percept-source.js";
import { DAY, HOUR, type Seconds } from "../../domain/time.js";
import { number } from "../state/context.js";
import type { Draft } from "../state/draft.js";
import { type Expectation, entry } from "../state/learning-state.js";
import { isControl } from "../state/percept-marks.js";
import type { TimedPart } from "../state/timed-part.js";
import { isLikeMistaken } from "./examples/examples.js";

/** So many things are expected at once, the surest: every percept of an electrode looks at them. */
const MOST = 64;
/** A burst is told when it is over: so long after its time it may still be told. */
const GRACE: Seconds = HOUR;
/** A beat may come early or late by this share of the period, or three times the usual spread. */
const LEEWAY = 0.3;
/** Who comes back later than this after the time was away, and cannot say that nothing came. */
const AWAY: Seconds = 15 * 60;

/** Of the insights those that are sure enough, each as far as it had come before. */
export function expectationsOf(
  insights: readonly Insight[],
  before: readonly Expectation[],
  now: Seconds,
  { learning }: AttentionSettings,
): readonly Expectation[] {
  return insights
    .filter((one) => one.sure !== undefined && confidenceOf(one) >= learning.expectFrom)
    .sort((a, b) => confidenceOf(b) - confidenceOf(a) || (a.id < b.id ? -1 : 1))
    .flatMap((insight) => {
      const next = expectationOf(insight, now);
      const known = before.find((one) => one.insight === insight.id);
      if (next === undefined) return [];
      const { confidence, span } = next;
      const isSame = known !== undefined && (next.form === "rhythm" || String(known.span) === String(span));
      return [isSame ? { ...known, confidence, span } : next];
    })
    .slice(0, MOST);
}

/** When the next of them should have come; infinity: nothing is expected. */
export function nextExpectation(expectations: readonly Expectation[]): Seconds {
  let next = Number.POSITIVE_INFINITY;
  for (const { window } of expectations) if (window !== undefined) next = Math.min(next, window.until);
  return next;
}

/** Marks what an insight said would come, and what is like something that was something else. */
export function markExpected(draft: Draft, percept: Percept, settings: AttentionSettings): Percept {
  const { expectations } = draft.learning;
  const electrode = electrodeOf(percept.source);
  if (electrode === undefined || isControl(percept)) return percept;
  const tags: string[] = [];
  if (isLikeMistaken(draft, percept, settings)) tags.push("doubted");
  else if (expectations.some((one) => one.electrode === electrode) && isLively(percept)) {
    let changed = false;
    const next = expectations.map((one) => {
      if (one.electrode !== electrode || !isOfForm(one, percept)) return one;
      changed = true;
      const came = hasCome(one, percept);
      if (came) {
        tags.push("expected");
      }
      return withPercept(one, percept, came);
    });
    if (changed) draft.learning = { ...draft.learning, expectations: next };
  }
  return tags.length === 0 ? percept : { ...percept, tags: [...percept.tags, ...new Set(tags)] };
}

/** What should have come by now, and did not, is noticed; unless nobody listened. */
export const expectations: TimedPart = {
  dueAt: (state) => nextExpectation(state.learning.expectations),

  advance(draft, now) {
    if (nextExpectation(draft.learning.expectations) > now) return;
    const next = draft.learning.expectations.map((one) => {
      if (one.window === undefined || one.window.until > now) return one;
      if (isMissed(draft, one, one.window, now)) {
        draft.intentions.push({ kind: "notice", noticed: missedPercept(draft, one, now) });
      }
      return later(one, now);
    });
    draft.learning = { ...draft.learning, expectations: next };
  },
};

function expectationOf(insight: Insight, now: Seconds): Expectation | undefined {
  const { form, electrode, from, to, period_s, spread_s } = insight.data;
  if (typeof electrode !== "string") return undefined;
  const common = { insight: insight.id, electrode, confidence: confidenceOf(insight) };
  if (form === "hours") return later({ ...common, form, span: [number(from) * HOUR, number(to) * HOUR] }, now);
  if (form !== "rhythm" || !(number(period_s) > 0)) return undefined;
  const leeway = Math.max(LEEWAY * number(period_s), 3 * number(spread_s));
  return { ...common, form, span: [number(period_s), Math.min(leeway, number(period_s) / 2)] };
}

/** Waits for the next time: the hours of another day, a beat only when the rhythm goes on again. */
function later({ window, ...expectation }: Expectation, now: Seconds): Expectation {
  if (expectation.form === "rhythm") return expectation;
  const [from, to] = expectation.span;
  const length = (to - from + DAY) % DAY || DAY;
  const today = Math.floor(now / DAY) * DAY + from;
  const earliest = Math.max(now, (window?.since ?? now - DAY) + 1);
  const since = today >= earliest ? today : today + DAY;
  return { ...expectation, window: { since, until: since + length + GRACE } };
}

function isLively({ type }: Percept): boolean {
  return type === "spike" || type === "burst" || type === "train";
}

function isOfForm({ form }: Expectation, { type }: Percept): boolean {
  return form === "rhythm" ? type === "spike" : type !== "spike";
}

function hasCome({ window }: Expectation, percept: Percept): boolean {
  if (window === undefined || percept.at < window.since) return false;
  return percept.at - number(percept.data.duration_s) * (percept.type === "spike" ? 0 : 1) <= window.until;
}

/** It came, or something like it. A rhythm is expected to go on when two spikes lay a period apart. */
function withPercept(expectation: Expectation, percept: Percept, came: boolean): Expectation {
  if (expectation.form === "hours") return came ? later(expectation, percept.at) : expectation;
  const [period, leeway] = expectation.span;
  const last = expectation.last ?? Number.NEGATIVE_INFINITY;
  const isOn = came || Math.abs(percept.at - last - period) <= leeway;
  // What comes between two beats does not move the beat.
  if (!isOn && expectation.window !== undefined) return expectation;
  const { window: _, ...rest } = expectation;
  if (!isOn) return { ...rest, last: percept.at };
  const next = percept.at + period;
  return { ...rest, last: percept.at, window: { since: next - leeway, until: next + leeway } };
}

/** Was the electrode heard all the time in which it should have come? */
function isMissed(draft: Draft, { electrode }: Expectation, window: { since: Seconds; until: Seconds }, now: Seconds) {
  const deaf = entry(draft.learning.diaries, electrode)?.deaf ?? Number.NEGATIVE_INFINITY;
  return now - window.until <= AWAY && deaf < window.since;
}

/** How strongly it is felt: as surely as the insight expected it. */
function missedPercept(draft: Draft, { insight, electrode, confidence }: Expectation, now: Seconds): Noticed {
  const { expected, missed } = draft.words.threads.mindAbsence;
  const sentence = draft.insights.find((one) => one.id === insight)?.sentence ?? expected(electrode);
  return {
    source: "expectation",
    type: "missed",
    intensity: confidence,
    at: now,
    tags: ["missed"],
    data: { electrodes: [electrode], text: missed(sentence), insight },
  };
}
