import assert from "node:assert/strict";
import { test } from "node:test";
import { changesIn, referred } from "../attention-under-test.js";
import { aNode } from "./a-node.js";

test("a story of insight: two bursts turn out to be the same thing, and the node combines what it was thinking", async () => {
  const node = await aNode([]);
  node.hears(0, "electrode/e1", "burst", { intensity: 0.8 });
  node.hears(0.5, "electrode/e2", "burst", { intensity: 0.7 });
  node.hears(1, "electrode/e2", "spike", { intensity: 0.5 });
  assert.deepEqual(
    node.threads.map(({ goal }) => goal),
    ["follow the burst on e1", "follow the burst on e2"],
  );
  const pool = node.state.pool;

  node.thinks(2);
  assert.equal(node.state.live.length, 2, "one look is not enough");
  assert.ok(changesIn(node.thinks(3)).includes("merged t-2"));

  const [thread] = node.state.live;
  assert.deepEqual(referred(thread as never), ["p-1", "p-2", "p-3"], "the references were copied");
  assert.deepEqual(thread?.merged, [{ id: "t-2", goal: "follow the burst on e2" }], "what was merged stays visible");
  assert.equal(thread?.state.context.runs, 2, "and what was understood");
  assert.deepEqual(node.state.pool, pool, "the percepts themselves do not change");

  node.hears(4, "electrode/e2", "burst", { intensity: 0.7 });
  assert.equal(node.state.live.length, 1, "it minds both electrodes now");
});
