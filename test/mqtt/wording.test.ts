import assert from "node:assert/strict";
import { test } from "node:test";
import type { Thread, ThreadStatus } from "../../src/domain/thread.js";
import { isTopic, level, levels } from "../../src/mqtt/topics.js";
import { healthBody, lastBody, outgoingPayload, threadsBody } from "../../src/mqtt/wording.js";
import { START } from "./a-node.js";

test("no name can get a wildcard, a NUL or an empty level into a topic", () => {
  for (const name of ["", "a+", "#", "a\0b", "a/b"]) assert.throws(() => level(name), /topic/, name);
  for (const name of ["/a", "a/", "a//b", "electrode/+"]) assert.throws(() => levels(name), /topic/, name);
  assert.equal(levels("electrode/e1"), "electrode/e1");
  assert.ok(isTopic("spike/e1"));
  assert.ok(!isTopic("x".repeat(70_000)));
});

test("a last value tells millivolts, and nothing where nothing usable came", () => {
  const last = { rate: 1, glyph: "rest", at: START };
  const told = { at: "2000-01-01T00:00:00.000Z", rate_hz: 1, glyph: "rest" };
  assert.deepEqual(lastBody({ ...last, value: 0.123456789 }), { ...told, value_mv: 0.12346 });
  assert.deepEqual(lastBody({ ...last, value: Number.NaN }), { ...told, value_mv: null });
});

test("threads: the active one whole, the paused in a line, the frozen counted", () => {
  const thread = (id: string, status: ThreadStatus): Thread => ({
    ...{
      id,
      kind: "follow-burst",
      goal: "follow the burst on e2",
      subject: "e2",
      refs: ["p-1"],
      salience: 0.71239,
      status,
    },
    state: { phase: "watch", context: {}, nextStep: "wait" },
    ...{ created: START, lastActive: START },
  });
  const all = [thread("t-1", "paused"), thread("t-2", "active"), thread("t-3", "frozen"), thread("t-4", "complete")];
  const body = threadsBody(all, 0.2, 0.55555);
  assert.equal((body.active as { id: string; refs: string[] }).id, "t-2");
  assert.deepEqual(body.paused, [{ id: "t-1", kind: "follow-burst", goal: "follow the burst on e2", salience: 0.712 }]);
  assert.deepEqual([body.frozen, body.arousal, body.threshold], [1, 0.2, 0.556]);
  assert.equal(threadsBody([], 0, 1).active, null);
});

test("health says its worst check in a word, and what waits in the outbox", () => {
  const check = (name: string, status: "healthy" | "warning" | "critical" | "unknown") => ({ name, status, text: "" });
  const post = { depth: 3, oldest: START, dropped: 1, alerts: ["dry-soil"] };
  const body = healthBody([check("disk", "healthy"), check("supply", "warning")], { temperature: 41.26 }, post, {
    reader: "none",
  });
  assert.equal(body.status, "warning");
  assert.deepEqual(body.outbox, { depth: 3, oldest: "2000-01-01T00:00:00.000Z", dropped: 1 });
  assert.deepEqual([body.temperature_c, body.reader], [41.3, "none"]);
  assert.equal(healthBody([], {}, post).status, "unknown");
});

test("historical is put into the JSON, which stays JSON", () => {
  const message = { boot: 1, seq: 1, topic: "spike/e1", payload: '{"v":1}', at: 0, cycle: 4, retain: false };
  assert.equal(outgoingPayload(message, 4), '{"v":1}');
  assert.deepEqual(JSON.parse(outgoingPayload(message, 5)), { v: 1, historical: true });
});
