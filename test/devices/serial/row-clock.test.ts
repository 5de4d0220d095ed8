import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RowClock } from "../../../devices/serial/row-clock.js";

test("a steady clock is believed to the microsecond, and has no jitter", () => {
  const clock = new RowClock();
  for (let i = 0; i < 1000; i++) assert.ok(Math.abs(clock.at(i * 0.1, 100 + i * 0.1) - (100 + i * 0.1)) < 1e-6);
  assert.ok(clock.jitter < 1e-6);
  assert.equal(Math.abs(clock.drift), 0);
});

test("a resonator that is one per cent fast is followed", () => {
  const clock = new RowClock();
  for (let i = 0; i < 3000; i++) clock.at(i * 1.01, 100 + i);
  assert.ok(Math.abs(clock.drift - 10_000) < 100, `${clock.drift} ppm`);
  assert.ok(Math.abs(clock.at(3000 * 1.01, 3100) - 3100) < 0.01);
});

test("who restarts, or whose node's clock was set, begins anew at the arrival", () => {
  const clock = new RowClock();
  for (let i = 0; i < 10; i++) clock.at(i, 100 + i);
  assert.equal(clock.at(0, 120), 120, "it counts from 0 again");
  assert.equal(clock.at(1, 5000), 5000, "our clock was set");
  assert.equal(clock.at(2, 130), 130, "and set back");
});

test("no row is later than its arrival, and none before an earlier one", () => {
  const delays = fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 2, maxLength: 100 });
  fc.assert(
    fc.property(delays, (all) => {
      const clock = new RowClock();
      let before = Number.NEGATIVE_INFINITY;
      let arrival = 0;
      for (const [i, delay] of all.entries()) {
        arrival = Math.max(arrival, i * 0.1 + delay);
        const at = clock.at(i * 0.1, arrival);
        assert.ok(at <= arrival && at >= before);
        before = at;
      }
    }),
  );
});
