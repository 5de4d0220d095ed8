import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { batteryAware } from "../../../src/breathing/rhythms/battery.js";
import { fixed } from "../../../src/breathing/rhythms/fixed.js";

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const SETTINGS = { from: 0.6, longest: 8, leastInhale: 60, hysteresis: 0.05, to: 0.1 };

function aNode() {
  const rhythm = batteryAware(fixed(PHASES), SETTINGS);
  const rest = () => rhythm.lengthOf("pause", { cycle: 1, since: 0 });
  const measure = (...levels: number[]) => {
    for (const left of levels) rhythm.hear?.({ kind: "battery", left });
  };
  return { rhythm, rest, measure };
}

test("rests lengthen as the supply falls, inhales shorten to their floor and no further", () => {
  const { rhythm, rest, measure } = aNode();
  assert.equal(rest(), 120);
  measure(0.8, 0.7);
  assert.equal(rest(), 120);
  measure(0.55, 0.45, 0.35);
  assert.equal(Math.round(rest()), Math.round(120 * Math.sqrt(8)));
  measure(0.25, 0.15, 0.05);
  assert.equal(rest(), 960);
  assert.equal(rhythm.lengthOf("inhale", { cycle: 1, since: 0 }), 60);
  assert.deepEqual(rhythm.phases, { inhale: 60, hold: 60, exhale: 180, pause: 960 });
});

test("a supply that wavers moves nothing: rests shorten again when clearly more is there", () => {
  const { rest, measure } = aNode();
  measure(0.7, 0.5, 0.4);
  const scarce = rest();
  measure(0.43, 0.41, 0.44);
  assert.equal(rest(), scarce);
  measure(0.55);
  assert.ok(rest() < scarce && rest() > 120);
});

test("a supply that reads nonsense is not believed: no number, no share, a leap that does not come twice", () => {
  const { rest, measure } = aNode();
  measure(0.9, Number.NaN, -3, 17, 0, 0.88, 0.02, 0.87);
  assert.equal(rest(), 120);
  measure(0.3, 0.31);
  assert.ok(rest() > 120, "twice it is true");
});

test("whatever is measured: no rest is shorter than the rhythm's or longer than its bound, no inhale below its floor", () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (levels) => {
      const { rhythm, rest, measure } = aNode();
      measure(...levels);
      assert.ok(rest() >= 120 && rest() <= 960);
      assert.ok(rhythm.lengthOf("inhale", { cycle: 1, since: 0 }) >= 60);
    }),
  );
});
