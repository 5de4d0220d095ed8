import type { EventName } from "../../domain/reading.js";
import { MINUTE, type Seconds } from "../../domain/time.js";
import type { Onset } from "../slots/onset.js";
import { mostAtOnce } from "./at-once.js";
import { commonTrain } from "./common-train.js";
import { longestDenseRun } from "./dense-run.js";
import { longestEvenRun } from "./even-run.js";
import type { Heard, OnsetLists } from "./onsets.js";
import { longestWave, type Travel, travelOf } from "./travel.js";

/** What was heard begins before the first reading of it: an event must go on before anybody can tell what it is. */
const BEFORE: Seconds = 8 * MINUTE;
/** What is sudden is read at once. */
const SUDDEN: Seconds = 3 * MINUTE;
/** An electrode takes part when it has at least this share of the onsets of the one with the most; in a rhythm, when its interval is as long within this share. */
const PART = 0.5;
const ALIKE = 0.2;
/** One that has many onsets anyway takes part when there are so many standard deviations more than usual. */
const UNUSUAL = 2;
/** Onsets of a burst on one electrode, at the least. */
const DENSE = 4;

/** What a claim rests on; never more than was heard. */
export interface ClaimEvidence {
  /** Those that took part: places among the electrodes, in their order along the medium. */
  readonly electrodes: readonly number[];
  /** The same in the order in which they began, where they did so one after the other. */
  readonly order: readonly number[];
  /** Of the one of them with the most, in order; of what goes from one to the next, one of each in that order. */
  readonly onsets: readonly Seconds[];
  /** Between two onsets, and from one electrode to the next; NaN where that is not known. */
  readonly interval: Seconds;
  readonly lag: Seconds;
  /** How much of what was heard it explains, 0 to 1: of a rhythm, of the onsets between its first and last; of a wave, of the electrodes that began. */
  readonly share: number;
}

export const NOTHING: ClaimEvidence = {
  ...{ electrodes: [], order: [], onsets: [], interval: Number.NaN, lag: Number.NaN, share: 0 },
};

/** What was heard that may be such an event, in a stretch in which something is read since `start`. */
export function evidenceOf(event: EventName, onsets: Heard, start: Seconds): ClaimEvidence {
  if (event === "rhythm") return rhythm(onsets.spikesSince(start - BEFORE));
  if (event === "irregular") return irregular(onsets.spikesSince(start - BEFORE), onsets.usual(start - BEFORE));
  if (event === "burst") return burst(onsets.since(start - SUDDEN));
  if (event === "artefact") return artefact(onsets.since(start - SUDDEN));
  const heard = onsets.spikesSince(start - BEFORE);
  const all = travelOf(heard);
  return event === "wave" ? travelled(longestWave(heard), all) : travelled(all, all);
}

function rhythm(heard: OnsetLists): ClaimEvidence {
  const runs = heard.map((onsets) => longestEvenRun(times(onsets)));
  const best = runs.reduce((most, run) => (run.times.length > most.times.length ? run : most));
  const takesPart = ({ times, interval }: typeof best) =>
    times.length >= PART * best.times.length && Math.abs(interval / best.interval - 1) <= ALIKE;
  const electrodes = runs.flatMap((run, electrode) => (run === best || takesPart(run) ? [electrode] : []));
  return { ...NOTHING, electrodes, onsets: best.times, interval: best.interval, share: best.share };
}

function irregular(heard: OnsetLists, usual: readonly number[]): ClaimEvidence {
  const unusual = heard.map((onsets, electrode) => {
    const expected = usual[electrode]!;
    return onsets.length - expected > UNUSUAL * Math.sqrt(expected) ? onsets : [];
  });
  const common = commonTrain(unusual.map(times));
  if (common !== undefined) return { ...NOTHING, ...common, share: 1 };
  const most = Math.max(...unusual.map(({ length }) => length));
  const liveliest = unusual.findIndex(({ length }) => length === most);
  return { ...NOTHING, electrodes: most > 1 ? [liveliest] : [], onsets: times(unusual[liveliest] ?? []), share: 1 };
}

function burst(heard: OnsetLists): ClaimEvidence {
  const runs = heard.map((onsets) => longestDenseRun(times(onsets)));
  const electrodes = runs.flatMap(({ length }, electrode) => (length >= DENSE ? [electrode] : []));
  const longest = runs.reduce((most, run) => (run.length > most.length ? run : most));
  return { ...NOTHING, electrodes, onsets: longest, share: 1 };
}

function artefact(heard: OnsetLists): ClaimEvidence {
  const jumped = mostAtOnce(heard);
  const electrodes = jumped.map(({ electrode }) => electrode);
  return { ...NOTHING, electrodes, onsets: jumped.slice(0, 1).map(({ at }) => at), share: 1 };
}

function travelled({ onsets, lag }: Travel, all: Travel): ClaimEvidence {
  const order = onsets.map(({ electrode }) => electrode);
  const share = onsets.length / Math.max(onsets.length, all.onsets.length, 1);
  return { ...NOTHING, electrodes: order.toSorted((a, b) => a - b), order, onsets: times(onsets), lag, share };
}

function times(onsets: readonly Onset[]): Seconds[] {
  return onsets.map(({ at }) => at);
}
