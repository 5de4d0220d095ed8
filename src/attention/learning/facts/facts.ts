import type { AttentionSettings } from "../../../domain/attention-settings.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import { type DayMeasured, type Diary, FORTNIGHT } from "../../state/diary.js";
import type { Draft } from "../../state/draft.js";
import { dayOf } from "../diary/listening.js";
import { pageDayBegins, pageDayOf } from "../diary/page-day.js";
import { liveliestLesson, shapeLesson, usualLesson } from "../forms/usual.js";
import { storeLesson } from "../insights.js";
import { heardWithin, shapeOf } from "./measures.js";
import { ownDay } from "./own-day.js";

/** So much must have been measured before it is a fact. */
const SPIKES = 20;
const LEVELS = 20;
const HEARD_HOURS = 24;

/** What each electrode was like on its last fourteen days, once a day. */
export function learnFacts(draft: Draft, now: Seconds, { morning }: AttentionSettings): void {
  const today = pageDayOf(now, morning);
  if (draft.learning.factsOf === today) return;
  draft.learning = { ...draft.learning, factsOf: today };
  const { insights } = draft.words;
  for (const [electrode, diary] of Object.entries(draft.learning.diaries)) {
    const { shape, ...values } = fortnightOf(diary, today, morning);
    const seen = { first: now, last: now };
    for (const [fact, value] of Object.entries(values))
      if (value !== undefined) storeLesson(draft, usualLesson(fact, electrode, value, insights), seen);
    if (shape !== undefined) storeLesson(draft, shapeLesson(electrode, shape, insights), seen);
    const hours = ownDay(diary, dayOf(now));
    if (hours !== undefined) storeLesson(draft, liveliestLesson(electrode, hours, insights), seen);
  }
}

/** Means of an electrode's whole days before today; undefined where too little was measured. Spikes an hour that it was heard, millivolts. */
export function fortnightOf({ measures, listening }: Diary, today: number, morning: Seconds) {
  const days = measures.filter(({ day }) => day < today && day >= today - FORTNIGHT);
  const sum = (of: (day: DayMeasured) => number) => days.reduce((all, day) => all + of(day), 0);
  const heard = heardWithin(listening, pageDayBegins(today - FORTNIGHT, morning), pageDayBegins(today, morning)) / HOUR;
  const [spikes, heights, levels] = [sum((day) => day.spikes), sum((day) => day.heights), sum((day) => day.levels)];
  return {
    rate: spikes >= SPIKES && heard >= HEARD_HOURS ? spikes / heard : undefined,
    amplitude: heights >= SPIKES ? sum((day) => day.height) / heights : undefined,
    level: levels >= LEVELS ? sum((day) => day.level) / levels : undefined,
    shape: shapeOf(days, SPIKES),
  };
}
