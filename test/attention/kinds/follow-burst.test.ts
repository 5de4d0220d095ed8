import assert from "node:assert/strict";
import { test } from "node:test";
import type { Intention } from "../../../src/domain/intention.js";
import { AttentionUnderTest } from "../attention-under-test.js";

const wishesIn = (told: readonly Intention[]) =>
  told.flatMap((one) => (one.kind === "breath" || one.kind === "listen" ? [one.kind] : []));

test("a strong burst is listened to at once, in its own pass, whoever has the attention; and once", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.95 });
  const told = attention.hears(1, "electrode/e2", "burst", { intensity: 0.9 });
  assert.deepEqual(wishesIn(told), ["breath", "listen"]);
  assert.equal(attention.attendsTo, "follow the burst on e1");
  assert.deepEqual(wishesIn(attention.thinks(2)), []);
  assert.deepEqual(wishesIn(attention.hears(3, "electrode/e2", "burst", { intensity: 0.95 })), []);
});

test("one that grows strong is listened to when it is; a weak one, and one that nobody minds, are not", () => {
  const attention = new AttentionUnderTest();
  assert.deepEqual(wishesIn(attention.hears(0, "electrode/e1", "burst", { intensity: 0.5 })), []);
  assert.deepEqual(wishesIn(attention.hears(5, "electrode/e1", "burst", { intensity: 0.8 })), ["breath", "listen"]);

  const bored = new AttentionUnderTest();
  for (let minute = 0; minute < 12; minute++)
    bored.hears(minute, "operator", "dismiss", { data: { what: "percepts", electrode: "e1", type: "burst" } });
  assert.deepEqual(wishesIn(bored.hears(20, "electrode/e1", "burst", { intensity: 0.75 })), []);
});
