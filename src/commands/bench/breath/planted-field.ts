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
  return inOrder(
    electrodes.flatMap((electrode) =>
      inOtherOrder(
        onsets.filter(([one]) => one === electrode),
        random,
      ),
    ),
  );
}

/** The same intervals from each onset of the field to the next, in another order: electrodes that came together still do, and nothing recurs. */
export function shuffledTogether(seed: string, onsets: readonly Onset[]): readonly Onset[] {
  return inOtherOrder(onsets, new SeededRandom(`${seed}/together`));
}

function inOtherOrder(onsets: readonly Onset[], random: Random): readonly Onset[] {
  let at = onsets[0]?.[1] ?? 0;
  const intervals = mix(
    onsets.slice(1).map(([, time], i) => time - onsets[i]![1]),
    random,
  );
  return onsets.map(([electrode], i): Onset => {
    at += intervals[i - 1] ?? 0;
    return [electrode, at];
  });
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
