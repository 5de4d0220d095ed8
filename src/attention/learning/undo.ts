import type { Insight } from "../../domain/insight.js";
import type { Percept } from "../../domain/percept.js";
import type { Diary, Run } from "../state/diary.js";
import type { Draft } from "../state/draft.js";
import { type Struck, TEACHINGS_KEPT, type Teaching } from "../state/example.js";
import type { LearningState } from "../state/learning-state.js";
import type { AttentionState } from "../state/state.js";

/** As it was before somebody spoke. */
export type Before = Pick<AttentionState, "insights" | "learning">;

/** Keeps what a person's word changed, if it changed anything. */
export function noteTeaching(draft: Draft, { id, type, at }: Percept, before: Before): void {
  const insights = changedInsights(before.insights, draft.insights);
  const patterns = changedPatterns(before.learning, draft.learning);
  const struck = changedDiaries(before.learning, draft.learning);
  const isExample = before.learning.examples !== draft.learning.examples;
  if (!isExample && [insights, Object.keys(patterns), Object.keys(struck)].every((all) => all.length === 0)) return;
  const teaching: Teaching = { id, word: type, at, insights, patterns, struck };
  draft.learning = { ...draft.learning, taught: [...draft.learning.taught, teaching].slice(-TEACHINGS_KEPT) };
}

/** Takes a person's word back, as far as it is still remembered: evidence, examples, what was struck. A thread that it ended stays ended. */
export function undo(draft: Draft, id: string): void {
  const teaching = draft.learning.taught.find((one) => one.id === id);
  if (teaching === undefined) return;
  for (const { before, after } of teaching.insights) takeBack(draft, before, after);
  const { learning } = draft;
  const patterns = Object.entries({ ...learning.patterns, ...teaching.patterns });
  draft.learning = {
    ...learning,
    patterns: Object.fromEntries(patterns.flatMap(([key, one]) => (one === null ? [] : [[key, one]]))),
    diaries: Object.fromEntries(
      Object.entries(learning.diaries).map(([name, diary]) => [
        name,
        Object.hasOwn(teaching.struck, name) ? withStruck(diary, teaching.struck[name]!) : diary,
      ]),
    ),
    examples: learning.examples.filter(({ by }) => by !== id),
    taught: learning.taught.filter((one) => one !== teaching),
  };
}

/** What has changed since then stays: only the word's own share of it goes. */
function takeBack(draft: Draft, before: Insight | null, after: Insight | null): void {
  const id = (before ?? after)?.id;
  const now = draft.insights.find((one) => one.id === id);
  if (before === null) {
    if (now === undefined) return;
    draft.insights = draft.insights.filter((one) => one !== now);
    draft.intentions.push({ kind: "insight", insight: now, forgotten: true });
    return;
  }
  const share = (of: "support" | "against") => Math.max(0, (now?.[of] ?? 0) - (after?.[of] ?? 0) + before[of]);
  const next: Insight =
    now === undefined || after === null ? before : { ...now, support: share("support"), against: share("against") };
  draft.insights =
    now === undefined ? [...draft.insights, next] : draft.insights.map((one) => (one === now ? next : one));
  draft.intentions.push({ kind: "insight", insight: next });
}

function changedInsights(before: readonly Insight[], after: readonly Insight[]): Teaching["insights"] {
  if (before === after) return [];
  const [old, now] = [before, after].map((all) => new Map(all.map((one) => [one.id, one])));
  return [...new Set([...old!.keys(), ...now!.keys()])]
    .map((id) => ({ before: old!.get(id) ?? null, after: now!.get(id) ?? null }))
    .filter((one) => one.before !== one.after);
}

function changedPatterns(
  { patterns: before }: LearningState,
  { patterns: after }: LearningState,
): Teaching["patterns"] {
  const changed = Object.keys(after).filter((id) => after[id] !== (Object.hasOwn(before, id) ? before[id] : undefined));
  return Object.fromEntries(changed.map((id) => [id, Object.hasOwn(before, id) ? before[id]! : null]));
}

function changedDiaries({ diaries: before }: LearningState, { diaries: after }: LearningState): Teaching["struck"] {
  const struck: Record<string, Struck> = {};
  for (const [name, diary] of Object.entries(before)) {
    const now = Object.hasOwn(after, name) ? after[name]! : diary;
    if (now === diary) continue;
    const [spikes, runs] = [new Set(now.spikes), new Set(now.runs)];
    const gone = {
      spikes: diary.spikes.filter((at) => !spikes.has(at)),
      runs: diary.runs.filter((run) => !runs.has(run)),
    };
    if (gone.spikes.length + gone.runs.length > 0) struck[name] = gone;
  }
  return struck;
}

function withStruck(diary: Diary, { spikes, runs }: Struck): Diary {
  return {
    ...diary,
    spikes: [...diary.spikes, ...spikes].sort((a, b) => a - b),
    runs: [...diary.runs, ...runs].sort(([a]: Run, [b]: Run) => a - b),
  };
}
