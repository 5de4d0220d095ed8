import type { Seconds } from "../../domain/time.js";
import type { DayMeasured, Diary } from "../state/diary.js";
import { FORTNIGHT } from "../state/diary.js";
import type { Draft } from "../state/draft.js";
import { dayOf, sharesOf } from "./diary/listening.js";
import { shapeLesson, usualLesson } from "./forms/usual.js";
import { storeLesson } from "./insights.js";

/** So much must have been measured before it is a fact. */
const SPIKES = 20;
const LEVELS = 20;
const HEARD_HOURS = 24;
/** A shape that so many of the spikes have is the electrode's own. */
const DOMINANT = 0.6;

/** What each electrode was like on its last fourteen days, once a day. */
export function learnFacts(draft: Draft, now: Seconds): void {
  const today = dayOf(now);
  if (draft.learning.factsOf === today) return;
  draft.learning = { ...draft.learning, factsOf: today };
  const { insights } = draft.words;
  for (const [electrode, diary] of Object.entries(draft.learning.diaries)) {
    const { shape, ...values } = fortnightOf(diary, today);
    for (const [fact, value] of Object.entries(values))
      if (value !== undefined)
        storeLesson(draft, usualLesson(fact, electrode, value, insights), { first: now, last: now });
    if (shape !== undefined) storeLesson(draft, shapeLesson(electrode, shape, insights), { first: now, last: now });
  }
}

/** Means of an electrode's whole days before today; undefined where too little was measured. Spikes an hour that it was heard, millivolts. */
export function fortnightOf({ measures, listening }: Diary, today: number) {
  const isOfIt = ({ day }: { readonly day: number }) => day < today && day >= today - FORTNIGHT;
  const days = measures.filter(isOfIt);
  const sum = (of: (day: DayMeasured) => number) => days.reduce((all, day) => all + of(day), 0);
  const ninths = listening.days.filter(isOfIt).flatMap(sharesOf);
  const heard = ninths.reduce((all, share) => all + share, 0);
  const [spikes, heights, levels] = [sum((day) => day.spikes), sum((day) => day.heights), sum((day) => day.levels)];
  const [shape, times] = mostOf(days);
  return {
    rate: spikes >= SPIKES && heard >= HEARD_HOURS ? spikes / heard : undefined,
    amplitude: heights >= SPIKES ? sum((day) => day.height) / heights : undefined,
    level: levels >= LEVELS ? sum((day) => day.level) / levels : undefined,
    shape: spikes >= SPIKES && times >= DOMINANT * spikes ? shape : undefined,
  };
}

function mostOf(days: readonly DayMeasured[]): readonly [string, number] {
  const all: Record<string, number> = {};
  for (const { shapes } of days)
    for (const [shape, times] of Object.entries(shapes)) all[shape] = (all[shape] ?? 0) + times;
  return Object.entries(all).reduce((most, one) => (one[1] > most[1] ? one : most), ["", 0] as const);
}
