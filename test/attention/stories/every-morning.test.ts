import assert from "node:assert/strict";
import { test } from "node:test";
import { aNode, saidIn } from "./a-node.js";

const DAY = 24 * 60;

test("a story of mornings: what comes at the same hour is learnt in sleep, expected, and missed when it does not come", async () => {
  const node = await aNode([]);
  for (const day of [0, 1, 2, 3]) {
    node.waits(day * DAY + 10);
    node.hears(day * DAY + 10, "electrode/e1", "burst", { intensity: 0.8 });
    for (const minute of [16, 45, 300]) node.breathes(day * DAY + minute);
  }
  const learnt = node.state.insights.find(({ data }) => data.form === "hours");
  assert.equal(learnt?.sentence, "e1 bursts between 06 and 07 o'clock UTC, on 4 of 4 days; by chance 0.2");
  assert.equal(learnt?.support, 4);

  // The fifth morning is silent.
  node.waits(4 * DAY + 121);
  assert.equal(node.attendsTo, "mind what did not come on e1");
  assert.deepEqual(node.because, ["expectation"]);
  const [said] = saidIn(node.breathes(4 * DAY + 122));
  assert.equal(
    said,
    "e1 bursts between 06 and 07 o'clock UTC, on 4 of 4 days; by chance 0.2; this time it did not come",
  );

  // It comes late after all, and the matter is closed.
  node.hears(4 * DAY + 150, "electrode/e1", "burst", { intensity: 0.8 });
  const told = node.breathes(4 * DAY + 151);
  assert.ok(told.some((one) => one.kind === "thread" && /after its time$/.test(one.thread.state.phase)));
});
