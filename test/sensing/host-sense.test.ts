import assert from "node:assert/strict";
import { test } from "node:test";
import type { HostReading } from "../../src/domain/health.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { HostSense } from "../../src/sensing/percepts/host-sense.js";

const well: HostReading = {
  temperature: 40,
  underVoltage: false,
  memoryFree: 300e6,
  memoryTotal: 500e6,
  diskFree: 8e9,
  diskTotal: 16e9,
  clockSynchronized: true,
};

function statusOf(sense: HostSense, name: string) {
  return sense.checks.find((check) => check.name === name)?.status;
}

test("a board that is well is nothing to notice", () => {
  const sense = new HostSense(ENGLISH.health);
  assert.deepEqual(sense.read(well, 0), []);
  assert.deepEqual(new Set(sense.checks.map((check) => check.status)), new Set(["healthy"]));
});

test("heat is noticed once when it begins to matter, once more when it got much worse, and again after it has passed", () => {
  const sense = new HostSense(ENGLISH.health);
  const noticedAt = (temperature: number) => sense.read({ ...well, temperature }, 0).map((noticed) => noticed.type);
  assert.deepEqual(noticedAt(66), ["temperature"]);
  assert.deepEqual(noticedAt(66.5), []);
  assert.deepEqual(noticedAt(79), ["temperature"]);
  assert.deepEqual(noticedAt(45), []);
  assert.deepEqual(noticedAt(66), ["temperature"]);
});

test("a sagging supply and a full disk are urgent", () => {
  const sense = new HostSense(ENGLISH.health);
  const noticed = sense.read({ ...well, underVoltage: true, diskFree: 0.1e9 }, 7);
  assert.deepEqual(
    noticed.map(({ type, at, tags }) => ({ type, at, tags })),
    [
      { type: "supply", at: 7, tags: ["urgent"] },
      { type: "disk", at: 7, tags: ["urgent"] },
    ],
  );
  assert.equal(statusOf(sense, "disk"), "critical");
});

test("a disk that has met errors is noticed while it still works, and urgent where it is full besides", () => {
  const sense = new HostSense(ENGLISH.health);
  const [first, ...others] = sense.read({ ...well, diskErrors: 2 }, 7);
  assert.deepEqual([first?.type, first?.tags, others], ["disk", [], []]);
  assert.match(
    sense.checks.find(({ name }) => name === "disk")?.text ?? "",
    /^the disk has met 2 errors: copy what is on/,
  );
  assert.equal(statusOf(sense, "disk"), "warning");
  assert.deepEqual(sense.read({ ...well, diskErrors: 2 }, 60), [], "once");
  sense.read({ ...well, diskErrors: 2, diskFree: 0.1e9 }, 120);
  assert.equal(statusOf(sense, "disk"), "critical");
});

test("what a board has no sensor for is unknown, and no reason to worry", () => {
  const sense = new HostSense(ENGLISH.health);
  assert.deepEqual(sense.read({}, 0), []);
  assert.deepEqual(new Set(sense.checks.map((check) => check.status)), new Set(["unknown"]));
});

test("a supply that sags is told once with since when it does, and so is each time after it held", () => {
  const sense = new HostSense(ENGLISH.health);
  const sags = (at: number) => sense.read({ ...well, underVoltage: true }, at);
  const [first] = sags(60);
  assert.deepEqual(first?.data, {
    text: "the supply sags since 1970-01-01T00:01:00.000Z: check cable, battery and panel",
    since: "1970-01-01T00:01:00.000Z",
  });
  assert.deepEqual(sags(120), []);
  assert.match(sense.checks.find(({ name }) => name === "supply")?.text ?? "", /since 1970-01-01T00:01:00/);
  assert.deepEqual(sense.read({ ...well, hadUnderVoltage: true }, 180), []);
  assert.match(
    sense.checks.find(({ name }) => name === "supply")?.text ?? "",
    /has sagged since the board was started/,
  );
  assert.equal(sags(240)[0]?.data.since, "1970-01-01T00:04:00.000Z");
});

test("a processor that is slowed down by heat is critical, however warm; a cool one wants power, which the supply says", () => {
  const sense = new HostSense(ENGLISH.health);
  const [slowed] = sense.read({ ...well, temperature: 62, slowed: true }, 0);
  assert.deepEqual([slowed?.type, slowed?.intensity, slowed?.tags], ["temperature", 0.75, ["urgent"]]);
  assert.match(String(slowed?.data.text), /62 °C and is slowed down/);
  assert.deepEqual(sense.read({ ...well, temperature: 41, slowed: true }, 60), []);
  const { temperature: _, ...blind } = well;
  assert.equal(sense.read({ ...blind, slowed: true }, 120)[0]?.data.text, ENGLISH.health.slowed);
});

test("a battery is felt from two fifths on; a board without one says nothing of it", () => {
  const sense = new HostSense(ENGLISH.health);
  sense.read(well, 0);
  assert.equal(statusOf(sense, "battery"), undefined);
  assert.deepEqual(sense.read({ ...well, battery: 0.5, supplyVolts: 3.8 }, 0), []);
  assert.equal(statusOf(sense, "battery"), "healthy");
  const [low] = sense.read({ ...well, battery: 0.2, supplyVolts: 3.45 }, 60);
  assert.deepEqual([low?.type, low?.intensity], ["battery", 0.5]);
  assert.equal(low?.data.text, "20 % of the battery is left (3.45 V)");
  assert.deepEqual(sense.read({ ...well, battery: 0.05, supplyVolts: 3.3 }, 90)[0]?.tags, ["urgent"]);
});

test("a clock without a time server is told, unless a real-time clock keeps it", () => {
  const sense = new HostSense(ENGLISH.health);
  const unheard = { ...well, clockSynchronized: false };
  assert.deepEqual(sense.read({ ...unheard, clockSource: "rtc" }, 0), []);
  assert.equal(statusOf(sense, "clock"), "healthy");
  assert.deepEqual(
    sense.read({ ...unheard, clockSource: "floor" }, 0).map(({ type }) => type),
    ["clock"],
  );
});
