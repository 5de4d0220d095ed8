import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { breakEven } from "../../../src/breathing/energy/break-even.js";

test("law: a rest is worth switching off for exactly from the break-even on, and sooner with a cheaper start", () => {
  const watts = fc.double({ min: 0.001, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 500, noNaN: true }),
      watts,
      watts,
      watts,
      (bootJoules, idleWatts, offWatts, t) => {
        const pays = breakEven({ bootJoules, idleWatts, offWatts });
        const rest = t * 100;
        fc.pre(Math.abs(rest - pays) > 1e-6 * pays);
        assert.equal(rest > pays, bootJoules + offWatts * rest < idleWatts * rest);
        assert.ok(breakEven({ bootJoules: bootJoules / 2, idleWatts, offWatts }) <= pays);
      },
    ),
  );
});

test("the break-even is where both ways cost the same; what is not known, saves nothing or makes no sense never pays", () => {
  assert.equal(breakEven({ bootJoules: 25, idleWatts: 0.375, offWatts: 0.015 }), 25 / 0.36);
  for (const figures of [
    {},
    { bootJoules: 25, idleWatts: 0.4 },
    { bootJoules: 25, idleWatts: 0.4, offWatts: 0.4 },
    { bootJoules: 25, idleWatts: 0.4, offWatts: 0.5 },
    { bootJoules: 25, idleWatts: Number.NaN, offWatts: 0.1 },
    { bootJoules: Number.NaN, idleWatts: 1, offWatts: 0 },
    { bootJoules: -25, idleWatts: 0.4, offWatts: 0.1 },
    { bootJoules: 25, idleWatts: 0.4, offWatts: -3 },
    { bootJoules: 25, idleWatts: Number.POSITIVE_INFINITY, offWatts: 0.1 },
  ])
    assert.equal(breakEven(figures), Number.POSITIVE_INFINITY, JSON.stringify(figures));
});
