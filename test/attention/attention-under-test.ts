import { attend } from "../../src/attention/attend.js";
import { consolidate } from "../../src/attention/consolidate.js";
import type { AttentionResult } from "../../src/attention/state/draft.js";
import {
  type Arousal,
  type AttentionRules,
  type AttentionState,
  calmArousal,
  emptyAttention,
} from "../../src/attention/state/state.js";
import { summary } from "../../src/attention/summary.js";
import { think } from "../../src/attention/think.js";
import type { AttentionSettings } from "../../src/domain/attention-settings.js";
import type { Insight } from "../../src/domain/insight.js";
import type { Intention } from "../../src/domain/intention.js";
import type { Noticed, Percept } from "../../src/domain/percept.js";
import type { PerceptSource } from "../../src/domain/percept-source.js";
import type { Reflex } from "../../src/domain/reflex.js";
import type { Thread } from "../../src/domain/thread.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";

/** 2000-01-01, 06:00 UTC: stories begin here and count their minutes from it. */
export const DAWN: Seconds = 946_684_800 + 6 * HOUR;

export const SETTINGS: AttentionSettings = {
  pool: {
    capacity: 64,
    halfLife: 20 * MINUTE,
    lifetime: 6 * HOUR,
    halfLives: [{ type: "drift", halfLife: 40 * MINUTE }],
  },
  relevance: { nearHalfLife: 10 * MINUTE, nearWeight: 0.25, readingWeight: 0.6, alikeFrom: 0.8 },
  salience: { surpriseWeight: 0.5, surpriseHalf: 4 },
  habituation: { step: 0.15, floor: 0.4, halfLife: DAY },
  threads: { freezeAfter: 2 * HOUR, cullAfter: DAY, frozenMax: 20 },
  merging: { from: 0.7, below: 0.4, nearWeight: 0.6 },
  selection: { activeMost: 1, calmThreshold: 0.4, urgentThreshold: 0.15, calmMargin: 0.2, urgentMargin: 0.02 },
  arousal: {
    urgency: { weight: 0.7, rise: 0, fall: 10 * MINUTE },
    pressure: { weight: 0.5, rise: 0, fall: 5 * MINUTE, within: 10 * MINUTE },
    errors: { weight: 0.4, rise: 0, fall: 10 * MINUTE },
    waiting: { weight: 0.4, rise: 0, fall: 5 * MINUTE },
    scarcity: { weight: 0.4, rise: 0, fall: 2 * HOUR },
  },
  importance: [
    { source: "operator", weight: 1 },
    { source: "electrode/*", weight: 0.8 },
    { source: "reader", weight: 0.8 },
    { source: "host", weight: 0.4 },
  ],
  summary: { pausedMost: 4 },
  morning: 6 * 3600,
  consolidation: {
    calmBelow: 0.3,
    when: { idle: 0, threads: 1, night: { from: 22 * HOUR, to: 4 * HOUR } },
    perBreath: 8,
    insightsMax: 50,
  },
  learning: { halfLife: 60 * DAY, forgetBelow: 0.25, expectFrom: 0.75, doubtFrom: 0.52, afterWithin: 2 * HOUR },
};

/** All factors of arousal have risen so far, 0 to 1. */
export function moodOf(level: number, at: Seconds, factors = Object.keys(calmArousal(at).factors)): Arousal {
  const risen = factors.map((factor) => [factor, { held: level, pending: 0 }]);
  return { at, factors: { ...calmArousal(at).factors, ...Object.fromEntries(risen) } };
}

type Said = Partial<Pick<Percept, "intensity" | "tags" | "data">>;

/** A node's attention as a story needs it: it hears, thinks and sleeps at minutes after dawn. Its states are frozen. */
export class AttentionUnderTest {
  state: AttentionState;
  readonly rules: AttentionRules;
  #percepts = 0;

  constructor(reflexes: readonly Reflex[] = [], state = emptyAttention(DAWN), settings = SETTINGS) {
    this.rules = { settings, reflexes, words: ENGLISH };
    this.state = deepFreeze(state);
  }

  /** One percept, and whatever awareness comes of it, as the node feeds it back. */
  hears(minute: number, source: PerceptSource, type: string, said: Said = {}): readonly Intention[] {
    const noticed: Noticed = { source, type, intensity: 0.6, at: DAWN + minute * MINUTE, tags: [], data: {}, ...said };
    return this.notices(noticed);
  }

  notices(noticed: Noticed): readonly Intention[] {
    const percept: Percept = { id: `p-${++this.#percepts}`, ...noticed };
    return this.takes(attend(this.state, [percept], noticed.at, this.rules));
  }

  thinks(minute: number): readonly Intention[] {
    return this.#take(think(this.state, DAWN + minute * MINUTE, this.rules));
  }

  sleeps(minute: number): readonly Intention[] {
    const told: Intention[] = [];
    for (let more = true; more; ) {
      const outcome = consolidate(this.state, DAWN + minute * MINUTE, this.rules);
      told.push(...this.#take(outcome));
      more = outcome.more === true;
    }
    return told;
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

  /** What attention gave back: its state is kept, its notices are noticed, as the node does it. */
  takes(outcome: AttentionResult): readonly Intention[] {
    const told = this.#take(outcome);
    return [...told, ...told.flatMap((one) => (one.kind === "notice" ? this.notices(one.noticed) : []))];
  }

  #take(outcome: AttentionResult): readonly Intention[] {
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

/** The ids of the percepts that a thread refers to. */
export function referred(thread: Thread): readonly string[] {
  return thread.refs.map((reference) => reference.percept);
}
