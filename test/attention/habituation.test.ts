import assert from "node:assert/strict";
import { test } from "node:test";
import { habituate, habituationTo, sensitise } from "../../src/attention/salience/habituation.js";
import { draftOf, resultOf } from "../../src/attention/state/draft.js";
import { dismiss } from "../../src/attention/threads/lifecycle.js";
import type { Percept } from "../../src/domain/percept.js";
import { electrodeSource } from "../../src/domain/percept-source.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { AttentionUnderTest, DAWN, SETTINGS } from "./attention-under-test.js";

const DAY_MIN = 24 * 60;

/** A burst that leads to nothing, and the quiet after it. Returns how salient its thread was. */
function idleBurst(attention: AttentionUnderTest, minute: number, tags: string[] = []): number {
  attention.hears(minute, "electrode/e1", "burst", { intensity: 0.6, tags });
  const thread = attention.state.live.find(({ subject }) => subject === "e1");
  attention.hears(minute + 1, "electrode/e1", "silence", { intensity: 0 });
  attention.thinks(minute + 2);
  return thread?.salience ?? 0;
}

test("what comes again and again and never matters counts less each time, and never nothing", () => {
  const attention = new AttentionUnderTest();
  const saliences = Array.from({ length: 30 }, (_, index) => idleBurst(attention, index * 10));
  assert.ok((saliences[1] ?? 0) < (saliences[0] ?? 0) && (saliences[2] ?? 0) < (saliences[1] ?? 0));
  assert.ok((saliences.at(-1) ?? 0) >= (saliences[0] ?? 0) * SETTINGS.habituation.floor);
  assert.ok(attention.threads.at(-1)?.why.habituation !== 1);
});

test("being used to something wears off: after some days it is as good as new", () => {
  const attention = new AttentionUnderTest();
  const first = idleBurst(attention, 0);
  for (let index = 1; index < 8; index++) idleBurst(attention, index * 10);
  const used = idleBurst(attention, 100);
  const later = idleBurst(attention, 8 * DAY_MIN);
  assert.ok(used < first * 0.8);
  assert.ok(later > first * 0.98);
});

test("another electrode, and another type, is none of what the node got used to", () => {
  const attention = new AttentionUnderTest();
  for (let index = 0; index < 8; index++) idleBurst(attention, index * 10);
  attention.hears(100, "electrode/e2", "burst", { intensity: 0.6 });
  attention.hears(100, "electrode/e1", "train", { intensity: 0.6 });
  for (const thread of attention.state.live) assert.equal(thread.why.habituation, 1);
});

test("nobody gets used to what is urgent, nor to a person", () => {
  const attention = new AttentionUnderTest();
  const saliences = Array.from({ length: 8 }, (_, index) => idleBurst(attention, index * 10, ["urgent"]));
  assert.ok(saliences.every((salience) => Math.abs(salience - (saliences[0] ?? 0)) < 1e-9));
  for (let minute = 100; minute < 110; minute++) {
    attention.hears(minute, "operator", "note", { tags: ["from:operator"] });
    attention.thinks(minute);
  }
  assert.equal(attention.threads.filter(({ kind }) => kind === "answer-operator").at(-1)?.why.habituation, 1);
});

test("what led to something is as new: an early inhale, a person's word", () => {
  const attention = new AttentionUnderTest();
  for (let index = 0; index < 6; index++) idleBurst(attention, index * 10);
  assert.ok(Object.keys(attention.state.habits).length > 0);
  attention.hears(70, "electrode/e1", "burst", { intensity: 1, tags: ["urgent"] });
  attention.hears(70, "electrode/e1", "burst", { intensity: 0.5 });
  attention.thinks(71);
  assert.equal(
    attention.thread("follow-burst").mattered ?? attention.state.live[0]?.mattered,
    true,
    "it asked for an inhale",
  );
  attention.hears(72, "electrode/e1", "silence");
  attention.thinks(73);
  assert.equal(Object.hasOwn(attention.state.habits, "electrode/e1 burst"), false);
});

test("what somebody dismisses ends, and is got used to sooner than by itself", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "drift", { intensity: 0.9 });
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.6 });
  const thread = attention.thread("follow-burst");
  const draft = draftOf(attention.state, ENGLISH);
  dismiss(draft, thread, DAWN, SETTINGS);
  const { state } = resultOf(draft);
  assert.equal(state.complete[0]?.state.phase, "dismissed by the operator");
  assert.ok((state.habits["electrode/e1 burst"]?.level ?? 0) > SETTINGS.habituation.step);
});

test("what the node is used to is bounded: the oldest gives way, and an electrode may have any name", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst");
  const any = attention.thread("follow-burst");
  let draft = draftOf(attention.state, ENGLISH);
  for (let index = 0; index < 400; index++) {
    const source = electrodeSource(index === 399 ? "constructor" : `e${index}`);
    const percept: Percept = { id: "p-1", source, type: "x", intensity: 1, at: DAWN, tags: [], data: {} };
    const thread = { ...any, refs: [{ percept: "p-1", relevance: 1, parts: { rule: 1 } }] };
    draft = draftOf({ ...resultOf(draft).state, pool: [percept] }, ENGLISH);
    habituate(draft, thread, DAWN + index, SETTINGS.habituation);
    if (index === 399) {
      assert.ok(habituationTo(percept, draft.habits, DAWN + index, SETTINGS.habituation) < 1);
      sensitise(draft, thread);
      assert.equal(habituationTo(percept, draft.habits, DAWN + index, SETTINGS.habituation), 1);
    }
  }
  const keys = Object.keys(draft.habits);
  assert.ok(keys.length <= 256);
  assert.ok(!keys.includes("electrode/e0 x") && keys.includes("electrode/e398 x"));
});
