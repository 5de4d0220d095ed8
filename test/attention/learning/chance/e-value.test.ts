import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bet, meanOf, sureness } from "../../../../src/attention/learning/chance/e-value.js";

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

test("law: a bet is fair where chance is what it is said to be", () => {
  fc.assert(
    fc.property(share, share, (chance, other) => {
      const mean = chance * Math.exp(bet(true, chance, other)) + (1 - chance) * Math.exp(bet(false, chance, other));
      assert.ok(Math.abs(mean - 1) < 1e-9);
    }),
  );
});

test("law: a mean lies between the least and the most, and each that had nothing for it costs the others their share", () => {
  const logs = fc.array(fc.double({ min: -700, max: 700, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(logs, (all) => {
      const mean = meanOf(all);
      assert.ok(mean >= Math.min(...all) - 1e-9 && mean <= Math.max(...all) + 1e-9);
      assert.ok(Math.abs(mean - Math.log(2) - meanOf(all, 2 * all.length)) < 1e-9);
    }),
  );
});

test("of nothing that was asked nothing is known; where nothing came of what was asked, all is lost", () => {
  assert.equal(meanOf([]), 0);
  assert.equal(meanOf([], 5), Number.NEGATIVE_INFINITY);
  assert.equal(meanOf([Number.NEGATIVE_INFINITY]), Number.NEGATIVE_INFINITY);
});

test("without evidence it is as sure as it was before", () => {
  assert.ok(Math.abs(sureness(0, 1) - 0.5) < 1e-12);
  assert.ok(sureness(5, 0.1) > sureness(4, 0.1));
});
