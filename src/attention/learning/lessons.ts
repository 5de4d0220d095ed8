import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Seconds } from "../../domain/time.js";
import type { Draft } from "../state/draft.js";
import { type Cause, type Diary, entry, mapped } from "../state/learning-state.js";
import type { Lesson } from "../state/lesson.js";
import { afterLesson } from "./forms/after.js";
import { usualLesson } from "./forms/usual.js";
import { countEvidence, storeLesson } from "./insights.js";

/** A mean of so many is a fact. */
const MEAN_OF = 20;
/** What followed less often than this may be coincidence … */
const FOLLOWED = 3;
/** … as may what followed less than twice as often as by chance, or within three standard deviations of it. */
const LIFT = 2;
const DEVIATIONS = 3;

/** What came or did not come since the last exhale counts for and against what was expected. */
export function countWitnessed(draft: Draft): void {
  const witnessed = Object.entries(draft.learning.witnessed);
  if (witnessed.length === 0) return;
  for (const [id, { for: came, against, last }] of witnessed) {
    countEvidence(draft, id, came, last);
    countEvidence(draft, id, against, last, true);
  }
  draft.learning = { ...draft.learning, witnessed: {} };
}

/** What was learnt in passing becomes insights: facts that were measured often enough, and what follows what. */
export function learnFromPassing(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const { diaries, causes } = draft.learning;
  for (const [electrode, { sums, spike }] of Object.entries(diaries))
    for (const [fact, { count: times, sum }] of Object.entries(sums)) {
      if (times < MEAN_OF) continue;
      storeLesson(draft, usualLesson(fact, electrode, sum / times, draft.words.insights), {
        first: spike ?? now,
        last: spike ?? now,
      });
    }
  for (const [name, cause] of Object.entries(causes))
    if (cause.fresh)
      for (const lesson of followers(name, cause, draft, now, settings)) {
        const isKnown = draft.insights.some(({ id }) => id === lesson.id);
        if (isKnown || isMoreThanChance(lesson))
          storeLesson(draft, withoutChance(lesson), { first: cause.last, last: cause.last });
      }
  if (Object.values(diaries).some(isRipe)) draft.learning = { ...draft.learning, diaries: mapped(diaries, emptied) };
  if (Object.values(causes).some(({ fresh }) => fresh))
    draft.learning = { ...draft.learning, causes: mapped(causes, ({ fresh: _, ...cause }): Cause => cause) };
}

/** What followed a cause: how often it could have, how often it did, and how often it would have by chance. */
function followers(
  name: string,
  cause: Cause,
  { learning: { effects, watched, faded }, words }: Draft,
  now: Seconds,
  { learning }: AttentionSettings,
): readonly Lesson[] {
  const { afterWithin } = learning;
  const time = watched + Math.max(0, now - faded);
  return Object.entries(cause.followed).map(([effect, times]) => {
    // It may still come after the last one.
    const isOpen = now - cause.last < afterWithin && !cause.since.includes(effect);
    const could = Math.max(times, cause.count - (isOpen ? 1 : 0));
    const rate = (entry(effects, effect) ?? 0) / Math.max(time, afterWithin);
    const chance = 1 - Math.exp(-rate * afterWithin);
    const lesson = afterLesson(name, effect, afterWithin, { support: times, against: could - times }, words.insights);
    return { ...lesson, data: { ...lesson.data, chance: Math.round(chance * 1000) / 1000 } };
  });
}

function isMoreThanChance({ data }: Lesson): boolean {
  const [times, not, chance] = [Number(data.support), Number(data.against), Number(data.chance)];
  const could = times + not;
  const surprise = DEVIATIONS * Math.sqrt(could * chance * (1 - chance));
  return times >= FOLLOWED && times >= LIFT * chance * could && times >= chance * could + surprise;
}

/** A coincidence is no evidence. */
function withoutChance(lesson: Lesson): Lesson {
  const [times, not, chance] = [Number(lesson.data.support), Number(lesson.data.against), Number(lesson.data.chance)];
  const support = Math.max(0, times - chance * (times + not));
  return { ...lesson, data: { ...lesson.data, support } };
}

function isRipe({ sums }: Diary): boolean {
  return Object.values(sums).some(({ count: times }) => times >= MEAN_OF);
}

function emptied(diary: Diary): Diary {
  return { ...diary, sums: Object.fromEntries(Object.entries(diary.sums).filter(([, sum]) => sum.count < MEAN_OF)) };
}
