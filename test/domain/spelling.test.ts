import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { editDistance, nearest } from "../../src/domain/spelling.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });

test("the distance is 0 only between equals, the same both ways, and never more than the longer word", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      assert.equal(distance === 0, a === b);
      assert.equal(distance, editDistance(b, a));
      assert.ok(distance <= Math.max(a.length, b.length));
      assert.ok(distance >= Math.abs(a.length - b.length));
    }),
  );
});

test("two letters that changed places are one slip", () => {
  assert.equal(editDistance("braeth", "breath"), 1);
  assert.equal(editDistance("kitten", "sitting"), 3);
});

test("what is near is suggested, however it is cased; what is far is not", () => {
  const keys = ["inhale_s", "hold_s", "exhale_s", "pause_s"];
  assert.equal(nearest("inhale", keys), "inhale_s");
  assert.equal(nearest("exhaleS", keys), "exhale_s");
  assert.equal(nearest("puase_s", keys), "pause_s");
  assert.equal(nearest("temperature", keys), undefined);
  assert.equal(nearest("0-7", ["0-1", "2-3"]), undefined, "all channels are near to each other");
});
