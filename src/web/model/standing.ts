import type { StandingName } from "../../domain/standing.js";
import type { Seconds } from "../../domain/time.js";
import { nodeNow } from "./node-clock.js";
import type { NodeSummary } from "./summary.js";

export interface Standing {
  readonly name: StandingName;
  /** Of a node that sleeps or overslept: when it meant to wake, by its own clock. */
  readonly until?: Seconds;
}

/** A node that never said how long its breath is gets so long. */
const USUAL_BREATH: Seconds = 480;
/** Two breaths of simulated time may be over within a blink. */
const LEAST_GRACE: Seconds = 10;

/**
 * `ready`: connected, or about to be · `sleeping`: till `until` · `overdue`: it should have been heard of a whole breath ago ·
 * `lost`: its connection broke · `gone`: it took its leave · `unknown`: it never said.
 */
export function standingOf(summary: NodeSummary, now: Seconds): Standing {
  const { state, description, clock, heard } = summary;
  if (state === undefined) return { name: "unknown" };
  const breath = description?.breath ?? USUAL_BREATH;
  const grace = Math.max(breath / (clock?.speed || 1), LEAST_GRACE);
  const silent = heard === undefined ? 0 : now - heard;
  switch (state.state) {
    case "lost":
      return { name: "lost" };
    case "disconnected":
      return { name: "gone" };
    case "init":
    case "ready":
      return silent > 2 * grace ? { name: "overdue" } : { name: "ready" };
    case "sleeping": {
      const { until } = state;
      if (until === undefined) return { name: silent > 2 * grace ? "overdue" : "sleeping" };
      // Simulated time that nobody heard go by may stand anywhere.
      const isKnown = state.quality !== "simulated" || clock !== undefined;
      const late = (nodeNow(clock, now) - until) / (clock?.speed || 1);
      return { name: isKnown && late > grace ? "overdue" : "sleeping", until };
    }
  }
}
