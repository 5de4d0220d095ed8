import type { Seconds } from "./time.js";

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

/** Where the node is in its breath. */
export interface Breath {
  readonly phase: Phase;
  /** Counts inhales since the node first ran. */
  readonly cycle: number;
  readonly since: Seconds;
  /** When the phase ends, if nothing calls earlier. */
  readonly until: Seconds;
  /** Why it began: the rhythm itself, or what called it. `deepened`: it goes on for longer than was told before. */
  readonly cause: "rhythm" | "gasp" | "early-exhale" | "sentinel" | "deepened" | "start" | "stop";
}
