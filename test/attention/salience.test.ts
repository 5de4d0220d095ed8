import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attend } from "../../src/attention/attend.js";
import { salienceOf } from "../../src/attention/salience/salience.js";
import { surpriseOf } from "../../src/attention/salience/surprise.js";
import { emptyAttention } from "../../src/attention/state/state.js";
import type { Percept } from "../../src/domain/percept.js";
import { MINUTE } from "../../src/domain/time.js";
import { AttentionUnderTest, changesIn, DAWN, SETTINGS } from "./attention-under-test.js";

test("every salience says why: its boosts, the strongest first, its age and what it is used to", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.6 });
  attention.hears(0, "reader", "burst", { intensity: 0.9, data: { electrodes: ["e1"], surprise: 4, confidence: 0.9 } });
  const { salience, why } = attention.thread("follow-burst");
  assert.deepEqual(
    why.boosts.map(({ by }) => by),
    ["electrode/e1", "reader", "surprise"],
  );
  const boosts = why.boosts.map(({ boost }) => boost);
  assert.deepEqual(
    boosts,
    [...boosts].sort((a, b) => b - a),
  );
  const whole = why.age * why.habituation * (1 - boosts.reduce((rest, boost) => rest * (1 - boost), 1));
  assert.ok(Math.abs(salience - whole) < 1e-12);
});

test("what a percept adds at once is what weighing everything finds", () => {
  const said = fc.record({
    source: fc.constantFrom("electrode/e1", "reader"),
    type: fc.constantFrom("burst", "spike", "silence"),
    intensity: fc.double({ min: 0, max: 1, noNaN: true }),
    surprise: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 14 }), (story) => {
      const attention = new AttentionUnderTest();
      attention.hears(0, "electrode/e1", "burst");
      for (const { source, type, intensity, surprise } of story)
        attention.hears(0, source, type, { intensity, data: { electrodes: ["e1"], surprise, confidence: 1 } });
      for (const thread of attention.state.live)
        assert.ok(Math.abs(thread.salience - salienceOf(thread, attention.state, DAWN, SETTINGS).salience) < 1e-9);
    }),
  );
});

test("surprise counts by its bits, and never more than its weight", () => {
  assert.equal(surpriseOf(0, SETTINGS), 0);
  assert.equal(surpriseOf(4, SETTINGS), 0.25);
  assert.ok(surpriseOf(9, SETTINGS) > surpriseOf(8, SETTINGS));
  assert.ok(surpriseOf(1e9, SETTINGS) <= 0.5);
});

test("where the card allows it, two threads have the attention, and each takes a step; the least gives way", () => {
  const settings = { ...SETTINGS, selection: { ...SETTINGS.selection, activeMost: 2 } };
  const attention = new AttentionUnderTest([], emptyAttention(DAWN), settings);
  for (const [electrode, intensity] of [0.6, 0.7, 0.65].entries())
    attention.hears(0, `electrode/e${electrode}`, "burst", { intensity });
  const active = () => attention.summaryAt(0).active.map(({ id }) => id);
  assert.deepEqual(active(), ["t-2", "t-1"]);
  assert.deepEqual(changesIn(attention.hears(0, "electrode/e9", "burst", { intensity: 1 })).slice(1), [
    "paused t-1",
    "activated t-4",
  ]);
  attention.thinks(1);
  assert.ok(
    attention.state.live.filter(({ status }) => status === "active").every(({ state }) => state.phase === "listening"),
  );
});

test("the summary names the top few of the paused, and counts them all", () => {
  const attention = new AttentionUnderTest();
  for (let electrode = 0; electrode < 9; electrode++)
    attention.hears(0, `electrode/e${electrode}`, "burst", { intensity: 0.9 - electrode / 20 });
  const told = attention.summaryAt(5);
  assert.equal(told.active.length, 1);
  assert.deepEqual([told.paused.length, told.pausedCount], [SETTINGS.summary.pausedMost, 8]);
  assert.match(told.paused[0]?.sentence ?? "", /^thread t-2: follow the burst on e1, paused 5 min ago$/);
  assert.ok((told.paused[0]?.why.boosts[0]?.boost ?? 0) > 0);
});

test("nothing starves: below every threshold a thread still ages, freezes, teaches and is let go", () => {
  const attention = new AttentionUnderTest();
  for (let minute = 0; minute < 3 * 24 * 60; minute += 10) {
    if (minute === 0)
      for (const type of ["artefact", "burst"]) attention.hears(-60, "electrode/e2", type, { intensity: 0.03 });
    attention.hears(minute, "electrode/e1", "burst", { intensity: 0.9 });
    attention.thinks(minute + 5);
    attention.sleeps(minute + 6);
  }
  assert.ok(attention.threads.every(({ subject }) => subject !== "e2"));
  assert.ok(attention.state.insights.some(({ subject }) => subject === "e2"));
});

test("a percept looks only at the latest few of the threads that froze on its own subjects", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.3 });
  attention.thinks(121);
  const [thread] = attention.state.frozen.e1 ?? [];
  const many = Array.from({ length: 1000 }, () => thread as NonNullable<typeof thread>);
  // Whoever looks at an earlier one, or at those of another subject, is caught.
  const untouchable = new Proxy(many, {
    get: (target, key, self) => {
      if (typeof key === "string" && Number(key) < 990) throw new Error(`looked at ${key}`);
      return Reflect.get(target, key, self);
    },
  });
  const state = { ...attention.state, frozen: { e1: many.slice(0, 8), e2: untouchable, e3: untouchable } };
  const burst: Percept = {
    ...{ id: "p-9", source: "electrode/e1", type: "burst", intensity: 0.6, at: DAWN + 122 * MINUTE },
    ...{ tags: [], data: {} },
  };
  const after = attend(state, [burst], burst.at, attention.rules);
  assert.deepEqual(changesIn(after.intentions).slice(0, 2), ["thawed t-1", "referred t-1"]);
  assert.equal(after.state.live.length, 1, "and one of a kind thaws, not all");
});
