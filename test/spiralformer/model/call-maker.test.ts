import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallMode } from "../../../src/domain/wake.js";
import { CallMaker } from "../../../src/spiralformer/model/call-maker.js";
import type { ReaderCall } from "../../../src/spiralformer/model/reader.js";
import { featureIndex, SLOT_FEATURES } from "../../../src/spiralformer/slots/features.js";
import type { WakeDecision } from "../../../src/spiralformer/waking/waker.js";
import { MODEL_CARD } from "../some-models.js";
import { type Saying, slotOf } from "../some-slots.js";

const QUIET: Saying = { glyph: "rest", high: 0, mean: 0 };

function wake(mode: CallMode, more: Partial<WakeDecision> = {}): WakeDecision {
  return { mode, slot: 7, since: 3, turn: 0.25, silence: 0.5, wide: true, woken: true, ...more };
}

/** The call on the last of these slots. */
function callOn(
  slots: readonly (readonly Saying[])[],
  decision: WakeDecision,
  present: readonly number[],
  rest = false,
): ReaderCall {
  const maker = new CallMaker(slots[0]?.length ?? 0, MODEL_CARD, rest);
  let slot = slotOf(0);
  for (const [k, sayings] of slots.entries()) {
    slot = slotOf(30 * (k + 1), ...sayings);
    maker.addSlot(slot, false);
  }
  return maker.make(slot, decision, Uint8Array.from(present));
}

test("it is told the slot and the history of each electrode that is there, on its own channel", () => {
  const slots = [1, 2].map((k): Saying[] => [
    QUIET,
    { glyph: "spike", high: k, mean: k / 2 },
    { glyph: "burst", high: -k },
  ]);
  const call = callOn(slots, wake("inhale"), [0, 1, 1]);
  assert.deepEqual(
    [[...call.channel], [...call.glyph]],
    [
      [1, 2],
      [6, 4],
    ],
  );
  assert.deepEqual([call.mode, call.wide], ["inhale", true]);
  const high = [0, 1].map((k) => call.feature[k * SLOT_FEATURES.length + featureIndex("high")]);
  assert.deepEqual(high, [2, -2]);
  assert.deepEqual([...call.history], [0, 0, 0.5, 1, 1, 2, 0, 0, 0, -1, 0, -2]);
});

test("the glyphs decide which expert it goes to, the highest of several; an unknown one goes to the first", () => {
  const expert = (...glyphs: NonNullable<Saying["glyph"]>[]) =>
    callOn(
      [glyphs.map((glyph) => ({ glyph }))],
      wake("local"),
      glyphs.map(() => 1),
    ).expert;
  assert.deepEqual([expert("rest", "silence"), expert("rest", "spike"), expert("burst", "spike")], [0, 1, 2]);
});

test("the context says how long ago the last call was, where the breath is, how silent it is, and which slot it is", () => {
  const { context } = callOn([[QUIET]], wake("released"), [1]);
  const expected = [Math.log(4) / 3, 1, 0, 0.5, 0, 7];
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(context[i]! - value) < 1e-6, `place ${i}`);
  assert.equal(callOn([[QUIET]], wake("released"), [1], true).context[4], 1, "and whether tokens rest");
});

test("a hold is told the same, whatever the slot holds", () => {
  const loud: Saying = { glyph: "burst", high: 4, mean: 2, silence: 0 };
  const still = callOn([[QUIET, QUIET]], wake("hold"), [1, 1]);
  const stirred = callOn([[loud, loud]], wake("hold", { silence: 0, wide: false }), [1, 1]);
  assert.deepEqual(stirred, still);
  assert.deepEqual([[...still.channel], [...still.glyph], still.expert, still.wide], [[0], [0], 0, false]);
  assert.ok([...still.feature, ...still.history].every((value) => value === 0));
});

test("of nobody nothing is told", () => {
  assert.deepEqual([...callOn([[QUIET, QUIET]], wake("inhale"), [0, 0]).channel], []);
});
