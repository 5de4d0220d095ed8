import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonsIn } from "../attention-under-test.js";
import { aNode } from "./a-node.js";

test("a story of a wave that crosses the grove: the neighbours are asked, and one of them has heard it too", async () => {
  const node = await aNode([]);
  for (const [minute, electrode] of ["e1", "e2", "e4"].entries()) {
    node.hears(minute, `electrode/${electrode}`, "spike", { intensity: 0.7 });
  }
  assert.equal(node.attendsTo, "trace the wave over e1, e2, e4");
  assert.ok(node.breathes(3).some(({ kind }) => kind === "ask-neighbours"));

  // It has passed here; the thread waits for what the others say, and the attention is free.
  node.breathes(6);
  assert.equal(node.attendsTo, undefined);
  assert.equal(node.thread("trace-wave").waiting?.for, "reply");
  node.hears(10, "neighbour/oak", "spike", {
    intensity: 0.6,
    tags: ["from:neighbour"],
    data: { electrode: "oak/e2", electrodes: ["oak/e2"] },
  });
  const told = [11, 28, 40, 60, 300, 700].flatMap((minute) => node.breathes(minute));
  const wave = told.findLast((one) => one.kind === "thread" && one.thread.kind === "trace-wave");
  assert.ok(wave?.kind === "thread");
  assert.deepEqual(wave.thread.state.context.way, ["e1", "e2", "e4", "oak/e2"], "it knows the way that it took");
  assert.deepEqual(lessonsIn(told), [], "and makes no law of one time");
});
