import assert from "node:assert/strict";
import { test } from "node:test";
import type { SalienceParts, Thread, ThreadStatus } from "../../src/domain/thread.js";
import { outgoingPayload } from "../../src/protocol/payloads/event.js";
import { healthBody } from "../../src/protocol/payloads/health.js";
import { lastBody } from "../../src/protocol/payloads/last.js";
import { threadsBody } from "../../src/protocol/payloads/threads.js";
import { START } from "../mqtt/a-node.js";

test("a last value tells millivolts, and nothing where nothing usable came", () => {
  const last = { rate: 1, glyph: "rest", at: START };
  const told = { at: "2000-01-01T00:00:00.000Z", rate_hz: 1, glyph: "rest" };
  assert.deepEqual(lastBody({ ...last, value: 0.123456789 }), { ...told, value_mv: 0.12346 });
  assert.deepEqual(lastBody({ ...last, value: Number.NaN }), { ...told, value_mv: null });
});

test("threads: the active one whole, the top few of the paused in a line with why, all others counted", () => {
  const thread = (id: string, status: ThreadStatus): Thread => ({
    ...{
      id,
      kind: "follow-burst",
      goal: "follow the burst on e2",
      subject: "e2",
      refs: [{ percept: "p-1", relevance: 1, parts: { rule: 1 } }],
      why: { boosts: [], age: 1, habituation: 1 },
      salience: 0.71239,
      status,
    },
    state: { phase: "watch", context: {}, nextStep: "wait" },
    ...{ created: START, lastActive: START },
  });
  const why: SalienceParts = { boosts: [{ by: "electrode/e2", boost: 0.71239 }], age: 1, habituation: 1 };
  const paused = { ...thread("t-1", "paused"), why, sentence: "thread t-1: follow the burst on e2, paused 5 min ago" };
  const nothing = { active: [], paused: [], pausedCount: 0, frozen: 0, complete: 0 };
  const quiet = { ...nothing, arousal: 0, factors: { urgency: 0 }, threshold: 1 };
  const body = threadsBody({
    ...{ active: [thread("t-2", "active")], paused: [paused], pausedCount: 12, frozen: 7, complete: 1 },
    ...{ arousal: 0.2, factors: { urgency: 0.28571, scarcity: 0 }, threshold: 0.55555 },
  });
  assert.equal((body.active as { id: string; refs: string[] }).id, "t-2");
  assert.deepEqual(body.paused, [
    {
      ...{ id: "t-1", kind: "follow-burst", goal: "follow the burst on e2", salience: 0.712 },
      ...{ why: { boosts: { "electrode/e2": 0.712 }, age: 1, habituation: 1 }, sentence: paused.sentence },
    },
  ]);
  assert.deepEqual([body.paused_count, body.frozen, body.complete], [12, 7, 1]);
  assert.deepEqual([body.arousal, body.aroused_by, body.threshold], [0.2, { urgency: 0.286 }, 0.556]);
  assert.equal(threadsBody(quiet).active, null);
  const two = threadsBody({ ...quiet, active: [thread("t-2", "active"), thread("t-3", "active")] });
  assert.equal((two.also_active as { id: string }[])[0]?.id, "t-3");
});

test("health says its worst check in a word, and what waits in the outbox", () => {
  const check = (name: string, status: "healthy" | "warning" | "critical" | "unknown") => ({ name, status, text: "" });
  const post = { depth: 3, oldest: START, dropped: 1, alerts: ["dry-soil"] };
  const body = healthBody([check("disk", "healthy"), check("supply", "warning")], { temperature: 41.26 }, post, {
    reader: "none",
  });
  assert.equal(body.status, "warning");
  assert.deepEqual(body.outbox, { depth: 3, oldest: "2000-01-01T00:00:00.000Z", dropped: 1 });
  const droppedRanges = [{ boot: 2, from: 3, to: 9 }];
  const outbox = healthBody([], {}, { ...post, droppedRanges }).outbox as { dropped_ranges: unknown };
  assert.deepEqual(outbox.dropped_ranges, droppedRanges);
  assert.deepEqual([body.temperature_c, body.reader], [41.3, "none"]);
  assert.equal(healthBody([], {}, post).status, "unknown");
});

test("historical is put into the JSON, which stays JSON", () => {
  const message = { boot: 1, seq: 1, topic: "spike/e1", payload: '{"v":1}', at: 0, quality: "ntp", cycle: 4 } as const;
  assert.equal(outgoingPayload(message, 4), '{"v":1}');
  assert.deepEqual(JSON.parse(outgoingPayload(message, 5)), { v: 1, historical: true });
  assert.deepEqual(JSON.parse(outgoingPayload({ ...message, again: true }, 4)), { v: 1, historical: true });
});
