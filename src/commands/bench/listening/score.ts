import type { GroveEvent } from "../../../../devices/grove/events.js";
import type { Spike } from "../../../domain/spike.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import { HeardStretches } from "../../../sensing/statistics/heard-stretches.js";
import type { Overheard } from "./watched-grove.js";

/** Smaller ones drown in the noise of the simulated converter: nobody is asked for them. In mV. */
const LEAST = 0.03;
/** A spike is the one that was put in when they peak so near each other. */
const SAME: Seconds = 30;

/** Fresh senses settle first: what they miss then is not a matter of listening. */
export const SETTLED: Seconds = 6 * HOUR;

/** How well a life heard, beside what there was to hear. */
export interface Score {
  readonly heard_h: number;
  /** Put in, in all and within what was heard. */
  readonly spikes: number;
  readonly within_heard: number;
  readonly found: number;
  /** Of those within what was heard. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Of all that were put in, the share that was found. */
  readonly found_of_all: number;
  /** Of those that lie whole, from onset to end, within one stretch that was heard. */
  readonly whole: number;
  readonly recall_whole: number;
  readonly f1_whole: number;
  /** Put in and found, an hour of listening. */
  readonly true_rate_per_h: number;
  readonly rate_per_heard_h: number;
  /** The same, each standing for those of its like that were missed because they rose over a rest. */
  readonly rate_unbiased_per_h: number;
}

export function score(overheard: Overheard, spikes: readonly Spike[], from: Seconds): Score {
  const there = overheard.truth.filter(
    ({ kind, amplitude, peak }) =>
      (kind === "spike" || kind === "wave") && Math.abs(amplitude) >= LEAST && peak >= from,
  );
  const within = there.filter(({ peak }) => overheard.hears(peak));
  const told = spikes.filter(({ peak }) => peak >= from);
  const isOne = (spike: Spike, event: GroveEvent) =>
    spike.electrode === `e${event.electrode + 1}` && Math.abs(spike.peak - event.peak) <= SAME;
  const found = within.filter((event) => told.some((spike) => isOne(spike, event))).length;
  // What was found of smaller ones is no mistake.
  const real = told.filter((spike) => overheard.truth.some((event) => isOne(spike, event))).length;
  const precision = told.length > 0 ? real / told.length : 0;
  const recall = within.length > 0 ? found / within.length : 0;
  const stretches = new HeardStretches(
    overheard.heard.map(({ from: begin, to }) => Math.max(0, to - Math.max(begin, from))),
  );
  const hours = stretches.total / HOUR;
  const standsFor = told.reduce((sum, { onset, peak }) => sum + stretches.weight(peak - onset), 0);
  const whole = within.filter(({ start, end }) => overheard.hearsWhole(start, end));
  const foundWhole = whole.filter((event) => told.some((spike) => isOne(spike, event))).length;
  const recallWhole = whole.length > 0 ? foundWhole / whole.length : 0;
  return {
    heard_h: round(hours),
    spikes: there.length,
    within_heard: within.length,
    found,
    precision: round(precision),
    recall: round(recall),
    f1: harmonic(precision, recall),
    whole: whole.length,
    recall_whole: round(recallWhole),
    f1_whole: harmonic(precision, recallWhole),
    found_of_all: there.length > 0 ? round(found / there.length) : 0,
    true_rate_per_h: hours > 0 ? round(within.length / hours) : 0,
    rate_per_heard_h: hours > 0 ? round(told.length / hours) : 0,
    rate_unbiased_per_h: hours > 0 ? round(standsFor / hours) : 0,
  };
}

function harmonic(precision: number, recall: number): number {
  return precision + recall > 0 ? round((2 * precision * recall) / (precision + recall)) : 0;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
