import type { Seconds } from "../../../domain/time.js";
import type { Onsets } from "./onsets.js";
import { type Votes, votes } from "./votes.js";

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
  /** `-ln p` of one period: the chance of so much from onsets that know nothing of each other. What looking at many costs is for who asks. */
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

/** `electrodes`: how many the node has; with one, it speaks for itself. */
export function strongest(
  onsets: Onsets,
  periods: readonly Seconds[],
  electrodes: number,
  now: Seconds,
): Evidence | undefined {
  const first = onsets.first;
  if (first === undefined) return undefined;
  const candidates: Candidate[] = [];
  for (const period of periods) {
    if (now - first < FEWEST_CYCLES * period) break;
    candidates.push({ period, votes: votes(onsets.all, period, now - CYCLES * period, now) });
  }
  let best: (Candidate & { nats: number }) | undefined;
  for (const candidate of candidates) {
    if (!isRhythm(candidate, electrodes, Math.min(CYCLES, (now - first) / candidate.period))) continue;
    const nats = against(candidate.votes, floorOf(candidates, candidate.period));
    if (best === undefined || nats > best.nats) best = { ...candidate, nats };
  }
  if (best === undefined || isOvertone(best, onsets, now)) return undefined;
  return { period: best.period, nats: best.nats };
}

function isRhythm({ votes }: Candidate, electrodes: number, cycles: number): boolean {
  const perCycle = votes.onsets / votes.electrodes / cycles;
  if (!(perCycle >= SPARSE && perCycle <= DENSE) || votes.first < votes.second) return false;
  return electrodes < 2 || votes.others >= OTHERS;
}

/**
 * Two harmonics, each exponential by chance: their sum is gamma of shape 2 (the Z²-test with m = 2, Buccheri et al., Astron. Astrophys.
 * 128, 1983, p. 245), whose tail is e^-g (1 + g).
 */
function against({ first, second }: Votes, floor: number): number {
  const g = (first + second) / floor;
  return g - Math.log1p(g);
}

/** Onsets that come in clumps, or on several electrodes at once, make every period seem likelier: by as much as those around this one. */
function floorOf(candidates: readonly Candidate[], period: Seconds): number {
  let [sum, count] = [0, 0];
  for (const { period: other, votes } of candidates) {
    const ratio = other / period;
    if (ratio < 1 / NEAR || ratio > NEAR || isNear(ratio, 1) || isNear(ratio, 2) || isNear(ratio, 0.5)) continue;
    sum += votes.first;
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
