import assert from "node:assert/strict";
import { test } from "node:test";
import { ads1015 } from "../../devices/ads1015.js";
import { ads1115 } from "../../devices/ads1115.js";
import { mcp342x } from "../../devices/mcp342x.js";
import type { DeviceKind } from "../../src/ports/device.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { FakeMcp342x } from "../fakes/fake-mcp342x.js";
import { Bench, START } from "./bench.js";
import { type Electrode, heardFor, humming, noisy, spiking, together } from "./electrode-behind.js";

/** An hour, or less, of one electrode behind a converter: what comes out, row by row. */
async function hourBehind(kind: DeviceKind, config: object, attach: (bench: Bench) => void, seconds = 3600) {
  const bench = new Bench();
  attach(bench);
  const device = kind.create(kind.schema.parse(config), bench.ports);
  await device.start(bench.listener);
  await bench.pass(seconds + 0.5);
  await device.stop();
  assert.deepEqual(bench.listener.faults, []);
  return bench.listener.rows.map(({ at, values }) => ({ at, mv: values[0]! }));
}

const ads =
  (electrode: Electrode, bits: 12 | 16 = 16) =>
  (bench: Bench) => {
    const pins = (pin: number, at: number) => (pin === 0 ? electrode(at) : 0);
    bench.i2c.attach(1, 0x48, new FakeAds1x15(() => bench.clock.now(), pins, bits));
  };
const mcp = (electrode: Electrode) => (bench: Bench) =>
  bench.i2c.attach(
    1,
    0x68,
    new FakeMcp342x(
      () => bench.clock.now(),
      (_, at) => electrode(at),
    ),
  );

/** Heights of the peaks around `times`, above what lies between them. */
function heights(rows: readonly { at: number; mv: number }[], times: readonly number[]): number[] {
  return times.map((time) => {
    const near = rows.filter(({ at }) => Math.abs(at - time) < 10).map(({ mv }) => mv);
    const far = rows.filter(({ at }) => Math.abs(at - time - 250) < 20).map(({ mv }) => mv);
    return mean(near) - mean(far);
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const TIMES = [600, 1500, 2400, 3100].map((seconds) => START + seconds);

test("the same spikes come through each converter, within what it resolves", async () => {
  const height = 0.2;
  const signal = together(spiking(TIMES, height), noisy(0.004));
  const through = {
    ads1115: await hourBehind(ads1115, { channels: ["0-1"] }, ads(signal)),
    mcp3424: await hourBehind(mcp342x, { chip: "mcp3424", channels: ["1"] }, mcp(signal)),
    ads1015: await hourBehind(ads1015, { channels: ["0-1"] }, ads(signal, 12)),
  };
  const off = (rows: readonly { at: number; mv: number }[]) =>
    Math.max(...heights(rows, TIMES).map((found) => Math.abs(found - 0.975 * height)));
  assert.ok(off(through.mcp3424) < 0.005, `MCP3424: ${off(through.mcp3424)} mV off`);
  assert.ok(off(through.ads1115) < 0.008, `ADS1115: ${off(through.ads1115)} mV off`);
  assert.ok(off(through.ads1015) < 0.125, `ADS1015: ${off(through.ads1015)} mV off, a step`);
});

test("a spike of a fungus is a stair of three steps behind an ADS1115, and nothing at all behind an ADS1015", async () => {
  const signal = spiking(TIMES, 0.026);
  const stairs = async (kind: DeviceKind, attach: (bench: Bench) => void, config: object = { channels: ["0-1"] }) =>
    new Set((await hourBehind(kind, config, attach)).map(({ mv }) => mv)).size;
  assert.equal(await stairs(ads1115, ads(signal)), 4);
  assert.equal(await stairs(ads1015, ads(signal, 12)), 1);
  assert.ok((await stairs(mcp342x, mcp(signal), { chip: "mcp3424", channels: ["1"] })) > 12);
});

test("where there is noise, the mean of many conversions is finer than a step", async () => {
  const level = 0.0035; // not half a step
  const signal = together(() => level, noisy(0.006));
  const error = async (oversample: number) => {
    const rows = await hourBehind(ads1115, { channels: ["0-1"], data_rate: 128, oversample }, ads(signal), 300);
    const values = rows.map(({ mv }) => mv);
    return Math.sqrt(mean(values.map((mv) => (mv - level) ** 2)));
  };
  const [one, many] = [await error(1), await error(64)];
  assert.ok(many < one / 4, `${one} mV rms of one, ${many} of 64`);
});

test("hum that the doubts speak of is really there: folded by short conversions, stilled by long ones", async () => {
  const swing = async (data_rate: number) => {
    const hum = heardFor(1 / data_rate, humming(1, 50.02));
    const rows = await hourBehind(ads1115, { channels: ["0-1"], data_rate }, ads(hum));
    const values = rows.map(({ mv }) => mv);
    return (Math.max(...values) - Math.min(...values)) / 2;
  };
  assert.ok((await swing(860)) > 0.95, "a slow wave of 50 s, where there is none");
  assert.ok((await swing(8)) < 0.06);
});
