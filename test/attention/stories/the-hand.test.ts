import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonsIn } from "../attention-under-test.js";
import { aNode } from "./a-node.js";

test("a story of a hand on the wire: what looks like a burst right after handling is doubted, and a correction is kept", async () => {
  const node = await aNode([]);
  node.hears(0, "electrode/e3", "artefact", { intensity: 0.6 });
  assert.equal(node.thread("doubt-electrode").goal, "doubt e3: artefact");

  node.hears(2, "electrode/e3", "burst", { intensity: 0.9 });
  assert.deepEqual(
    node.threads.map(({ kind }) => kind),
    ["doubt-electrode"],
    "nobody follows it",
  );
  assert.deepEqual(node.thread("doubt-electrode").state.context.suspects, { burst: 1 });

  const told = [3, 23, 30, 120, 600].flatMap((minute) => node.breathes(minute));
  assert.ok(told.some((one) => one.kind === "thread" && one.thread.state.phase === "e3 is trusted again"));
  assert.ok(lessonsIn(told).some(({ kind, subject }) => kind === "correction" && subject === "e3"));

  node.hears(700, "electrode/e3", "burst", { intensity: 0.9 });
  assert.equal(node.attendsTo, "follow the burst on e3", "hours later a burst is a burst again");
});
