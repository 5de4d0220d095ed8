import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { advance, dueAt } from "../../src/attention/advance.js";
import { attend } from "../../src/attention/attend.js";
import { emptyAttention } from "../../src/attention/state/state.js";
import type { Percept } from "../../src/domain/percept.js";
import type { PerceptSource } from "../../src/domain/percept-source.js";
import type { Reflex, Trigger } from "../../src/domain/reflex.js";
import { DAY, HOUR } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { DAWN, deepFreeze, SETTINGS } from "./attention-under-test.js";

const SOURCES: readonly PerceptSource[] = ["electrode/e1", "electrode/e2", "host", "reflex/other"];
const TYPES = ["spike", "burst", "gap"];

const trigger: fc.Arbitrary<Trigger> = fc.record(
  {
    source: fc.constantFrom("electrode/*", "electrode/e1", "host", "*"),
    type: fc.constantFrom("spike", "b*", "*"),
    intensity: fc.double({ min: 0, max: 1, noNaN: true }),
    count: fc.record({
      atLeast: fc.integer({ min: 1, max: 5 }),
      within: fc.integer({ min: 1, max: 3000 }),
      of: fc.constantFrom("percepts", "sources"),
    }),
    between: fc.record({ from: fc.integer({ min: 0, max: DAY - 1 }), to: fc.integer({ min: 0, max: DAY - 1 }) }),
  },
  { requiredKeys: [] },
);

const reflexes = fc
  .array(fc.record({ when: trigger, coolDown: fc.integer({ min: 0, max: 2000 }), aware: fc.boolean() }), {
    maxLength: 4,
  })
  .map((all) =>
    all.map(
      ({ when, coolDown, aware }, i): Reflex => ({
        id: `r${i}`,
        when,
        coolDown,
        actions: [{ kind: "publish", text: "!" }],
        ...(aware && { awareness: { type: "spike", intensity: 0.7 } }),
      }),
    ),
  );

const percepts = fc.array(
  fc.record({
    source: fc.constantFrom(...SOURCES),
    type: fc.constantFrom(...TYPES),
    intensity: fc.double({ min: 0, max: 1, noNaN: true }),
    later: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 60 },
);

/** Feeds percepts, and all that comes of them; tells when each reflex fired, and in answer to how many of its own doings. */
function live(rules: readonly Reflex[], heard: typeof percepts extends fc.Arbitrary<infer T> ? T : never) {
  let state = deepFreeze(emptyAttention(DAWN));
  let now = DAWN;
  let number = 0;
  const fired: { reflex: string; at: number }[] = [];
  const most = { depth: 0, recent: 0 };
  const take = (noticed: Omit<Percept, "id">, depth: number): void => {
    most.depth = Math.max(most.depth, depth);
    const outcome = attend(state, [{ ...noticed, id: `p-${++number}` }], now, {
      settings: SETTINGS,
      reflexes: rules,
      words: ENGLISH,
    });
    state = deepFreeze(outcome.state);
    for (const { when, id } of rules) {
      const length = state.reflexes[id]?.recent.length ?? 0;
      most.recent = Math.max(most.recent, length - (when.count?.atLeast ?? 0));
    }
    for (const one of outcome.intentions) {
      if (one.kind === "act") fired.push({ reflex: one.reflex, at: now });
      if (one.kind === "notice") take(one.noticed, depth + 1);
    }
  };
  for (const { later, ...said } of heard) {
    now += later;
    take({ ...said, at: now, tags: [], data: {} }, 0);
  }
  return { state, fired, most };
}

test("law: between two firings of a reflex lies its cool-down, and all that it did not answer is counted", () => {
  fc.assert(
    fc.property(reflexes, percepts, (rules, heard) => {
      const { state, fired } = live(rules, heard);
      for (const { id, coolDown } of rules) {
        const times = fired.filter(({ reflex }) => reflex === id).map(({ at }) => at);
        for (const [i, at] of times.slice(1).entries()) assert.ok(at - (times[i] ?? 0) >= coolDown);
        assert.equal(state.reflexes[id]?.fired ?? 0, times.length);
      }
      const suppressed = Object.values(state.reflexes).reduce((sum, memory) => sum + memory.suppressed, 0);
      assert.equal(state.counters.suppressed, suppressed);
    }),
    { numRuns: 150 },
  );
});

test("law: a reflex remembers no more matches than it counts", () => {
  fc.assert(
    fc.property(reflexes, percepts, (rules, heard) => {
      assert.ok(live(rules, heard).most.recent <= 0);
    }),
    { numRuns: 150 },
  );
});

test("law: whatever feeds what, the round ends: no chain is longer than the reflexes are many, and a report of each", () => {
  fc.assert(
    fc.property(reflexes, percepts, (rules, heard) => {
      assert.ok(live(rules, heard).most.depth <= 2 * rules.length);
    }),
    { numRuns: 150 },
  );
});

const timed = fc
  .array(
    fc.oneof(
      fc.record({
        daily: fc.uniqueArray(
          fc.integer({ min: 0, max: 1439 }).map((m) => m * 60),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      fc.record({ source: fc.constant("electrode/*"), quietFor: fc.integer({ min: 1, max: DAY }) }),
      fc.record({
        type: fc.constant("spike"),
        quietFor: fc.integer({ min: 1, max: DAY }),
        between: fc.constantFrom({ from: 0, to: HOUR }, { from: 22 * HOUR, to: 5 * HOUR }),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => all.map((when, i): Reflex => ({ id: `r${i}`, when, coolDown: 0, actions: [{ kind: "backup" }] })));

test("law: after time has passed nothing is due, each thing is told once, and a state is its own JSON", () => {
  const step = fc.tuple(
    fc.boolean(),
    fc.oneof(fc.integer({ min: 0, max: DAY }), fc.integer({ min: -3 * DAY, max: 30 * DAY })),
  );
  fc.assert(
    fc.property(timed, fc.array(step, { maxLength: 20 }), (rules, steps) => {
      const all = { settings: SETTINGS, reflexes: rules, words: ENGLISH };
      let state = deepFreeze(emptyAttention(DAWN));
      let now = DAWN;
      for (const [i, [hears, later]] of steps.entries()) {
        now += later;
        const spike: Percept = {
          id: `p-${i}`,
          source: "electrode/e1",
          type: "spike",
          intensity: 0.5,
          at: now,
          tags: [],
          data: {},
        };
        if (hears) state = deepFreeze(attend(state, [spike], now, all).state);
        const outcome = advance(state, now, all);
        state = deepFreeze(outcome.state);
        const told = outcome.intentions.flatMap((one) => (one.kind === "notice" ? [one.noticed.data.reflex] : []));
        assert.equal(new Set(told).size, told.length);
        assert.ok(dueAt(state, now, all) > now);
        assert.deepEqual(advance(state, now, all).intentions, []);
        assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
      }
    }),
    { numRuns: 150 },
  );
});
