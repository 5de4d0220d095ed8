import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, dueAt } from "../../src/attention/advance.js";
import { phaseBegan } from "../../src/attention/phase-began.js";
import { draftOf } from "../../src/attention/state/draft.js";
import { pause } from "../../src/attention/threads/lifecycle.js";
import type { PerceptSource } from "../../src/domain/percept-source.js";
import type { Thread, Waiting } from "../../src/domain/thread.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { AttentionUnderTest, changesIn, DAWN, SETTINGS } from "./attention-under-test.js";

const LATER = DAWN + HOUR;

/** A node with one thread, on e1, that waits for something. */
function waitingMind(waiting: Waiting, more: Partial<Thread> = {}): AttentionUnderTest {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  const live = attention.state.live.map((thread): Thread => ({ ...thread, status: "paused", waiting, ...more }));
  return new AttentionUnderTest([], { ...attention.state, pool: [], live });
}

const unblocked = ["unblocked t-1", "activated t-1"];

test("a thread that waits for a phase goes on when that phase begins, and with no other", () => {
  const attention = waitingMind({ for: "phase", name: "inhale", until: LATER });
  assert.deepEqual(phaseBegan(attention.state, "exhale", DAWN + 60, attention.rules).state, attention.state);
  const told = phaseBegan(attention.state, "inhale", DAWN + 60, attention.rules).intentions;
  assert.deepEqual(changesIn(told), unblocked);
});

test("a thread that waits for a percept goes on when one comes that is its own, not for a faint one", () => {
  const attention = waitingMind({ for: "percept", until: LATER });
  assert.deepEqual(changesIn(attention.hears(1, "electrode/e1", "silence", { intensity: 0.1 })), ["referred t-1"]);
  assert.deepEqual(changesIn(attention.hears(2, "electrode/e1", "burst")), ["referred t-1", ...unblocked]);
});

test("a thread that waits for the model goes on when it has read its electrode", () => {
  const attention = waitingMind({ for: "model", until: LATER });
  assert.deepEqual(changesIn(attention.hears(1, "reader", "rhythm", { data: { electrodes: ["e7"] } })), []);
  const told = attention.hears(2, "reader", "rhythm", { data: { electrodes: ["e1"] } });
  assert.deepEqual(changesIn(told), ["referred t-1", ...unblocked]);
});

test("a thread that waits for a neighbour's reply goes on when that neighbour says something, whatever it is about", () => {
  const attention = waitingMind({ for: "reply", name: "neighbour/oak", until: LATER });
  const heard = (minute: number, who: PerceptSource) =>
    attention.hears(minute, who, "spike", { tags: ["from:neighbour"] });
  assert.deepEqual(changesIn(heard(1, "neighbour/beech")), []);
  assert.deepEqual(changesIn(heard(2, "neighbour/oak")), ["referred t-1", ...unblocked]);
});

test("a thread that waits for anybody's reply goes on when the operator speaks, and has mattered", () => {
  const attention = waitingMind({ for: "reply", until: LATER });
  const told = changesIn(attention.hears(1, "operator", "label", { tags: ["from:operator"] }));
  assert.deepEqual(told.slice(0, 2), ["referred t-1", "unblocked t-1"]);
  assert.equal(attention.thread("follow-burst").mattered, true);
});

test("a thread that waits for the time goes on then, to the second, and nothing else wakes it", () => {
  const attention = waitingMind({ for: "time", until: DAWN + 100 });
  assert.equal(dueAt(attention.state, DAWN, attention.rules), DAWN + 100);
  assert.deepEqual(changesIn(attention.hears(1, "electrode/e1", "burst")), ["referred t-1"]);
  assert.deepEqual(advance(attention.state, DAWN + 99, attention.rules).intentions, []);
  const due = advance(attention.state, DAWN + 100, attention.rules);
  assert.deepEqual(changesIn(due.intentions), unblocked);
  assert.equal(dueAt(due.state, DAWN + 100, attention.rules), Number.POSITIVE_INFINITY);
});

for (const what of ["phase", "percept", "reply", "model"] as const)
  test(`what waits for a ${what} that never comes goes on when its time runs out`, () => {
    const attention = waitingMind({ for: what, name: "nobody", until: DAWN + 10 * MINUTE });
    assert.deepEqual(changesIn(attention.thinks(9)), []);
    assert.equal(changesIn(attention.thinks(10))[0], "unblocked t-1");
  });

test("no thread waits for longer than it may live, whatever it asks for", () => {
  const attention = waitingMind({ for: "time", until: LATER });
  const draft = draftOf(attention.state, ENGLISH);
  pause(draft, attention.thread("follow-burst"), DAWN, SETTINGS, { for: "time", until: Number.MAX_VALUE });
  const { freezeAfter, cullAfter } = SETTINGS.threads;
  assert.equal(draft.live[0]?.waiting?.until, DAWN + freezeAfter + cullAfter);
});

test("a thread that waits does not freeze while it waits; when that is over it may", () => {
  const attention = waitingMind({ for: "time", until: DAWN + 5 * HOUR });
  assert.deepEqual(changesIn(attention.thinks(4 * 60)), []);
  attention.thinks(5 * 60);
  assert.notEqual(attention.threads.length, 0);
});

test("a thread ends with its deadline, to the second", () => {
  const attention = waitingMind({ for: "time", until: LATER }, { deadline: DAWN + 90 });
  assert.equal(dueAt(attention.state, DAWN, attention.rules), DAWN + 90);
  const { state, intentions } = advance(attention.state, DAWN + 90, attention.rules);
  assert.deepEqual(changesIn(intentions), ["completed t-1"]);
  assert.equal(state.complete[0]?.state.phase, "its time is over");
});

test("what was due, and was interrupted before its step, is finished when the louder one is over", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.5 });
  attention.thinks(6);
  // Half an hour later its quiet is long enough, and it is faint: it has the attention because nothing else calls.
  const due = advance(attention.state, DAWN + 31 * MINUTE, attention.rules);
  attention.takes(due);
  assert.equal(attention.attendsTo, "follow the burst on e1");
  attention.hears(31, "electrode/e4", "burst", { intensity: 0.95 });
  assert.equal(attention.attendsTo, "follow the burst on e4");
  attention.hears(32, "electrode/e4", "silence");
  for (const minute of [33, 34, 35]) attention.thinks(minute);
  assert.deepEqual(
    attention.threads.map(({ subject, status }) => [subject, status]),
    [
      ["e4", "complete"],
      ["e1", "complete"],
    ],
  );
});

test("a doubt of what is as faint as can be ends after twenty minutes, and is not thawed again and again", () => {
  const attention = new AttentionUnderTest();
  for (const minute of [0, 4, 9]) {
    attention.hears(minute, "electrode/e1", "artefact", { intensity: 0 });
    attention.thinks(minute + 1);
  }
  const told = advance(attention.state, DAWN + 29 * MINUTE, attention.rules);
  attention.takes(told);
  attention.thinks(30);
  const { status, state } = attention.thread("doubt-electrode");
  assert.deepEqual([status, state.phase], ["complete", "e1 is trusted again"]);
});

test("a strong awareness has its turn on an idle node, and a faint one is left to fade", () => {
  for (const [intensity, attended] of [
    [0.6, "complete"],
    [0.1, "paused"],
  ] as const) {
    const attention = new AttentionUnderTest();
    attention.hears(0, "reflex/wet-hands", "handling", { intensity });
    attention.thinks(1);
    assert.equal(attention.thread("review-reflex").status, attended);
  }
});
