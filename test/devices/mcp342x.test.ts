import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mcp342x } from "../../devices/mcp342x.js";
import { FakeMcp342x } from "../fakes/fake-mcp342x.js";
import { Bench, START } from "./bench.js";

/** A bench with a chip at 0x68 on bus 1 whose channels lie at these millivolts. */
function benchWith(channels: (channel: number, at: number) => number, slow?: number) {
  const bench = new Bench();
  const chip = new FakeMcp342x(() => bench.clock.now(), channels, slow);
  bench.i2c.attach(1, 0x68, chip);
  return { bench, chip };
}

function device(bench: Bench, config: Record<string, unknown>) {
  return mcp342x.create(mcp342x.schema.parse({ chip: "mcp3424", ...config }), bench.ports);
}

test("four pairs on one chip are measured in turn, with as many bits as a second has room for", async () => {
  const { bench } = benchWith((channel) => [0, 10, -4, 0.125, -200][channel]!);
  const adc = device(bench, { channels: ["1", "2", "3", "4"] });
  await adc.start(bench.listener);
  await bench.pass(2.5);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [
    [10, -4, 0.125, -200],
    [10, -4, 0.125, -200],
  ]);
  assert.deepEqual(bench.listener.faults, []);
});

test("every gain and every number of bits gives back the voltage to within half a step", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(256, 512, 1024, 2048),
      fc.constantFrom(12, 14, 16, 18),
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      async (full, bits, part) => {
        const { bench } = benchWith(() => part * full);
        const adc = device(bench, { channels: ["1"], full_scale_mv: full, bits });
        await adc.start(bench.listener);
        await bench.pass(1.5);
        await adc.stop();
        const mv = bench.listener.rows[0]?.values[0] ?? Number.NaN;
        assert.ok(Math.abs(mv - part * full) <= full / 2 ** bits + 1e-9, `${mv} for ${part * full}`);
      },
    ),
    { numRuns: 60 },
  );
});

test("it asks RDY: a quick chip is read early, a slow one is waited for", async () => {
  for (const slow of [0.8, 1, 3.75 / 2.75]) {
    const { bench } = benchWith((_, at) => Math.floor(at - START), slow);
    const adc = device(bench, { channels: ["1"], bits: 18 });
    await adc.start(bench.listener);
    await bench.pass(2.9);
    await adc.stop();
    assert.deepEqual(bench.listener.values, [[1], [2]], `slower by ${slow}`);
  }
});

test("a chip that never ends its conversion is a fault, and the next row is tried", async () => {
  const { bench } = benchWith(() => 5, 1e9);
  const adc = device(bench, { channels: ["1"], bits: 16 });
  await adc.start(bench.listener);
  await bench.pass(3.5);
  await adc.stop();
  assert.deepEqual(
    bench.listener.faults.map(({ reason }) => reason),
    ["0x68 on I2C bus 1: the MCP3424 does not end its conversion; check wires, supply and address"],
  );
  assert.equal(bench.listener.rows.length, 3);
});

test("both rails are NaN, and told", async () => {
  const { bench } = benchWith((channel) => (channel === 1 ? 300 : -300));
  const adc = device(bench, { channels: ["1", "2"] });
  await adc.start(bench.listener);
  await bench.pass(1.9);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [[Number.NaN, Number.NaN]]);
  assert.match(bench.listener.faults[0]?.reason ?? "", /channel 1 is at its upper rail \(256 mV\)/);
  assert.match(bench.listener.faults[1]?.reason ?? "", /channel 2 is at its lower rail/);
});

test("a real-time clock at the same address is told apart", async () => {
  const bench = new Bench();
  bench.i2c.attach(1, 0x68, { send: () => {}, block: () => [0x12, 0x34, 0x56, 0x78] });
  const adc = device(bench, { channels: ["1"] });
  await adc.start(bench.listener);
  await bench.pass(1.5);
  await adc.stop();
  assert.match(bench.listener.faults[0]?.reason ?? "", /what answers is not an MCP3424/);
});

test("the general call is made where the card wants it, once, and again after a fault", async () => {
  const { bench, chip } = benchWith(() => 5);
  const adc = device(bench, { channels: ["1"], general_call: "latch" });
  await adc.start(bench.listener);
  await bench.pass(2.5);
  assert.deepEqual(chip.called, [0x04]);
  bench.i2c.failure = new Error("EIO");
  await bench.pass(1);
  bench.i2c.failure = undefined;
  await bench.pass(1);
  await adc.stop();
  assert.deepEqual(chip.called, [0x04, 0x04]);
  assert.deepEqual(bench.listener.values.at(-1), [5]);

  const quiet = benchWith(() => 5);
  const other = device(quiet.bench, { channels: ["1"] });
  await other.start(quiet.bench.listener);
  await quiet.bench.pass(1.5);
  await other.stop();
  assert.deepEqual(quiet.chip.called, []);
});

test("the card is told what does not fit the chip", () => {
  const fault = (config: object) => {
    const result = mcp342x.schema.safeParse(config);
    return result.success
      ? ""
      : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  };
  assert.match(fault({ chip: "mcp3422", channels: ["3"] }), /^channels: names a channel that this chip does not have/);
  assert.match(fault({ chip: "mcp3428", channels: ["1"], bits: 18 }), /^bits: more than this chip has/);
  assert.match(fault({ chip: "mcp3424", channels: ["1", "2", "3", "4"], bits: 18 }), /^rate_hz: more than the chip/);
  assert.match(fault({ chip: "mcp3424", channels: ["1"], address: "0x70" }), /^address/);
  assert.equal(fault({ chip: "mcp3424", channels: ["1", "2"], bits: 18, address: "0x6F" }), "");
});
