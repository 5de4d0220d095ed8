import assert from "node:assert/strict";
import { test } from "node:test";
import { Mind } from "../mind.js";

const reads = (mind: Mind, minute: number, confidence: number, surprise: number) =>
  mind.hears(minute, "reader", "burst", { intensity: confidence, data: { electrodes: ["e1"], confidence, surprise } });

test("surprise without a name is wondered at: the Spiralformer is asked once more, and its word ends the waiting", () => {
  const mind = new Mind();
  reads(mind, 0, 0.35, 7);
  assert.equal(mind.thread("wonder").goal, "wonder what this is on e1");
  const asked = mind.thinks(1).filter(({ kind }) => kind === "read");
  assert.deepEqual(asked, [{ kind: "read", electrodes: ["e1"], reason: "e1 showed something without a name" }]);
  assert.equal(mind.thread("wonder").waiting?.for, "model");
  reads(mind, 5, 0.3, 6);
  assert.equal(mind.attendsTo, "wonder what this is on e1");
  assert.equal(mind.thread("wonder").state.context.times, 2);
});

test("a surprise that has a sure name, and a dull one without, are no wonder", () => {
  const mind = new Mind();
  reads(mind, 0, 0.9, 7);
  reads(mind, 1, 0.3, 0.5);
  assert.deepEqual(
    mind.threads.filter(({ kind }) => kind === "wonder"),
    [],
  );
});
