import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attend } from "../../src/attention/attend.js";
import { consolidate } from "../../src/attention/consolidate.js";
import { resolve } from "../../src/attention/pool/pool.js";
import { salienceOf } from "../../src/attention/salience/salience.js";
import { type AttentionRules, type AttentionState, emptyAttention } from "../../src/attention/state/state.js";
import { think } from "../../src/attention/think.js";
import type { Percept } from "../../src/domain/percept.js";
import type { PerceptSource } from "../../src/domain/percept-source.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { DAWN, deepFreeze, moodOf, SETTINGS } from "./attention-under-test.js";

const RULES: AttentionRules = {
  words: ENGLISH,
  settings: SETTINGS,
  reflexes: [
    { id: "any", when: {}, actions: [{ kind: "publish", text: "!" }], coolDown: 60 },
    {
      id: "twice",
      when: { source: "electrode/*", count: { atLeast: 2, within: 300 } },
      actions: [{ kind: "breath", call: "gasp" }],
      awareness: { type: "aware", intensity: 0.5 },
      coolDown: 0,
    },
  ],
};
const QUIET: AttentionRules = { settings: SETTINGS, reflexes: [], words: ENGLISH };

const SENSES: readonly (readonly [PerceptSource, readonly string[]])[] = [
  ["electrode/e1", ["spike", "burst", "train", "gap", "artefact", "settling", "drift", "silence", "unheard"]],
  ["electrode/e2", ["spike", "burst", "artefact"]],
  ["electrode/e3", ["spike", "burst", "gap"]],
  ["electrode/constructor", ["spike", "burst", "gap"]],
  ["host", ["temperature", "supply", "disk", "clock"]],
  ["device/ads", ["fault"]],
  ["operator", ["note", "thanks", "command"]],
  ["reader", ["wave", "burst", "scatter"]],
  ["reflex/any", ["aware"]],
];

const noticed = fc.constantFrom(...SENSES).chain(([source, types]) =>
  fc.record({
    source: fc.constant(source),
    type: fc.constantFrom(...types),
    intensity: fc.double({ min: 0, max: 1, noNaN: true }),
    // After the percept before; now and then the clock is set back, and now and then days pass.
    later: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 600 }) },
      { weight: 1, arbitrary: fc.integer({ min: -7200, max: 200_000 }) },
    ),
    // A sense's own clock may be ahead of the node's, or far behind.
    ahead: fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -9000, max: 9e6 }) },
    ),
    tags: fc.subarray(["urgent", "routine", "control", "from:operator"], { maxLength: 2 }),
    data: fc.record(
      {
        electrodes: fc.subarray(["e1", "e2", "e3"]),
        surprise: fc.integer({ min: 0, max: 9 }),
        confidence: fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true }),
        duration_s: fc.integer({ min: 0, max: 600 }),
      },
      { noNullPrototype: true },
    ),
  }),
);

/** A life: percepts in order, and what the node does after each. */
const life = fc.array(fc.tuple(noticed, fc.constantFrom("listen", "listen", "think", "sleep")), { maxLength: 60 });
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

function live(story: Life, rules = RULES, onState: (state: AttentionState) => void = () => {}) {
  let state = deepFreeze(emptyAttention(DAWN));
  let now = DAWN;
  const told: unknown[] = [];
  for (const [index, [{ later, ahead, ...said }, deed]] of story.entries()) {
    now += later;
    const percept: Percept = deepFreeze({ id: `p-${index + 1}`, at: now + ahead, ...said });
    const outcomes = [attend(state, [percept], now, rules)];
    state = deepFreeze(outcomes[0]?.state ?? state);
    if (deed === "think") outcomes.push(think(state, now, rules));
    if (deed === "sleep") outcomes.push(consolidate(state, now, rules));
    state = deepFreeze(outcomes.at(-1)?.state ?? state);
    told.push(...outcomes.flatMap((outcome) => outcome.intentions));
    onState(state);
  }
  return { state, now, told };
}

function threadsOf(state: AttentionState) {
  return [...state.live, ...Object.values(state.frozen).flat(), ...state.complete];
}

test("law: the same life gives the same decisions, and no state is ever changed in place", () => {
  // States and percepts are deeply frozen: writing on one of them throws.
  fc.assert(
    fc.property(life, (story) => assert.deepEqual(live(story), live(story))),
    { numRuns: 200 },
  );
});

test("law: a state is its own JSON", () => {
  fc.assert(
    fc.property(life, (story) => {
      const { state } = live(story);
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
    }),
  );
});

test("law: one thread is active at most, statuses fit their places, ids are unique, the pool is in order, saliences stay within 0 and 1", () => {
  fc.assert(
    fc.property(life, (story) => {
      live(story, RULES, (state) => {
        const threads = threadsOf(state);
        assert.ok(state.live.filter((thread) => thread.status === "active").length <= 1);
        assert.ok(state.live.every((thread) => thread.status === "active" || thread.status === "paused"));
        assert.ok(
          Object.values(state.frozen)
            .flat()
            .every((thread) => thread.status === "frozen"),
        );
        assert.ok(state.complete.every((thread) => thread.status === "complete"));
        // Who has the attention waits for nothing any more; what was due stays due till its step.
        const waits = state.live.filter(({ waiting }) => waiting !== undefined && waiting.over !== true);
        assert.ok(waits.every(({ status }) => status === "paused"));
        assert.equal(new Set(threads.map((thread) => thread.id)).size, threads.length);
        for (const { salience } of threads) assert.ok(salience >= 0 && salience <= 1);
        const arrivals = state.pool.map((percept) => Number(percept.id.slice(2)));
        assert.deepEqual(
          arrivals,
          [...arrivals].sort((a, b) => a - b),
        );
        for (const { held, pending } of Object.values(state.arousal.factors))
          assert.ok(pending >= 0 && pending <= held && held <= 1);
      });
    }),
  );
});

test("law: a reference points to what it says, or to nothing once that has expired, and never throws", () => {
  fc.assert(
    fc.property(life, fc.string(), fc.integer({ min: -9000, max: 9e6 }), (story, word, later) => {
      const { state, now } = live(story);
      const ids = [...threadsOf(state).flatMap(({ refs }) => refs.map(({ percept }) => percept)), word];
      for (const id of ids) {
        const found = resolve(state.pool, id, now + later, SETTINGS.pool);
        assert.ok(found === undefined || found.id === id);
        const lifetime = 2 * SETTINGS.pool.lifetime; // of the slowest type
        if (found !== undefined) assert.ok(now + later - found.at <= lifetime);
      }
    }),
  );
});

test("law: what is told of a salience is what it is made of", () => {
  fc.assert(
    fc.property(life, (story) => {
      const { state } = live(story);
      for (const { salience, why } of threadsOf(state)) {
        const boosts = why.boosts.map(({ boost }) => boost);
        for (const part of [why.age, why.habituation, ...boosts]) assert.ok(part >= 0 && part <= 1);
        const rest = boosts.reduce((left, boost) => left * (1 - boost), 1);
        assert.ok(Math.abs(salience - why.age * why.habituation * (1 - rest)) < 1e-12);
      }
    }),
  );
});

test("law: salience never falls when a percept is more intense", () => {
  fc.assert(
    fc.property(life, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (story, which, more) => {
      const { state, now } = live(story, QUIET);
      const index = which % Math.max(1, state.pool.length);
      const pool = state.pool.map((percept, place) =>
        place === index ? { ...percept, intensity: percept.intensity + (1 - percept.intensity) * more } : percept,
      );
      for (const thread of threadsOf(state)) {
        const before = salienceOf(thread, state, now, SETTINGS).salience;
        assert.ok(salienceOf(thread, { ...state, pool }, now, SETTINGS).salience >= before - 1e-12);
      }
    }),
  );
});

test("law: a mood never changes a score, and so no order", () => {
  fc.assert(
    fc.property(
      life,
      noticed,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (story, { later: _, ahead: __, ...said }, level) => {
        const { state, now } = live(story, QUIET);
        const percept: Percept = { id: "p-999", at: now, ...said };
        // Only the active thread does not age, and who that becomes is what a mood does change: all are weighed as they were.
        const scores = [state.arousal, moodOf(level, now)].map((arousal) => {
          const after = attend({ ...state, arousal }, [percept], now, QUIET).state;
          return after.live.map((thread) => {
            const was = state.live.find((before) => before.id === thread.id) ?? thread;
            const same = { ...thread, status: was.status, lastActive: was.lastActive };
            return [thread.id, salienceOf(same, after, now, SETTINGS).salience];
          });
        });
        assert.deepEqual(scores[0], scores[1]);
      },
    ),
  );
});

test("law: how percepts are bunched changes nothing", () => {
  fc.assert(
    fc.property(life, fc.array(noticed, { maxLength: 12 }), (story, more) => {
      const { state, now } = live(story);
      const percepts = more.map(
        ({ later: _, ahead: __, ...said }, index): Percept => ({ id: `p-${900 + index}`, at: now, ...said }),
      );
      const together = attend(state, percepts, now, RULES);
      let single = state;
      const told: unknown[] = [];
      for (const percept of percepts) {
        const outcome = attend(single, [percept], now, RULES);
        single = outcome.state;
        told.push(...outcome.intentions);
      }
      assert.deepEqual(together.state, single);
      assert.deepEqual(together.intentions, told);
    }),
  );
});

test("law: every thread ends when the world falls silent, and it leaves nothing but insights", () => {
  fc.assert(
    fc.property(life, (story) => {
      let { state, now } = live(story);
      const { freezeAfter, cullAfter } = SETTINGS.threads;
      // Twice a whole life of a thread, and the hours in which percepts that a clock set ahead are still to come.
      const end = now + 2 * (freezeAfter + cullAfter) + 12 * HOUR;
      for (; now < end; now += 8 * MINUTE) {
        state = think(state, now, QUIET).state;
        state = consolidate(state, now, QUIET).state;
      }
      assert.deepEqual(threadsOf(state), []);
      assert.ok(state.insights.every((insight) => insight.support > 0 && /^[a-z0-9-]+$/.test(insight.id)));
    }),
    { numRuns: 40 },
  );
});

test("law: the pool keeps its bound in a flood, the loudest stay, and what falls out is counted", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 65, maxLength: 640 }), (thousandths) => {
      const loud = thousandths.map((thousandth) => thousandth / 1000);
      const percepts = loud.map(
        (intensity, index): Percept => ({
          id: `p-${index + 1}`,
          source: "electrode/e1",
          type: "spike",
          intensity,
          at: DAWN,
          tags: [],
          data: {},
        }),
      );
      const { state } = attend(emptyAttention(DAWN), percepts, DAWN, QUIET);
      const { capacity } = SETTINGS.pool;
      assert.ok(state.pool.length <= capacity);
      assert.equal(state.counters.dropped, percepts.length - state.pool.length);
      const descending = (a: number, b: number) => b - a;
      const surelyKept = capacity - capacity / 16;
      const kept = state.pool.map((percept) => percept.intensity).sort(descending);
      assert.deepEqual(kept.slice(0, surelyKept), loud.sort(descending).slice(0, surelyKept));
    }),
  );
});
