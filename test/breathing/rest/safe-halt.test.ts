import assert from "node:assert/strict";
import { test } from "node:test";
import { HaltWatch } from "../../../src/breathing/rest/safe-halt.js";
import type { HostReading } from "../../../src/domain/health.js";
import type { SafeHaltSettings } from "../../../src/domain/rest.js";

const SETTINGS: SafeHaltSettings = {
  ...{ batteryBelow: 0.05, underVoltage: true, hotterThan: 95, lasting: 600, returnsAfter: 3600, withoutAlarm: false },
};

/** One reading every so many seconds; what is found with each. */
function seen(readings: readonly HostReading[], every = 300, settings = SETTINGS) {
  const watch = new HaltWatch();
  return readings.map((reading, i) => watch.read(reading, i * every, settings));
}

test("an empty battery, a supply that sags and heat are a reason once they have lasted, and were seen three times", () => {
  assert.deepEqual(seen([{ battery: 0.04 }, { battery: 0.03 }, { battery: 0.02 }]), [undefined, undefined, "battery"]);
  assert.deepEqual(seen([{ underVoltage: true }, { underVoltage: true }, { underVoltage: true }]).at(-1), "supply");
  assert.deepEqual(seen([{ temperature: 99 }, { temperature: 99 }, { temperature: 99 }]).at(-1), "heat");
  assert.equal(seen(Array(9).fill({ battery: 0.01 }), 60)[9], undefined, "nine minutes are not ten");
  assert.deepEqual(seen([{ battery: 0.01 }, { battery: 0.01 }], 3600), [undefined, undefined], "seen twice");
});

test("a supply that reads nonsense now and then sends nobody off", () => {
  const nonsense: HostReading[] = [
    { battery: 0 },
    { battery: 0.8 },
    { battery: 0 },
    {},
    { battery: 0 },
    { battery: 0.7 },
  ];
  assert.deepEqual(seen([...nonsense, ...nonsense], 3600).filter(Boolean), []);
  assert.deepEqual(seen(Array(5).fill({ battery: Number.NaN, temperature: Number.NaN })).filter(Boolean), []);
});

test("a clock that is set back counts anew; one that is asked not to mind the supply does not", () => {
  const watch = new HaltWatch();
  const low = { battery: 0 };
  assert.equal(watch.read(low, 10_000, SETTINGS), undefined);
  assert.equal(watch.read(low, 100, SETTINGS), undefined);
  assert.equal(watch.read(low, 400, SETTINGS), undefined);
  assert.equal(watch.read(low, 700, SETTINGS), "battery");
  const calm = { ...SETTINGS, underVoltage: false };
  assert.deepEqual(seen(Array(5).fill({ underVoltage: true }), 600, calm).filter(Boolean), []);
});
