import assert from "node:assert/strict";
import { test } from "node:test";
import { resolve } from "../../src/attention/pool/pool.js";
import { salienceOf } from "../../src/attention/salience/salience.js";
import { MINUTE } from "../../src/domain/time.js";
import { AttentionUnderTest, changesIn, DAWN, referred, SETTINGS } from "./attention-under-test.js";

test("a burst takes the attention from a lesser thread, which resumes when the burst is over", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "train", { intensity: 0.65 });
  assert.equal(attention.attendsTo, "follow the train on e1");

  const told = attention.hears(1, "electrode/e2", "burst", { intensity: 0.95 });
  assert.deepEqual(changesIn(told), ["created t-2", "paused t-1", "activated t-2"]);
  assert.equal(attention.attendsTo, "follow the burst on e2");

  attention.hears(3, "electrode/e2", "silence", { intensity: 0.1 });
  assert.deepEqual(changesIn(attention.thinks(4)), ["completed t-2", "activated t-1"]);
  assert.equal(attention.attendsTo, "follow the train on e1");
});

test("a percept that nobody cares about sits in the pool and founds nothing", () => {
  const attention = new AttentionUnderTest();
  assert.deepEqual(attention.hears(0, "electrode/e1", "spike"), []);
  assert.equal(attention.state.pool.length, 1);
  assert.equal(attention.threads.length, 0);
});

test("a burst's thread refers to the spikes that it is made of, and one spike to two threads", () => {
  const attention = new AttentionUnderTest();
  for (const [minute, electrode] of [0, 1, 2].entries()) attention.hears(minute, `electrode/e${electrode}`, "spike");
  attention.hears(3, "electrode/e0", "burst", { data: { duration_s: 4 * MINUTE } });
  assert.deepEqual(referred(attention.thread("trace-wave")), ["p-1", "p-2", "p-3"]);
  assert.deepEqual(referred(attention.thread("follow-burst")), ["p-1", "p-4"]);
});

test("an expired reference returns nothing, while the thread keeps what it understood", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "burst", { intensity: 0.8 });
  attention.thinks(10);
  const late = 6 * 60 + 1;
  attention.hears(late, "electrode/e9", "drift");
  const thread = attention.thread("follow-burst");
  assert.deepEqual(referred(thread), ["p-1"]);
  assert.deepEqual(
    attention.state.pool.map((percept) => percept.id),
    ["p-2"],
  );
  assert.equal(resolve(attention.state.pool, "p-1", DAWN + late * MINUTE, SETTINGS.pool), undefined);
  assert.equal(thread.state.context.runs, 1);
  assert.equal(thread.state.context.strongest, 0.8);
});

test("handling makes a node doubt the electrode: the burst that follows is no burst", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e3", "artefact");
  attention.hears(2, "electrode/e3", "burst", { intensity: 0.9 });
  assert.deepEqual(
    attention.threads.map((thread) => thread.goal),
    ["doubt e3: artefact"],
  );
  assert.deepEqual(attention.thread("doubt-electrode").state.context.suspects, { burst: 1 });

  attention.hears(10, "electrode/e3", "burst", { intensity: 0.9 });
  assert.equal(attention.attendsTo, "follow the burst on e3", "long after the handling a burst is a burst again");
});

test("what a control electrode shows is doubted and never followed", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/bare", "burst", { intensity: 0.9, tags: ["control"] });
  assert.deepEqual(
    attention.threads.map((thread) => thread.goal),
    ["doubt bare: a control electrode shows a burst"],
  );
});

test("what a control electrode shows as well is doubted, and so is every trouble that a sense names", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "shared", { intensity: 0.5, tags: ["shared"] });
  attention.hears(1, "electrode/e2", "hum", { intensity: 0.8, tags: ["trouble"] });
  assert.deepEqual(attention.threads.map((thread) => thread.goal).toSorted(), [
    "doubt e1: a control electrode shows the same",
    "doubt e2: hum",
  ]);
});

test("the operator interrupts a chattering electrode and is answered with the next exhale", () => {
  const attention = new AttentionUnderTest();
  for (let minute = 0; minute < 4; minute++) attention.hears(minute, "electrode/e1", "burst", { intensity: 0.7 });
  attention.hears(4, "operator", "note", { intensity: 0.9, tags: ["from:operator"] });
  assert.equal(attention.attendsTo, "answer the operator: note");

  const told = attention.thinks(5);
  assert.deepEqual(told[0], { kind: "breath", call: "exhale", reason: "the operator waits for an answer" });
  assert.deepEqual(changesIn(told), ["paused t-2", "activated t-1"], "it waits for the radio");
});

test("a thread that can only wait leaves the attention to others, and comes back for what it waits for", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "host", "temperature", {
    intensity: 1,
    tags: ["urgent"],
    data: { text: "the processor has 81 °C" },
  });
  assert.equal(attention.attendsTo, "mind the board: temperature");
  attention.thinks(1);
  assert.equal(attention.attendsTo, undefined);
  assert.deepEqual(attention.thread("mind-the-board").waiting, { for: "percept", until: DAWN + 15 * MINUTE });

  attention.hears(5, "host", "temperature", { intensity: 1, tags: ["urgent"] });
  assert.equal(attention.attendsTo, "mind the board: temperature", "what it waited for came");
  attention.thinks(6);
  assert.deepEqual(changesIn(attention.thinks(19)), [], "its time-out has not come");
  assert.deepEqual(
    changesIn(attention.thinks(20)),
    ["unblocked t-1", "activated t-1", "completed t-1"],
    "it finishes, faint as it is",
  );
});

test("spikes on three electrodes within minutes are one wave, and its way is remembered", () => {
  const attention = new AttentionUnderTest();
  for (const electrode of [1, 2, 3, 4]) attention.hears(electrode * 0.5, `electrode/e${electrode}`, "spike");
  assert.equal(attention.attendsTo, "trace the wave over e1, e2, e3");
  assert.deepEqual(attention.thread("trace-wave").state.context.way, ["e1", "e2", "e3", "e4"]);

  attention.thinks(3);
  attention.thinks(6);
  attention.hears(20, "electrode/e1", "spike");
  assert.equal(attention.threads.length, 1, "a late spike is no part of it");
});

test("a surprise without a name makes a node wonder, a named one does not", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "reader", "rhythm", { data: { surprise: 5, confidence: 0.9, electrodes: ["e1"] } });
  assert.equal(attention.threads.length, 0);
  attention.hears(1, "reader", "scatter", { data: { surprise: 5, confidence: 0.2, electrodes: ["e1"] } });
  assert.equal(attention.attendsTo, "wonder what this is on e1");
});

test("a strong burst asks for an early inhale at once, and only once", () => {
  const attention = new AttentionUnderTest();
  const told = attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  const calls = [...told, ...[1, 2, 3].flatMap((minute) => attention.thinks(minute))].filter(
    (one) => one.kind === "breath",
  );
  assert.deepEqual(calls, [{ kind: "breath", call: "gasp", reason: "listen on: follow the burst on e1" }]);
});

test("a paused thread freezes when it is left, and thaws when something relevant comes", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.3 });
  assert.deepEqual(changesIn(attention.thinks(121)), ["frozen t-1"]);
  assert.equal(attention.summaryAt(121).frozen, 1);

  const told = attention.hears(130, "electrode/e1", "burst", { intensity: 0.9 });
  assert.deepEqual(changesIn(told), ["thawed t-1", "referred t-1", "activated t-1"]);
  assert.equal(attention.thread("follow-burst").state.context.runs, 2);
});

test("a thread that is left loses half its salience for every while after which it would freeze; one that is followed does not", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.5 });
  const followed = attention.thread("follow-burst");
  const later = DAWN + SETTINGS.threads.freezeAfter;
  const settings = { ...SETTINGS, pool: { ...SETTINGS.pool, halfLife: Number.MAX_VALUE } };
  assert.equal(salienceOf(followed, attention.state, later, settings).salience, 0.4);
  assert.equal(salienceOf({ ...followed, status: "paused" }, attention.state, later, settings).salience, 0.2);
});

test("a faint thread that is fed for ever is not starved for ever: it ends, and another may begin", () => {
  const attention = new AttentionUnderTest();
  const told: string[] = [];
  for (let hour = 0; hour < 30; hour++)
    told.push(...changesIn(attention.hears(hour * 60, "electrode/e1", "burst", { intensity: 0.3 })));
  assert.ok(told.includes("completed t-1"));
  assert.ok(told.includes("created t-2"));
});
