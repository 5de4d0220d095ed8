import assert from "node:assert/strict";
import { test } from "node:test";
import { surenessOf } from "../../../src/spiralformer/claims/sureness.js";

const TABLE = {
  wave: [
    [0.5, 0.6],
    [0.9, 0.8],
  ],
} satisfies Record<string, [number, number][]>;

test("a share means what such shares were worth when it was calibrated, on the line between two knots", () => {
  const told = [0.3, 0.5, 0.7, 0.9, 0.99].map((share) => Math.round(1000 * surenessOf("wave", share, TABLE)) / 1000);
  assert.deepEqual(told, [0.6, 0.6, 0.7, 0.8, 0.8]);
});

test("of an event that the card says nothing of it means itself", () => {
  assert.equal(surenessOf("burst", 0.7, TABLE), 0.7);
});
