import assert from "node:assert/strict";
import { test } from "node:test";
import type { SavedSections } from "../../src/storage/sections.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const HEALTH = "andas/1/test/n1/health";
const MINUTE = 60;

/** A node with one converter; its pair shows `shows` millivolts at each second since the start. */
async function withConverter(
  shows: (second: number) => number,
  store?: VolatileStore<SavedSections>,
  card: object = {},
) {
  const wire = new FakeWire();
  const config = { channels: ["0-1"], ...card };
  const forest = await aForest({ devices: [{ kind: "ads1115", config }], wire, ...(store && { store }) });
  const chip = new FakeAds1x15(forest.now, (pin, at) => (pin === 0 ? shows(at - START) : 0));
  forest.i2c.attach(1, 0x48, chip);
  await forest.node.start();
  const health = () => JSON.parse(wire.retained.get(HEALTH) ?? "{}").electrodes?.["0-1"];
  const last = () => forest.node.inputs.electrodes[0]?.last;
  return { ...forest, chip, health, last };
}

const STEP = 256 / 32768;

test("a channel whose inputs are shorted says its offset on the running node, uses it at once, and after a restart", async () => {
  const store = new VolatileStore<SavedSections>({});
  const first = await withConverter(() => 64 * STEP, store);
  await first.until(2 * MINUTE);
  assert.equal(first.last(), 0.5);
  const told = first.says("electrode.calibrate", { electrode: "0-1", short: true });
  assert.ok(told.status === "ok", JSON.stringify(told));
  assert.deepEqual([told.data.offset_mv, told.data.gain], [0.5, 1]);
  await first.until(10 * MINUTE);
  assert.equal(first.last(), 0);
  assert.equal(first.health().calibration.offset_mv, 0.5);
  assert.ok(first.state.attention.value.insights.some(({ sentence }) => sentence === "the noise of 0-1 is 0 mV"));
  await first.node.stop("stopped");

  const again = await withConverter(() => 64 * STEP, store);
  await again.until(MINUTE);
  assert.equal(again.last(), 0, "the state knows it");
  const known = again.says("electrode.calibrate", { electrode: "0-1", known_mv: 1000 });
  assert.match(JSON.stringify(known), /it shows 0.0000 mV where 1000 mV should be/);
  await again.node.stop("stopped");

  const mended = await withConverter(() => 64 * STEP, store, { calibration: { "0-1": { offset_mv: 0.25, gain: 2 } } });
  await mended.until(MINUTE);
  assert.equal(mended.last(), 0.5, "who changes the card knows better");
  await mended.node.stop("stopped");
});

test("what was not heard, or belongs to no converter, is not calibrated", async () => {
  const { says, until, node } = await withConverter(() => 1);
  await until(20);
  assert.match(JSON.stringify(says("electrode.calibrate", { electrode: "0-1", short: true })), /too little was heard/);
  await node.stop("stopped");
  const grove = await aForest({ devices: [{ kind: "grove" }] });
  await grove.node.start();
  await grove.until(2 * MINUTE);
  const [electrode = ""] = grove.node.inputs.electrodes.map((one) => one.electrode.name);
  assert.match(JSON.stringify(grove.says("electrode.calibrate", { electrode, short: true })), /cannot be calibrated/);
  await grove.node.stop("stopped");
});

test("how an electrode touches stands in health, and is told who asks", async () => {
  const { says, until, node, health } = await withConverter((s) => (s < 600 ? 0.02 * Math.sin(s * s) : 900));
  await until(8 * MINUTE);
  const told = says("electrode.check", { electrode: "0-1" });
  assert.ok(told.status === "ok" && /^0-1: good, noise 0\.0/.test(String(told.data.text)), JSON.stringify(told));
  await until(17 * MINUTE);
  assert.equal(health().contact, "off", "it stands at its rail");
  await node.stop("stopped");
});

test("a converter that dies is an alert after ten minutes, once, and none any more when it is back", async () => {
  const { until, node, of, i2c, chip } = await withConverter((s) => 0.02 * Math.sin(s * s));
  await until(10 * MINUTE);
  i2c.detach(1, 0x48);
  await until(70 * MINUTE);
  const alerts = () => of("alert").map(({ alert }) => `${alert.id} ${alert.raised}`);
  assert.deepEqual(alerts(), ["gone true"]);
  i2c.attach(1, 0x48, chip);
  await until(80 * MINUTE);
  assert.deepEqual(alerts(), ["gone true", "gone false"]);
  await node.stop("stopped");
});

test("of two converters that die together, the one that is back does not speak for the other", async () => {
  const devices = [
    { kind: "ads1115", config: { address: "0x48", channels: ["0-1"] } },
    { kind: "ads1115", config: { address: "0x49", channels: ["2-3"] } },
  ];
  const { node, until, of, i2c, now } = await aForest({ devices });
  const chips = [0x48, 0x49].map((address) => ({
    address,
    chip: new FakeAds1x15(now, (pin, at) => (pin % 2) * 0.02 * Math.sin((at - START) ** 2)),
  }));
  for (const { address, chip } of chips) i2c.attach(1, address, chip);
  await node.start();
  await until(10 * MINUTE);
  for (const { address } of chips) i2c.detach(1, address);
  await until(40 * MINUTE);
  const standing = () => of("alert").map(({ alert }) => `${alert.raised} ${alert.electrodes?.length}`);
  assert.deepEqual(standing(), ["true 1", "true 2"]);
  for (const [i, said] of [
    ["true 1", "true 2", "true 1"],
    ["true 1", "true 2", "true 1", "false 1"],
  ].entries()) {
    i2c.attach(1, chips[i]!.address, chips[i]!.chip);
    await until((60 + 20 * i) * MINUTE);
    assert.deepEqual(standing(), said);
  }
  await node.stop("stopped");
});
