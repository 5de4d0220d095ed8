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
import { changesIn, DAWN, Mind, SETTINGS } from "./mind.js";

const LATER = DAWN + HOUR;

/** A node with one thread, on e1, that waits for something. */
function waitingMind(waiting: Waiting, more: Partial<Thread> = {}): Mind {
  const mind = new Mind();
  mind.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  const live = mind.state.live.map((thread): Thread => ({ ...thread, status: "paused", waiting, ...more }));
  return new Mind([], { ...mind.state, pool: [], live });
}

const unblocked = ["unblocked t-1", "activated t-1"];

test("a thread that waits for a phase goes on when that phase begins, and with no other", () => {
  const mind = waitingMind({ for: "phase", name: "inhale", until: LATER });
  assert.deepEqual(phaseBegan(mind.state, "exhale", DAWN + 60, mind.rules).state, mind.state);
  const told = phaseBegan(mind.state, "inhale", DAWN + 60, mind.rules).intentions;
  assert.deepEqual(changesIn(told), unblocked);
});

test("a thread that waits for a percept goes on when one comes that is its own, not for a faint one", () => {
  const mind = waitingMind({ for: "percept", until: LATER });
  assert.deepEqual(changesIn(mind.hears(1, "electrode/e1", "silence", { intensity: 0.1 })), ["referred t-1"]);
  assert.deepEqual(changesIn(mind.hears(2, "electrode/e1", "burst")), ["referred t-1", ...unblocked]);
});

test("a thread that waits for the model goes on when it has read its electrode", () => {
  const mind = waitingMind({ for: "model", until: LATER });
  assert.deepEqual(changesIn(mind.hears(1, "reader", "rhythm", { data: { electrodes: ["e7"] } })), []);
  const told = mind.hears(2, "reader", "rhythm", { data: { electrodes: ["e1"] } });
  assert.deepEqual(changesIn(told), ["referred t-1", ...unblocked]);
});

test("a thread that waits for a neighbour's reply goes on when that neighbour says something, whatever it is about", () => {
  const mind = waitingMind({ for: "reply", name: "neighbour/oak", until: LATER });
  const heard = (minute: number, who: PerceptSource) => mind.hears(minute, who, "spike", { tags: ["from:neighbour"] });
  assert.deepEqual(changesIn(heard(1, "neighbour/beech")), []);
  assert.deepEqual(changesIn(heard(2, "neighbour/oak")), ["referred t-1", ...unblocked]);
});

test("a thread that waits for anybody's reply goes on when the operator speaks, and has mattered", () => {
  const mind = waitingMind({ for: "reply", until: LATER });
  const told = changesIn(mind.hears(1, "operator", "label", { tags: ["from:operator"] }));
  assert.deepEqual(told.slice(0, 2), ["referred t-1", "unblocked t-1"]);
  assert.equal(mind.thread("follow-burst").mattered, true);
});

test("a thread that waits for the time goes on then, to the second, and nothing else wakes it", () => {
  const mind = waitingMind({ for: "time", until: DAWN + 100 });
  assert.equal(dueAt(mind.state, DAWN, mind.rules), DAWN + 100);
  assert.deepEqual(changesIn(mind.hears(1, "electrode/e1", "burst")), ["referred t-1"]);
  assert.deepEqual(advance(mind.state, DAWN + 99, mind.rules).intentions, []);
  const due = advance(mind.state, DAWN + 100, mind.rules);
  assert.deepEqual(changesIn(due.intentions), unblocked);
  assert.equal(dueAt(due.state, DAWN + 100, mind.rules), Number.POSITIVE_INFINITY);
});

for (const what of ["phase", "percept", "reply", "model"] as const)
  test(`what waits for a ${what} that never comes goes on when its time runs out`, () => {
    const mind = waitingMind({ for: what, name: "nobody", until: DAWN + 10 * MINUTE });
    assert.deepEqual(changesIn(mind.thinks(9)), []);
    assert.equal(changesIn(mind.thinks(10))[0], "unblocked t-1");
  });

test("no thread waits for longer than it may live, whatever it asks for", () => {
  const mind = waitingMind({ for: "time", until: LATER });
  const draft = draftOf(mind.state, ENGLISH);
  pause(draft, mind.thread("follow-burst"), DAWN, SETTINGS, { for: "time", until: Number.MAX_VALUE });
  const { freezeAfter, cullAfter } = SETTINGS.threads;
  assert.equal(draft.live[0]?.waiting?.until, DAWN + freezeAfter + cullAfter);
});

test("a thread that waits does not freeze while it waits; when that is over it may", () => {
  const mind = waitingMind({ for: "time", until: DAWN + 5 * HOUR });
  assert.deepEqual(changesIn(mind.thinks(4 * 60)), []);
  mind.thinks(5 * 60);
  assert.notEqual(mind.threads.length, 0);
});

test("a thread ends with its deadline, to the second", () => {
  const mind = waitingMind({ for: "time", until: LATER }, { deadline: DAWN + 90 });
  assert.equal(dueAt(mind.state, DAWN, mind.rules), DAWN + 90);
  const { state, intentions } = advance(mind.state, DAWN + 90, mind.rules);
  assert.deepEqual(changesIn(intentions), ["completed t-1"]);
  assert.equal(state.complete[0]?.state.phase, "its time is over");
});
