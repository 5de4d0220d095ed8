import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  ADS_CHANNELS,
  atRail,
  configWord,
  DATA_RATES,
  FULL_SCALES,
  millivolts,
  quietestRate,
  rowTime,
  sameConfig,
  signed,
  swapped,
} from "../../devices/ads1115/registers.js";

test("the chip's own reset value is channel 0-1 at 2.048 V and 128 conversions a second", () => {
  assert.equal(configWord("0-1", 2048, 128), 0x8583);
});

test("the fields stand where the data sheet has them", () => {
  assert.equal(configWord("2-3", 256, 8), 0b1_011_101_1_000_00011);
  assert.equal(configWord("3", 6144, 860), 0b1_111_000_1_111_00011);
  assert.equal(configWord("0-3", 4096, 16), 0b1_001_001_1_001_00011);
});

test("no two settings share a config word", () => {
  const words = ADS_CHANNELS.flatMap((c) => FULL_SCALES.flatMap((f) => DATA_RATES.map((r) => configWord(c, f, r))));
  assert.equal(new Set(words).size, 8 * 6 * 8);
});

test("the status bit is no setting", () => {
  assert.ok(sameConfig(0x0583, 0x8583));
  assert.ok(!sameConfig(0x8383, 0x8583));
});

test("millivolts are exact: every reading at every scale is a whole number of steps, and comes back", () => {
  const raw = fc.integer({ min: -32768, max: 32767 });
  fc.assert(
    fc.property(raw, fc.constantFrom(...FULL_SCALES), (reading, scale) => {
      const mv = millivolts(reading, scale);
      assert.equal(mv / (scale / 32768), reading);
      assert.ok(Math.abs(mv) <= scale);
    }),
  );
  assert.equal(millivolts(1, 256), 0.0078125);
  assert.equal(millivolts(1, 6144), 0.1875);
  assert.equal(millivolts(-32768, 2048), -2048);
});

test("a word survives the change of byte order, and its sign the change of form", () => {
  fc.assert(
    fc.property(fc.integer({ min: -32768, max: 32767 }), (reading) => {
      assert.equal(signed(swapped(swapped(reading & 0xffff))), reading);
    }),
  );
  assert.equal(swapped(0x8583), 0x8385);
});

test("only the two ends of the scale are rails", () => {
  assert.deepEqual([32767, -32768, 32766, -32767, 0].map(atRail), [true, true, false, false, false]);
});

test("the quietest rate is the slowest whose row fits the period", () => {
  assert.equal(quietestRate(1, 1), 8);
  assert.equal(quietestRate(4, 1), 8);
  assert.equal(quietestRate(4, 10), 64);
  assert.equal(quietestRate(4, 400), undefined);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0.01, max: 400, noNaN: true }), (channels, hz) => {
      const rate = quietestRate(channels, hz);
      if (rate !== undefined) assert.ok(rowTime(channels, rate) <= 1 / hz);
    }),
  );
});
