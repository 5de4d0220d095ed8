import assert from "node:assert/strict";
import { test } from "node:test";
import { bothSides } from "../../../../src/attention/learning/chance/student.js";
import { electrodeDays } from "../../../../src/attention/learning/facts/electrode-days.js";
import { ownDay } from "../../../../src/attention/learning/facts/own-day.js";
import { type DayMeasured, type Diary, emptyDiary } from "../../../../src/attention/state/diary.js";
import { DAY, HOUR } from "../../../../src/domain/time.js";
import { SeededRandom } from "../../../../src/ports/seeded-random.js";

const SIX = 6 * HOUR;
const FIRST = 20_000;

/** An electrode that was heard all the time, with the spikes of each day; of so many mV. */
function heard(spikes: readonly number[], millivolts: (day: number) => number = () => 0.5, level = 12): Diary {
  const days = Array.from({ length: spikes.length + 1 }, (_, day) => ({ day: FIRST + day, heard: "9".repeat(24) }));
  const measures = spikes.map(
    (count, index): DayMeasured => ({
      day: FIRST + index,
      ...{ spikes: count, heights: count, height: count * millivolts(index) },
      ...{ levels: count, level: count * level, shapes: { "-slow": count } },
    }),
  );
  const to = endOf(spikes.length);
  return { ...emptyDiary(to), measures, listening: { to, hour: 0, days } };
}

function endOf(days: number): number {
  return (FIRST + days) * DAY + SIX;
}

function dayOf(diary: Diary, days: number) {
  return electrodeDays({ e1: diary }, endOf(days), SIX)[0]!;
}

test("Student's t is what the tables say", () => {
  // The 97.5 and 99.95 % points of the usual tables.
  for (const [t, freedom, p] of [
    [12.706, 1, 0.05],
    [4.303, 2, 0.05],
    [2.571, 5, 0.05],
    [2.16, 13, 0.05],
    [4.221, 13, 0.001],
    [3.182, 3, 0.05],
  ] as const)
    assert.ok(Math.abs(bothSides(t, freedom) / p - 1) < 0.01, `${t}, ${freedom}: ${bothSides(t, freedom)}`);
  assert.equal(bothSides(0, 7), 1);
  assert.equal(bothSides(Number.POSITIVE_INFINITY, 7), 0);
  assert.equal(bothSides(Number.NaN, 7), 1);
});

test("a day is told beside the electrode's own fortnight", () => {
  const usual = [20, 22, 19, 24, 21, 18, 23, 20, 22, 19, 21, 20, 24, 18];
  const day = dayOf(heard([...usual, 21]), 15);
  assert.deepEqual([day.heard, day.days, day.shape, day.usualShape], [DAY, 14, "-slow", "-slow"]);
  assert.ok(Math.abs((day.rate.value ?? 0) - 21 / 24) < 1e-9);
  assert.ok(Math.abs((day.rate.usual ?? 0) - 291 / 14 / 24) < 1e-9);
  assert.deepEqual([day.rate.changed, day.amplitude.changed, day.level.changed], [undefined, undefined, undefined]);
  assert.equal(day.level.value, 12);
});

test("what its own days do not explain is a change: more, less, higher", () => {
  const usual = [20, 22, 19, 24, 21, 18, 23, 20, 22, 19, 21, 20, 24, 18];
  assert.equal(dayOf(heard([...usual, 90]), 15).rate.changed, "more");
  assert.equal(dayOf(heard([...usual, 0]), 15).rate.changed, "less");
  assert.equal(
    dayOf(
      heard([...usual, 20], (day) => (day === 14 ? 1.2 : 0.5)),
      15,
    ).amplitude.changed,
    "more",
  );
  // An electrode whose days differ much may have such a day.
  const wild = [2, 60, 5, 80, 20, 3, 44, 9, 70, 1, 33, 15, 4, 50];
  assert.equal(dayOf(heard([...wild, 90]), 15).rate.changed, undefined);
  // Of few days nobody knows how they differ.
  assert.equal(dayOf(heard([20, 21, 19, 90]), 4).rate.changed, undefined);
});

test("days that are all of one kind are called changed on one morning in fifty at most", () => {
  const random = new SeededRandom(7);
  let [mornings, changed] = [0, 0];
  const poisson = (mean: number) => {
    let [n, product] = [-1, 1];
    for (const floor = Math.exp(-mean); product > floor; n++) product *= random.next();
    return Math.max(0, n);
  };
  for (let node = 0; node < 300; node++) {
    const diaries = Object.fromEntries(
      ["e1", "e2", "e3", "e4"].map((name) => {
        const heights = Array.from({ length: 15 }, () => 0.5 * Math.exp(0.3 * (random.next() - 0.5)));
        // Clustered: a day is livelier or calmer than another.
        const spikes = Array.from({ length: 15 }, () => poisson(17 * Math.exp(random.next() - 0.5)));
        return [name, heard(spikes, (day) => heights[day]!)];
      }),
    );
    mornings++;
    const days = electrodeDays(diaries, endOf(15), SIX);
    if (days.some(({ rate, amplitude }) => (rate.changed ?? amplitude.changed) !== undefined)) changed++;
  }
  assert.ok(changed / mornings < 0.04, `${changed} of ${mornings}`);
});

test("an electrode that was not heard has no figures, and one that nobody knows is on no page", () => {
  const silent = dayOf({ ...emptyDiary(endOf(3)) }, 3);
  assert.deepEqual([silent.heard, silent.days, silent.rate, silent.amplitude], [0, 0, {}, {}]);
  assert.deepEqual(electrodeDays({}, endOf(3), SIX), []);
});

test("its liveliest hours are told when they are the liveliest day after day, and not of chance", () => {
  const today = FIRST + 15;
  const listening = {
    to: today * DAY,
    hour: 0,
    days: Array.from({ length: 15 }, (_, day) => ({ day: FIRST + day, heard: "9".repeat(24) })),
  };
  const random = new SeededRandom(3);
  const spikesAt = (hourOf: () => number) =>
    Array.from({ length: 15 * 12 }, (_, index) => (FIRST + Math.floor(index / 12)) * DAY + hourOf() * HOUR).sort(
      (a, b) => a - b,
    );
  const nightly = {
    ...emptyDiary(0),
    listening,
    spikes: spikesAt(() => (random.next() < 0.6 ? 6 : 24) * random.next()),
  };
  assert.deepEqual(ownDay(nightly, today), { from: 0, to: 6 });
  let found = 0;
  for (let node = 0; node < 200; node++)
    if (ownDay({ ...emptyDiary(0), listening, spikes: spikesAt(() => 24 * random.next()) }, today) !== undefined)
      found++;
  assert.ok(found <= 1, `${found} of 200`);
});
