import assert from "node:assert/strict";
import { test } from "node:test";
import { liveYear } from "./a-year.js";
import { firstDifference } from "./chronicle.js";

/** Long enough for each kind of fault, short enough for everybody's `npm test`; `npm run test:year` lives whole years. */
const DAYS = 14;

for (const seed of [2, 4, 7])
  test(`two weeks of a whole node, seed ${seed}: whatever breaks, it starts, knows what it committed and tells what it kept`, async () => {
    const { broken, lines, counts } = await liveYear(seed, DAYS);
    assert.deepEqual(broken, [], lines.slice(-40).join("\n"));
    const { cuts = 0, outages = 0, resets = 0, heard = 0 } = counts;
    assert.ok(cuts >= 10 && outages >= 8 && resets >= 10 && heard >= 1000, JSON.stringify(counts));
  });

test("a seed is lived twice, and the same happens", async () => {
  const [one, other] = [await liveYear(3, 4), await liveYear(3, 4)];
  assert.equal(firstDifference(one.lines, other.lines), undefined);
  assert.ok(one.lines.length > 20);
});

test("where two chronicles part is told with what came before", () => {
  assert.equal(firstDifference(["a", "b"], ["a", "b"]), undefined);
  assert.equal(firstDifference(["a", "b"], ["a", "c", "d"]), "  a\n- b\n+ c");
  assert.equal(firstDifference(["a"], ["a", "d"]), "  a\n- (nothing)\n+ d");
});
