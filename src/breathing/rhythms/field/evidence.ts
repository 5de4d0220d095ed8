import type { Seconds } from "../../../domain/time.js";
import { likelihood } from "./likelihood.js";
import type { Onsets } from "./onsets.js";
import { countFrom } from "./turns.js";
import { type Votes, votes } from "./votes.js";

/**
 * A lock needs this much evidence, in nats. It pays for all that is looked at: a week of a usual field is as many independent looks at
 * independent periods as some thousands (`andas bench breath` counts the false ones).
 */
export const LOCKS = 16;
/** An electrode may say at most this share of what locks: its own part and a little, and never so much that three could not be asked. */
const VOICE = 1.3;
const LEAST_VOICE = 0.35;
/** Below this Rayleigh sum no likelihood locks: not worth asking. */
const ASKED = 7;
/** Evidence looks back over so many cycles of each period: as long as a lock may take. */
export const CYCLES = 8;
/** Fewer cycles than these tell no period from its half. */
const FEWEST_CYCLES = 5.5;
/** Onsets of an electrode in a cycle, on the mean: fewer are not its rhythm, and among more nobody finds it. */
const SPARSE = 0.6;
const DENSE = 3.5;
/** What the electrodes must say without their loudest one, as a Rayleigh z: a single one that chatters locks nothing. */
const OTHERS = 3;
/** Periods in an octave. Over eight cycles a rhythm is known to an eighth of its period; five times finer loses nothing between two of them. */
const PER_OCTAVE = 28;
/** A period twice or three times as long that explains as much is the rhythm, and this one its overtone. */
const OVERTONE = 0.6;
const DETUNED = [-0.03, -0.015, 0, 0.015, 0.03];
/** Of periods nearer than this factor, other than its own and its octaves, the floor of chance is taken. */
const NEAR = 2.5;
const ITS_OWN = 0.2;

/** That a period is in the onsets, against chance. */
export interface Evidence {
  readonly period: Seconds;
  /** By how much likelier than onsets at any time, over what the periods around reach by chance. */
  readonly nats: number;
}

interface Candidate {
  readonly period: Seconds;
  readonly votes: Votes;
}

/** Log-spaced, from the shortest to the longest. */
export function periodsBetween(shortest: Seconds, longest: Seconds): readonly Seconds[] {
  const count = Math.max(0, Math.floor(Math.log2(longest / shortest) * PER_OCTAVE + 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => shortest * 2 ** (i / PER_OCTAVE));
}

/** What would lock, and is likeliest; undefined where nothing does. `electrodes`: how many the node has; with one, it speaks for itself. */
export function strongest(
  onsets: Onsets,
  periods: readonly Seconds[],
  electrodes: number,
  now: Seconds,
): Evidence | undefined {
  const first = onsets.first;
  if (first === undefined) return undefined;
  const most = LOCKS * Math.max(LEAST_VOICE, VOICE / electrodes);
  let best: (Candidate & Evidence) | undefined;
  for (const period of periods) {
    const cycles = Math.min(CYCLES, (now - first) / period);
    if (cycles < FEWEST_CYCLES) break;
    const from = now - CYCLES * period;
    if (!mayBeRhythm(onsets, from, cycles)) continue;
    const candidate = { period, votes: votes(onsets.all, period, from, now) };
    if (!isRhythm(candidate, electrodes, cycles)) continue;
    const nats = likelihood(onsets.all, period, { from, to: now, most });
    if (nats < LOCKS || nats <= (best?.nats ?? 0)) continue;
    const fair = nats / floorOf(onsets, periods, period, now);
    if (fair >= LOCKS && fair > (best?.nats ?? 0)) best = { ...candidate, nats: fair };
  }
  if (best === undefined || isOvertone(best, onsets, now)) return undefined;
  return { period: best.period, nats: best.nats };
}

/** Are there onsets enough? Asked before anything is counted in full. */
function mayBeRhythm(onsets: Onsets, from: Seconds, cycles: number): boolean {
  let [count, electrodes] = [0, 0];
  for (const times of onsets.all) {
    count += countFrom(times, from);
    electrodes++;
  }
  return count >= SPARSE * cycles * Math.min(2, electrodes);
}

function isRhythm({ votes }: Candidate, electrodes: number, cycles: number): boolean {
  const perCycle = votes.onsets / votes.electrodes / cycles;
  if (!(perCycle >= SPARSE && perCycle <= DENSE) || votes.first < votes.second) return false;
  return votes.first + votes.second >= ASKED && (electrodes < 2 || votes.others >= OTHERS);
}

/** Onsets that come in clumps, or on several electrodes at once, make every period seem likelier: by as much as those around this one. */
function floorOf(onsets: Onsets, periods: readonly Seconds[], period: Seconds, now: Seconds): number {
  let [sum, count] = [0, 0];
  for (const other of periods) {
    const ratio = other / period;
    if (ratio < 1 / NEAR || ratio > NEAR || isNear(ratio, 1) || isNear(ratio, 2) || isNear(ratio, 0.5)) continue;
    sum += votes(onsets.all, other, now - CYCLES * other, now).first;
    count++;
  }
  return count < 6 ? 1 : Math.max(1, sum / count);
}

function isNear(ratio: number, to: number): boolean {
  return Math.abs(ratio / to - 1) < ITS_OWN;
}

/** Whatever beats with a period also beats with its half and its third: counted once, as the longest. */
function isOvertone({ period, votes: own }: Candidate, onsets: Onsets, now: Seconds): boolean {
  return [2, 3].some((times) =>
    DETUNED.some((by) => {
      const longer = votes(onsets.all, period * times * (1 + by), now - CYCLES * period, now);
      return longer.first > OVERTONE * own.first;
    }),
  );
}
