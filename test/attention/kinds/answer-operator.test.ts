import assert from "node:assert/strict";
import { test } from "node:test";
import { phaseBegan } from "../../../src/attention/phase-began.js";
import { DAWN, Mind } from "../mind.js";

test("somebody is answered with the next exhale, which is asked for at once", () => {
  const mind = new Mind();
  mind.hears(0, "operator", "note", { intensity: 0.9, tags: ["from:operator"] });
  assert.deepEqual(
    mind.thinks(1).filter(({ kind }) => kind === "breath"),
    [{ kind: "breath", call: "exhale", reason: "the operator waits for an answer" }],
  );
  assert.equal(mind.thread("answer-operator").waiting?.name, "exhale");
  mind.state = phaseBegan(mind.state, "exhale", DAWN + 90, mind.rules).state;
  mind.thinks(2);
  assert.equal(mind.thread("answer-operator").state.phase, "answered");
});

test("an answer that nobody can wait for any longer is not waited for", () => {
  const mind = new Mind();
  mind.hears(0, "operator", "note", { intensity: 0.9, data: { expires_s: DAWN + 120 } });
  mind.thinks(3);
  assert.equal(mind.thread("answer-operator").state.phase, "its time is over");
});
