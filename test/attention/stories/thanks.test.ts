import assert from "node:assert/strict";
import { test } from "node:test";
import { aNode, deedsIn } from "./a-node.js";

test("a story of thanks: a nod, and no thought", async () => {
  const node = await aNode();
  const told = node.hears(0, "operator", "thanks", { intensity: 0.9, tags: ["from:operator"] });
  assert.deepEqual(deedsIn(told), ["thanks publish"]);
  assert.deepEqual(node.threads, [], "nobody broods over thanks");
  assert.deepEqual(node.state.pool[0]?.tags, ["from:operator", "handled"], "it sits in the pool, and was seen to");

  // A thread that is there already may still refer to it.
  node.hears(1, "operator", "note", { intensity: 0.9, tags: ["from:operator"], data: { text: "rain since noon" } });
  node.hears(2, "operator", "thanks", { intensity: 0.9, tags: ["from:operator"] });
  assert.equal(node.thread("answer-operator").refs.length, 2);
});
