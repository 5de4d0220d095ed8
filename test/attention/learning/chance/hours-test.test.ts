import assert from "node:assert/strict";
import { test } from "node:test";
import { hourly, testHours, testWindow } from "../../../../src/attention/learning/chance/hours-test.js";
import { DAY, HOUR } from "../../../../src/domain/time.js";
import { SeededRandom } from "../../../../src/ports/seeded-random.js";
import { atAnyTime, heardFor, meanWealth } from "./worlds.js";

const DAYS = 12;
const END = DAYS * DAY;

function mornings(share: number, random: SeededRandom) {
  const times = atAnyTime(1 / 24, DAYS, random);
  for (let day = 0; day < DAYS; day++)
    if (random.next() < share) times.push(day * DAY + 5 * HOUR + 1.5 * HOUR * random.next());
  return times.sort((a, b) => a - b);
}

test("bursts on most mornings are found within twelve days, at their hours", () => {
  for (let seed = 0; seed < 10; seed++) {
    const own = hourly(mornings(0.9, new SeededRandom(`mornings ${seed}`)), heardFor(DAYS), END);
    const { all, best } = testHours(own, [], END);
    assert.ok(all > 3, `${seed}: ${all}`);
    assert.ok(best.from >= 4 && best.from + best.width <= 8, `${seed}: ${best.from} for ${best.width} h`);
  }
});

test("bursts at any time win nothing on average", () => {
  const logs = Array.from({ length: 100 }, (_, seed) => {
    const times = atAnyTime(2 / 24, DAYS, new SeededRandom(`any time ${seed}`));
    return testHours(hourly(times, heardFor(DAYS), END), [], END).all;
  });
  assert.ok(meanWealth(logs) < 1.2, `${meanWealth(logs)}`);
});

test("what all electrodes do at some hours is day and night, and no habit of one of them", () => {
  const random = new SeededRandom("common");
  const all = Array.from({ length: 4 }, () => hourly(mornings(0.9, random), heardFor(DAYS), END));
  const [own, ...others] = all;
  const among = testWindow(own!, others, [5, 2], END).log;
  const alone = testWindow(own!, [], [5, 2], END).log;
  assert.ok(alone > among + 3, `${alone} alone, ${among} among its like`);
});

test("a day on which the window was hardly heard is no trial", () => {
  const listening = heardFor(4);
  const deaf = {
    ...listening,
    days: listening.days.map((day) => (day.day === 2 ? { ...day, heard: `000000${"9".repeat(18)}` } : day)),
  };
  const { trials } = testWindow(hourly([5 * HOUR], deaf, 4 * DAY), [], [4, 2], 4 * DAY);
  assert.deepEqual(
    trials.map(({ at, came }) => [at / DAY - 4 / 24, came]),
    [
      [0, true],
      [1, false],
      [3, false],
    ],
  );
});

test("hours over midnight need both days; hours that are not over are not judged", () => {
  const { trials } = testWindow(hourly([], heardFor(3), 3 * DAY), [], [23, 2], 3 * DAY);
  assert.deepEqual(
    trials.map(({ at }) => at),
    [23 * HOUR, DAY + 23 * HOUR],
  );
  const early = testWindow(hourly([], heardFor(3), 2 * DAY + 7 * HOUR), [], [5, 2], 2 * DAY + 7 * HOUR);
  assert.equal(early.trials.length, 2, "a burst is told when it is over");
});
