import assert from "node:assert/strict";
import { test } from "node:test";
import { Mind } from "../mind.js";

const misses = (mind: Mind, minute: number) =>
  mind.hears(minute, "expectation", "missed", {
    intensity: 0.9,
    tags: ["missed"],
    data: { electrodes: ["e2"], text: "e2 did not burst by 07", insight: "e2-bursts" },
  });

test("what was expected and did not come is told, and when it comes late after all the thread is done", () => {
  const mind = new Mind();
  misses(mind, 0);
  assert.equal(mind.attendsTo, "mind what did not come on e2");
  assert.deepEqual(
    mind.thinks(1).flatMap((one) => (one.kind === "say" ? [one.text] : [])),
    ["e2 did not burst by 07"],
  );
  mind.hears(40, "electrode/e2", "burst");
  mind.thinks(41);
  assert.equal(mind.thread("mind-absence").state.phase, "a burst came 40 min after its time");
});

test("what does not come at all is let go after two hours", () => {
  const mind = new Mind();
  misses(mind, 0);
  mind.thinks(1);
  mind.thinks(121);
  assert.equal(mind.thread("mind-absence").state.phase, "it did not come");
  assert.equal(mind.thread("mind-absence").status, "complete");
});
