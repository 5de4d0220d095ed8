import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest } from "../attention-under-test.js";

const misses = (attention: AttentionUnderTest, minute: number) =>
  attention.hears(minute, "expectation", "missed", {
    intensity: 0.9,
    tags: ["missed"],
    data: { electrodes: ["e2"], text: "e2 did not burst by 07", insight: "e2-bursts" },
  });

test("what was expected and did not come is told, and when it comes late after all the thread is done", () => {
  const attention = new AttentionUnderTest();
  misses(attention, 0);
  assert.equal(attention.attendsTo, "mind what did not come on e2");
  assert.deepEqual(
    attention.thinks(1).flatMap((one) => (one.kind === "say" ? [one.text] : [])),
    ["e2 did not burst by 07"],
  );
  attention.hears(40, "electrode/e2", "burst");
  attention.thinks(41);
  assert.equal(attention.thread("mind-absence").state.phase, "a burst came 40 min after its time");
});

test("what does not come at all is let go after two hours", () => {
  const attention = new AttentionUnderTest();
  misses(attention, 0);
  attention.thinks(1);
  attention.thinks(121);
  assert.equal(attention.thread("mind-absence").state.phase, "it did not come");
  assert.equal(attention.thread("mind-absence").status, "complete");
});
