import assert from "node:assert/strict";
import { test } from "node:test";
import { aNode } from "./a-node.js";

test("a story of a visitor: a person comes through where an electrode chatters, and is answered with the next exhale", async () => {
  const node = await aNode([]);
  for (let minute = 0; minute < 8; minute++) node.hears(minute, "electrode/e2", "burst", { intensity: 0.7 });
  assert.equal(node.attendsTo, "follow the burst on e2");

  node.hears(8, "operator", "note", { intensity: 0.9, tags: ["from:operator"], data: { text: "rain since noon" } });
  assert.equal(node.attendsTo, "answer the operator: note");
  assert.deepEqual(node.because, ["operator"]);
  const { arousal, threshold } = node.summaryAt(8);
  const before = node.summaryAt(8 + 120);
  assert.ok(arousal > before.arousal && threshold < before.threshold, "while somebody waits the node is more awake");

  // The hold asks for the radio; the exhale carries the answer out, and the node turns back.
  assert.ok(node.breathes(9).some((one) => one.kind === "breath" && one.call === "exhale"));
  const told = node.breathes(10);
  assert.ok(told.some((one) => one.kind === "thread" && one.thread.state.phase === "answered"));
  assert.equal(node.attendsTo, "follow the burst on e2");
});
