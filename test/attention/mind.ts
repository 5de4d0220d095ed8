import { attend } from "../../src/attention/attend.js";
import { consolidate } from "../../src/attention/consolidate.js";
import type { Outcome } from "../../src/attention/draft.js";
import { type AttentionRules, type AttentionState, emptyAttention } from "../../src/attention/state.js";
import { summary } from "../../src/attention/summary.js";
import { think } from "../../src/attention/think.js";
import type { AttentionSettings } from "../../src/domain/attention-settings.js";
import type { Insight } from "../../src/domain/insight.js";
import type { Intention } from "../../src/domain/intention.js";
import type { Noticed, Percept } from "../../src/domain/percept.js";
import type { Reflex } from "../../src/domain/reflex.js";
import type { Thread } from "../../src/domain/thread.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";

/** 2000-01-01, 06:00 UTC: stories begin here and count their minutes from it. */
export const DAWN: Seconds = 946_684_800 + 6 * HOUR;

export const SETTINGS: AttentionSettings = {
  pool: { capacity: 64, halfLife: 20 * MINUTE, lifetime: 6 * HOUR },
  threads: { freezeAfter: 2 * HOUR, cullAfter: DAY, frozenMax: 20 },
  selection: { calmThreshold: 0.4, urgentThreshold: 0.15, calmMargin: 0.2, urgentMargin: 0.02 },
  arousal: { halfLife: 10 * MINUTE },
  importance: [
    { source: "operator", weight: 1 },
    { source: "electrode/*", weight: 0.8 },
    { source: "reader", weight: 0.8 },
    { source: "host", weight: 0.4 },
  ],
  consolidation: { calmBelow: 0.3, perBreath: 8, insightsMax: 50 },
};

type Said = Partial<Pick<Percept, "intensity" | "tags" | "data">>;

/** A node's attention as a story needs it: it hears, thinks and sleeps at minutes after dawn. Its states are frozen. */
export class Mind {
  state: AttentionState;
  readonly rules: AttentionRules;
  #percepts = 0;

  constructor(reflexes: readonly Reflex[] = [], state = emptyAttention(DAWN), settings = SETTINGS) {
    this.rules = { settings, reflexes };
    this.state = deepFreeze(state);
  }

  /** One percept, and whatever awareness comes of it, as the node feeds it back. */
  hears(minute: number, source: string, type: string, said: Said = {}): readonly Intention[] {
    const noticed: Noticed = { source, type, intensity: 0.6, at: DAWN + minute * MINUTE, tags: [], data: {}, ...said };
    return this.notices(noticed);
  }

  notices(noticed: Noticed): readonly Intention[] {
    const percept: Percept = { id: `p-${++this.#percepts}`, ...noticed };
    const intentions = this.#take(attend(this.state, [percept], noticed.at, this.rules));
    const back = intentions.flatMap((one) => (one.kind === "notice" ? this.notices(one.noticed) : []));
    return [...intentions, ...back];
  }

  thinks(minute: number): readonly Intention[] {
    return this.#take(think(this.state, DAWN + minute * MINUTE, this.rules));
  }

  sleeps(minute: number): readonly Intention[] {
    return this.#take(consolidate(this.state, DAWN + minute * MINUTE, this.rules));
  }

  /** What has the attention: its goal. */
  get attendsTo(): string | undefined {
    return this.state.live.find((thread) => thread.status === "active")?.goal;
  }

  summaryAt(minute: number) {
    return summary(this.state, DAWN + minute * MINUTE, this.rules);
  }

  /** Every thread there is, whatever became of it. */
  get threads(): readonly Thread[] {
    return [...this.state.live, ...Object.values(this.state.frozen).flat(), ...this.state.complete];
  }

  thread(kind: string): Thread {
    const found = this.threads.find((thread) => thread.kind === kind);
    if (found === undefined) throw new Error(`there is no thread of kind ${kind}`);
    return found;
  }

  #take(outcome: Outcome): readonly Intention[] {
    this.state = deepFreeze(outcome.state);
    return outcome.intentions;
  }
}

/** `created t-1`, `activated t-1`: what happened to threads. */
export function changesIn(intentions: readonly Intention[]): readonly string[] {
  return intentions.flatMap((one) => (one.kind === "thread" ? [`${one.change} ${one.thread.id}`] : []));
}

export function lessonsIn(intentions: readonly Intention[]): readonly Insight[] {
  return intentions.flatMap((one) => (one.kind === "insight" ? [one.insight] : []));
}

export function actionsIn(intentions: readonly Intention[]): readonly string[] {
  return intentions.flatMap((one) => (one.kind === "act" ? [one.reflex] : []));
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
