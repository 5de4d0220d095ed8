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

test("what a board has no sensor for is unknown, and no reason to worry", () => {
  const sense = new HostSense(ENGLISH.health);
  assert.deepEqual(sense.read({}, 0), []);
  assert.deepEqual(new Set(sense.checks.map((check) => check.status)), new Set(["unknown"]));
});
