import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quietestSpeed, rowTime, stepOf } from "../../devices/adc/sheet.js";
import {
  type Alert,
  configWord,
  millivolts,
  railOf,
  sameConfig,
  signed,
  swapped,
  windowAround,
  withAlert,
} from "../../devices/ads1x15/registers.js";
import { ADS1015, ADS1115 } from "../../devices/ads1x15/sheets.js";

const codes = (channel: string, fullScale: number, rate: number, sheet = ADS1115) => ({
  channel: sheet.channels.indexOf(channel),
  gain: sheet.gains.findIndex((gain) => gain.fullScale === fullScale),
  rate: sheet.speeds.findIndex((speed) => speed.rate === rate),
});

test("the chips' own reset value is channel 0-1 at 2.048 V and the fifth data rate", () => {
  assert.equal(configWord(codes("0-1", 2048, 128), "single"), 0x8583);
  assert.equal(configWord(codes("0-1", 2048, 1600, ADS1015), "single"), 0x8583);
});

test("the fields stand where the data sheet has them", () => {
  assert.equal(configWord(codes("2-3", 256, 8), "single"), 0b1_011_101_1_000_00011);
  assert.equal(configWord(codes("3", 6144, 860), "single"), 0b1_111_000_1_111_00011);
  assert.equal(configWord(codes("0-3", 4096, 16), "continuous"), 0b0_001_001_0_001_00011);
  assert.equal(configWord(codes("0-3", 4096, 16), "sleep"), 0b0_001_001_1_001_00011);
  assert.equal(configWord(codes("0-1", 256, 8), "single", "ready"), 0b1_000_101_1_000_00000);
  assert.equal(configWord(codes("0-1", 256, 8), "continuous", 4), 0b0_000_101_0_000_10110);
});

test("no two settings share a config word, and another use of the pin changes nothing else", () => {
  const alerts: readonly Alert[] = ["off", "ready", 1, 2, 4];
  const modes = ["single", "continuous", "sleep"] as const;
  const words = ADS1115.channels.flatMap((c) =>
    ADS1115.gains.flatMap((g) =>
      ADS1115.speeds.flatMap((s) =>
        modes.flatMap((mode) => alerts.map((alert) => configWord(codes(c, g.fullScale, s.rate), mode, alert))),
      ),
    ),
  );
  assert.equal(new Set(words).size, 8 * 6 * 8 * 3 * 5);
  for (const word of words)
    for (const alert of alerts)
      assert.equal(withAlert(word, alert) & 0x7fe0, word & 0x7fe0, "it never starts a conversion");
});

test("the status bit is no setting", () => {
  assert.ok(sameConfig(0x0583, 0x8583));
  assert.ok(!sameConfig(0x8383, 0x8583));
});

const code = fc.integer({ min: -32768, max: 32767 });

test("millivolts are exact: every reading at every scale is a whole number of steps, and comes back", () => {
  const scales = ADS1115.gains.map(({ fullScale }) => fullScale);
  fc.assert(
    fc.property(code, fc.constantFrom(...scales), (reading, scale) => {
      const mv = millivolts(reading, scale);
      assert.equal(mv / stepOf(scale, 16), reading);
      assert.ok(Math.abs(mv) <= scale);
    }),
  );
  assert.equal(millivolts(1, 256), 0.0078125);
  assert.equal(millivolts(1, 6144), 0.1875);
  assert.equal(millivolts(-32768, 2048), -2048);
  assert.equal(millivolts(16, 256), 0.125, "a step of the ADS1015, whose bits stand on the left");
});

test("a word survives the change of byte order, and its sign the change of form", () => {
  fc.assert(fc.property(code, (reading) => assert.equal(signed(swapped(swapped(reading & 0xffff))), reading)));
  assert.equal(swapped(0x8583), 0x8385);
});

test("whatever 16 bits the bus gives, they are a voltage within the scale, or a rail", () => {
  fc.assert(
    fc.property(fc.nat({ max: 0xffff }), fc.constantFrom(12, 16), (word, bits) => {
      const reading = signed(swapped(word));
      assert.ok(Math.abs(millivolts(reading, 256)) <= 256);
      assert.ok([-1, 0, 1].includes(railOf(reading, bits)));
    }),
    { numRuns: 2000 },
  );
});

test("only the two ends of the scale are rails", () => {
  assert.deepEqual(
    [32767, -32768, 32766, -32767, 0].map((reading) => railOf(reading, 16)),
    [1, -1, 0, 0, 0],
  );
  assert.deepEqual(
    [0x7ff0, -32768, 0x7fe0, -32752].map((reading) => railOf(reading, 12)),
    [1, -1, 0, 0],
  );
});

test("a window lies around its middle, and never leaves the scale", () => {
  fc.assert(
    fc.property(code, fc.double({ min: 0, max: 70_000, noNaN: true }), (middle, steps) => {
      const { low, high } = windowAround(middle, steps);
      assert.ok(signed(low) <= middle && middle <= signed(high));
      assert.ok(signed(high) - signed(low) <= 2 * steps + 1);
    }),
  );
});

test("the quietest rate is the slowest whose row fits the period", () => {
  const rate = (conversions: number, hz: number) => quietestSpeed(ADS1115, conversions, hz)?.rate;
  assert.deepEqual([rate(1, 1), rate(4, 1), rate(4, 10), rate(4, 400)], [8, 8, 64, undefined]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0.01, max: 400, noNaN: true }), (conversions, hz) => {
      const speed = quietestSpeed(ADS1115, conversions, hz);
      if (speed !== undefined) assert.ok(rowTime(conversions, speed) <= 1 / hz);
    }),
  );
});
