import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { listened, sharesOf, unheard } from "../../../../src/attention/learning/diary/listening.js";
import { DIARY_DAYS, emptyDiary } from "../../../../src/attention/state/diary.js";
import { DAY, HOUR } from "../../../../src/domain/time.js";

const from = (at: number) => emptyDiary(at).listening;

test("an hour that was heard counts as one, whichever looks it was accounted for by", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 30 }), (steps) => {
      let now = 5 * DAY;
      let bit = from(now);
      for (const step of steps) {
        now += step;
        bit = listened(bit, now);
      }
      assert.deepEqual(bit, listened(from(5 * DAY), now));
    }),
  );
});

test("half of an hour that was not heard is taken out of it, also when it is known only later", () => {
  const later = unheard(listened(from(0), 3 * HOUR), HOUR, 1.5 * HOUR);
  assert.deepEqual(
    sharesOf(later.days[0]!)
      .slice(0, 4)
      .map((share) => Math.round(10 * share) / 10),
    [1, 0.4, 1, 0],
  );
  const open = unheard(listened(from(0), 1.5 * HOUR), HOUR, 1.25 * HOUR);
  assert.equal(open.hour, 0.25 * HOUR);
});

test("a clock that leaps, or runs backwards, was not listened to meanwhile", () => {
  const day = listened(from(0), DAY);
  const leapt = listened(day, 4000 * DAY);
  assert.deepEqual([leapt.days.length, leapt.to, leapt.hour], [1, 4000 * DAY, 0]);
  const back = listened(leapt, HOUR);
  assert.deepEqual([back.days.map((one) => one.day), back.to], [[0], HOUR]);
  const further = listened(listened(from(10 * DAY), 11 * DAY), 2 * DAY);
  assert.deepEqual(further.days, [], "days that are yet to come are no days");
});

test("it looks back on so many days, and a year of rest takes no room", () => {
  let listening = from(0);
  for (let at = DAY; at <= 60 * DAY; at += DAY) listening = listened(listening, at);
  assert.equal(listening.days.length, DIARY_DAYS);
  const rested = unheard(listening, 0, 400 * DAY);
  assert.ok(rested.days.every((day) => day.heard === "0".repeat(24)));
});
