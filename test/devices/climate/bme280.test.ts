import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bme280 } from "../../../devices/bme280.js";
import { fineTemperature, relativeHumidity, type Trim, trimFrom } from "../../../devices/climate/bme280.js";
import { Bench } from "../bench.js";

/** Of a real sensor of its kind, as data sheets and drivers pass it on. */
const TRIM: Trim = { t: [27504, 26435, -1000], h: [75, 362, 0, 324, 0, 30] };

test("the data sheet's own example of a temperature: 519888 is 25.08 °C", () => {
  // The same formula and numbers in BST-BMP280-DS001, 3.12, "Calculating pressure and temperature": t_fine is 128422.
  const fine = fineTemperature(519_888, TRIM);
  assert.equal(Math.trunc(fine), 128_422);
  assert.equal((fine / 5120).toFixed(2), "25.08");
});

/** "Compensation formulas", 4.2.3: the data sheet's second way, in whole numbers of 32 bits; in 1024ths of a percent. */
function humidityInWholeNumbers(raw: number, fine: number, { h: [h1, h2, h3, h4, h5, h6] }: Trim): number {
  let v = fine - 76_800;
  const first = ((raw << 14) - (h4 << 20) - Math.imul(h5, v) + 16_384) >> 15;
  const second = (Math.imul(Math.imul(v, h6) >> 10, (Math.imul(v, h3) >> 11) + 32_768) >> 10) + 2_097_152;
  v = Math.imul(first, (Math.imul(second, h2) + 8192) >> 14);
  v -= Math.imul(Math.imul(v >> 15, v >> 15) >> 7, h1) >> 4;
  return Math.min(Math.max(v, 0), 419_430_400) >> 12;
}

test("humidity is the same by both of the data sheet's ways", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 40_000 }), fc.integer({ min: -20, max: 50 }), (raw, celsius) => {
      const fine = celsius * 5120;
      const whole = humidityInWholeNumbers(raw, fine, TRIM) / 1024;
      assert.ok(Math.abs(relativeHumidity(raw, fine, TRIM) - whole) < 0.1, `${raw} at ${celsius} °C`);
    }),
  );
});

test("its trimming values are read as the data sheet lays them out: low bytes first, two share a byte, some have a sign", () => {
  const t = Uint8Array.of(0x70, 0x6b, 0x43, 0x67, 0x18, 0xfc);
  const h = Uint8Array.of(0x6a, 0x01, 0x00, 0x14, 0x24, 0xff, 0xe2);
  assert.deepEqual(trimFrom(t, 0x4b, h), { t: [27504, 26435, -1000], h: [75, 362, 0, 324, -14, -30] });
});

/** A BME280 as the bus sees it, written from the data sheet's memory map. */
class FakeBme280 {
  id = 0x60;
  busy = false;
  #humidity = 0;
  #measured = false;
  writeByte(register: number, byte: number): void {
    if (register === 0xf2) this.#humidity = byte & 7;
    if (register === 0xf4) this.#measured = (byte & 3) !== 0 && byte >> 5 === 1 && this.#humidity === 1;
  }
  block(register: number, length: number): readonly number[] {
    const memory: Readonly<Record<number, readonly number[]>> = {
      208: [this.id],
      136: [0x70, 0x6b, 0x43, 0x67, 0x18, 0xfc],
      161: [75],
      225: [0x6a, 0x01, 0x00, 0x14, 0x04, 0x00, 0x1e],
      243: [this.busy ? 8 : 0],
      250: this.#measured
        ? [519_888 >> 12, (519_888 >> 4) & 0xff, (519_888 & 15) << 4, 0x70, 0x00]
        : [0x80, 0, 0, 0x80, 0],
    };
    return (memory[register] ?? []).slice(0, length);
  }
}

async function aSensor(config: object = {}) {
  const bench = new Bench();
  const chip = new FakeBme280();
  bench.i2c.attach(1, 0x76, chip);
  const device = bme280.create(bme280.schema.parse(config), bench.ports);
  const described = await device.start(bench.listener);
  return { bench, chip, device, described };
}

test("it is asked once a minute, on the minute, and says what it measures", async () => {
  const { bench, device, described } = await aSensor();
  assert.deepEqual(described.channels, [
    { name: "temperature", role: "temperature" },
    { name: "humidity", role: "humidity" },
  ]);
  assert.equal(described.rate, 1 / 60);
  await bench.pass(180);
  assert.equal(bench.listener.rows.length, 3);
  for (const { at, values } of bench.listener.rows) {
    assert.equal(at % 60, 0);
    assert.equal(values[0]?.toFixed(2), "25.08");
    assert.ok(values[1]! > 20 && values[1]! < 80, `${values[1]}`);
  }
  device.rest();
  await bench.pass(180);
  assert.equal(bench.listener.rows.length, 3, "it rests");
  device.wake();
  await bench.pass(60);
  assert.equal(bench.listener.rows.length, 4);
  await device.stop();
  await device.stop();
  assert.deepEqual([bench.listener.faults, bench.i2c.openNow], [[], 0]);
});

test("what fails is missing, is told once, and comes back by itself", async () => {
  const { bench, device } = await aSensor();
  await bench.pass(60);
  bench.i2c.failure = new Error("EREMOTEIO");
  await bench.pass(600);
  assert.deepEqual(
    bench.listener.faults.map(({ reason }) => reason),
    ["BME280 at 0x76 on I2C bus 1: EREMOTEIO; check wires, supply and address"],
  );
  bench.i2c.failure = undefined;
  await bench.pass(60);
  const temperatures = bench.listener.values.map(([celsius]) => celsius);
  assert.equal(temperatures.filter((celsius) => Number.isNaN(celsius)).length, 10);
  assert.equal(temperatures.at(-1)?.toFixed(1), "25.1");
  await device.stop();
});

test("another chip at its address, one that hangs and one that forgot are told apart", async () => {
  for (const [spoil, says] of [
    [(chip: FakeBme280) => Object.assign(chip, { id: 0x58 }), /a BMP280, which knows no humidity/],
    [(chip: FakeBme280) => Object.assign(chip, { id: 0x61 }), /no BME280: it calls itself 0x61/],
    [(chip: FakeBme280) => Object.assign(chip, { busy: true }), /does not end its measurement/],
    [(chip: FakeBme280) => Object.assign(chip, { writeByte: () => {} }), /lost its settings, and measured nothing/],
  ] as const) {
    const { bench, chip, device } = await aSensor({ every_s: 10 });
    spoil(chip);
    await bench.pass(11);
    assert.match(bench.listener.faults[0]?.reason ?? "", says);
    await device.stop();
  }
});
