import assert from "node:assert/strict";
import { test } from "node:test";
import { ads1015 } from "../../devices/ads1015.js";
import { ads1115 } from "../../devices/ads1115.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { Bench, START } from "./bench.js";

/** A bench with a chip whose ALERT/RDY is wired to GPIO17: it lives on every millisecond. */
function benchWith(pins: (pin: number, at: number) => number, options: { bits?: 12 | 16; wired?: boolean } = {}) {
  const bench = new Bench();
  const chip = new FakeAds1x15(() => bench.clock.now(), pins, options.bits);
  bench.i2c.attach(1, 0x48, chip);
  if (options.wired ?? true) chip.alert = () => bench.gpio.press(17);
  const life = bench.clock.timer("life of the chip", () => {
    chip.look();
    life.set(bench.clock.now() + 0.001);
  });
  life.set(START);
  return { bench, chip };
}

function device(bench: Bench, config: Record<string, unknown>, kind = ads1115) {
  return kind.create(kind.schema.parse(config), bench.ports);
}

const ALERT = { line: 17 };

test("with ALERT/RDY on a GPIO a conversion is read when it is done, not when the slowest would be", async () => {
  const { bench } = benchWith(() => 5);
  const adc = device(bench, { channels: ["0", "1", "2", "3"], alert: ALERT });
  await adc.start(bench.listener);
  assert.deepEqual(bench.gpio.taken.get(17), { activeLow: true, debounceMs: 0 });
  await bench.pass(2.9);
  assert.deepEqual(bench.listener.values, [
    [5, 5, 5, 5],
    [5, 5, 5, 5],
  ]);
  await adc.stop();
  assert.equal(bench.gpio.taken.size, 0, "the line is given back");
});

test("an edge that is lost costs nothing but the wait", async () => {
  const { bench } = benchWith(() => 5, { wired: false });
  const adc = device(bench, { channels: ["0-1", "0"], alert: ALERT });
  await adc.start(bench.listener);
  await bench.pass(2.9);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [
    [0, 5],
    [0, 5],
  ]);
  assert.deepEqual(bench.listener.faults, []);
});

test("in continuous mode the chip is told once, read at each row, and put to sleep for a rest", async () => {
  const { bench, chip } = benchWith((pin, at) => (pin === 0 ? at - START : 0));
  const adc = device(bench, { channels: ["0-1"], mode: "continuous", data_rate: 32 });
  await adc.start(bench.listener);
  await bench.pass(10.5);
  assert.equal(bench.i2c.transfers.filter((transfer) => transfer.startsWith("w")).length, 1);
  for (const { at, values } of bench.listener.rows)
    assert.ok(Math.abs(values[0]! - (at - START)) <= 1.1 / 32 + 0.004, "a reading is at most a conversion off");
  assert.ok(chip.isConverting);
  adc.rest();
  await bench.pass(1);
  assert.ok(!chip.isConverting);
  adc.wake();
  await bench.pass(2);
  assert.ok(Math.abs(bench.listener.values.at(-1)![0]! - 13) < 0.04);
  await adc.stop();
  assert.ok(!chip.isConverting, "nor does it go on when nobody listens any more");
});

test("a chip whose supply sagged while it converted by itself is told its settings again", async () => {
  const { bench, chip } = benchWith((pin) => (pin === 0 ? 5 : 0));
  const adc = device(bench, { channels: ["0-1"], mode: "continuous" });
  await adc.start(bench.listener);
  await bench.pass(2.5);
  chip.write(1, 0x85, 0x83); // as after power-on
  await bench.pass(3);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [[5], [5], [Number.NaN], [5], [5]]);
  assert.match(bench.listener.faults[0]?.reason ?? "", /is not an ADS1115, or has lost its settings/);
});

test("a reading of many conversions is their mean, and any of them at a rail spoils it", async () => {
  let n = 0;
  const { bench } = benchWith((pin, at) =>
    pin === 1 ? 0 : at < START + 2 ? (n++ % 2 === 0 ? 1 : 2) : n++ % 4 === 0 ? 900 : 1,
  );
  const adc = device(bench, { channels: ["0-1"], oversample: 4 });
  await adc.start(bench.listener);
  await bench.pass(2.9);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [[1.5], [Number.NaN]]);
  assert.equal(bench.listener.faults.length, 1);
});

test("a channel is calibrated by what was found on it, the others are not", async () => {
  const { bench } = benchWith((pin) => [10.5, 20][pin] ?? 0);
  const adc = device(bench, { channels: ["0", "1"], calibration: { "0": { offset_mv: 0.5, gain: 1.25 } } });
  await adc.start(bench.listener);
  await bench.pass(1.9);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [[12.5, 20]]);
});

test("the ADS1015 has steps of an eighth of a millivolt where its sister has 7.8 µV, and both its rails", async () => {
  const { bench } = benchWith((pin) => [10.06, 999, -999][pin] ?? 0, { bits: 12 });
  const adc = device(bench, { channels: ["0", "1", "2"], rate_hz: 20 }, ads1015);
  await adc.start(bench.listener);
  await bench.pass(0.12);
  await adc.stop();
  assert.deepEqual(bench.listener.values[0], [10, Number.NaN, Number.NaN]);
  assert.equal(bench.listener.faults.length, 2);
});

const WATCHED = { channels: ["0-1", "2-3"], alert: ALERT, sentinel: { channel: "2-3", band_mv: 1 } };

test("while the node rests its sentinel calls once when the signal leaves its band, and wakes to usual rows", async () => {
  const { bench, chip } = benchWith((pin, at) => (pin !== 2 ? 3 : at < START + 100 ? 8 : at < START + 160 ? 9.5 : 3.2));
  const adc = device(bench, WATCHED);
  await adc.start(bench.listener);
  await bench.pass(5.5);
  assert.deepEqual(bench.listener.values.at(-1), [0, 5]);
  const heard = bench.listener.rows.length;
  adc.rest();
  await bench.pass(60);
  assert.deepEqual(bench.listener.calls, [], "within its band it is silent");
  assert.ok(chip.isConverting);
  await bench.pass(50);
  assert.equal(bench.listener.calls.length, 1, "one call a rest");
  const after = (bench.listener.calls[0] ?? 0) - (START + 100);
  assert.ok(after >= 0.1 && after < 0.5, `called ${after} s after`);
  assert.equal(bench.listener.rows.length, heard);
  adc.wake();
  await bench.pass(2);
  assert.deepEqual(bench.listener.values.at(-1), [0, 6.5]);
  adc.rest();
  await bench.pass(60);
  assert.equal(bench.listener.calls.length, 2, "the band lies around where the rest began");
  await adc.stop();
  assert.ok(!chip.isConverting);
  assert.deepEqual(bench.listener.faults, []);
});

test("a sentinel that cannot be set up is told once, and tried until it is on watch", async () => {
  const { bench } = benchWith((pin, at) => (pin === 2 && at > START + 60 ? 9 : 3));
  const adc = device(bench, WATCHED);
  await adc.start(bench.listener);
  await bench.pass(2.5);
  bench.i2c.failure = new Error("EIO");
  adc.rest();
  await bench.pass(30);
  assert.deepEqual(
    bench.listener.faults.map(({ reason }) => reason),
    ["0x48 on I2C bus 1: the sentinel is not on watch: EIO"],
  );
  bench.i2c.failure = undefined;
  await bench.pass(40);
  assert.equal(bench.listener.calls.length, 1);
  await adc.stop();
});

test("a rest that is over before its sentinel stood is a rest like any other", async () => {
  const { bench } = benchWith(() => 3);
  const adc = device(bench, WATCHED);
  await adc.start(bench.listener);
  await bench.pass(2.5);
  adc.rest();
  adc.wake();
  await bench.pass(0.6);
  adc.rest();
  await bench.pass(0.05);
  adc.wake();
  await bench.pass(3);
  await adc.stop();
  assert.deepEqual(bench.listener.calls, []);
  assert.deepEqual(bench.listener.faults, []);
  assert.ok(bench.listener.rows.length >= 4);
});

test("the card is told what does not go together", () => {
  const fault = (config: object) => {
    const result = ads1115.schema.safeParse({ channels: ["0-1"], ...config });
    return result.success
      ? ""
      : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  };
  const sentinel = { channel: "0-1", band_mv: 1 };
  assert.match(fault({ sentinel }), /^sentinel: calls on a pin/);
  assert.match(fault({ sentinel: { ...sentinel, channel: "3" }, alert: ALERT }), /^sentinel: watches a channel/);
  assert.match(fault({ mode: "continuous", channels: ["0", "1"] }), /^mode: continuous is for one channel/);
  assert.match(fault({ oversample: 200, data_rate: 8 }), /^rate_hz: more than the chip/);
  assert.equal(fault({ sentinel, alert: ALERT, mode: "continuous", oversample: 3 }), "");
});
