import { type AttentionState, emptyAttention } from "../attention/state.js";
import type { Alert } from "../domain/alert.js";
import type { Seconds } from "../domain/time.js";
import type { SavedOutbox } from "../memory/outbox.js";
import type { Announced } from "../mqtt/discovery.js";

/** All that a node keeps from one life to the next. One file, one commit per exhale. */
export interface NodeState {
  /** How often the node has started. */
  boot: number;
  /** How often it has said hello to a broker. */
  births: number;
  /** The last breath cycle. */
  cycle: number;
  /** When this was committed; null in a node that has never lived. */
  at: Seconds | null;
  /** The number of the last percept. */
  percepts: number;
  attention: AttentionState;
  /** Those that nobody has cleared yet. */
  alerts: Alert[];
  /** What the broker has not acknowledged. */
  outbox: SavedOutbox;
  /** What Home Assistant was told: what vanished since must be taken back. */
  announced: Announced;
}

export function newState(): NodeState {
  return {
    boot: 0,
    births: 0,
    cycle: 0,
    at: null,
    percepts: 0,
    attention: emptyAttention(0),
    alerts: [],
    outbox: { dropped: 0, messages: [] },
    announced: {},
  };
}
