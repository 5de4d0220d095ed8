import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { SLOT_FEATURES } from "../../../src/spiralformer/slots/features.js";
import { Intervals } from "../../../src/spiralformer/slots/intervals.js";
import { placeInSlot, scaleHeight, scaleTime } from "../../../src/spiralformer/slots/scales.js";

test("the README tells of every feature, in the order of the slot", () => {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, "src/spiralformer/slots/README.md"))) root = dirname(root);
  const page = readFileSync(join(root, "src/spiralformer/slots/README.md"), "utf8");
  const table = page.split("\n").filter((line) => /^\| \d+ \|/.test(line));
  const expected = SLOT_FEATURES.map(
    ([name, least, most, says], i) => `| ${i} | \`${name}\` | ${least}, ${most} | ${says} |`,
  );
  assert.deepEqual(table, expected);
  assert.equal(new Set(SLOT_FEATURES.map(([name]) => name)).size, SLOT_FEATURES.length);
});

test("scales: heights keep their sign, times are finest where they are short, unknown is old", () => {
  assert.equal(scaleHeight(-7), -scaleHeight(7));
  assert.ok(scaleTime(0) === 0 && scaleTime(30) < scaleTime(60) && scaleTime(3600) < scaleTime(7200));
  assert.equal(scaleTime(Number.NaN), scaleTime(1e9));
  assert.deepEqual(
    [placeInSlot(30, 60, 30), placeInSlot(45, 60, 30), placeInSlot(60, 60, 30), placeInSlot(-99, 60, 30)],
    [-2, 0, 2, -2],
  );
});

test("intervals: what is told late takes its placeInSlot, and a long pause is no part of a spread", () => {
  const times = new Intervals();
  assert.ok(Number.isNaN(times.latest) && Number.isNaN(times.interval(0)));
  for (const at of [100, 5000, 5100, 5300, 5200, 5400]) times.add(at);
  assert.deepEqual([times.latest, times.interval(0), times.interval(1), times.interval(2)], [5400, 100, 100, 100]);
  assert.ok(times.spread(600) < 1e-9 && times.spread(7200) > 1);
  assert.equal(times.countSince(5200), 3);
  assert.ok(times.near(5110, 10) && !times.near(5150, 10));
  for (let i = 0; i < 300; i++) times.add(6000 + i);
  assert.equal(times.latest, 6299);
  assert.equal(times.countSince(0), 64);
});
