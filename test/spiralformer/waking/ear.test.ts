import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { earCardSchema } from "../../../src/spiralformer/cards/ear-card.js";
import { MODELS } from "../../../src/spiralformer/model/open-reader.js";
import { Ear } from "../../../src/spiralformer/waking/ear.js";
import { EAR_CARD } from "../some-models.js";
import { slotOf } from "../some-slots.js";

const shipped = earCardSchema.parse(JSON.parse(readFileSync(join(MODELS, "ear.json"), "utf8")));

test("the ear that this version comes with gives the answers that its card knows", () => {
  const ear = new Ear(shipped);
  for (const { heard, score } of shipped.known)
    assert.ok(Math.abs(ear.scoreOf(heard) - score) <= shipped.known_tolerance, `${ear.scoreOf(heard)}, not ${score}`);
  assert.equal(ear.macs, shipped.macs);
});

test("it hears the loudest electrode and the mean of them, in size alone, and of those that gave anything", () => {
  const card = (weight: number[]) => ({ ...EAR_CARD, hear: { weight: [weight], bias: [0] } });
  const [loudest, mean] = [new Ear(card([1, 0])), new Ear(card([0, 1]))];
  const slot = slotOf(30, { high: 0.2 }, { high: -0.6 }, { high: 4 });
  const present = Uint8Array.of(1, 1, 0);
  assert.ok(Math.abs(loudest.addSlot(slot, present) - loudest.scoreOf([0.6, 0])) < 1e-6);
  assert.ok(Math.abs(mean.addSlot(slot, present) - mean.scoreOf([0, 0.4])) < 1e-6);
  assert.equal(loudest.loudest, 1);
});

test("its running means follow what it hears, each at its own pace", () => {
  const card = { ...EAR_CARD, paces: [2, 4], hear: { weight: [[0, 0, 1, 0, 0, 0]], bias: [0] } };
  const ear = new Ear(card);
  const present = Uint8Array.of(1);
  const follow = [0.5, 0.75, 0.875];
  for (const [k, mean] of follow.entries()) {
    const score = ear.addSlot(slotOf(30 * (k + 1), { high: 1 }), present);
    assert.ok(Math.abs(score - ear.scoreOf([0, 0, mean, 0, 0, 0])) < 1e-6);
  }
});

test("the score lies between 0 and 1 and is a number, whatever electrodes say, and in whatever order they come", () => {
  const height = fc.double({ min: -4, max: 4, noNaN: true });
  const slots = fc.array(fc.tuple(height, height, height), { minLength: 1, maxLength: 20 });
  const all = Uint8Array.of(1, 1, 1);
  fc.assert(
    fc.property(slots, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (heights, order) => {
      const [straight, mixed] = [new Ear(shipped), new Ear(shipped)];
      for (const [k, told] of heights.entries()) {
        const sayings = told.map((high) => ({ high, jump: high / 2, hint_sure: -high }));
        const score = straight.addSlot(slotOf(30 * k, ...sayings), all);
        assert.ok(score >= 0 && score <= 1);
        const other = mixed.addSlot(slotOf(30 * k, ...order.map((e) => sayings[e] ?? {})), all);
        assert.ok(Math.abs(score - other) < 1e-5, "electrodes are heard by what they say, not by their place");
      }
    }),
    { numRuns: 30 },
  );
});

test("a card that names what slots do not have is refused", () => {
  assert.throws(() => new Ear({ ...EAR_CARD, features: ["scent"] }), /slots have no feature "scent"/);
});
