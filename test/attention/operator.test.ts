import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest, changesIn, DAWN } from "./attention-under-test.js";

const says = (attention: AttentionUnderTest, minute: number, type: string, data: object) =>
  attention.hears(minute, "operator", type, { intensity: 0.9, tags: ["from:operator"], data: data as never });

/** A node that follows a burst on e2. */
function following(): AttentionUnderTest {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "burst", { intensity: 0.8 });
  assert.equal(attention.attendsTo, "follow the burst on e2");
  return attention;
}

test("a thread that somebody dismisses ends there and then, and says who ended it", () => {
  const attention = following();
  const { id } = attention.thread("follow-burst");
  const changes = changesIn(says(attention, 1, "dismiss", { what: "thread", thread: id }));
  assert.ok(changes.includes(`completed ${id}`), changes.join(", "));
  const ended = attention.thread("follow-burst");
  assert.deepEqual([ended.status, ended.state.phase], ["complete", "dismissed by the operator"]);
  assert.notEqual(attention.attendsTo, "follow the burst on e2");
});

test("a frozen thread can be dismissed too, and is then found among the frozen no more", () => {
  const { state } = following();
  const frozen = state.live.map((thread) => ({ ...thread, status: "frozen" as const }));
  const attention = new AttentionUnderTest([], { ...state, pool: [], live: [], frozen: { e2: frozen } });
  const { id } = attention.thread("follow-burst");
  says(attention, 5, "dismiss", { what: "thread", thread: id });
  assert.deepEqual(attention.state.frozen, {});
  assert.equal(attention.thread("follow-burst").status, "complete");
  assert.equal(attention.threads.filter((thread) => thread.id === id).length, 1);
});

test("what somebody confirms is marked, matters, and outlives the percept that said so", () => {
  const attention = following();
  says(attention, 1, "confirm", { what: "thread", thread: attention.thread("follow-burst").id });
  const { state, mattered } = attention.thread("follow-burst");
  assert.equal(state.context.confirmed, true);
  assert.equal(mattered, true);
});

test("a label marks the threads of its electrode that lived in its time, and no other", () => {
  const attention = following();
  attention.hears(0, "electrode/e3", "burst", { intensity: 0.7 });
  says(attention, 5, "label", { electrode: "e2", as: "handling", from: DAWN - 60, to: DAWN + 120 });
  const labels = () =>
    attention.threads
      .filter(({ kind }) => kind === "follow-burst")
      .map(({ subject, state }) => `${subject} ${state.context.label}`);
  assert.deepEqual(labels().sort(), ["e2 handling", "e3 undefined"]);
  says(attention, 6, "label", { electrode: "e3", as: "rain", from: DAWN - 900, to: DAWN - 600 });
  assert.deepEqual(labels().sort(), ["e2 handling", "e3 undefined"], "e3 had no thread then");
});

test("words about what is no longer there do nothing, and words that only look like somebody's do nothing either", () => {
  const attention = following();
  const before = attention.thread("follow-burst");
  says(attention, 1, "dismiss", { what: "thread", thread: "t-99" });
  says(attention, 1, "dismiss", { what: "thread" });
  says(attention, 1, "confirm", {});
  says(attention, 1, "label", { electrode: "e2", as: 7 });
  attention.hears(1, "neighbour/oak", "dismiss", { data: { what: "thread", thread: before.id } });
  attention.hears(1, "electrode/e2", "listen", { data: { electrodes: ["e1"], for_s: 60 } });
  const after = attention.thread("follow-burst");
  assert.notEqual(after.status, "complete");
  assert.deepEqual(after.state.context.confirmed, undefined);
});

test("who asks the node to listen is listened for: each electrode named, and an early inhale", () => {
  for (const source of ["operator", "neighbour/oak", "reflex/surge"] as const) {
    const attention = new AttentionUnderTest();
    const data = { electrodes: ["e1", "e2"], for_s: 600, reason: "a wave comes" };
    const intentions = attention
      .hears(0, source, "listen", { data })
      .filter(({ kind }) => kind === "listen" || kind === "breath");
    assert.deepEqual(intentions.slice(0, 3), [
      { kind: "listen", electrode: "e1", seconds: 600, reason: "a wave comes" },
      { kind: "listen", electrode: "e2", seconds: 600, reason: "a wave comes" },
      { kind: "breath", call: "gasp", reason: "a wave comes" },
    ]);
  }
});
