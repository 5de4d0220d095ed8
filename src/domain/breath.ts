import type { Seconds } from "./time.js";

/** In the order in which a breath goes through them. */
export const PHASES = ["inhale", "hold", "exhale", "pause"] as const;
export type Phase = (typeof PHASES)[number];

/** How the model attends in an exhale: near tokens only, none at all, or by how lively it is (see `Waker`). */
export const EXHALING = ["auto", "local", "released"] as const;
export type Exhaling = (typeof EXHALING)[number];

/** `breath.json` in force. */
export interface BreathSettings {
  /** Length of each phase in seconds; a phase of 0 is left out, but not all of them. */
  readonly phases: Readonly<Record<Phase, Seconds>>;
  /** `breath`: the radio sleeps outside exhale. `always`: it stays up (mains power, a wired node). */
  readonly radio: "breath" | "always";
  readonly exhale: Exhaling;
  /** At least this long between two early exhales that reflexes ask for. */
  readonly earlyExhaleEvery: Seconds;
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
  readonly kind: "fixed";
  /** How long each phase lasts at present when nothing calls; 0: it is left out. */
  readonly phases: Readonly<Record<Phase, Seconds>>;
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
