import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Electrode } from "../../src/domain/electrode.js";
import type { Glyph } from "../../src/domain/glyph.js";
import { speedOf, USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { MINUTE } from "../../src/domain/time.js";
import { glyphBody } from "../../src/protocol/payloads/glyph.js";
import { UTC } from "../../src/protocol/time.js";
import { glyphPercept, intensity, spikePercept } from "../../src/sensing/percepts/percepts.js";
import { spike } from "./a-story.js";

const FUNGUS = USUAL_GLYPHS.fungus;
const electrode: Electrode = { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false };

test("intensity comes from height and duration alone: it grows with both, from 0 to 1, on every kind of life", () => {
  const height = fc.double({ min: 0, max: 1e6, noNaN: true });
  const duration = fc.double({ min: 0, max: 1e7, noNaN: true });
  fc.assert(
    fc.property(
      height,
      height,
      duration,
      duration,
      fc.constantFrom("fungus", "plant", "fast"),
      (z, y, d, e, profile) => {
        const settings = USUAL_GLYPHS[profile];
        const one = intensity(z, d, settings);
        assert.ok(one >= 0 && one <= 1);
        assert.ok(intensity(z + y, d + e, settings) >= one);
      },
    ),
  );
  assert.equal(intensity(0, 0, FUNGUS), 0);
  assert.equal(intensity(10, 0, FUNGUS), 0.5);
  assert.equal(intensity(0, 41 * MINUTE, FUNGUS), 0.5);
});

test("a spike says its sign, its height, how long it was and how fast that is for its kind of life", () => {
  const noticed = spikePercept(spike(100, 300, { amplitude: -0.2, polarity: -1 }), electrode, FUNGUS);
  assert.deepEqual(noticed.data, { polarity: -1, amplitude_mv: -0.2, z: 10, duration_s: 300, speed: "slow" });
  assert.equal(noticed.type, "spike");
  assert.deepEqual(
    [59, 60, 600, 601].map((length) => speedOf(length, FUNGUS)),
    ["fast", "slow", "slow", "very-slow"],
  );
  assert.equal(speedOf(10, USUAL_GLYPHS.plant), "slow");
  assert.equal(speedOf(10, USUAL_GLYPHS.fast), "very-slow");
});

test("a burst is as strong as its largest spike and its length; a rest is nothing to notice", () => {
  const burst: Glyph = {
    electrode: "e1",
    name: "burst",
    start: 0,
    end: 1200,
    spikes: 4,
    amplitude: 0.3,
    decided: 2400,
  };
  assert.equal(glyphPercept(burst, 12, electrode, FUNGUS)?.intensity, intensity(12, 1200, FUNGUS));
  assert.equal(glyphPercept({ ...burst, name: "rest", spikes: 0 }, 0, electrode, FUNGUS), undefined);
});

test("a deep silence is told to be deep, to whom it is told as JSON and to attention", () => {
  const silence = {
    electrode: "e1",
    name: "silence",
    start: 0,
    end: 20_000,
    spikes: 0,
    amplitude: 0,
    decided: 20_000,
  } as const;
  assert.equal(glyphBody({ ...silence, deep: true }, UTC).deep, true);
  assert.ok(!("deep" in glyphBody(silence, UTC)));
  assert.equal(glyphPercept({ ...silence, deep: true }, 0, electrode, FUNGUS)?.data.deep, true);
});
