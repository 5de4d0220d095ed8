import { z } from "zod";
import type { Mute } from "../actions/mutes.js";
import type { WithdrawalState } from "../actions/withdrawal.js";
import { restoreAttention } from "../attention/restore.js";
import { type AttentionState, emptyAttention } from "../attention/state.js";
import type { Alert } from "../domain/alert.js";
import type { Seconds } from "../domain/time.js";
import type { Hush } from "../operator/hushes.js";
import type { SectionSpec } from "../ports/section.js";
import type { Announced } from "../protocol/payloads/discovery.js";
import type { Migration } from "../storage/durable-adapter.js";
import type { SavedOutbox } from "../storage/outbox.js";
import type { SavedSections, Sections } from "../storage/sections.js";

const COUNT = z.int().min(0);

/** How often the node has started. */
const BOOT: SectionSpec<number> = { name: "boot", shape: COUNT, fresh: () => 0 };
/** How often it has said hello to a broker. */
const BIRTHS: SectionSpec<number> = { name: "births", shape: COUNT, fresh: () => 0 };
/** The last breath cycle. */
const CYCLE: SectionSpec<number> = { name: "cycle", shape: COUNT, fresh: () => 0 };
/** The number of the last percept. */
const PERCEPTS: SectionSpec<number> = { name: "percepts", shape: COUNT, fresh: () => 0 };
/** When the state was last committed; null in a node that has never run. */
const COMMITTED: SectionSpec<Seconds | null> = { name: "committed", shape: z.number().nullable(), fresh: () => null };
const ATTENTION: SectionSpec<AttentionState> = {
  name: "attention",
  shape: z.custom<AttentionState>(),
  fresh: () => emptyAttention(0),
};
/** Those that nobody has cleared yet. */
const ALERTS: SectionSpec<readonly Alert[]> = { name: "alerts", shape: z.custom<readonly Alert[]>(), fresh: () => [] };
/** What the broker has not acknowledged. */
const OUTBOX: SectionSpec<SavedOutbox> = {
  name: "outbox",
  shape: z.custom<SavedOutbox>(),
  fresh: () => ({ dropped: 0, messages: [] }),
};
/** What Home Assistant was told: what vanished since must be taken back. */
const ANNOUNCED: SectionSpec<Announced> = { name: "announced", shape: z.custom<Announced>(), fresh: () => ({}) };
/** Electrodes whose percepts nobody minds for a while. */
const MUTES: SectionSpec<Readonly<Record<string, Mute>>> = {
  name: "mutes",
  shape: z.custom<Readonly<Record<string, Mute>>>(),
  fresh: () => ({}),
};
/** What nobody wants to be told of for a while. */
const HUSHES: SectionSpec<readonly Hush[]> = { name: "hushes", shape: z.custom<readonly Hush[]>(), fresh: () => [] };
/** That the node has withdrawn, if it has. */
const WITHDRAWAL: SectionSpec<WithdrawalState | null> = {
  name: "withdrawal",
  shape: z.custom<WithdrawalState | null>(),
  fresh: () => null,
};

/** All that a node keeps from one run to the next, each part for its owner. One file, one commit per exhale. */
export type NodeState = ReturnType<typeof nodeState>;

export function nodeState(sections: Sections) {
  return {
    boot: sections.take(BOOT),
    births: sections.take(BIRTHS),
    cycle: sections.take(CYCLE),
    percepts: sections.take(PERCEPTS),
    committed: sections.take(COMMITTED),
    attention: sections.take(ATTENTION),
    alerts: sections.take(ALERTS),
    outbox: sections.take(OUTBOX),
    announced: sections.take(ANNOUNCED),
    mutes: sections.take(MUTES),
    hushes: sections.take(HUSHES),
    withdrawal: sections.take(WITHDRAWAL),
  };
}

/** More percepts than one breath ever told without having committed them. */
const UNCOMMITTED = 1000;

/** When the state was last committed, where it says so. */
export function committedIn({ committed }: SavedSections): Seconds | undefined {
  return typeof committed?.data === "number" ? committed.data : undefined;
}

/** The node runs once more. */
export function beginRun({ boot, percepts }: NodeState): void {
  // What was noticed after the last commit of a run that was cut off may have been told: its numbers are not given again.
  if (boot.value > 0) percepts.value += UNCOMMITTED;
  boot.value++;
}

/** From the state of an older andas to the present one, a version each. */
export const MIGRATIONS: readonly Migration[] = [threadsKnowWhy, inSections];

/**
 * Version 2: threads and reflexes know much more of themselves. What was going on is let go, it would be over in a day anyway; what was
 * learnt, and every number that must not be given twice, is kept.
 */
function threadsKnowWhy(data: object): object {
  const old = data as { at?: Seconds; attention?: AttentionState };
  const now = old.at ?? 0;
  return { ...old, attention: restoreAttention(old.attention ?? emptyAttention(now), now) };
}

/** Version 3: each part has its own version. */
function inSections(data: object): SavedSections {
  const { at = null, ...others } = data as { at?: Seconds | null };
  return Object.fromEntries(
    Object.entries({ committed: at, ...others }).map(([name, part]) => [name, { v: 1, data: part }]),
  );
}
