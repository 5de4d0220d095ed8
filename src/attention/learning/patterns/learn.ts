import type { AttentionSettings } from "../../../domain/attention-settings.js";
import { confidenceOf, type Insight } from "../../../domain/insight.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import { texts } from "../../state/context.js";
import type { Draft } from "../../state/draft.js";
import { entry, type Suspicion } from "../../state/learning-state.js";
import type { Standing } from "../../state/standing.js";
import { accountForTime } from "../diary/keep.js";
import { countsOf, type Evidence, type Finding } from "./finding.js";
import { findFollowing, pairsOf } from "./follows.js";
import { findHours } from "./hours.js";
import { beyondChance, surenessOf } from "./judge.js";
import { findAnswers } from "./occasion.js";
import { findRhythms } from "./rhythm.js";
import { sentenceOf } from "./sentence.js";
import { stillTrue, trialsOf } from "./still-true.js";
import { findWaves } from "./wave.js";

/** Patterns are looked for this often, in the sleep: they take days to show. */
const EVERY: Seconds = 4 * HOUR;
/** Less likely than this to be true, and it is over. */
const OVER = 0.5;
/** It is told again when so much more or less sure, or when it was seen so many times as often as when it was told. */
const WORTH_TELLING = 0.05;
const GROWN = 1.5;
/** So many suspicions are kept, of those that are at least so likely. */
const SUSPICIONS = 8;
const SUSPECTED = 0.1;
/** So much is remembered of what was and is over. */
const REMEMBERED = 64;

/** The forms that are tested against chance. */
export const PATTERN_FORMS: ReadonlySet<string> = new Set(["hours", "rhythm", "after", "wave"]);

/** Looks for patterns, tells those that chance does not explain, and those that are no longer true. */
export function learnPatterns(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const { judged } = draft.learning;
  if (now >= judged && now - judged < EVERY) return;
  accountForTime(draft, now);
  const evidence = evidenceOf(draft, now, settings);
  const findings = allFindings(evidence);
  const told = beyondChance(findings);
  const waves = told.filter(({ data }) => data.form === "wave");
  for (const insight of draft.insights) if (PATTERN_FORMS.has(insight.data.form)) review(draft, insight, evidence);
  for (const finding of told) if (!isIn(finding.data, [...waves, ...draft.insights])) take(draft, finding, now);
  for (const insight of draft.insights) if (isIn(insight.data, draft.insights)) forget(draft, insight);
  const suspicions = suspicionsIn(findings, draft);
  draft.learning = { ...draft.learning, judged: now, suspicions };
}

/** Somebody says that it is nothing: what spoke for it speaks no more. */
export function endPattern(draft: Draft, insight: Insight, now: Seconds): void {
  const standing = entry(draft.learning.patterns, insight.id) ?? { sure: 0, daily: 0, chance: 0 };
  stand(draft, insight.id, { ...standing, since: now, over: true });
  forget(draft, insight);
}

/** Somebody says that it is so: what spoke against it speaks no more. */
export function confirmPattern(draft: Draft, insight: Insight, now: Seconds): void {
  const standing = entry(draft.learning.patterns, insight.id);
  if (standing !== undefined) stand(draft, insight.id, { ...standing, since: now });
}

function evidenceOf({ learning }: Draft, now: Seconds, settings: AttentionSettings): Evidence {
  const diaries = Object.entries(learning.diaries).sort(([a], [b]) => (a < b ? -1 : 1));
  const over = Object.entries(learning.patterns).filter(([, standing]) => standing.over);
  return {
    diaries,
    occasions: learning.occasions,
    now,
    over: Object.fromEntries(over.map(([id, { since }]) => [id, since])),
    within: settings.learning.afterWithin,
  };
}

function allFindings(evidence: Evidence): readonly Finding[] {
  const pairs = pairsOf(evidence);
  return [
    ...findHours(evidence),
    ...findRhythms(evidence),
    ...findFollowing(pairs),
    ...findWaves(pairs, evidence),
    ...findAnswers(evidence),
  ];
}

/** Is what was told still so? */
function review(draft: Draft, insight: Insight, evidence: Evidence): void {
  const standing = entry(draft.learning.patterns, insight.id);
  // Of an andas that did not test it: nobody knows whether it was ever true.
  if (standing === undefined || insight.sure === undefined) {
    forget(draft, insight);
    return;
  }
  const alive = stillTrue(insight, standing, evidence);
  if (alive < OVER) {
    endPattern(draft, insight, evidence.now);
    const text = draft.words.insights.over(insight.sentence);
    draft.intentions.push({ kind: "say", line: "insight", text, about: aboutOf(insight) });
    return;
  }
  const trials = trialsOf(insight, evidence);
  const last = trials.findLast(({ came }) => came)?.at ?? insight.lastSeen;
  update(
    draft,
    { ...insight, sure: standing.sure * alive, lastSeen: Math.max(insight.lastSeen, last) },
    insight,
    trials,
  );
}

/** Something was found beyond chance: it is new, or is known and surer than before. */
function take(draft: Draft, finding: Finding, now: Seconds): void {
  const { id, subject, data, trials } = finding;
  const known = draft.insights.find((insight) => insight.id === id);
  const sure = surenessOf(finding);
  if (known !== undefined) {
    const standing = entry(draft.learning.patterns, id);
    if (standing !== undefined && sure > standing.sure) stand(draft, id, { ...standing, sure });
    return;
  }
  const counts = countsOf(trials);
  const first = trials.find(({ came }) => came)?.at ?? now;
  const last = trials.findLast(({ came }) => came)?.at ?? now;
  const days = Math.max(1, (now - first) / (24 * HOUR));
  stand(draft, id, { since: now, sure, daily: counts.seen / days, chance: counts.chance / days });
  const told = said(
    {
      id,
      kind: "pattern",
      subject,
      sentence: "",
      data,
      sure,
      support: 0,
      against: 0,
      firstSeen: first,
      lastSeen: last,
    },
    trials,
    draft,
  );
  draft.insights = [...draft.insights, told];
  draft.intentions.push({ kind: "insight", insight: told });
  draft.intentions.push({ kind: "say", line: "insight", text: told.sentence, about: aboutOf(told) });
}

/** The counts go on quietly; it is told again when there is something to tell. */
function update(draft: Draft, insight: Insight, before: Insight, trials: Finding["trials"]): void {
  const told = before.told ?? 0;
  const isMoved = Math.abs(confidenceOf(insight) - told) >= WORTH_TELLING;
  const isGrown = trials.length >= GROWN * Number(before.data.times ?? 0);
  const { seen } = countsOf(trials);
  const counted = { ...insight, support: seen, against: trials.length - seen };
  const next = isMoved || isGrown ? said(counted, trials, draft) : counted;
  if (isMoved || isGrown) draft.intentions.push({ kind: "insight", insight: next });
  draft.insights = draft.insights.map((one) => (one.id === next.id ? next : one));
}

/** The insight with its counts, as it is told now. */
function said(insight: Insight, trials: Finding["trials"], { words }: Draft): Insight {
  const counts = countsOf(trials);
  const data = { ...insight.data, seen: counts.seen, times: counts.of, by_chance: Math.round(counts.chance * 10) / 10 };
  return {
    ...insight,
    data,
    sentence: sentenceOf(data, counts, words.insights),
    support: counts.seen,
    against: counts.of - counts.seen,
    told: confidenceOf(insight),
  };
}

function suspicionsIn(findings: readonly Finding[], draft: Draft): readonly Suspicion[] {
  const { words, insights } = draft;
  return findings
    .filter(
      (one) => surenessOf(one) >= SUSPECTED && !insights.some(({ id }) => id === one.id) && !isIn(one.data, insights),
    )
    .sort((a, b) => surenessOf(b) - surenessOf(a))
    .slice(0, SUSPICIONS)
    .map((one) => ({
      id: one.id,
      subject: one.subject,
      sentence: sentenceOf(one.data, countsOf(one.trials), words.insights),
      confidence: Math.round(surenessOf(one) * 1000) / 1000,
    }));
}

/** Two of a wave that is told need not be told of as well. */
function isIn(data: Insight["data"], told: readonly Pick<Insight, "data">[]): boolean {
  const two = texts(data.electrodes);
  if (data.form !== "after" || two.length === 0) return false;
  return told.some((one) => one.data.form === "wave" && two.every((each) => texts(one.data.electrodes).includes(each)));
}

function aboutOf({ data, subject }: Insight): readonly string[] {
  const electrodes = texts(data.electrodes);
  return electrodes.length > 0 ? electrodes : [subject];
}

function stand(draft: Draft, id: string, standing: Standing): void {
  const others = Object.entries(draft.learning.patterns).filter(([other]) => other !== id);
  const patterns = Object.fromEntries([...others.slice(1 - REMEMBERED), [id, standing] as const]);
  draft.learning = { ...draft.learning, patterns };
}

function forget(draft: Draft, insight: Insight): void {
  draft.insights = draft.insights.filter(({ id }) => id !== insight.id);
  draft.intentions.push({ kind: "insight", insight, forgotten: true });
}
