import assert from "node:assert/strict";
import { test } from "node:test";
import { changesIn } from "../attention-under-test.js";
import { aNode } from "./a-node.js";

test("a story of being interrupted: a louder burst takes the attention, and what was left is resumed where it was", async () => {
  const node = await aNode([]);
  node.hears(0, "electrode/e1", "train", { intensity: 0.6 });
  assert.equal(node.attendsTo, "follow the train on e1");
  assert.deepEqual(node.because, ["electrode/e1"]);
  node.breathes(2);

  // Another electrode bursts, much louder.
  const told = node.hears(4, "electrode/e4", "burst", { intensity: 0.95 });
  assert.deepEqual(changesIn(told), ["created t-2", "paused t-1", "activated t-2"]);
  const { paused } = node.summaryAt(9);
  assert.equal(paused[0]?.sentence, "thread t-1: follow the train on e1, paused 5 min ago");

  // It falls silent; the node goes back to the train, and knows what it knew.
  node.hears(30, "electrode/e4", "silence", { intensity: 0.2 });
  node.hears(31, "electrode/e1", "train", { intensity: 0.6 });
  node.breathes(32);
  assert.equal(node.attendsTo, "follow the train on e1");
  assert.equal(node.thread("follow-burst").state.context.runs, 2);
});
