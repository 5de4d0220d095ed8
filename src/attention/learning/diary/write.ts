import { MINUTE, type Seconds } from "../../../domain/time.js";
import { type Diary, LATEST_KEPT, RUNS_KEPT, type Run, SPIKES_KEPT } from "../../state/diary.js";
import { listened, unheard } from "./listening.js";

/** What is shown so soon before and after a hand on the wire was noticed may be the hand. */
const BEFORE_HAND: Seconds = 5 * MINUTE;
const AFTER_HAND: Seconds = 10 * MINUTE;

/** A burst is taken to have begun with one of the latest spikes if these took as long, give or take this. */
const ABOUT: Seconds = 2 * MINUTE;

/** Time has passed, and was listened to, but for what the electrode was deaf to. */
export function accounted(diary: Diary, now: Seconds): Diary {
  const { listening, deaf } = diary;
  if (listening.to === now) return diary;
  const next = listened(listening, now);
  const isDeaf = deaf !== undefined && deaf > listening.to && next.to > listening.to;
  return { ...diary, listening: isDeaf ? unheard(next, listening.to, Math.min(deaf, now)) : next };
}

/** It was not heard from then until then. */
export function deafened(diary: Diary, from: Seconds, until: Seconds): Diary {
  const { listening } = diary;
  const past = Math.min(until, listening.to);
  return {
    ...diary,
    deaf: Math.max(diary.deaf ?? until, until),
    listening: past > from ? unheard(listening, from, past) : listening,
  };
}

/** A hand was on the wire, or may have been: what is shown about then is no life. */
export function handled(diary: Diary, from: Seconds, until: Seconds): Diary {
  const touched = until + AFTER_HAND;
  const struck = without(diary, from - BEFORE_HAND, touched);
  return { ...struck, touched: Math.max(diary.touched ?? touched, touched) };
}

/** What it showed in this time is not believed. */
export function without(diary: Diary, from: Seconds, until: Seconds): Diary {
  const isOut = (at: Seconds) => at < from || at > until;
  return { ...diary, spikes: diary.spikes.filter(isOut), runs: diary.runs.filter(([at]) => isOut(at)) };
}

/** A spike, from its onset to its end. */
export function withSpike(diary: Diary, onset: Seconds, end: Seconds): Diary {
  const latest = [...diary.latest, [onset, end] as const].slice(-LATEST_KEPT);
  if (isTouched(diary, onset)) return { ...diary, latest };
  return { ...diary, latest, spikes: inOrder(diary.spikes, onset).slice(-SPIKES_KEPT) };
}

/** A burst or train that took so long and was told then. A burst is one thing, and its spikes are no more than its beginning. */
export function withRun(diary: Diary, name: Run[2], spikes: number, told: Seconds, duration: Seconds): Diary {
  const start = startOf(diary, spikes, told, duration);
  if (isTouched(diary, start)) return diary;
  const runs = [...diary.runs.filter(([at]) => at !== start), [start, spikes, name] as const]
    .sort(([one], [other]) => one - other)
    .slice(-RUNS_KEPT);
  const isInside = (at: Seconds) => at > start + 1 && at <= start + duration;
  return { ...diary, runs, ...(name === "burst" && { spikes: diary.spikes.filter((at) => !isInside(at)) }) };
}

function isTouched({ touched = Number.NEGATIVE_INFINITY, deaf = Number.NEGATIVE_INFINITY }: Diary, at: Seconds) {
  return at <= Math.max(touched, deaf);
}

/** The first of the latest so many spikes that took as long as the run; else as if it was told when it was over. */
function startOf({ latest }: Diary, spikes: number, told: Seconds, duration: Seconds): Seconds {
  let [start, least] = [told - duration, ABOUT];
  for (let last = latest.length - 1; last >= spikes - 1; last--) {
    const [onset] = latest[last - spikes + 1]!;
    const off = Math.abs(latest[last]![1] - onset - duration);
    if (off < least) [start, least] = [onset, off];
  }
  return start;
}

function inOrder(times: readonly Seconds[], at: Seconds): readonly Seconds[] {
  const last = times.at(-1);
  if (last === undefined || last <= at) return [...times, at];
  return [...times, at].sort((a, b) => a - b);
}
