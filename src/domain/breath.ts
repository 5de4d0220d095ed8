import type { Seconds } from "./time.js";

/** In the order in which a breath goes through them. */
export const PHASES = ["inhale", "hold", "exhale", "pause"] as const;
export type Phase = (typeof PHASES)[number];

/** How the model attends in an exhale: near tokens only, none at all, or by how lively it is (see `Waker`). */
export const EXHALING = ["auto", "local", "released"] as const;
export type Exhaling = (typeof EXHALING)[number];

/** What a rhythm goes by. */
export const RHYTHMS = ["fixed", "spiral", "entrained", "staggered"] as const;

/** Which rhythm, and what bends it. */
export interface RhythmSettings {
  /** `fixed` · `spiral`: rests grow while nothing happens · `entrained`: to the field's rhythm · `staggered`: among the neighbours. */
  readonly kind: (typeof RHYTHMS)[number];
  readonly spiral: SpiralSettings;
  readonly entrained: EntrainedSettings;
  readonly staggered: StaggeredSettings;
  /** Absent: rests do not mind the battery. */
  readonly battery?: BatteryRestSettings;
  /** Absent: rests do not mind attention. */
  readonly aroused?: ArousedRestSettings;
}

export interface SpiralSettings {
  /** No rest grows beyond it. */
  readonly longest: Seconds;
}

export interface EntrainedSettings {
  /** Periods that are looked for. */
  readonly shortestPeriod: Seconds;
  readonly longestPeriod: Seconds;
  /** No rest is drawn out beyond it. */
  readonly longest: Seconds;
}

export interface StaggeredSettings {
  /** No rest is longer or shorter by more than this for the neighbours' sake. */
  readonly mostShift: Seconds;
}

export interface BatteryRestSettings {
  /** Rests lengthen below this, 0 to 1, and are `longest` times as long at `to`. */
  readonly from: number;
  readonly longest: number;
  /** However little is left, no inhale is shortened below this. */
  readonly leastInhale: Seconds;
  /** Rests shorten again when so much more is there. */
  readonly hysteresis: number;
  readonly to: number;
}

export interface ArousedRestSettings {
  /** Rests shorten above this arousal, 0 to 1; at 1 they are `shortest` of their length. */
  readonly from: number;
  readonly shortest: number;
}

/** `breath.json` in force. */
export interface BreathSettings {
  /** Length of each phase in seconds; a phase of 0 is left out, but not all of them. */
  readonly phases: Readonly<Record<Phase, Seconds>>;
  /** `breath`: the radio sleeps outside exhale. `always`: it stays up (mains power, a wired node). */
  readonly radio: "breath" | "always";
  readonly exhale: Exhaling;
  /** At least this long between two early exhales that reflexes ask for. */
  readonly earlyExhaleEvery: Seconds;
  /** Absent: fixed. */
  readonly rhythm?: RhythmSettings;
}

/** How long a whole breath lasts if nothing calls. */
export function breathLength({ phases }: Pick<BreathSettings, "phases">): Seconds {
  return PHASES.reduce((sum, phase) => sum + phases[phase], 0);
}

/** One phase of one breath, and its time. */
export interface BreathPhase {
  readonly phase: Phase;
  /** Counts breaths since the node first ran. */
  readonly cycle: number;
  readonly since: Seconds;
  /** When it ends, if nothing calls earlier. */
  readonly until: Seconds;
}

/** The rhythm that the breath keeps, as it is told. */
export interface RhythmTold {
  readonly kind: (typeof RHYTHMS)[number];
  /** How long each phase lasts at present when nothing calls; 0: it is left out. */
  readonly phases: Readonly<Record<Phase, Seconds>>;
  /** Of an entrained one: 0, none, to 1, how well the field keeps the `period` that the breath follows; none while none is sure. */
  readonly field?: { readonly coherence: number; readonly period?: Seconds };
  /** Of a staggered one: how many neighbours it minds. */
  readonly neighbours?: number;
}

/** Why a phase began, or is told again. */
export const CAUSES = [
  ...(["rhythm", "gasp", "early-exhale", "sentinel", "deepened"] as const),
  ...(["held", "released", "start"] as const),
] as const;

/** Where the node is in its breath, and what is to come. */
export interface Breath extends BreathPhase {
  /**
   * Why it began: the rhythm itself, or what called it. Of a phase that goes on and is told again, what changed: `deepened`, it lasts
   * longer; `held`, somebody keeps the node awake; `released`, nobody does any more, or not for as long.
   */
  readonly cause: (typeof CAUSES)[number];
  readonly rhythm: RhythmTold;
  /** The phases to come if nothing calls, without a hole: the first begins at `until`, the last ends with the next whole breath. */
  readonly ahead: readonly BreathPhase[];
  /** Till then no pause begins; absent when the next one comes as usual. */
  readonly awakeUntil?: Seconds;
}

/** When the present breath ends and the next one begins, if nothing calls earlier. */
export function breathEnd({ cycle, until, ahead }: Pick<Breath, "cycle" | "until" | "ahead">): Seconds {
  return ahead.find((phase) => phase.cycle > cycle)?.since ?? ahead.at(-1)?.until ?? until;
}
