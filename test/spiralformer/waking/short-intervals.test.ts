import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scaleTime } from "../../../src/spiralformer/slots/scales.js";
import { ShortIntervals } from "../../../src/spiralformer/waking/short-intervals.js";
import { type Saying, slotOf } from "../some-slots.js";

/** An onset in this slot, so many seconds after the one before; the next slot without one. */
function onsets(electrodes: number) {
  const short = new ShortIntervals(electrodes);
  const quiet: Saying = { pulse_age: scaleTime(60), pulse_interval: scaleTime(60) };
  const still = Array.from({ length: electrodes }, () => quiet);
  short.addSlot(slotOf(0, ...still));
  return (interval: number, electrode = 0): boolean => {
    const told = still.with(electrode, { pulse_age: scaleTime(5), pulse_interval: scaleTime(interval) });
    const heard = short.addSlot(slotOf(30, ...told));
    assert.equal(short.addSlot(slotOf(60, ...still)), false, "an interval is heard once, when it comes");
    return heard;
  };
}

test("at first five minutes is where short ends", () => {
  assert.deepEqual([onsets(1)(290), onsets(1)(310)], [true, false]);
});

test("what is short is what is short for this electrode: others have their own measure", () => {
  const hear = onsets(2);
  for (let i = 0; i < 200; i++) hear(i % 2 === 0 ? 20 : 25);
  assert.equal(hear(60), false, "for a quick one a minute is long");
  assert.equal(hear(60, 1), true, "for the other it is short as ever");
});

test("in the long run about a quarter of the intervals are short, whatever they are", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 3000 }), fc.integer({ min: 2, max: 6 }), (least, spread) => {
      const hear = onsets(1);
      let heard = 0;
      for (let i = 0; i < 2000; i++) {
        const interval = least * spread ** (((i * 7919) % 1000) / 1000);
        if (hear(interval) && i >= 1000) heard++;
      }
      assert.ok(heard > 150 && heard < 350, `${heard} of 1000`);
    }),
    { numRuns: 10 },
  );
});

test("nothing is short in the first slot: nobody knows whether its onset is new", () => {
  const short = new ShortIntervals(1);
  assert.equal(short.addSlot(slotOf(30, { pulse_age: 0, pulse_interval: 0 })), false);
});
