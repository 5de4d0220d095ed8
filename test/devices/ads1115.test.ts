import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ADS1115 } from "../../devices/ads1x15/sheets.js";
import { ads1115 } from "../../devices/ads1115.js";
import { AndasError, isAndasError } from "../../src/domain/errors.js";
import type { Clock } from "../../src/ports/clock.js";
import { sharedI2c } from "../../src/ports/shared-i2c.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { FakeGpio } from "../fakes/fake-gpio.js";
import { Bench, Listener, START } from "./bench.js";

/** A bench with a chip at 0x48 on bus 1 whose pins lie at these millivolts. */
function benchWith(pins: (pin: number, at: number) => number): { bench: Bench; chip: FakeAds1x15 } {
  const bench = new Bench();
  const chip = new FakeAds1x15(() => bench.clock.now(), pins);
  bench.i2c.attach(1, 0x48, chip);
  return { bench, chip };
}

function device(bench: Bench, config: Record<string, unknown>) {
  return ads1115.create(ads1115.schema.parse(config), bench.ports);
}

test("two pairs on one chip are measured in turn, a row each second on the second", async () => {
  const { bench, chip } = benchWith((pin) => [12.5, 2.5, -1, 3][pin] as number);
  const adc = device(bench, { channels: ["0-1", "2-3"] });
  const description = await adc.start(bench.listener);
  assert.deepEqual(description, {
    channels: [
      { name: "0-1", role: "electrode" },
      { name: "2-3", role: "electrode" },
    ],
    rate: 1,
    origin: 0,
  });
  await bench.pass(3.5);
  assert.deepEqual(bench.listener.rows, [
    { at: START + 1, values: [10, -4] },
    { at: START + 2, values: [10, -4] },
    { at: START + 3, values: [10, -4] },
  ]);
  assert.deepEqual(chip.converted, [0, 3, 0, 3, 0, 3]);
  assert.deepEqual(bench.listener.faults, []);
  await adc.stop();
});

test("channels come in the order of the card, single ones against ground", async () => {
  const { bench } = benchWith((pin) => 10 * (pin + 1));
  const adc = device(bench, { channels: ["3", "0", "1-3", "0-3"], full_scale_mv: 512 });
  await adc.start(bench.listener);
  await bench.pass(1.9);
  assert.deepEqual(bench.listener.values, [[40, 10, -20, -30]]);
  await adc.stop();
});

test("every gain gives back the voltage to within half a step, whatever its sign", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ADS1115.gains.map(({ fullScale }) => fullScale)),
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      async (fs, part) => {
        const { bench } = benchWith((pin) => (pin === 0 ? part * fs : 0));
        const adc = device(bench, { channels: ["0-1"], full_scale_mv: fs });
        await adc.start(bench.listener);
        await bench.pass(1.5);
        await adc.stop();
        const mv = bench.listener.rows[0]?.values[0] as number;
        assert.ok(Math.abs(mv - part * fs) <= fs / 65536 + 1e-9, `${mv} for ${part * fs}`);
      },
    ),
    { numRuns: 60 },
  );
});

test("it waits for the slowest chip that the data sheet allows, at every rate", async () => {
  for (const rate of [8, 16, 32, 64, 128, 250, 475, 860]) {
    const { bench } = benchWith((pin, at) => (pin === 0 ? Math.floor(at - START) : 0));
    const adc = device(bench, { channels: ["0-1"], data_rate: rate });
    await adc.start(bench.listener);
    await bench.pass(2.9);
    await adc.stop();
    // A reading taken too early would still show the row before.
    assert.deepEqual(bench.listener.values, [[1], [2]], `at ${rate}`);
  }
});

test("rows keep to their grid for an hour: no drift, and no transfer more than the conversions need", async () => {
  const { bench } = benchWith(() => 0);
  const adc = device(bench, { channels: ["0-1"], rate_hz: 3 });
  await adc.start(bench.listener);
  await bench.pass(3600.3);
  await adc.stop();
  assert.equal(bench.listener.rows.length, 3 * 3600);
  const last = bench.listener.rows.at(-1)?.at as number;
  assert.equal(last, START + 3600);
  assert.equal(bench.i2c.transfers.length, 2 * 3 * 3600 + 1, "a write and a read each, and one look at who answers");
});

test("eight channels of two chips on one bus at ten rows a second: none is lost, and none is mistaken for another", async () => {
  const bench = new Bench();
  const openI2c = sharedI2c(bench.i2c.open);
  const listeners = [0x48, 0x49].map((address) => {
    const pins = (pin: number) => address + pin;
    bench.i2c.attach(1, address, new FakeAds1x15(() => bench.clock.now(), pins));
    return { address, listener: new Listener() };
  });
  const devices = listeners.map(({ address }) => {
    const config = ads1115.schema.parse({ channels: ["0", "1", "2", "3"], rate_hz: 10, address });
    return ads1115.create(config, { ...bench.ports, name: `adc ${address}`, openI2c });
  });
  for (const [i, device] of devices.entries()) await device.start(listeners[i]!.listener);
  await bench.pass(300.095);
  for (const device of devices) await device.stop();
  for (const { address, listener } of listeners) {
    assert.deepEqual(listener.faults, []);
    assert.equal(listener.rows.length, 3000);
    for (const { values } of listener.rows) assert.deepEqual(values, [address, address + 1, address + 2, address + 3]);
  }
  assert.equal(bench.i2c.opened, 1);
});

test("a rail is a fault when it begins and NaN as long as it lasts", async () => {
  const { bench } = benchWith((pin, at) => (pin === 0 && at >= START + 2 && at < START + 4 ? 900 : 1));
  const adc = device(bench, { channels: ["0-1", "1"] });
  await adc.start(bench.listener);
  await bench.pass(5.5);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [
    [0, 1],
    [Number.NaN, 1],
    [Number.NaN, 1],
    [0, 1],
    [0, 1],
  ]);
  assert.equal(bench.listener.faults.length, 1);
  assert.match(
    bench.listener.faults[0]?.reason ?? "",
    /channel 0-1 is at its upper rail \(256 mV\): raise full_scale_mv/,
  );
});

test("a failed transfer costs its row, is told, and the next row is tried", async () => {
  const { bench } = benchWith(() => 5);
  const adc = device(bench, { channels: ["0", "1"] });
  await adc.start(bench.listener);
  await bench.pass(1.5);
  bench.i2c.failure = new Error("EIO, i/o error");
  await bench.pass(1);
  bench.i2c.failure = undefined;
  await bench.pass(1);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [
    [5, 5],
    [Number.NaN, Number.NaN],
    [5, 5],
  ]);
  assert.deepEqual(
    bench.listener.faults.map((fault) => fault.reason),
    ["0x48 on I2C bus 1: EIO, i/o error; check wires, supply and address"],
  );
});

test("what was read before a row failed is kept", async () => {
  const { bench } = benchWith(() => 5);
  const adc = device(bench, { channels: ["0", "1", "2"] });
  await adc.start(bench.listener);
  await bench.pass(1.2); // the first channel is read 0.138 s into the row, the second 0.276
  bench.i2c.failure = new Error("EIO");
  await bench.pass(0.5);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [[5, Number.NaN, Number.NaN]]);
});

test("a bus that stays bad is opened anew, tried once a second however fast the rows, and never given up", async () => {
  const { bench } = benchWith(() => 5);
  const adc = device(bench, { channels: ["0"], rate_hz: 10 });
  await adc.start(bench.listener);
  await bench.pass(1.05);
  bench.i2c.failure = new Error("EREMOTEIO");
  await bench.pass(60);
  assert.equal(bench.listener.faults.length, 1, "one fault, however long it lasts");
  assert.equal(bench.listener.rows.length, 610, "the rows go on, as NaN");
  assert.ok(bench.i2c.opened > 50);
  assert.ok(bench.i2c.openNow <= 1, "no bus is left open");
  bench.i2c.failure = undefined;
  await bench.pass(2);
  await adc.stop();
  assert.deepEqual(bench.listener.values.at(-1), [5]);
  assert.equal(bench.i2c.openNow, 0);
});

test("a chip that is not there at the start is a fault, and is heard once it is plugged in", async () => {
  const bench = new Bench();
  const adc = device(bench, { channels: ["0"], address: "0x4A" });
  await adc.start(bench.listener);
  await bench.pass(2.5);
  bench.i2c.attach(
    1,
    0x4a,
    new FakeAds1x15(
      () => bench.clock.now(),
      () => 7,
    ),
  );
  await bench.pass(2);
  await adc.stop();
  assert.deepEqual(bench.listener.values.at(-1), [7]);
  assert.match(bench.listener.faults[0]?.reason ?? "", /0x4a on I2C bus 1: EREMOTEIO/);
});

test("another chip at the same address is told apart", async () => {
  const bench = new Bench();
  bench.i2c.attach(1, 0x48, { write: () => {}, read: () => [0x19, 0x00] });
  const adc = device(bench, { channels: ["0"] });
  await adc.start(bench.listener);
  await bench.pass(1.5);
  await adc.stop();
  assert.match(bench.listener.faults[0]?.reason ?? "", /not an ADS1115/);
  assert.deepEqual(bench.listener.values, [[Number.NaN]]);
});

test("a bus that cannot be opened is said at once", async () => {
  const bench = new Bench();
  const ports = { ...bench.ports, openI2c: () => Promise.reject(new AndasError("addon", "i2c-bus is not installed")) };
  const adc = ads1115.create(ads1115.schema.parse({ channels: ["0"] }), ports);
  await assert.rejects(adc.start(bench.listener), (error) => isAndasError(error, "addon"));
});

test("a bus that is not there yet is a fault, and is heard once it is", async () => {
  const { bench } = benchWith(() => 5);
  let there = false;
  const absent = () => Promise.reject(new AndasError("device", "there is no I2C bus 1: switch it on"));
  const ports = { ...bench.ports, openI2c: (number: number) => (there ? bench.i2c.open(number) : absent()) };
  const adc = ads1115.create(ads1115.schema.parse({ channels: ["0"] }), ports);
  await adc.start(bench.listener);
  await bench.pass(10.5);
  there = true;
  await bench.pass(2);
  await adc.stop();
  assert.deepEqual(
    bench.listener.faults.map(({ reason }) => reason),
    ["0x48 on I2C bus 1: there is no I2C bus 1: switch it on"],
  );
  assert.deepEqual(bench.listener.values.at(-1), [5]);
});

test("without the line of its ALERT it is read by the clock, and that is told", async () => {
  const bench = new Bench({ gpio: new FakeGpio({ present: false }) });
  bench.i2c.attach(
    1,
    0x48,
    new FakeAds1x15(
      () => bench.clock.now(),
      () => 5,
    ),
  );
  const adc = device(bench, { channels: ["0"], alert: { line: 17 } });
  await adc.start(bench.listener);
  await bench.pass(1.9);
  await adc.stop();
  assert.deepEqual(bench.listener.values, [[5]]);
  assert.match(bench.listener.faults[0]?.reason ?? "", /no GPIO chip; nobody is called by ALERT until a restart$/);
});

test("a rest is silent, and the row after it stands on the grid again", async () => {
  const { bench } = benchWith(() => 5);
  const adc = device(bench, { channels: ["0", "1"] });
  await adc.start(bench.listener);
  await bench.pass(1.2);
  adc.rest(); // in the middle of a row
  await bench.pass(9.4);
  assert.equal(bench.listener.rows.length, 0);
  adc.wake();
  await bench.pass(1.1);
  assert.deepEqual(
    bench.listener.rows.map((row) => row.at),
    [START + 11],
  );
  assert.deepEqual(bench.listener.faults, [], "a planned rest is no fault");
  await adc.stop();
});

test("a transfer that ends after the rest began belongs to nobody", async () => {
  const { bench } = benchWith(() => 5);
  let reading: (() => void) | undefined;
  const ports = {
    ...bench.ports,
    openI2c: async (number: number) => {
      const bus = await bench.i2c.open(number);
      const slow = async (address: number, register: number) => {
        if (register === 0)
          await new Promise<void>((resolve) => {
            reading = resolve;
          });
        return bus.readWord(address, register);
      };
      return { ...bus, readWord: slow };
    },
  };
  const adc = ads1115.create(ads1115.schema.parse({ channels: ["0"] }), ports);
  await adc.start(bench.listener);
  const passing = bench.pass(3);
  while (!reading) await new Promise((resolve) => setImmediate(resolve));
  adc.rest();
  reading();
  await passing;
  assert.equal(bench.listener.rows.length, 0);
  await adc.stop();
});

test("a clock that is set forward costs one word about the rows in between, and the grid goes on", async () => {
  const { bench } = benchWith(() => 5);
  let ahead = 0;
  const { clock } = bench;
  const stepped: Clock = {
    quality: "ntp",
    now: () => clock.now() + ahead,
    hold: (name, work) => clock.hold(name, work),
    timer: (name, fire) => {
      const timer = clock.timer(name, fire);
      return { name, due: undefined, set: (at) => timer.set(at - ahead), cancel: () => timer.cancel() };
    },
  };
  const adc = ads1115.create(ads1115.schema.parse({ channels: ["0"] }), { ...bench.ports, clock: stepped });
  await adc.start(bench.listener);
  await bench.pass(1.5);
  ahead = 1_000_000.25;
  await bench.pass(2);
  await adc.stop();
  assert.deepEqual(
    bench.listener.rows.map((row) => row.at - START),
    [1, 1_000_002, 1_000_003],
  );
  assert.deepEqual(
    bench.listener.faults.map((fault) => fault.reason),
    ["1000000 rows missed: the bus was slow, or the clock was set"],
  );
});

test("after stop nothing comes, the bus is closed, and stopping again does nothing", async () => {
  const { bench } = benchWith(() => 5);
  const adc = device(bench, { channels: ["0"] });
  await adc.start(bench.listener);
  await bench.pass(1.05); // a conversion is under way
  await adc.stop();
  await adc.stop();
  await bench.pass(5);
  assert.equal(bench.listener.rows.length, 0);
  assert.equal(bench.i2c.openNow, 0);
});

test("the card is told what does not fit the chip", () => {
  const fault = (config: unknown) => {
    const result = ads1115.schema.safeParse(config);
    return result.success
      ? ""
      : result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  };
  assert.match(fault({ channels: ["0-1", "0-1"] }), /^channels: names a channel twice/);
  assert.match(fault({ channels: ["1-2"] }), /^channels\.0/);
  assert.match(fault({ channels: ["0", "1"], data_rate: 8, rate_hz: 4 }), /^rate_hz: more than the chip can convert/);
  assert.match(fault({ channels: ["0"], gain: 16 }), /gain/);
  assert.match(fault({ channels: ["0"], address: 0x50 }), /^address/);
  assert.equal(fault({ channels: ["0"], address: 0x49 }), "");
});
