import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest } from "../attention-under-test.js";

const reads = (attention: AttentionUnderTest, minute: number, confidence: number, surprise: number) =>
  attention.hears(minute, "reader", "burst", {
    intensity: confidence,
    data: { electrodes: ["e1"], confidence, surprise },
  });

test("surprise without a name is wondered at: the Spiralformer is asked once more, and its word ends the waiting", () => {
  const attention = new AttentionUnderTest();
  reads(attention, 0, 0.35, 7);
  assert.equal(attention.thread("wonder").goal, "wonder what this is on e1");
  const asked = attention.thinks(1).filter(({ kind }) => kind === "read");
  assert.deepEqual(asked, [{ kind: "read", electrodes: ["e1"], reason: "e1 showed something without a name" }]);
  assert.equal(attention.thread("wonder").waiting?.for, "model");
  reads(attention, 5, 0.3, 6);
  assert.equal(attention.attendsTo, "wonder what this is on e1");
  assert.equal(attention.thread("wonder").state.context.times, 2);
});

test("a surprise that has a sure name, and a dull one without, are no wonder", () => {
  const attention = new AttentionUnderTest();
  reads(attention, 0, 0.9, 7);
  reads(attention, 1, 0.3, 0.5);
  assert.deepEqual(
    attention.threads.filter(({ kind }) => kind === "wonder"),
    [],
  );
});
