import { FieldRhythm } from "../../../breathing/rhythms/field/field-rhythm.js";
import { median } from "../../../domain/median.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import { round } from "../../../protocol/json.js";
import {
  beatsOf,
  type Onset,
  type Planted,
  plantedField,
  scattered,
  shuffled,
  shuffledTogether,
} from "./planted-field.js";

/** The rhythm that the figures are asked of. */
const PERIOD = 41 * MINUTE;
/** A node looks once in a usual breath. */
const LOOKS = 8 * MINUTE;
const ELECTRODES = 4;
/** Chance is given a week, some 250 cycles, to lock once. */
const SHUFFLED = 7 * DAY;
const LEAD = 6 * HOUR;
/** As long as a lock may take. */
const CYCLES = 8;

const clean = { jitter: 0.05, missed: 0.1, background: 0.25 };
const rough = { jitter: 0.1, missed: 0.2, background: 0.5 };

interface Look {
  readonly at: Seconds;
  readonly period: Seconds | undefined;
  readonly coherence: number;
}

/** A node's looks at a field. */
export function looksAt(onsets: readonly Onset[], end: Seconds, electrodes: number): readonly Look[] {
  const field = new FieldRhythm({ shortest: 5 * MINUTE, longest: DAY, electrodes });
  const looks: Look[] = [];
  let next = 0;
  for (let at = 0; at <= end; at += LOOKS) {
    for (; next < onsets.length && onsets[next]![1] <= at; next++) field.onset(...onsets[next]!);
    field.look(at);
    looks.push({ at, period: field.locked?.period, coherence: field.coherence });
  }
  return looks;
}

/** All that is asked of entrainment, each figure from `runs` fields. */
export function fieldFigures(seed: string, runs: number): object {
  const each = <T>(name: string, of: (seed: string) => T) =>
    Array.from({ length: runs }, (_, run) => of(`${seed}/${name}/${run}`));
  const to = LEAD + 16 * PERIOD;
  const steady = { electrodes: ELECTRODES, period: PERIOD, from: LEAD, to, end: to };
  return {
    period_min: PERIOD / MINUTE,
    electrodes: ELECTRODES,
    runs,
    locks: Object.fromEntries(
      Object.entries({ clean, rough }).map(([name, how]) => [
        name,
        { ...how, ...lockFigures(each(name, (one) => lockIn(one, { ...steady, ...how }))) },
      ]),
    ),
    drift: driftFigures(each("drift", (one) => driftIn(one, { ...steady, ...clean }))),
    lets_go: letsGo(each("stops", (one) => stopIn(one, { ...steady, ...clean, end: to + 12 * PERIOD }))),
    shuffled: {
      days: SHUFFLED / DAY,
      ...falseLocks(each("chance", (one) => plantedField(one, { ...steady, ...rough, to: SHUFFLED, end: SHUFFLED }))),
    },
    one_chatters: { locked: each("chatter", chatterLocks).filter((locked) => locked).length },
  };
}

function lockIn(seed: string, planted: Planted): { cycles: number; error: number } | undefined {
  const looks = looksAt(plantedField(seed, planted), planted.to, planted.electrodes);
  const first = looks.find(({ at, period }) => at >= planted.from && period !== undefined);
  if (first?.period === undefined) return undefined;
  return { cycles: (first.at - planted.from) / PERIOD, error: Math.abs(first.period / PERIOD - 1) };
}

function lockFigures(locks: readonly ({ cycles: number; error: number } | undefined)[]): object {
  const right = locks.flatMap((lock) => (lock !== undefined && lock.error < 0.08 ? [lock] : []));
  const wrong = locks.filter((lock) => lock !== undefined).length - right.length;
  return {
    within_8_cycles: right.filter(({ cycles }) => cycles <= CYCLES).length,
    within_12_cycles: right.filter(({ cycles }) => cycles <= 12).length,
    within_16_cycles: right.length,
    another_period: wrong,
    median_cycles: round(median(right.map(({ cycles }) => cycles)) ?? Number.NaN, 1),
  };
}

/** The period grows by a tenth over twenty cycles: is it known ten cycles after that, and was it all the way? */
function driftIn(seed: string, planted: Planted): { error: number; kept: number } {
  const driftFrom = planted.from + 10 * PERIOD;
  const whole = { ...planted, drift: 0.1, driftFrom, to: driftFrom + 33 * PERIOD, end: driftFrom + 33 * PERIOD };
  const beats = beatsOf(whole);
  const looks = looksAt(plantedField(seed, whole), whole.to, whole.electrodes).filter(({ at }) => at >= driftFrom);
  const errors = looks.map(({ at, period }) => {
    const found = beats.findIndex((beat) => beat > at);
    const next = found < 1 ? beats.length - 1 : found;
    const now = beats[next]! - beats[next - 1]!;
    return period === undefined ? 1 : Math.abs(period / now - 1);
  });
  return { error: errors.at(-1) ?? 1, kept: errors.filter((error) => error < 0.08).length / errors.length };
}

function driftFigures(drifts: readonly { error: number; kept: number }[]): object {
  return {
    percent: 10,
    followed_to_the_end: drifts.filter(({ error }) => error < 0.05).length,
    median_share_of_looks_locked: round(median(drifts.map(({ kept }) => kept)) ?? 0, 3),
    median_period_error: round(median(drifts.map(({ error }) => error)) ?? 1, 4),
  };
}

function stopIn(seed: string, planted: Planted): number | undefined {
  const looks = looksAt(plantedField(seed, planted), planted.end, planted.electrodes);
  const held = looks.findLast(({ at, period }) => at <= planted.to && period !== undefined);
  if (held === undefined) return undefined;
  const free = looks.find(({ at, period }) => at > planted.to && period === undefined);
  return free === undefined ? Number.POSITIVE_INFINITY : (free.at - planted.to) / PERIOD;
}

function letsGo(stops: readonly (number | undefined)[]): object {
  const cycles = stops.flatMap((one) => one ?? []);
  return {
    of: cycles.length,
    within_8_cycles: cycles.filter((one) => one <= CYCLES).length,
    median_cycles: round(median(cycles) ?? Number.NaN, 1),
    most_cycles: round(Math.max(...cycles), 1),
  };
}

/** In how many fields of chance anything was ever locked: onsets at any time, the intervals of each electrode mixed, those of all mixed. */
function falseLocks(fields: readonly (readonly Onset[])[]): object {
  const ways = {
    times: (field: readonly Onset[], i: number) => scattered(String(i), field, SHUFFLED),
    intervals: (field: readonly Onset[], i: number) => shuffled(String(i), field),
    intervals_of_all: (field: readonly Onset[], i: number) => shuffledTogether(String(i), field),
  };
  let [coherence, looks] = [0, 0];
  const locked = Object.entries(ways).map(([way, chance]) => {
    const fieldsLocked = fields.filter((field, i) => {
      const all = looksAt(chance(field, i), SHUFFLED, ELECTRODES);
      for (const look of all) coherence += look.coherence;
      looks += all.length;
      return all.some(({ period }) => period !== undefined);
    });
    return [way, fieldsLocked.length];
  });
  return { locked: Object.fromEntries(locked), mean_coherence: round(coherence / looks, 4) };
}

/** One electrode beats like a clock, the others know nothing of it. */
function chatterLocks(seed: string): boolean {
  const end = DAY;
  const others = { electrodes: ELECTRODES - 1, period: PERIOD, from: end, to: end, end, ...rough, background: 1 };
  const loud = Array.from({ length: Math.floor(end / PERIOD) }, (_, beat): Onset => ["loud", (beat + 0.5) * PERIOD]);
  const field = [...plantedField(seed, others), ...loud].sort((a, b) => a[1] - b[1]);
  return looksAt(field, end, ELECTRODES).some(({ period }) => period !== undefined);
}
