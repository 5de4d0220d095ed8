import assert from "node:assert/strict";
import { test } from "node:test";
import { ads1115 } from "../../../devices/ads1115.js";
import { bh1750 } from "../../../devices/bh1750.js";
import { lux } from "../../../devices/climate/bh1750.js";
import { celsius, crc8, relativeHumidity, wordIn } from "../../../devices/climate/sht4x.js";
import { rainGauge } from "../../../devices/rain-gauge.js";
import { sht4x } from "../../../devices/sht4x.js";
import type { DeviceKind } from "../../../src/ports/device.js";
import { FakeAds1x15 } from "../../fakes/fake-ads1x15.js";
import type { FakeChip } from "../../fakes/fake-i2c.js";
import { Bench } from "../bench.js";

async function heard<Config>(kind: DeviceKind<Config>, address: number, chip: FakeChip, config: object = {}) {
  const bench = new Bench();
  bench.i2c.attach(1, address, chip);
  const device = kind.create(kind.schema.parse({ every_s: 10, ...config }), bench.ports);
  await device.start(bench.listener);
  await bench.pass(30);
  await device.stop();
  return bench;
}

test("the check sum of an SHT4x is as its data sheet has it: of 0xBEEF, 0x92", () => {
  assert.equal(crc8(0xbe, 0xef), 0x92);
  assert.equal(crc8(), 0xff);
});

test("an SHT4x is asked, waited for, and converted as its data sheet says; humidity is never more than all", async () => {
  assert.deepEqual([celsius(0), celsius(65535), relativeHumidity(65535), relativeHumidity(0)], [-45, 130, 100, 0]);
  const sent: number[] = [];
  const chip: FakeChip = {
    send: (byte) => sent.push(byte),
    receive: () => [0x66, 0x66, crc8(0x66, 0x66), 0x80, 0x00, crc8(0x80, 0x00)],
  };
  const { listener, i2c } = await heard(sht4x, 0x44, chip);
  assert.deepEqual(sent, [0xfd, 0xfd, 0xfd]);
  const [[temperature, humidity] = []] = listener.values;
  assert.deepEqual([temperature?.toFixed(3), humidity?.toFixed(3)], ["25.000", "56.501"]);
  assert.equal(i2c.openNow, 0);
});

test("what was damaged on the way from an SHT4x is missing, and told", async () => {
  const { listener } = await heard(
    sht4x,
    0x45,
    { receive: () => [0x66, 0x67, 0x93, 0x80, 0, 0xa2] },
    { address: "0x45" },
  );
  assert.ok(listener.values.flat().every(Number.isNaN));
  assert.match(
    listener.faults[0]?.reason ?? "",
    /^SHT4x at 0x45 on I2C bus 1: what it said was damaged on the way; check/,
  );
  assert.throws(() => wordIn(Uint8Array.of(1, 2), 0), /too little/);
});

test("a BH1750 says 28067 lx where its data sheet does, and nothing where it said too little", async () => {
  assert.equal(Math.floor(lux(0x8390)), 28_066);
  const { listener } = await heard(bh1750, 0x23, { receive: () => [0x83, 0x90] });
  assert.equal(listener.values[0]?.[0]?.toFixed(0), "28067");
  assert.match((await heard(bh1750, 0x23, { receive: () => [1] })).listener.faults[0]?.reason ?? "", /too little/);
});

test("an address that such a chip never has is a fault of the card", () => {
  assert.throws(() => sht4x.schema.parse({ address: "0x76" }), /must be 0x44 or 0x45 or 0x46/);
  assert.throws(() => bh1750.schema.parse({ address: 12 }), /must be 0x23 or 0x5c/);
});

test("the doctor asks such a chip whether it is there", async () => {
  const bench = new Bench();
  const config = sht4x.schema.parse({});
  await assert.rejects(async () => sht4x.probe?.(config, bench.i2c.open));
  bench.i2c.attach(1, 0x44, {});
  assert.match(
    (await sht4x.probe?.(config, bench.i2c.open)) ?? "",
    /somebody answers at 0x44 of I2C bus 1, where the SHT4x/,
  );
});

test("a rain gauge counts each tip, in a rest too, and says each minute what fell", async () => {
  const bench = new Bench();
  const device = rainGauge.create(rainGauge.schema.parse({ line: 6, mm_per_tip: 0.25 }), bench.ports);
  await device.start(bench.listener);
  assert.deepEqual(bench.gpio.taken.get(6), { activeLow: true, debounceMs: 50 });
  const tip = (times: number) => {
    for (let i = 0; i < times; i++) bench.gpio.press(6);
  };
  tip(2);
  await bench.pass(60);
  await bench.pass(60);
  tip(1);
  device.rest();
  tip(2);
  await bench.pass(600);
  device.wake();
  await bench.pass(60);
  assert.deepEqual(bench.listener.values, [[0.5], [0], [0.75]]);
  assert.ok(bench.listener.rows.every(({ at }) => at % 60 === 0));
  await device.stop();
  await device.stop();
  assert.equal(bench.gpio.taken.size, 0);
});

test("a soil probe on a converter is moisture, not millivolts, and beside it an electrode stays one", async () => {
  const bench = new Bench();
  const chip = new FakeAds1x15(
    () => bench.clock.now(),
    (pin) => (pin === 2 ? 1850 : pin === 0 ? 500 : 0),
  );
  bench.i2c.attach(1, 0x48, chip);
  const at = [
    { mv: 2600, is: 0 },
    { mv: 1100, is: 100 },
  ];
  const config = { channels: ["0-1", "2"], full_scale_mv: 4096, sensors: { "2": { role: "moisture", at } } };
  const device = ads1115.create(ads1115.schema.parse(config), bench.ports);
  const { channels } = await device.start(bench.listener);
  assert.deepEqual(
    channels.map(({ role }) => role),
    ["electrode", "moisture"],
  );
  await bench.pass(2);
  assert.deepEqual(bench.listener.values[0], [500, 50]);
  await device.stop();
  const flat = { ...config, sensors: { "2": { role: "moisture", at: [at[0], at[0]] } } };
  assert.throws(() => ads1115.schema.parse(flat), /two different voltages/);
});
