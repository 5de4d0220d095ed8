import { restoreAttention } from "../attention/restore.js";
import { type AttentionState, emptyAttention } from "../attention/state.js";
import type { Alert } from "../domain/alert.js";
import type { Seconds } from "../domain/time.js";
import type { Migration } from "../memory/durable-adapter.js";
import type { SavedOutbox } from "../memory/outbox.js";
import type { Announced } from "../mqtt/discovery.js";
import type { Mute } from "./deeds/mutes.js";
import type { Withdrawal } from "./deeds/retreat.js";
import type { Hush } from "./desk/hushed.js";

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
  /** Electrodes whose percepts nobody minds for a while. */
  mutes: Readonly<Record<string, Mute>>;
  /** What nobody wants to be told of for a while. */
  hushes: readonly Hush[];
  /** That the node has withdrawn, if it has. */
  withdrawal: Withdrawal | null;
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
    mutes: {},
    hushes: [],
    withdrawal: null,
  };
}

/** From the state of an older andas to the present one, a version each. */
export const MIGRATIONS: readonly Migration[] = [threadsKnowWhy];

/**
 * Version 2: threads and reflexes know much more of themselves. What was going on is let go, it would be over in a day anyway; what was
 * learnt, and every number that must not be given twice, is kept.
 */
function threadsKnowWhy(data: object): object {
  const old = data as Partial<NodeState>;
  const now = old.at ?? 0;
  return { ...newState(), ...old, attention: restoreAttention(old.attention ?? emptyAttention(now), now) };
}
