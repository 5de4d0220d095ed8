import assert from "node:assert/strict";
import { test } from "node:test";
import { restoreAttention } from "../../src/attention/restore.js";
import { AttentionUnderTest, DAWN } from "./attention-under-test.js";

function afternoon(attention: AttentionUnderTest): void {
  attention.hears(200, "electrode/e1", "burst", { intensity: 0.9 });
  attention.thinks(201);
  attention.hears(203, "electrode/constructor", "artefact");
  attention.hears(204, "operator", "note", { intensity: 0.9 });
  attention.thinks(205);
  attention.sleeps(300);
}

function morning(): AttentionUnderTest {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.3 });
  attention.hears(1, "electrode/constructor", "artefact");
  attention.hears(2, "electrode/e2", "burst", { intensity: 0.9 });
  attention.thinks(130);
  return attention;
}

test("a node that reads its state back from disk goes on as if nothing had happened", () => {
  const awake = morning();
  const restarted = morning();
  restarted.state = JSON.parse(JSON.stringify(restarted.state));
  assert.deepEqual(restarted.state, awake.state);
  afternoon(awake);
  afternoon(restarted);
  assert.deepEqual(restarted.state, awake.state);
});

test("the summary has the active thread whole, the paused in a sentence, the frozen as a number", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e9", "burst", { intensity: 0.1 });
  attention.thinks(121);
  attention.hears(122, "electrode/e1", "train", { intensity: 0.55 });
  attention.hears(123, "electrode/e2", "burst", { intensity: 0.95 });
  const told = attention.summaryAt(128);
  assert.deepEqual(
    told.active.map((thread) => thread.goal),
    ["follow the burst on e2"],
  );
  assert.deepEqual(
    told.paused.map((thread) => thread.sentence),
    ["thread t-2: follow the train on e1, paused 5 min ago"],
  );
  assert.equal(told.frozen, 1);
  assert.equal(told.threshold, 0.4);
});

test("a state that an older version wrote in another shape is no obstacle: what was learnt is kept, what was on its mind let go", () => {
  const attention = morning();
  attention.sleeps(24 * 60 + 300);
  const { arousal: _, habits, pairs, ...old } = attention.state;
  const older = {
    ...old,
    insights: [{ id: "e1-bursts", kind: "pattern", subject: "e1", sentence: "e1 bursts", support: 2, against: 0 }],
    live: attention.state.live.map(({ why, ...thread }) => ({ ...thread, refs: ["p-1"] })),
    arousal: { level: 0.5, at: DAWN },
  };
  const state = restoreAttention(JSON.parse(JSON.stringify(older)), DAWN);
  assert.deepEqual(state.live, []);
  assert.equal(state.insights[0]?.sentence, "e1 bursts");
  assert.equal(state.counters.nextThread, attention.state.counters.nextThread);
  assert.ok(new AttentionUnderTest([], state).hears(3000, "electrode/e1", "burst").length > 0);
  assert.deepEqual(restoreAttention(attention.state, DAWN), attention.state);
});

test("a percept on the disk of a sense that this version does not know is let go, and nothing else", () => {
  const { state } = morning();
  const saved = JSON.parse(JSON.stringify(state).replace('"source":"electrode/constructor"', '"source":"moss"'));
  const kept = state.pool.filter(({ source }) => source !== "electrode/constructor");
  assert.equal(kept.length, state.pool.length - 1);
  assert.deepEqual(restoreAttention(saved, DAWN), { ...state, pool: kept });
});
