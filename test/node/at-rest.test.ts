import assert from "node:assert/strict";
import { test } from "node:test";
import type { Listening } from "../../src/domain/electrode.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
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

/** An hour of breaths of eight minutes, of which two are inhaled. How often what fired between the inhales, by its name. */
async function firedBetweenInhales(listening: Listening, breaks: boolean) {
  const watch = listening === "sentinel" ? { sentinel: { channel: "0-1", band_mv: 50 } } : {};
  const devices = [
    { kind: "ads1115", listening, config: { channels: ["0-1"], rate_hz: 1, alert: { line: 17 }, ...watch } },
    { kind: "grove", listening, config: { electrodes: 2, rate_hz: 4 } },
    { kind: "sht4x", listening, config: { every_s: 10 } },
    { kind: "rain-gauge", listening, config: { line: 22, every_s: 10 } },
    { kind: "button", config: { line: 27 } },
  ];
  const { node, fired, i2c, until, now } = await aForest({ devices });
  if (!breaks) i2c.attach(1, 0x48, new FakeAds1x15(now, () => 0));
  await node.start();
  const between = new Map<string, number>();
  const count = (sign: 1 | -1) => {
    for (const [name, times] of fired) between.set(name, (between.get(name) ?? 0) + sign * times);
  };
  for (let breath = 0; breath < 7; breath++) {
    await until(480 * breath + 130); // what was under way as the inhale ended may end
    count(-1);
    await until(480 * (breath + 1) - 1);
    count(1);
  }
  const heard = node.inputs.rows;
  await node.stop("stopped");
  const named = [...between].filter(([name, times]) => times > 0 && !["breath", "sky", "attention"].includes(name));
  return { named, heard };
}

test("between its inhales nothing of a device wakes a node: no row, no poll, no child", async () => {
  for (const listening of ["inhale", "sentinel"] as const) {
    const { named, heard } = await firedBetweenInhales(listening, false);
    assert.deepEqual(named, [], listening);
    assert.ok(heard > 7 * 120 * 4, "and in the inhales they are heard");
  }
});

test("nor does one that is broken keep it awake: its sentinel is tried ever less often", async () => {
  const { named } = await firedBetweenInhales("sentinel", true);
  const sum = named.reduce((total, [, times]) => total + times, 0);
  assert.ok(sum <= 7 * 7, `${JSON.stringify(named)} in 7 rests of six minutes`);
  assert.deepEqual(
    named.filter(([name]) => !name.endsWith("sentinel")),
    [],
  );
});
