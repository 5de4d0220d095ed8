import { attend } from "../../attention/attend.js";
import { type AttentionRules, type AttentionState, emptyAttention } from "../../attention/state/state.js";
import { think } from "../../attention/think.js";
import { attentionSchema } from "../../config/schemas/attention.js";
import { toAttention } from "../../config/to-configuration.js";
import type { Insight } from "../../domain/insight.js";
import { median } from "../../domain/median.js";
import type { Percept } from "../../domain/percept.js";
import { electrodeSource, neighbourSource } from "../../domain/percept-source.js";
import type { Reflex } from "../../domain/reflex.js";
import type { Thread } from "../../domain/thread.js";
import { DAY, type Seconds } from "../../domain/time.js";
import { ENGLISH } from "../../language/en/english.js";
import type { Io } from "../cli/command.js";
import { liveOn } from "./attention-year.js";
import { reflexDecisions } from "./reflexes.js";

const RUNS = 5;
const PERCEPTS = 20_000;
/** What the node has on its mind: more than a forest gives it. */
const LIVE = 200;
const POOLED = 5000;
/** Two or three kinds of thread follow an electrode; of a kind there is one. */
const ELECTRODES = 50;
const GROWTH = [10, 100, 1000, 10_000];

/**
 * Percepts a second through reflexes, pool, threads and selection, one call each as the node makes them, with 200 live threads
 * and 5,000 pooled percepts (median of five); how that changes with 10 to 10,000 frozen threads and as many insights; and what
 * the state takes on the disk.
 */
export async function benchAttention(io: Io): Promise<object> {
  const settings = toAttention(attentionSchema.parse({}));
  const rules: AttentionRules = {
    settings: { ...settings, pool: { ...settings.pool, capacity: POOLED } },
    reflexes,
    words: ENGLISH,
  };
  const busy = busyState(rules);
  const percepts = perceptsFrom(POOLED, PERCEPTS);
  io.err("andas: attention …\n");
  const rates = Array.from({ length: RUNS }, () => measure(busy, percepts, rules));
  const growth = GROWTH.map((count) => {
    io.err(`andas: attention with ${count} frozen threads and insights …\n`);
    const grown = { ...busy, frozen: frozenThreads(busy, count), insights: insights(count) };
    const times = Array.from({ length: RUNS }, () => 1e6 / measure(grown, percepts, rules));
    return { frozen: count, insights: count, us_per_percept: Math.round(median(times) * 10) / 10 };
  });
  const thought = processorTime(() => think(busy, busy.weighed, rules));
  return {
    live_threads: busy.live.length,
    pooled: busy.pool.length,
    percepts: PERCEPTS,
    percepts_per_s: Math.round(median(rates)),
    percepts_per_s_runs: rates.map(Math.round),
    growth,
    think_ms: Math.round(thought * 1e4) / 10,
    state_kilobytes: Math.round(JSON.stringify(busy).length / 1000),
    year_kilobytes: kilobytesOfAYear(io, settings),
    reflexes: reflexDecisions(),
  };
}

/** What the state takes on the disk after a year of ordinary life. */
function kilobytesOfAYear(io: Io, settings: AttentionRules["settings"]): number {
  io.err("andas: a year of ordinary life …\n");
  return Math.round(JSON.stringify(liveOn(365, { settings, reflexes: [], words: ENGLISH })).length / 1000);
}

const reflexes: readonly Reflex[] = [
  {
    id: "surge",
    when: { source: "electrode/*", type: "burst", intensity: 0.95, count: { atLeast: 3, within: 600 } },
    actions: [{ kind: "alert", text: "a surge" }],
    coolDown: 600,
  },
  {
    id: "thanks",
    when: { source: "operator", type: "thanks" },
    actions: [{ kind: "publish", text: "you are welcome" }],
    coolDown: 0,
  },
];

/** Percepts a second of one core; one call a percept, as the node makes them. */
function measure(state: AttentionState, percepts: readonly Percept[], rules: AttentionRules): number {
  const seconds = processorTime(() => {
    let now = state;
    for (const percept of percepts) now = attend(now, [percept], percept.at, rules).state;
  });
  return percepts.length / seconds;
}

/** Seconds that the processor works on it, the collector's included: what else the machine does is left out. */
function processorTime(work: () => void): Seconds {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** A full pool, and the threads that came of it; made up to their number with copies of them on other subjects. */
function busyState(rules: AttentionRules): AttentionState {
  let state = emptyAttention(START);
  for (const percept of perceptsFrom(0, POOLED)) state = attend(state, [percept], percept.at, rules).state;
  const models = state.live;
  const live = Array.from({ length: LIVE }, (_, index): Thread => {
    const thread = models[index % models.length]!;
    if (index < models.length) return thread;
    return { ...thread, id: `t-${1_000_000 + index}`, subject: neighbourSource(`n${index}`), status: "paused" };
  });
  return { ...state, live };
}

const START: Seconds = 946_684_800;

/** A lively forest without chance: every electrode says something in its turn, mostly spikes; the same in every run. */
function perceptsFrom(first: number, count: number): readonly Percept[] {
  const types = ["spike", "spike", "spike", "burst", "spike", "silence", "train", "drift", "artefact"];
  return Array.from({ length: count }, (_, step): Percept => {
    const number = first + step;
    return {
      id: `p-${number + 1}`,
      source: electrodeSource(`e${(number * 7) % ELECTRODES}`),
      type: types[(number * 5) % types.length] ?? "spike",
      intensity: ((number * 37) % 100) / 100,
      at: START + number / 10,
      tags: [],
      data: { duration_s: 60 },
    };
  });
}

/** Spread over the electrodes, as a year would leave them. */
function frozenThreads(state: AttentionState, count: number): AttentionState["frozen"] {
  const frozen: Record<string, Thread[]> = {};
  for (let index = 0; index < count; index++) {
    const thread = state.live[index % state.live.length]!;
    const subject = `e${index % ELECTRODES}`;
    const cold: Thread = { ...thread, id: `t-${2_000_000 + index}`, subject, status: "frozen", created: START - DAY };
    frozen[subject] = [...(frozen[subject] ?? []), cold];
  }
  return frozen;
}

function insights(count: number): readonly Insight[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `e${index}-bursts`,
    kind: "pattern" as const,
    subject: `e${index % ELECTRODES}`,
    sentence: `e${index} bursts`,
    data: { form: "hours" },
    support: 1,
    against: 0,
    firstSeen: START,
    lastSeen: START,
  }));
}
