import type { Seconds } from "../../../domain/time.js";
import { type Diary, emptyDiary } from "../../state/diary.js";
import type { Draft } from "../../state/draft.js";
import { entry, mapped, withEntry } from "../../state/learning-state.js";
import { accounted, deafened, handled, without } from "./write.js";

/** Of so many electrodes a diary is kept. */
const ELECTRODES = 64;

/** Changes an electrode's diary, after the time until now was accounted for. */
export function writeDiary(draft: Draft, electrode: string, now: Seconds, change: (diary: Diary) => Diary): void {
  const before = entry(draft.learning.diaries, electrode) ?? emptyDiary(now);
  const diary = change(now > before.listening.to ? accounted(before, now) : before);
  if (diary === before) return;
  const diaries = withEntry(draft.learning.diaries, electrode, diary, ELECTRODES, ({ listening }) => listening.to);
  draft.learning = { ...draft.learning, diaries };
}

/** In this time an electrode was not heard, and nobody is to think that nothing came. */
export function noteUnheard(draft: Draft, electrode: string, from: Seconds, until: Seconds): void {
  writeDiary(draft, electrode, draft.weighed, (diary) => deafened(diary, from, until));
}

/** What an electrode showed in this time was no life; or was the hand on the wire, and so may be what came soon before and after. */
export function strike(
  draft: Draft,
  electrode: string,
  [from, until]: readonly [Seconds, Seconds],
  by: "word" | "hand",
): void {
  const diary = entry(draft.learning.diaries, electrode);
  if (diary === undefined) return;
  const next = by === "hand" ? handled(diary, from, until) : without(diary, from, until);
  draft.learning = { ...draft.learning, diaries: { ...draft.learning.diaries, [electrode]: next } };
}

/** All that was heard until now is in the diaries; of a node that was away until now, that it was not. */
export function accountForTime(draft: Draft, now: Seconds, away = false): void {
  const diaries = mapped(draft.learning.diaries, (diary) => {
    const { to } = diary.listening;
    return away && to < now ? deafened(accounted(deafened(diary, to, now), now), to, now) : accounted(diary, now);
  });
  draft.learning = { ...draft.learning, diaries };
}
