import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest, lessonsIn } from "../attention-under-test.js";

const DAY = 24 * 60;
const TEN_YEARS = 3653 * DAY;

/** A day on which a train follows rain an hour after it. */
function rainyDay(attention: AttentionUnderTest, day: number): void {
  attention.hears(day * DAY, "operator", "note", { data: { text: "Rain" } });
  attention.hears(day * DAY + 60, "electrode/e2", "train", { intensity: 0.5 });
  for (const later of [400, 700]) attention.thinks(day * DAY + later);
  attention.sleeps(day * DAY + 720);
}

/** Two hours somewhere in time, lived as any others: something is heard, thought of and slept over. */
function strayHours(attention: AttentionUnderTest, minute: number) {
  attention.hears(minute, "electrode/e1", "burst", { data: { spikes: 4 } });
  attention.thinks(minute + 30);
  return [...attention.sleeps(minute + 60), ...attention.sleeps(minute + 120)];
}

const insightsOf = ({ state }: AttentionUnderTest) => state.insights.map(({ id }) => id).sort();

test("a clock that flaps ten years ahead and back, every night for a fortnight, costs no insight and makes none", () => {
  const attention = new AttentionUnderTest();
  for (let day = 0; day < 12; day++) rainyDay(attention, day);
  const known = insightsOf(attention);
  assert.ok(known.includes("e2-train-after-operator-rain"), known.join());
  const told = [];
  for (let day = 12; day < 26; day++) {
    rainyDay(attention, day);
    told.push(...lessonsIn(strayHours(attention, day * DAY + 900 + TEN_YEARS)));
  }
  assert.deepEqual(insightsOf(attention), known);
  assert.deepEqual(
    told.map(({ id }) => id),
    [],
    "nothing is learnt from hours that were not",
  );
});

test("a clock that is a day off, this way and that, costs no insight and makes none", () => {
  const attention = new AttentionUnderTest();
  for (let day = 0; day < 12; day++) rainyDay(attention, day);
  const known = insightsOf(attention);
  for (let day = 12; day < 26; day++) {
    rainyDay(attention, day);
    strayHours(attention, day * DAY + 900 + (day % 2 === 0 ? DAY : -DAY));
  }
  assert.deepEqual(insightsOf(attention), known);
});

test("after all that flapping the node still learns", () => {
  const attention = new AttentionUnderTest();
  for (let day = 0; day < 14; day++) strayHours(attention, day * DAY + (day % 2 === 0 ? TEN_YEARS : 0));
  for (let day = 20; day < 34; day++) rainyDay(attention, day);
  assert.ok(insightsOf(attention).includes("e2-train-after-operator-rain"));
});
