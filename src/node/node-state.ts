import { z } from "zod";
import { CALIBRATIONS } from "../acquisition/calibrations.js";
import { mutesAsTimedSet, STANDING_ALERTS, TIMED_SET, WITHDRAWAL_STATE } from "../actions/kept-shapes.js";
import { restoreAttention } from "../attention/restore.js";
import { type AttentionState, emptyAttention } from "../attention/state/state.js";
import { ATTENTION_STATE } from "../attention/state/state-shape.js";
import { withDiaries } from "../attention/state/tested-patterns.js";
import { emptyLedger, LEDGER, type LedgerState } from "../breathing/energy/ledger-state.js";
import { AWAKE, REST_STATE } from "../breathing/rest/rest-state.js";
import { KEPT_RHYTHM } from "../breathing/rhythms/kept-rhythm.js";
import type { Seconds } from "../domain/time.js";
import { MORNING_STATE, type MorningState } from "../morning/morning-desk.js";
import type { SectionSpec } from "../ports/section.js";
import { ANNOUNCED, announcedKnowsWhere, NOTHING_ANNOUNCED } from "../protocol/home-assistant/announced.js";
import { NO_OLDER_OUTBOX, OLDER_OUTBOX } from "../storage/outbox/older-outbox.js";
import { type SavedSections, type Sections, versionsOf } from "../storage/sections.js";
import type { Migration, StateFormat } from "../storage/state-format.js";
import { TIME_CORRECTIONS } from "./timekeeper.js";

/** How often something was. */
export const COUNT = z.int().min(0);

/** The sections of the state. A change of shape is a migration of its section, at the end of its list. */
const SPECS = {
  boot: spec({ name: "boot", holds: "how often the node has started", shape: COUNT, fresh: () => 0 }),
  births: spec({ name: "births", holds: "how often it said hello to a broker", shape: COUNT, fresh: () => 0 }),
  cycle: spec({ name: "cycle", holds: "the number of the last breath", shape: COUNT, fresh: () => 0 }),
  percepts: spec({ name: "percepts", holds: "the number of the last percept", shape: COUNT, fresh: () => 0 }),
  /** Null in a node that has never run. */
  committed: spec({
    name: "committed",
    holds: "when the state was last committed",
    shape: z.number().nullable(),
    fresh: () => null,
  }),
  attention: spec({
    name: "attention",
    holds: "what was on its mind and what it had learnt",
    shape: ATTENTION_STATE,
    fresh: () => emptyAttention(0),
    migrations: [withDiaries],
  }),
  /** Those that nobody has cleared yet. */
  alerts: spec({ name: "alerts", holds: "the standing alerts", shape: STANDING_ALERTS, fresh: () => [] }),
  /** Of an andas that had no log for it; the log takes it over. */
  outbox: spec({
    name: "outbox",
    holds: "messages that the broker had not acknowledged",
    shape: OLDER_OUTBOX,
    fresh: () => NO_OLDER_OUTBOX,
  }),
  /** What Home Assistant was told: what vanished since must be taken back. */
  announced: spec({
    name: "announced",
    holds: "what Home Assistant had been told of",
    shape: ANNOUNCED,
    fresh: () => NOTHING_ANNOUNCED,
    migrations: [announcedKnowsWhere],
  }),
  /** Electrodes whose percepts nobody minds for a while. */
  mutes: spec({
    name: "mutes",
    holds: "which electrodes were muted",
    shape: TIMED_SET,
    fresh: () => [],
    migrations: [mutesAsTimedSet],
  }),
  /** What nobody wants to be told of for a while. */
  hushes: spec({ name: "hushes", holds: "what was hushed", shape: TIMED_SET, fresh: () => [] }),
  /** When the node's time was wrong, for messages that wait. */
  corrections: spec({
    name: "corrections",
    holds: "when its time was wrong",
    shape: TIME_CORRECTIONS,
    fresh: () => [],
  }),
  /** Measured on this node; what the card says stands on the card. */
  calibrations: spec({
    name: "calibrations",
    holds: "what its channels are off by",
    shape: CALIBRATIONS,
    fresh: () => [],
  }),
  energy: spec<LedgerState>({
    name: "energy",
    holds: "what was spent, hour by hour and day by day",
    shape: LEDGER,
    fresh: emptyLedger,
  }),
  rhythm: spec({
    name: "rhythm",
    holds: "what its breath had learnt of the field",
    shape: KEPT_RHYTHM,
    fresh: () => ({}),
  }),
  /** What was jotted down for the next page of the day. */
  morning: spec<MorningState>({
    name: "morning",
    holds: "what happened since the last page of the day",
    shape: MORNING_STATE,
    fresh: () => null,
  }),
  withdrawal: spec({
    name: "withdrawal",
    holds: "that the node had withdrawn",
    shape: WITHDRAWAL_STATE,
    fresh: () => null,
  }),
  /** What was turned down, and the alarm that the board went off by. */
  rest: spec({ name: "rest", holds: "how its board stood before it rested", shape: REST_STATE, fresh: () => AWAKE }),
};

function spec<T>(section: SectionSpec<T>): SectionSpec<T> {
  return section;
}

/** All that a node keeps from one run to the next, each part for its owner. One file, one commit per exhale. */
export type NodeState = ReturnType<typeof nodeState>;

export function nodeState(sections: Sections) {
  return {
    boot: sections.take(SPECS.boot),
    births: sections.take(SPECS.births),
    cycle: sections.take(SPECS.cycle),
    percepts: sections.take(SPECS.percepts),
    committed: sections.take(SPECS.committed),
    attention: sections.take(SPECS.attention),
    alerts: sections.take(SPECS.alerts),
    outbox: sections.take(SPECS.outbox),
    announced: sections.take(SPECS.announced),
    mutes: sections.take(SPECS.mutes),
    hushes: sections.take(SPECS.hushes),
    corrections: sections.take(SPECS.corrections),
    calibrations: sections.take(SPECS.calibrations),
    rhythm: sections.take(SPECS.rhythm),
    morning: sections.take(SPECS.morning),
    withdrawal: sections.take(SPECS.withdrawal),
    energy: sections.take(SPECS.energy),
    rest: sections.take(SPECS.rest),
  };
}

/** From the state of an older andas to the present one, a version each. */
const MIGRATIONS: readonly Migration[] = [threadsKnowWhy, inSections];

/** Which states this andas can go on with. */
export const STATE_FORMAT: StateFormat = { migrations: MIGRATIONS, sections: versionsOf(Object.values(SPECS)) };

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
