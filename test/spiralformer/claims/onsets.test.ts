import assert from "node:assert/strict";
import { test } from "node:test";
import { Onsets } from "../../../src/spiralformer/claims/onsets.js";
import { scaleTime } from "../../../src/spiralformer/slots/scales.js";
import { type Saying, slotOf } from "../some-slots.js";

/** The slot that ends then, on an electrode whose latest onset was `at`. */
function told(end: number, at: number, more: Saying = {}) {
  return slotOf(end, { pulse_age: scaleTime(end - at), ...more });
}

function rounded(onsets: Onsets, since = 0): number[] {
  return (onsets.since(since)[0] ?? []).map(Math.round);
}

test("an onset is known from the age that slots tell of it, once, however often it is told", () => {
  const onsets = new Onsets(1);
  onsets.addSlot(slotOf(30, {}));
  for (const end of [60, 90, 120, 600, 6000]) onsets.addSlot(told(end, 47));
  assert.deepEqual(rounded(onsets), [47]);
  onsets.addSlot(told(6030, 6011));
  assert.deepEqual(rounded(onsets), [47, 6011]);
  assert.deepEqual(rounded(onsets, 100), [6011]);
});

test("handling is an onset in every slot that it lasts", () => {
  const onsets = new Onsets(1);
  for (const end of [30, 60]) onsets.addSlot(slotOf(end, { glyph: "artefact" }));
  assert.deepEqual(rounded(onsets), [30, 60]);
});

test("each electrode has its own, and only the latest 64 are kept", () => {
  const onsets = new Onsets(2);
  for (let end = 30; end <= 3000; end += 30) onsets.addSlot(slotOf(end, { pulse_age: scaleTime(10) }, {}));
  const [first = [], second] = onsets.since(0);
  assert.deepEqual([first.length, Math.round(first.at(-1) ?? 0), second], [64, 2990, []]);
});
