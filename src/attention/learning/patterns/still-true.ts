import type { Insight } from "../../../domain/insight.js";
import { electrodeOf } from "../../../domain/percept-source.js";
import { DAY, type Seconds } from "../../../domain/time.js";
import { number, texts } from "../../state/context.js";
import type { Diary, Listening } from "../../state/diary.js";
import type { Standing } from "../../state/standing.js";
import { followLag, type Lag } from "../chance/lag-test.js";
import { testOccasion } from "../chance/occasion-test.js";
import { dayOf, sharesOf } from "../diary/listening.js";
import type { Evidence, Trial } from "./finding.js";
import { MOVING, onsets } from "./follows.js";
import { hoursTrials } from "./hours.js";
import { keptOf } from "./wave.js";

/** How it goes on is a little weaker than how it was when it stood out enough to be told. */
const WEAKER = 0.9;
/** A rhythm may pause for a part of a day. */
const PAUSES = 0.6;
/** On one of so many days a pattern that is true comes to its end: how readily it is believed to be over. A rhythm has its pauses. */
const LASTS = 50;
const RHYTHM_LASTS = 200;

interface Hearing {
  readonly listening: Listening;
  readonly from: Seconds;
}

/** Every time that an insight could have come since `since`, at the hours, period or delay that it was told with. */
export function trialsOf({ data }: Insight, evidence: Evidence): readonly Trial[] {
  const electrode = String(data.electrode);
  const own = diaryOf(evidence, electrode);
  switch (data.form) {
    case "hours": {
      const [from, to] = [number(data.from), number(data.to)];
      return hoursTrials(evidence, electrode, [from, (to - from + 24) % 24 || 24], number(data.spikes, 3));
    }
    case "rhythm":
      return own === undefined ? [] : followLag(own.spikes, own.spikes, lagIn(data)).trials;
    case "wave":
      return waveTrials(data, evidence);
    default:
      return own === undefined ? [] : afterTrials(data, own, evidence);
  }
}

/**
 * How likely it is that a pattern is still true, 0 to 1, by all that came and did not come since it was told: a cumulative sum (Page 1954,
 * Biometrika 41:100) of how much better "it is over" explains each time. A rhythm or a wave that is over brings hardly any more times in
 * which it could have come: of them the heard time counts, in which it came so often before.
 */
export function stillTrue(insight: Insight, { since, daily, chance }: Standing, evidence: Evidence): number {
  const trials = trialsOf(insight, evidence);
  const score = Math.max(...scoresOf(insight, trials, { since, daily, chance }, evidence));
  return 1 / (1 + Math.exp(score) / (insight.data.form === "rhythm" ? RHYTHM_LASTS : LASTS));
}

function scoresOf({ data }: Insight, trials: readonly Trial[], standing: Omit<Standing, "sure">, evidence: Evidence) {
  const { since, daily, chance } = standing;
  const hearing = hearingOf(data, evidence);
  const silent = (share: number) =>
    hearing === undefined
      ? 0
      : silence(trials, hearing, since, Math.max(daily * share, 2 * chance), chance, evidence.now);
  if (data.form === "rhythm") return [silent(PAUSES)];
  return data.delay_s === undefined && data.form !== "wave"
    ? [misses(trials, since)]
    : [misses(trials, since), silent(WEAKER)];
}

/** When it would have been heard, and since when all that was heard is still known: lists of onsets forget their oldest. */
function hearingOf(data: Insight["data"], evidence: Evidence): Hearing | undefined {
  const names = data.form === "rhythm" ? [String(data.electrode)] : texts(data.electrodes);
  const diaries = names.map((name) => diaryOf(evidence, name)).filter((diary) => diary !== undefined);
  const last = diaries.at(-1);
  if (last === undefined || diaries.length < names.length) return undefined;
  const of = data.form === "rhythm" ? "spike" : movingIn(data);
  const from = Math.max(...diaries.map((diary) => (of === "spike" ? diary.spikes[0] : diary.runs[0]?.[0]) ?? 0));
  return { listening: last.listening, from };
}

function misses(trials: readonly Trial[], since: Seconds): number {
  const before = trials.filter(({ at }) => at <= since);
  const told = before.length > 0 ? before : trials;
  const share = (WEAKER * told.filter(({ came }) => came).length) / Math.max(1, told.length);
  let score = 0;
  for (const { at, came, chance: likely } of trials) {
    const chance = Math.min(0.9, Math.max(0.01, likely));
    const alive = Math.min(0.95, Math.max(share, chance + 0.02));
    if (at > since) score = Math.max(0, score + Math.log(came ? chance / alive : (1 - chance) / (1 - alive)));
  }
  return score;
}

function silence(
  trials: readonly Trial[],
  { listening, from }: Hearing,
  since: Seconds,
  daily: number,
  chance: number,
  now: Seconds,
): number {
  const least = Math.max(chance, daily / 20);
  let score = 0;
  for (const one of listening.days) {
    const begin = Math.max(since, from, one.day * DAY);
    const end = Math.min(now, (one.day + 1) * DAY);
    if (end <= begin) continue;
    const heard = sharesOf(one).reduce((sum, share) => sum + share, 0) / 24;
    const length = Math.min(heard, (end - begin) / DAY);
    const seen = trials.filter(({ at, came }) => came && at > since && dayOf(at) === one.day).length;
    score = Math.max(0, score + (daily - least) * length - seen * Math.log(daily / least));
  }
  return score;
}

function afterTrials(data: Insight["data"], own: Diary, evidence: Evidence): readonly Trial[] {
  const cause = String(data.cause);
  if (data.delay_s === undefined) {
    const effects = own.runs.flatMap(([at, , name]) => (name === data.of ? at : []));
    const times = evidence.occasions[cause] ?? [];
    return testOccasion(times, effects, evidence.within, own.listening, evidence.now).trials;
  }
  const first = diaryOf(evidence, electrodeOf(cause.split(" ")[0] ?? "") ?? "");
  const of = movingIn(data);
  return first === undefined ? [] : followLag(onsets(first, of), onsets(own, of), lagIn(data)).trials;
}

function waveTrials(data: Insight["data"], evidence: Evidence): readonly Trial[] {
  const [first, second, third] = texts(data.electrodes).map((electrode) => diaryOf(evidence, electrode));
  if (first === undefined || second === undefined || third === undefined) return [];
  const of = movingIn(data);
  const lag = { delay: number(data.first_lag_s), width: number(data.first_within_s) };
  const kept = keptOf(onsets(first, of), onsets(second, of), lag);
  return followLag(kept, onsets(third, of), lagIn(data)).trials;
}

function diaryOf({ diaries }: Evidence, electrode: string): Diary | undefined {
  return diaries.find(([name]) => name === electrode)?.[1];
}

function movingIn(data: Insight["data"]) {
  return MOVING.find((of) => of === data.of) ?? "burst";
}

function lagIn(data: Insight["data"]): Lag {
  return { delay: number(data.lag_s), width: number(data.within_s), block: number(data.block_s) };
}
