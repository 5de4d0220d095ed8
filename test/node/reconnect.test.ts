import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest } from "./a-forest.js";

const PHASES = { phases: { inhale: 60, hold: 0, exhale: 180, pause: 60 } };
const STATE = "andas/1/test/n1/$state";

const stateOf = (wire: FakeWire) => JSON.parse(wire.retained.get(STATE) ?? "{}") as { state?: string; bd?: number };
const tries = (wire: FakeWire) => wire.trail.filter((step) => step === "connect").length;

async function aNode(wire: FakeWire, breath: object = {}) {
  const forest = await aForest({ devices: [{ kind: "grove" }], wire, breath: { ...PHASES, ...breath } });
  await forest.node.start();
  return forest;
}

test("a broker that comes back within the exhale is reached in it; one that stays away is tried less and less", async () => {
  const wire = new FakeWire();
  const { until, node, log } = await aNode(wire);
  await until(50);
  wire.refuses = "no broker listens";
  await until(61);
  const before = tries(wire);
  await until(180);
  const inTwoMinutes = tries(wire) - before;
  assert.ok(inTwoMinutes >= 3 && inTwoMinutes <= 12, `${inTwoMinutes} tries in two minutes`);
  await until(241);
  const resting = tries(wire);
  await until(299);
  assert.equal(tries(wire), resting, "nobody tries while the node rests");
  assert.equal(log.filter((line) => line.includes("no broker listens")).length, 1);
  await until(3000);
  const late = tries(wire);
  await until(3900);
  assert.ok(tries(wire) - late <= 3 * 4, "and not often while it stays away");
  wire.refuses = undefined;
  await until(4250);
  assert.equal(stateOf(wire).state, "sleeping");

  await until(4255);
  wire.refuses = "no broker listens";
  await until(4263);
  wire.refuses = undefined;
  await until(4300);
  assert.equal(stateOf(wire).state, "sleeping", "after a short trouble it is soon there again");
  await node.stop("done");
});

test("a connection that is lost in the middle of a drain is opened again, with another birth, and the rest follows", async () => {
  const wire = new FakeWire();
  const { until, node, outbox, state } = await aNode(wire);
  await until(50);
  wire.losesAfter = 5;
  await until(75);
  const first = wire.will === undefined ? 0 : JSON.parse(wire.will.payload).bd;
  assert.ok(wire.trail.includes("lost"));
  await until(230);
  assert.equal(stateOf(wire).state, "sleeping");
  assert.ok((stateOf(wire).bd ?? 0) >= first);
  assert.ok(state.births.value >= (stateOf(wire).bd ?? 0), "no birth is told that is not on disk");
  assert.equal(outbox.depth, 0);
  await node.stop("done");
});

test("where the radio stays up, a lost connection is opened again without waiting for the next exhale", async () => {
  const wire = new FakeWire();
  const { until, node } = await aNode(wire, { radio: "always" });
  await until(70);
  const { bd = 0, state } = stateOf(wire);
  assert.equal(state, "ready");
  await until(250);
  wire.lose("the cable was pulled");
  assert.equal(stateOf(wire).state, "lost");
  await until(255);
  assert.equal(stateOf(wire).state, "ready");
  assert.ok((stateOf(wire).bd ?? 0) > bd, "the lost that was said of an older birth can be known as such");
  await node.stop("done");
});
