import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeTrace } from "../../src/protocol/payloads/trace.js";
import { NodeDetail } from "../../src/web/model/node-detail.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const devices = [{ kind: "grove", config: { electrodes: 2, rate_hz: 1, settle_minutes: 0 } }];
const ROOT = "andas/1/test/n1";

test("a node whose card asks for it tells its signal with each exhale, without a hole, also of breaths without a broker", async () => {
  const wire = new FakeWire();
  const { node, until } = await aForest({ devices, wire, trace: { every: 10 } });
  await node.start();
  await until(600);
  wire.refuses = "nobody is there";
  await until(1500);
  wire.refuses = undefined;
  await until(2400);
  await node.stop("stopped");
  const told = wire.published.flatMap(({ topic, payload, retain }) => {
    if (topic !== `${ROOT}/trace/e1`) return [];
    assert.equal(retain, false);
    return [decodeTrace(payload)!];
  });
  assert.ok(told.some(({ envelope }) => envelope.historical) && told.some(({ envelope }) => !envelope.historical));
  let end = START;
  for (const { value } of told) {
    assert.equal(value.from, end, "one follows the other");
    end = value.from + value.every * value.mean.length;
  }
  assert.ok(end >= START + 2390, String(end - START));
  for (const { value } of told)
    for (const [i, mean] of value.mean.entries()) assert.ok(value.least[i]! <= mean && mean <= value.greatest[i]!);
});

test("without it nothing of that is told", async () => {
  const wire = new FakeWire();
  const { node, until } = await aForest({ devices, wire });
  await node.start();
  await until(1000);
  await node.stop("stopped");
  assert.ok(!wire.published.some(({ topic }) => topic.startsWith(`${ROOT}/trace/`)));
});

test("a page draws it between the least and the greatest value, where the latest value of an exhale stood", () => {
  const detail = new NodeDetail();
  const trace = {
    electrode: "e1",
    from: 100,
    every: 10,
    least: [1, Number.NaN],
    mean: [2, Number.NaN],
    greatest: [3, Number.NaN],
  };
  const envelope = { boot: 1, seq: 1, at: 120, quality: "ntp", historical: false } as const;
  const hear = () => detail.hear({ kind: "trace", name: "e1" }, { kind: "trace", message: { envelope, value: trace } });
  hear();
  hear();
  assert.deepEqual(detail.traces.get("e1")?.times, [102.5, 107.5, 112.5, 117.5]);
  assert.deepEqual(detail.traces.get("e1")?.values, [1, 3, null, null]);
});
