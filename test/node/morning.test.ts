import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR } from "../../src/domain/time.js";
import { decodeMorning } from "../../src/protocol/payloads/morning.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

test("the page of the day stands retained on the broker from the morning on", async () => {
  const wire = new FakeWire();
  const devices = [{ kind: "grove", config: { electrodes: 3, activity: 8, settle_minutes: 10 } }];
  const forest = await aForest({ devices, wire });
  await forest.node.start();
  await forest.until(5.9 * HOUR);
  assert.equal(wire.retained.get("andas/1/test/n1/morning"), undefined);
  await forest.until(6.5 * HOUR);
  const told = decodeMorning(wire.retained.get("andas/1/test/n1/morning") ?? "");
  assert.deepEqual([told?.value.from, told?.value.to], [START, START + 6 * HOUR]);
  assert.equal(told?.value.electrodes.length, 3);
  assert.ok(
    told?.value.page.some((line) => line.startsWith("e1 ")),
    told?.value.page.join("\n"),
  );
  assert.ok(
    told.value.electrodes.some(({ level }) => level.value !== undefined),
    "where they rest is known",
  );
  await forest.node.stop("stopped");
});
