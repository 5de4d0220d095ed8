import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldsTo, passes } from "../../devices/adc/doubts.js";
import { allKinds } from "../../devices/all.js";
import { judgeCard } from "../../src/config/judge-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { heardFor, humming } from "./electrode-behind.js";

/** What `andas check` warns of on a card of this device. */
function warningsOf(device: object, electrodes: object[] = []): string[] {
  const files = {
    node: { site: "a", node: "b" },
    electrodes: { devices: [{ name: "adc", ...device }], electrodes },
  };
  const { problems, warnings } = judgeCard({ files, beside: {} }, allKinds);
  assert.deepEqual(problems.map(printProblem), []);
  return warnings.map(printProblem);
}

const ADS = { kind: "ads1115", channels: ["0-1"] };
const MCP = { kind: "mcp342x", chip: "mcp3424", channels: ["1"] };
const E1 = { name: "e1", device: "adc", channel: "0-1" };

test("a card as it is usually written has nothing to be warned of", () => {
  assert.deepEqual(warningsOf(ADS), []);
  assert.deepEqual(warningsOf({ ...ADS, channels: ["0-1", "2-3"], rate_hz: 4 }), []);
  assert.deepEqual(warningsOf(MCP), []);
});

test("steps that are too coarse for the usual spike are told with what would do", () => {
  assert.deepEqual(warningsOf({ ...ADS, full_scale_mv: 512 }), [
    "electrodes.json: devices[0].full_scale_mv: gain 8 is ±0.512 V, steps of 15.6 µV with 16 bits: too coarse for a median spike of 26 µV (fungus); 256 has steps of 7.81 µV",
  ]);
  assert.match(
    warningsOf({ ...MCP, bits: 12, oversample: 8 })[0] ?? "",
    /steps of 125 µV with 12 bits: .*; with 18 bits \(3.75 conversions a second\) 256 would do$/,
  );
  assert.match(
    warningsOf({ ...ADS, kind: "ads1015", oversample: 4 })[0] ?? "",
    /too coarse .*; put an amplifier before the ADS1015, or take a converter of more bits$/,
  );
});

test("what is coarse for a fungus may be fine for a plant, and of what is fast nobody knows", () => {
  for (const profile of ["plant", "fast"])
    assert.deepEqual(warningsOf({ ...ADS, full_scale_mv: 1024 }, [{ ...E1, profile }]), []);
  assert.equal(warningsOf({ ...ADS, full_scale_mv: 1024 }, [E1]).length, 1);
});

test("an electrode whose impedance was measured is told what the converter's input takes of it", () => {
  assert.deepEqual(warningsOf({ ...ADS, source_kohm: 500 }), [
    "electrodes.json: devices[0].full_scale_mv: its input of 0.71 MΩ takes 41 % of the signal of electrodes of 500 kΩ; put a buffer between, or take 4096, which has 15 MΩ and coarser steps",
  ]);
  assert.match(
    warningsOf({ ...MCP, source_kohm: 1000 })[0] ?? "",
    /0.28125 MΩ takes 78 % .* kΩ; put a buffer between$/,
  );
  assert.deepEqual(warningsOf({ ...ADS, source_kohm: 20 }), []);
});

test("conversions too short to still the mains' hum are told where the rows fold it to", () => {
  assert.deepEqual(warningsOf({ ...ADS, data_rate: 860 }), [
    "electrodes.json: devices[0].rate_hz: a reading takes 1.2 ms: mains hum of 50 Hz comes through by 99 %, and rows at 1 Hz fold it to a shift of the level; slower conversions or oversample would still it",
  ]);
  assert.match(warningsOf({ ...ADS, data_rate: 475, rate_hz: 7 })[0] ?? "", /rows at 7 Hz fold it to 1 Hz/);
  assert.deepEqual(warningsOf({ ...ADS, data_rate: 860, rate_hz: 200 }), [], "what is fast enough shows hum as hum");
  assert.deepEqual(warningsOf({ ...ADS, data_rate: 860, oversample: 86 }), []);
});

test("a sentinel without a device that heeds it is told", () => {
  const watched = { ...ADS, alert: { line: 17 }, sentinel: { channel: "0-1", band_mv: 1 } };
  assert.match(
    warningsOf(watched)[0] ?? "",
    /devices\[0\]\.sentinel: wakes nobody: give the device "listening": "sentinel" too/,
  );
  assert.deepEqual(warningsOf({ ...watched, listening: "sentinel" }), []);
});

test("what is said of hum is what a mean leaves of it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.3, noNaN: true }), (seconds) => {
      const heard = heardFor(seconds, humming(1));
      let most = 0;
      for (let i = 0; i < 200; i++) most = Math.max(most, Math.abs(heard(i / 10_000)));
      assert.ok(Math.abs(most - passes(50, seconds)) < 0.02, `${most} and ${passes(50, seconds)} in ${seconds} s`);
    }),
    { numRuns: 50 },
  );
  assert.equal(passes(50, 0), 1);
});

test("a folded tone lies below half the rate", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 400, noNaN: true }), (rate) => {
      assert.ok(foldsTo(50, rate) <= rate / 2 + 1e-9);
    }),
  );
  assert.equal(foldsTo(50, 8), 2);
});
