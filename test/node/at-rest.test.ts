import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest } from "./a-forest.js";

const HOUR = 3600;

test("over an hour at rest no timer fires more often than the samples come, and the breath has one", async () => {
  const devices = [{ kind: "grove", config: { electrodes: 4, rate_hz: 1 } }];
  const { node, fired, of, until } = await aForest({ devices, wire: new FakeWire() });
  await node.start();
  await until(HOUR);
  const breaths = of("breath").length - 1; // the first needs no timer
  assert.equal(fired.get("breath"), breaths);
  assert.equal(fired.get("grove grove-0"), HOUR + 1);
  const others = [...fired].filter(([name]) => name !== "grove grove-0");
  const sum = others.reduce((total, [, times]) => total + times, 0);
  assert.ok(sum <= 3 * breaths, `beside the samples, ${JSON.stringify(others)} in ${breaths} phases`);
  await node.stop("stopped");
  const after = new Map(fired);
  await until(2 * HOUR);
  assert.deepEqual(fired, after, "a node that has stopped wakes nobody any more");
});

test("a node without electrodes wakes for its breath, and for the full hour", async () => {
  const devices = [{ kind: "button", config: { line: 17 } }];
  const { node, fired, of, until } = await aForest({ devices });
  await node.start();
  await until(HOUR);
  assert.equal(fired.get("breath"), of("breath").length - 1);
  assert.equal(fired.get("sky"), 1);
  const others = [...fired].filter(([name]) => name !== "breath" && name !== "sky");
  const sum = others.reduce((total, [, times]) => total + times, 0);
  assert.ok(sum <= 1, JSON.stringify(others));
  await node.stop("stopped");
});
