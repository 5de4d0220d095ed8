import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isAndasError } from "../../../src/domain/errors.js";
import { SLOT_FEATURES } from "../../../src/spiralformer/slots/features.js";
import { SlotMaker } from "../../../src/spiralformer/slots/slot-maker.js";
import { addSpike, noise } from "../../sensing/signals.js";
import { ending, glyphOf, type Kept, of, slotsOf, slotting } from "./slots-of.js";

const HOUR = 3600;

/** Quiet electrodes, each with noise of its own. */
function quiet(count: number, length: number, seed = 1): Float64Array[] {
  return Array.from({ length: count }, (_, i) => noise(length, seed + 13 * i));
}

test("a spike is in the slots within half a minute of its peak, long before it is certain, and then once more as certain", () => {
  const columns = quiet(2, 3 * HOUR);
  const onset = 2 * HOUR + 10;
  addSpike(columns[0]!, onset, 8, 30, 0.06);
  const slots = slotsOf(columns);
  const first = ending(slots, 2 * HOUR + 30);
  assert.equal(of(first, 0, "pulses_up").toFixed(3), Math.log1p(1).toFixed(3));
  assert.ok(of(first, 0, "pulse_z") > Math.log1p(9), `${of(first, 0, "pulse_z")}`);
  assert.ok(of(first, 0, "high") > 2 && of(first, 0, "high") > of(first, 1, "high"));
  assert.equal(of(first, 1, "pulse_z"), 0);
  const hinted = slots.find((slot) => slot.end > onset && of(slot, 0, "hint_sure") > 0);
  const told = slots.find((slot) => slot.end > onset && of(slot, 0, "spikes") > 0);
  assert.ok(hinted && told && hinted.end < told.end, "a hint comes before the certainty");
  assert.ok(hinted.end - onset <= 120, `hinted ${hinted.end - onset} s after the onset`);
  assert.ok(of(told, 0, "spike_z") > 1.5);
  const age = 10 * Math.expm1(2 * of(told, 0, "spike_age"));
  assert.ok(Math.abs(told.end - age - (onset + 8)) < 15, `the peak lay ${age} s back`);
  const named = slots.find((slot) => slot.end >= told.end && glyphOf(slot, 0) === "spike");
  assert.ok(named && named.end < onset + 600, "and it is a glyph");
  assert.ok(of(told, 0, "silence") < 1);
});

test("what falls counts downward", () => {
  const columns = quiet(1, 3 * HOUR);
  addSpike(columns[0]!, 2 * HOUR + 10, 6, 20, -0.06);
  const slot = ending(slotsOf(columns), 2 * HOUR + 30);
  assert.ok(of(slot, 0, "pulses_down") > 0 && of(slot, 0, "pulses_up") === 0);
  assert.ok(of(slot, 0, "pulse_z") < -2 && of(slot, 0, "low") < -2);
});

test("what runs along the electrodes has its onsets in their order, to some seconds", () => {
  const columns = quiet(6, 3 * HOUR);
  const lag = 70;
  for (const [i, column] of columns.entries()) addSpike(column, 2 * HOUR + lag * i, 6, 25, 0.06);
  const end = 2 * HOUR + 6 * lag;
  const slot = ending(slotsOf(columns), Math.ceil(end / 30) * 30);
  const ranks = columns.map((_, i) => of(slot, i, "rank"));
  assert.deepEqual(
    ranks,
    ranks.toSorted((a, b) => a - b),
  );
  assert.ok(Math.abs(ranks[0]! + 1) < 1e-6 && Math.abs(ranks[5]! - 1) < 1e-6, `${ranks}`);
  const heard = columns.map((_, i) => 10 * Math.expm1(2 * of(slot, i, "pulse_age")));
  for (let i = 1; i < 6; i++) {
    const found = heard[i - 1]! - heard[i]!;
    assert.ok(Math.abs(found - lag) < 8, `${found} s from electrode ${i} to ${i + 1}`);
    assert.ok(Math.abs(10 * Math.expm1(2 * of(slot, i, "lag")) - lag) < 8);
  }
});

test("a rhythm is even, chance is not", () => {
  const columns = quiet(2, 3 * HOUR);
  for (let i = 0; i < 8; i++) addSpike(columns[0]!, 2 * HOUR + 120 * i, 5, 15, 0.06);
  for (const at of [0, 45, 300, 390, 420, 640, 810, 850]) addSpike(columns[1]!, 2 * HOUR + at, 5, 15, 0.06);
  const slot = ending(slotsOf(columns), 2 * HOUR + 900);
  assert.ok(of(slot, 0, "pulse_spread") < 0.15, `${of(slot, 0, "pulse_spread")}`);
  assert.ok(of(slot, 1, "pulse_spread") > 0.4, `${of(slot, 1, "pulse_spread")}`);
  assert.ok(Math.abs(of(slot, 0, "pulse_ratio")) < 0.2);
});

test("a hand on all electrodes at once jumps on all of them, in the same place of the same slot", () => {
  const columns = quiet(5, 3 * HOUR);
  for (const [i, column] of columns.slice(0, 4).entries())
    for (let t = 2 * HOUR + 14; t < column.length; t++)
      column[t] = column[t]! + (i % 2 === 0 ? 0.2 : -0.3) * Math.exp(-(t - 2 * HOUR - 14) / 80);
  const slot = ending(slotsOf(columns), 2 * HOUR + 30);
  for (let i = 0; i < 4; i++) {
    assert.ok(Math.abs(of(slot, i, "jump")) > 2 && Math.sign(of(slot, i, "jump")) === (i % 2 === 0 ? 1 : -1));
    assert.ok(Math.abs(of(slot, i, "jump_at") - (-2 + (4 * 14) / 30)) < 0.2, `${of(slot, i, "jump_at")}`);
    assert.ok(of(slot, i, "together") >= 0.75);
  }
  assert.ok(of(slot, 4, "together") < 0.5);
});

test("the slots of a part are the first slots of the whole: nothing of what comes after is in them", () => {
  const columns = quiet(2, 2 * HOUR, 3);
  for (const at of [4000, 4090, 4200, 5100, 6000]) addSpike(columns[0]!, at, 10, 30, 0.07);
  columns[1]!.fill(Number.NaN, 5000, 5400);
  const whole = slotsOf(columns);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 * HOUR }), (length) => {
      const part = slotsOf(columns, 1, length);
      assert.equal(part.length, Math.floor((length - 1) / 30));
      assert.deepEqual(part, whole.slice(0, part.length));
    }),
    { numRuns: 8 },
  );
});

test("exchanging electrodes exchanges their parts of every slot, and changes nothing else", () => {
  const columns = quiet(4, 5000, 5);
  for (const [i, column] of columns.entries()) addSpike(column, 3000 + 90 * i, 5 + i, 20, 0.06);
  const straight = slotsOf(columns);
  const F = SLOT_FEATURES.length;
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
      const mixed = slotsOf(order.map((i) => columns[i]!));
      const expected = straight.map(({ end, glyph, feature }) => ({
        end,
        glyph: order.map((i) => glyph[i]!),
        feature: order.flatMap((i) => feature.slice(i * F, (i + 1) * F)),
      }));
      assert.deepEqual(mixed, expected);
    }),
    { numRuns: 3 },
  );
});

test("whatever comes in, every value is a number within its bounds", () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.double({ min: -5, max: 5, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 0, 1e300, -1e6, Number.POSITIVE_INFINITY) },
  );
  const stretch = fc.record({
    value,
    sigma: fc.constantFrom(0, 0.001, 1, 1e200),
    length: fc.integer({ min: 1, max: 500 }),
    step: fc.constantFrom(-4000, -1, 0, 0.01, 1, 1, 1, 7, 60),
    pause: fc.constantFrom(0, 0, 100, 90_000),
  });
  fc.assert(
    fc.property(
      fc.array(stretch, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 99 }),
      (stretches, seed) => {
        const { slots, row } = slotting(2);
        let at = 0;
        for (const { value: level, sigma, length, step, pause } of stretches) {
          at += pause;
          const x = noise(length, seed, 1);
          for (let i = 0; i < length; i++) {
            at += step;
            row(at, [level + sigma * x[i]!, i % 3 === 0 ? level : 1]);
          }
        }
        for (const slot of slots) assertInBounds(slot, 2);
      },
    ),
    { numRuns: 40 },
  );
});

function assertInBounds({ feature, glyph }: Kept, electrodes: number): void {
  assert.equal(feature.length, electrodes * SLOT_FEATURES.length);
  for (const [i, x] of feature.entries()) {
    const [name, least, most] = SLOT_FEATURES[i % SLOT_FEATURES.length] as (typeof SLOT_FEATURES)[number];
    assert.ok(x >= least && x <= most, `${name} ${x}`);
  }
  for (const g of glyph) assert.ok(g >= 0 && g <= 10);
}

test("where nothing was measured the slots say so; of a hole over an hour only the first hour is told", () => {
  const { slots, row } = slotting(1);
  const x = noise(4 * HOUR, 2);
  for (let t = 0; t < HOUR; t++) row(t, [x[t]!]);
  for (let t = 11 * HOUR; t < 12 * HOUR; t++) row(t, [x[t - 8 * HOUR]!]);
  const times = slots.map(({ end }) => end);
  assert.equal(slots.length, 119 + 120 + 119);
  assert.deepEqual([times[118], times[119], times[238], times[239]], [3570, 3600, 7170, 11 * HOUR + 30]);
  for (const slot of slots) {
    const empty = slot.end > HOUR && slot.end <= 11 * HOUR;
    assert.ok(empty ? of(slot, 0, "measured") < 0.1 : of(slot, 0, "measured") > 0.8, `${slot.end}`);
    if (empty && slot.end > HOUR + 30) assert.equal(glyphOf(slot, 0), "gap");
  }
  assert.notEqual(glyphOf(ending(slots, 11 * HOUR + 600), 0), "gap");
});

test("a planned rest is unheard, and no gap", () => {
  const { slots, row, senses } = slotting(1);
  const x = noise(3 * HOUR, 4);
  for (let t = 0; t < 3 * HOUR; t++) {
    const rests = t > 2 * HOUR && t % 480 >= 120;
    if (rests && t % 480 === 120) senses[0]?.rest();
    if (!rests) row(t, [x[t]!]);
  }
  const resting = ending(slots, 2 * HOUR + 480 - 30);
  assert.equal(glyphOf(resting, 0), "unheard");
  assert.deepEqual([of(resting, 0, "measured"), of(resting, 0, "unheard")], [0, 1]);
  assert.equal(of(ending(slots, 2 * HOUR + 510), 0, "unheard"), 0);
});

test("any rate makes the same slots: four a second, one a second, or one in two minutes", () => {
  for (const step of [0.25, 1, 120]) {
    const slots = slotsOf(quiet(1, Math.round((4 * HOUR) / step)), step);
    assert.equal(slots.length, Math.floor((4 * HOUR - step) / 30));
    const late = slots.slice(100);
    const measured = late.reduce((sum, slot) => sum + of(slot, 0, "measured"), 0) / late.length;
    assert.ok(measured > 0.99, `${measured} at a sample each ${step} s`);
  }
});

test("a clock that is set back begins anew: times go back, and no age is below nothing", () => {
  const { slots, row } = slotting(1);
  const x = noise(3 * HOUR, 6);
  addSpike(x, HOUR + 1800, 6, 20, 0.08);
  for (let t = 0; t < 2 * HOUR; t++) row(50_000 + t, [x[t]!]);
  for (let t = 2 * HOUR; t < 3 * HOUR; t++) row(t, [x[t]!]);
  const after = slots.filter(({ end }) => end < 50_000);
  assert.equal(after.length, 119);
  assert.ok(of(after[0], 0, "pulse_age") > 3.2);
});

test("from one electrode to sixty-four; not none, and no more", () => {
  const crowd = slotsOf(quiet(64, 200));
  assert.equal(crowd.length, 6);
  for (const slot of crowd) assertInBounds(slot, 64);
  for (const count of [0, 65]) {
    const names = Array.from({ length: count }, (_, i) => `e${i}`);
    assert.throws(
      () => new SlotMaker(names, () => {}),
      (error) => isAndasError(error, "usage"),
    );
  }
});
