import type { AttentionSettings } from "../../domain/attention-settings.js";
import { confidenceOf, type Insight } from "../../domain/insight.js";
import { DAY, type Seconds } from "../../domain/time.js";
import type { Draft } from "../state/draft.js";
import type { Lesson } from "../state/lesson.js";
import { applyInsights } from "./apply-insights.js";
import { formOf } from "./forms/all.js";
import { confirmPattern, endPattern, PATTERN_FORMS } from "./patterns/learn.js";

/** It is told again only when it is so much more or less sure, or says something else. */
const WORTH_TELLING = 0.05;

/** No more evidence than this is remembered of an insight: what has changed in the world must come through in a season. */
const EVIDENCE_MOST = 50;

/** Evidence is made to fade this often: it need not be to the second when a half-life is weeks. */
const FADES_EVERY: Seconds = DAY / 4;

/** Between two sleeps of a node that lives lie hours, not days. */
const LIVED_AT_MOST: Seconds = DAY;

/** When something was seen. */
interface Sighting {
  readonly first: Seconds;
  readonly last: Seconds;
}

/** Keeps a lesson. One that was learnt before is strengthened or, by a lesson against it, weakened, and says what it says now. */
export function storeLesson(draft: Draft, lesson: Lesson, { first, last }: Sighting): void {
  const index = draft.insights.findIndex((insight) => insight.id === lesson.id);
  const before = draft.insights[index];
  // Nobody need be told that something which was never believed is not so.
  if (before === undefined && lesson.against) return;
  const { id, kind, subject } = lesson;
  const known = formOf(lesson.data.form).learn(before, lesson, draft.words.insights);
  const excess = Math.max(1, (known.support + known.against) / EVIDENCE_MOST);
  const insight: Insight = {
    ...{ id, kind, subject },
    ...known,
    support: known.support / excess,
    against: known.against / excess,
    firstSeen: Math.min(before?.firstSeen ?? first, first),
    lastSeen: lesson.against ? (before?.lastSeen ?? last) : Math.max(before?.lastSeen ?? last, last),
    ...(before?.told !== undefined && { told: before.told }),
  };
  const told = reportIfNews(draft, insight, before);
  draft.insights = before === undefined ? [...draft.insights, told] : draft.insights.with(index, told);
}

/** The same evidence once more for an insight that is there, or against it. */
export function countEvidence(draft: Draft, id: string, weight: number, now: Seconds, against = false): void {
  const before = draft.insights.find((insight) => insight.id === id);
  if (before === undefined || !(weight > 0)) return;
  if (PATTERN_FORMS.has(before.data.form)) {
    if (against) endPattern(draft, before, now);
    else confirmPattern(draft, before, now);
    return;
  }
  const { support, against: contrary } = before;
  const next = against ? { ...before, against: contrary + weight } : { ...before, support: support + weight };
  const seen = against ? next : { ...next, lastSeen: Math.max(next.lastSeen, now) };
  replace(draft, bounded(seen), before);
}

/**
 * Once in a while all evidence counts less, and what there is too little of is forgotten. What fades is time that was lived: a winter
 * asleep, or a clock that was years ahead for an hour, is no more than one such while. Patterns do not fade, they are tested.
 */
export function fadeEvidence(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  if (draft.learning.faded === 0) draft.learning = { ...draft.learning, faded: now }; // a node that has never slept
  const since = now - draft.learning.faded;
  if (since < FADES_EVERY) return;
  const share = 2 ** (-Math.min(since, LIVED_AT_MOST) / settings.learning.halfLife);
  draft.learning = { ...draft.learning, faded: now };
  if (draft.insights.length === 0) return;
  draft.insights = draft.insights.map((one) =>
    PATTERN_FORMS.has(one.data.form) ? one : reportIfNews(draft, faded(one, share), one),
  );
}

/** An insight whose evidence is worth only this share. */
export function faded(insight: Insight, share: number): Insight {
  const data = formOf(insight.data.form).fade?.(insight.data, share) ?? insight.data;
  return { ...insight, data, support: insight.support * share, against: insight.against * share };
}

/** What is worth too little is let go; beyond the bound those that are worth least. That is told. */
export function forgetLeast(draft: Draft, settings: AttentionSettings): void {
  const excess = draft.insights.length - settings.consolidation.insightsMax;
  const ranked = [...draft.insights].sort(
    (a, b) => worthOf(a) - worthOf(b) || a.lastSeen - b.lastSeen || (a.id < b.id ? -1 : 1),
  );
  const gone = ranked.filter(
    (one, place) =>
      place < excess || (!PATTERN_FORMS.has(one.data.form) && worthOf(one) < settings.learning.forgetBelow),
  );
  if (gone.length === 0) return;
  draft.insights = draft.insights.filter((one) => !gone.includes(one));
  for (const insight of gone) draft.intentions.push({ kind: "insight", insight, forgotten: true });
}

/** What the node does differently, after its insights changed. */
export function applyInsightsIfChanged(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  if (draft.insights !== draft.before.insights) applyInsights(draft, now, settings);
}

/** What is left to believe of it: how sure, times how much speaks for it. What is contradicted is worth little, however often. */
function worthOf(insight: Insight): number {
  return confidenceOf(insight) * insight.support;
}

function reportIfNews(draft: Draft, insight: Insight, before: Insight | undefined): Insight {
  const confidence = confidenceOf(insight);
  const { told } = insight;
  const moved = told === undefined || Math.abs(confidence - told) >= WORTH_TELLING;
  if (!moved && insight.sentence === before?.sentence) return insight;
  const next = { ...insight, told: confidence };
  draft.intentions.push({ kind: "insight", insight: next });
  return next;
}

function replace(draft: Draft, insight: Insight, before: Insight): void {
  const told = reportIfNews(draft, insight, before);
  draft.insights = draft.insights.map((one) => (one.id === told.id ? told : one));
}

function bounded(insight: Insight): Insight {
  const excess = Math.max(1, (insight.support + insight.against) / EVIDENCE_MOST);
  return { ...insight, support: insight.support / excess, against: insight.against / excess };
}
