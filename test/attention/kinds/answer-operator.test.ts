import assert from "node:assert/strict";
import { test } from "node:test";
import { phaseBegan } from "../../../src/attention/phase-began.js";
import { AttentionUnderTest, DAWN } from "../attention-under-test.js";

test("somebody is answered with the next exhale, which is asked for at once", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "operator", "note", { intensity: 0.9, tags: ["from:operator"] });
  assert.deepEqual(
    attention.thinks(1).filter(({ kind }) => kind === "breath"),
    [{ kind: "breath", call: "exhale", reason: "the operator waits for an answer" }],
  );
  assert.equal(attention.thread("answer-operator").waiting?.name, "exhale");
  attention.state = phaseBegan(attention.state, "exhale", DAWN + 90, attention.rules).state;
  attention.thinks(2);
  assert.equal(attention.thread("answer-operator").state.phase, "answered");
});

test("who asks, or says what was right, was answered when it was said: no place in attention, and nobody kept awake", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "burst", { intensity: 0.6 });
  for (const type of ["ask", "confirm", "label", "dismiss", "undo"])
    attention.hears(1, "operator", type, { intensity: 0.9, tags: ["from:operator"] });
  assert.deepEqual(
    attention.threads.map(({ kind }) => kind),
    ["follow-burst"],
  );
  assert.equal(attention.attendsTo, "follow the burst on e2");
  assert.equal(attention.summaryAt(1).arousal, new AttentionUnderTest().summaryAt(1).arousal);
});

test("an answer that nobody can wait for any longer is not waited for", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "operator", "note", { intensity: 0.9, data: { expires_s: DAWN + 120 } });
  attention.thinks(3);
  assert.equal(attention.thread("answer-operator").state.phase, "its time is over");
});
