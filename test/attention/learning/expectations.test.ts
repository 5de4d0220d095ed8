import assert from "node:assert/strict";
import { test } from "node:test";
import { dueAt } from "../../../src/attention/advance.js";
import { confidenceOf } from "../../../src/domain/insight.js";
import type { Intention } from "../../../src/domain/intention.js";
import { factsFor } from "../../../src/domain/percept-types.js";
import { HOUR, MINUTE } from "../../../src/domain/time.js";
import { DAWN, SETTINGS } from "../attention-under-test.js";
import { NodeMind, saidIn } from "../stories/a-node.js";

const DAY = 24 * 60;

const mindOf = () => new NodeMind([], undefined, SETTINGS);

/** A burst at ten past six, followed to its end; and the sleep of the day. */
function burstAtDawn(attention: NodeMind, day: number): void {
  attention.waits(day * DAY + 10);
  attention.hears(day * DAY + 10, "electrode/e1", "burst", { intensity: 0.8 });
  for (const minute of [16, 45, 300]) attention.breathes(day * DAY + minute);
}

/** What was missed, as `[insight, minute]`. */
function missesIn(told: readonly Intention[]) {
  return told.flatMap((one) =>
    one.kind === "notice" && one.noticed.type === "missed"
      ? [[one.noticed.data.insight, (one.noticed.at - DAWN) / MINUTE]]
      : [],
  );
}

test("a burst that comes every morning is expected; the morning without it is noticed, told, and counts against it", () => {
  const attention = mindOf();
  for (const day of [0, 1, 2, 3]) burstAtDawn(attention, day);
  const [sure] = attention.state.insights.filter(({ data }) => data.form === "hours");
  assert.equal(sure?.sentence, "e1 bursts between 06 and 07 o'clock UTC, on 4 of 4 days; by chance 0.2");

  const told = attention.waits(4 * DAY + 130);
  assert.deepEqual(missesIn(told), [["e1-hours-of-burst", 4 * DAY + 120]], "an hour after its hours, once");
  const missed = attention.state.pool.find(({ source }) => source === "expectation");
  assert.deepEqual(missed?.tags, ["missed"]);
  assert.equal(missed?.intensity, sure && confidenceOf(sure));
  assert.deepEqual(missed?.data.electrodes, ["e1"]);
  assert.deepEqual(Object.keys(missed?.data ?? {}), factsFor("expectation", "missed"), "a reflex may ask for these");
  assert.equal(attention.attendsTo, "mind what did not come on e1");
  assert.match(saidIn(attention.breathes(4 * DAY + 131))[0] ?? "", /^e1 bursts between 06 and 07 .* did not come$/);

  attention.breathes(4 * DAY + 300);
  const [less] = attention.state.insights.filter(({ id }) => id === sure?.id);
  assert.ok(sure && less && confidenceOf(less) < confidenceOf(sure));
});

test("what comes in its time is marked as expected, and nothing is missed", () => {
  const attention = mindOf();
  for (const day of [0, 1, 2, 3]) burstAtDawn(attention, day);
  const missed = attention.waits(4 * DAY + 5);
  burstAtDawn(attention, 4);
  const burst = attention.state.pool.findLast(({ type }) => type === "burst");
  assert.deepEqual(burst?.tags, ["expected"]);
  assert.deepEqual(missesIn([...missed, ...attention.waits(4 * DAY + 200)]), []);
});

test("an electrode that was not heard, and a node that was away, miss nothing", () => {
  const deaf = mindOf();
  for (const day of [0, 1, 2, 3]) burstAtDawn(deaf, day);
  deaf.hears(4 * DAY + 30, "electrode/e1", "gap");
  assert.deepEqual(missesIn(deaf.waits(4 * DAY + 200)), []);
  assert.equal(missesIn(deaf.waits(5 * DAY + 200)).length, 1, "the next morning it is heard again");

  const away = mindOf();
  for (const day of [0, 1, 2, 3]) burstAtDawn(away, day);
  away.hears(4 * DAY + 600, "host", "clock");
  const late = new NodeMind([], away.state, SETTINGS);
  late.breathes(4 * DAY + 600);
  assert.deepEqual(missesIn(late.waits(4 * DAY + 601)), []);
});

test("nothing is expected after one burst, and time has then nothing to do", () => {
  const attention = mindOf();
  burstAtDawn(attention, 0);
  attention.breathes(DAY);
  assert.deepEqual(attention.state.learning.expectations, []);
  assert.equal(dueAt(attention.state, DAWN + DAY * MINUTE, attention.rules), Number.POSITIVE_INFINITY);
});

test("a rhythm that is learnt is expected while it runs: the beat that does not come is a percept, and only that one", () => {
  const attention = mindOf();
  const beat = (minute: number) => {
    attention.waits(minute);
    attention.hears(minute, "electrode/e2", "spike", { intensity: 0.6 });
    attention.breathes(minute + 1);
  };
  for (let index = 0; index < 12; index++) beat(index * 20);
  for (const minute of [300, 320]) attention.breathes(minute);
  const rhythm = attention.state.insights.find(({ data }) => data.form === "rhythm");
  assert.match(rhythm?.sentence ?? "", /^e2 spikes every 20 min, give or take 0 ms, 11 of 12 times; by chance 0\.0/);

  beat(1000);
  assert.deepEqual(missesIn(attention.waits(1100)), [], "one spike is no rhythm yet");
  beat(1200);
  beat(1220);
  beat(1240);
  assert.deepEqual(attention.state.pool.at(-1)?.tags, ["expected"]);
  assert.deepEqual(missesIn(attention.waits(1500)), [["e2-rhythm", 1266]], "20 minutes after the last, give or take 6");
});

test("when the clock is set back, nothing is missed because of it", () => {
  const attention = mindOf();
  for (const day of [0, 1, 2, 3]) burstAtDawn(attention, day);
  attention.hears(2 * DAY, "host", "clock");
  const windows = attention.state.learning.expectations.map(({ window }) => window);
  assert.deepEqual(windows, [undefined]);
  assert.ok(attention.state.learning.faded <= DAWN + 2 * 24 * HOUR);
});
