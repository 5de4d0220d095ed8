import type { Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";
import { SeededRandom } from "../../../ports/seeded-random.js";

/** Life begins: on an electrode, at a time. */
export type Onset = readonly [electrode: string, at: Seconds];

export interface Planted {
  readonly electrodes: number;
  readonly period: Seconds;
  readonly from: Seconds;
  readonly to: Seconds;
  /** Standard deviation of an onset about its beat, in periods. */
  readonly jitter: number;
  /** Share of beats that an electrode leaves out. */
  readonly missed: number;
  /** Onsets a period and electrode that know nothing of the rhythm, for all of the time from 0 to `end`. */
  readonly background: number;
  readonly end: Seconds;
  /** The period grows by this share over twenty of them, from `driftFrom` on. */
  readonly drift?: number;
  readonly driftFrom?: Seconds;
}

/** When a planted rhythm beats. */
export function beatsOf({ period, from, to, drift = 0, driftFrom = from }: Planted): readonly Seconds[] {
  const beats: Seconds[] = [];
  const longer = (at: Seconds) => 1 + drift * Math.min(1, Math.max(0, (at - driftFrom) / (20 * period)));
  for (let at = from; at < to; at += period * longer(at)) beats.push(at);
  return beats;
}

/** A field with a rhythm in it, in order of time: the same seed, the same field. */
export function plantedField(seed: string, planted: Planted): readonly Onset[] {
  const { electrodes, period, jitter, missed, background, end } = planted;
  const beats = beatsOf(planted);
  const field = Array.from({ length: electrodes }, (_, index): Onset[] => {
    const electrode = `e${index + 1}`;
    const random = new SeededRandom(`${seed}/${electrode}`);
    const kept = beats.filter(() => random.next() >= missed);
    const rhythmic = kept.map((at): Onset => [electrode, at + jitter * period * random.normal()]);
    const between: Onset[] = [];
    for (let at = wait(random, background / period); at < end; at += wait(random, background / period))
      between.push([electrode, at]);
    return [...rhythmic, ...between];
  }).flat();
  return inOrder(field);
}

/** As many onsets on each electrode, at any time. */
export function scattered(seed: string, onsets: readonly Onset[], end: Seconds): readonly Onset[] {
  const random = new SeededRandom(`${seed}/scattered`);
  return inOrder(onsets.map(([electrode]): Onset => [electrode, random.next() * end]));
}

/** The same intervals on each electrode, in another order. */
export function shuffled(seed: string, onsets: readonly Onset[]): readonly Onset[] {
  const random = new SeededRandom(`${seed}/shuffled`);
  const electrodes = [...new Set(onsets.map(([electrode]) => electrode))];
  const field = electrodes.flatMap((electrode) => {
    const times = onsets.flatMap(([one, at]) => (one === electrode ? [at] : []));
    let at = times[0] ?? 0;
    const intervals = mix(
      times.slice(1).map((time, i) => time - times[i]!),
      random,
    );
    return [at, ...intervals.map((interval) => (at += interval))].map((time): Onset => [electrode, time]);
  });
  return inOrder(field);
}

function mix(values: number[], random: Random): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
  return values;
}

function inOrder(onsets: readonly Onset[]): readonly Onset[] {
  return [...onsets].sort((a, b) => a[1] - b[1]);
}

/** Till the next of what comes at a rate, by chance. */
function wait(random: Random, rate: number): Seconds {
  return rate <= 0 ? Number.POSITIVE_INFINITY : -Math.log(1 - random.next()) / rate;
}
