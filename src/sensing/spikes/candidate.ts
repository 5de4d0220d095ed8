import type { Snapshot } from "../stream/snapshot.js";

/** What may be a spike, and what is known of it so far. Times in working samples, heights in millivolts. Slots are reused. */
export interface Candidate {
  live: boolean;
  /** Of the template that found it. */
  scale: number;
  z: number;
  onset: number;
  peak: number;
  /** Recovery time; a third of a round fall. */
  tau: number;
  round: boolean;
  amplitude: number;
  /** Likeness to the shape, 0 to 1. */
  match: number;
  /** Log odds that it is a spike. */
  sure: number;
  /** The sample at which it was found, and the one from which it may be told. */
  born: number;
  due: number;
}

/** A spike that was told: what comes in its wake may still be of it. `top` is where the signal itself peaks. */
export interface ToldSpike {
  onset: number;
  peak: number;
  top: number;
  tau: number;
  amplitude: number;
}

export function freshCandidate(): Candidate {
  return {
    live: false,
    scale: 0,
    z: 0,
    onset: 0,
    peak: 0,
    tau: 0,
    round: false,
    amplitude: 0,
    match: 0,
    sure: 0,
    born: 0,
    due: 0,
  };
}

export function freshToldSpike(): ToldSpike {
  const none = Number.NEGATIVE_INFINITY;
  return { onset: none, peak: none, top: none, tau: 1, amplitude: 1 };
}

/** The numbers of both, by which they are saved. */
const OF_CANDIDATE = ["scale", "z", "onset", "peak", "tau", "amplitude", "match", "sure", "born", "due"] as const;
const OF_TOLD = ["onset", "peak", "top", "tau", "amplitude"] as const;

export function persistCandidate(snapshot: Snapshot, candidate: Candidate): void {
  candidate.live = snapshot.flag("live", candidate.live);
  candidate.round = snapshot.flag("round", candidate.round);
  for (const name of OF_CANDIDATE) candidate[name] = snapshot.number(name, candidate[name]);
}

export function persistToldSpike(snapshot: Snapshot, told: ToldSpike): void {
  for (const name of OF_TOLD) told[name] = snapshot.number(name, told[name]);
}

/** Do both claim the same time? */
export function overlap(a: Candidate, b: Candidate): boolean {
  return a.onset - 0.5 * a.scale < b.peak + b.tau && b.onset - 0.5 * b.scale < a.peak + a.tau;
}

/** Of two candidates for one wave, the one that is so many times plainer, as alike, and at the same top by so many of its rises, is its shape. */
const PLAINER = 1.5;
const SAME_TOP = 0.35;
/** … if it is not itself hopeless, in log odds. */
const POSSIBLE = -1.5;

/** Is `a` the shape of the wave that `b` is a part of? */
export function explains(a: Candidate, b: Candidate): boolean {
  if (a === b || a.scale <= b.scale || a.z * b.z < 0 || a.sure < POSSIBLE || a.match < b.match) return false;
  return Math.abs(a.z) > PLAINER * Math.abs(b.z) && Math.abs(a.peak - b.peak) <= SAME_TOP * (a.peak - a.onset);
}

/** How much earlier than a told spike's onset a candidate may peak and still be of it. */
const BEFORE = 60;
/** Within a spike's own span only what is so many times its height is another. */
const ANOTHER = 3;
/** Within so many recoveries a lower hump is the same spike's. */
const HUMP = 2.8;
/** In the wake, of what a spike leaves: a remainder of the same sign, an undershoot of the other. In shares of its height. */
const REMAINDER = 0.6;
const UNDERSHOOT = 0.85;

/** Is a candidate a told spike's own hump, or its undershoot? */
export function inWakeOf(told: ToldSpike, candidate: Candidate): boolean {
  if (candidate.peak < told.onset - BEFORE) return false;
  const ratio = Math.abs(candidate.amplitude / told.amplitude);
  if (candidate.peak > told.onset && candidate.onset < told.peak + 0.7 * told.tau) return ratio <= ANOTHER;
  if (candidate.peak > told.peak + 3 * told.tau && candidate.onset >= told.peak + 2 * told.tau) return false;
  if (candidate.amplitude * told.amplitude < 0) return ratio < UNDERSHOOT;
  return ratio < (candidate.peak <= told.peak + HUMP * told.tau ? 1 : REMAINDER);
}
