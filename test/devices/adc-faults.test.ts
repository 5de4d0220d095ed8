import assert from "node:assert/strict";
import { test } from "node:test";
import { ads1115 } from "../../devices/ads1115.js";
import { mcp342x } from "../../devices/mcp342x.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { sharedI2c } from "../../src/ports/shared-i2c.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { FakeMcp342x } from "../fakes/fake-mcp342x.js";
import { Bench, Listener, START } from "./bench.js";

/** What can happen to a bus, for some seconds. */
const FAULTS = ["NACK", "EIO", "bus stuck", "another chip"] as const;

test("a day with a fault every minute: each is told once to each whom it concerns, and the rows are back within five seconds", async () => {
  const bench = new Bench();
  const chance = new SeededRandom(7);
  const now = () => bench.clock.now();
  const ads = new FakeAds1x15(now, (pin) => (pin === 0 ? 5 : 0));
  const mcp = new FakeMcp342x(now, () => -3);
  bench.i2c.attach(1, 0x48, ads);
  bench.i2c.attach(1, 0x68, mcp);
  const openI2c = sharedI2c(bench.i2c.open);
  const listeners = [new Listener(), new Listener()] as const;
  const devices = [
    ads1115.create(ads1115.schema.parse({ channels: ["0-1"], rate_hz: 0.5 }), { ...bench.ports, openI2c }),
    mcp342x.create(mcp342x.schema.parse({ chip: "mcp3424", channels: ["1"], bits: 16, rate_hz: 0.5 }), {
      ...bench.ports,
      openI2c,
    }),
  ] as const;
  for (const [i, device] of devices.entries()) await device.start(listeners[i]!);

  const minutes = 24 * 60;
  const ends: number[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    await bench.pass(20 + 20 * chance.next());
    const fault = FAULTS[minute % FAULTS.length];
    if (fault === "another chip") {
      bench.i2c.detach(1, 0x48);
      await bench.pass(2.5);
      bench.i2c.attach(1, 0x48, { write: () => {}, read: () => [0x19, 0x00] });
    } else if (fault === "NACK") bench.i2c.detach(1, 0x48);
    else bench.i2c.failure = new Error(fault === "EIO" ? "EIO, i/o error" : "ETIMEDOUT, connection timed out");
    await bench.pass(2.5 + 10 * chance.next());
    bench.i2c.failure = undefined;
    bench.i2c.attach(1, 0x48, ads);
    ends.push(now());
    await bench.pass(START + 60 * (minute + 1) - now());
    assert.ok(bench.i2c.openNow === 1, "never more than one bus is open");
  }
  await bench.pass(1);
  for (const device of devices) await device.stop();

  const [ofAds, ofMcp] = listeners;
  assert.equal(ofAds.faults.length, minutes, "each fault is one");
  assert.equal(ofMcp.faults.length, minutes / 2, "and none where only the other was away");
  for (const { rows } of listeners) assert.equal(rows.length, minutes * 30, "a row every two seconds all day");
  for (const [listener, value] of [
    [ofAds, 5],
    [ofMcp, -3],
  ] as const) {
    const well = listener.rows.filter(({ values }) => values[0] === value).map(({ at }) => at);
    assert.ok(
      listener.rows.every(({ values: [mv] }) => mv === value || Number.isNaN(mv)),
      "what another chip says is never a voltage",
    );
    let i = 0;
    for (const end of ends) {
      while (well[i]! < end) i++;
      assert.ok(well[i]! - end <= 5, `${well[i]! - end} s without a row`);
    }
  }
  assert.equal(bench.i2c.openNow, 0);
});

test("a chip that stays away is told again each hour, and anew to who begins to listen", async () => {
  const bench = new Bench();
  const adc = ads1115.create(ads1115.schema.parse({ channels: ["0"] }), bench.ports);
  await adc.start(bench.listener);
  await bench.pass(3.5 * 3600);
  assert.equal(bench.listener.faults.length, 4);
  adc.rest();
  adc.wake();
  await bench.pass(5);
  assert.equal(bench.listener.faults.length, 5);
  await adc.stop();
});
