import { react } from "../../attention/reflexes/react.js";
import { draftOf } from "../../attention/state/draft.js";
import { type AttentionState, emptyAttention } from "../../attention/state/state.js";
import type { Percept } from "../../domain/percept.js";
import { electrodeSource, type PerceptSource } from "../../domain/percept-source.js";
import type { Reflex, Trigger } from "../../domain/reflex.js";
import { ENGLISH } from "../../language/en/english.js";
import { realPace } from "../../ports/os/real-clock.js";

const REFLEXES = 200;
const PERCEPTS = 20_000;

const ACTIONS: Reflex["actions"] = [{ kind: "publish", text: "!" }];

/** Every sort of condition, over and over: a card that somebody wrote with a program. */
const SORTS: readonly ((i: number) => Trigger)[] = [
  (i) => ({ source: electrodeSource(`e${i % 16}`), type: "burst" }),
  (i) => ({ source: "electrode/*", type: "spike", intensity: 0.9, tags: [`my:t${i}`] }),
  (i) => ({
    source: "electrode/*",
    type: "spike",
    values: [{ field: "amplitude_mv", is: "at-least", value: i / 100 }],
  }),
  () => ({ source: "electrode/*", type: "artefact", count: { atLeast: 3, within: 300, of: "sources" } }),
  (i) => ({ source: electrodeSource(`e${i % 16}`), type: "*", quietFor: 3600 }),
  (i) => ({ source: "neighbour/*", type: `n${i}*` }),
  () => ({ source: "host", type: "temperature", between: { from: 0, to: 43_200 } }),
  () => ({ daily: [10_800] }),
];

/**
 * How long 200 reflexes take to answer a percept (all that lies between the percept and the action's intention), in microseconds, each
 * decision measured by itself: percepts that concern none, and a mixture of which a quarter does.
 */
export function reflexDecisions(): object {
  const reflexes = Array.from({ length: REFLEXES }, (_, i): Reflex => {
    const when = (SORTS[i % SORTS.length] as (i: number) => Trigger)(i);
    return { id: `r${i}`, when, actions: ACTIONS, coolDown: i % 3 === 0 ? 60 : 0 };
  });
  return {
    reflexes: REFLEXES,
    concerning_none: figuresOf(timesOf(reflexes, (i) => aPercept(i, "sky", "hour"))),
    mixed: figuresOf(timesOf(reflexes, mixed)),
  };
}

function mixed(i: number): Percept {
  switch (i % 8) {
    case 0:
      return aPercept(i, electrodeSource(`e${i % 16}`), "spike");
    case 1:
      return aPercept(i, electrodeSource(`e${i % 16}`), i % 3 === 0 ? "burst" : "artefact");
    default:
      return aPercept(i, i % 2 === 0 ? "operator" : "sky", "note");
  }
}

function aPercept(i: number, source: PerceptSource, type: string): Percept {
  return {
    id: `p-${i}`,
    source,
    type,
    intensity: (i % 100) / 100,
    at: i,
    tags: [],
    data: { amplitude_mv: (i % 20) / 10 },
  };
}

function timesOf(reflexes: readonly Reflex[], percept: (i: number) => Percept): readonly number[] {
  const { now } = realPace(1);
  let state: AttentionState = emptyAttention(0);
  return Array.from({ length: PERCEPTS }, (_, i) => {
    const one = percept(i);
    const draft = draftOf(state, ENGLISH);
    const began = now();
    react(draft, one, one.at, reflexes);
    const took = now() - began;
    state = { ...state, reflexes: draft.reflexes, counters: draft.counters };
    return 1e6 * took;
  });
}

function figuresOf(times: readonly number[]): object {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round(10 * (sorted[Math.floor(share * (sorted.length - 1))] ?? 0)) / 10;
  return { us_median: at(0.5), us_p99: at(0.99), us_longest: at(1) };
}
