import { PHASES, type Phase } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";
import type { NodeSummary } from "./summary.js";

type BreathSaid = NonNullable<NodeSummary["breath"]>;

/** A breath as a circle that is gone round once. Shares of it go from 0, where the inhale begins, to 1. */
export interface BreathRing {
  readonly arcs: readonly { readonly phase: Phase; readonly from: number; readonly to: number }[];
}

/** Where a node is on its ring. */
export interface BreathMoment {
  readonly phase: Phase;
  /** 0 to 1 round the ring. */
  readonly turn: number;
  /** How full the lungs are: 0 to 1. */
  readonly fullness: number;
}

/** Undefined where the rhythm does not say how long its phases are. */
export function ringOf({ rhythm }: BreathSaid): BreathRing | undefined {
  const lengths = PHASES.map((phase) => Number(rhythm[phase] ?? 0));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  if (!(whole > 0) || lengths.some((length) => !(length >= 0))) return undefined;
  let from = 0;
  const arcs = PHASES.map((phase, i) => {
    const arc = { phase, from, to: from + lengths[i]! / whole };
    from = arc.to;
    return arc;
  });
  return { arcs: arcs.filter((arc) => arc.to > arc.from) };
}

/**
 * Where the node is at `now`, by its own clock. When the phase that was told is over, the rhythm goes on: a node tells of its breath
 * when it exhales, and breathes all the time.
 */
export function momentOf(breath: BreathSaid, ring: BreathRing, now: Seconds): BreathMoment {
  const { phase, since, until } = breath.breath;
  const told = ring.arcs.find((arc) => arc.phase === phase);
  if (told !== undefined && now < until) {
    const share = until > since ? clamp((now - since) / (until - since)) : 0;
    return moment(told, share);
  }
  const whole = PHASES.reduce((sum, name) => sum + Number(breath.rhythm[name] ?? 0), 0);
  const turn = ((told?.to ?? 0) + Math.max(0, now - until) / whole) % 1;
  const arc = ring.arcs.find(({ to }) => turn < to) ?? ring.arcs[0]!;
  return moment(arc, clamp((turn - arc.from) / (arc.to - arc.from)));
}

function moment({ phase, from, to }: BreathRing["arcs"][number], share: number): BreathMoment {
  return { phase, turn: from + share * (to - from), fullness: fullness(phase, share) };
}

/** Lungs fill and empty softly. */
function fullness(phase: Phase, share: number): number {
  const soft = (1 - Math.cos(Math.PI * share)) / 2;
  switch (phase) {
    case "inhale":
      return soft;
    case "hold":
      return 1;
    case "exhale":
      return 1 - soft;
    case "pause":
      return 0;
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
