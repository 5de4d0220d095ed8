import assert from "node:assert/strict";
import { test } from "node:test";
import { aNode, deedsIn } from "./a-node.js";

test("a story of a surge: bursts on three electrodes are escalated at once, before any thought, and then reviewed", async () => {
  const node = await aNode();
  node.hears(0, "electrode/e1", "burst", { intensity: 0.8 });
  node.hears(3, "electrode/e2", "burst", { intensity: 0.8 });
  const third = node.hears(6, "electrode/e3", "burst", { intensity: 0.8 });
  assert.deepEqual(
    deedsIn(third).filter((deed) => deed.startsWith("surge")),
    ["surge alert", "surge breath"],
    "the alert is raised and the radio called in the tick of the third burst",
  );
  assert.ok(
    third.findIndex(({ kind }) => kind === "act") < third.findIndex(({ kind }) => kind === "thread"),
    "the knee jerks before anybody has thought about it",
  );

  // And it is aware of what it did: urgent, it wakes the node up, and a thread looks at it.
  assert.ok(node.state.pool.some(({ source, type }) => source === "reflex/surge" && type === "surge"));
  assert.ok(node.summaryAt(6).arousal > 0.3);
  assert.ok(node.threads.some(({ goal }) => goal === "review what reflex surge did: surge"));

  const again = node.hears(10, "electrode/e1", "burst", { intensity: 0.8 });
  assert.deepEqual(deedsIn(again), [], "once is enough for an hour");
  assert.ok(node.state.counters.suppressed > 0, "what was suppressed is counted");
});
