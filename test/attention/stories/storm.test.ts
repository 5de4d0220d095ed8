import assert from "node:assert/strict";
import { test } from "node:test";
import { aNode } from "./a-node.js";

/** A node in the middle of a burst, calm, or after something urgent; then something faint happens on the board. */
async function aFaintCall(urgent: boolean) {
  const node = await aNode([]);
  node.hears(0, "electrode/e1", "burst", { intensity: 0.5 });
  if (urgent) node.hears(1, "host", "temperature", { intensity: 1, tags: ["urgent"] });
  node.thinks(2);
  node.hears(3, "electrode/e2", "burst", { intensity: 0.55 });
  return node;
}

test("a story of two moods: deep in focus only what is important breaks through, in a storm almost anything does", async () => {
  const calm = await aFaintCall(false);
  const urgent = await aFaintCall(true);
  assert.ok(urgent.summaryAt(3).arousal > calm.summaryAt(3).arousal);
  assert.ok(urgent.summaryAt(3).threshold < calm.summaryAt(3).threshold);

  // The scores are the same in both: arousal moves what breaks through, never what it is worth.
  const worth = (node: typeof calm) => node.threads.find(({ subject }) => subject === "e2")?.why.boosts;
  assert.deepEqual(worth(calm), worth(urgent));
  assert.equal(calm.attendsTo, "follow the burst on e1", "slow and committed: a little louder is not loud enough");
  assert.notEqual(urgent.attendsTo, "follow the burst on e1", "fast and jumpy");
});
