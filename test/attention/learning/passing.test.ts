import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest } from "../attention-under-test.js";

const DAY = 24 * 60;

/** Ten days: a remark on six of them; a train on e2 comes an hour after each of `after`, and on `days` at noon. */
function rainy(trains: (day: number) => number | undefined): AttentionUnderTest {
  const attention = new AttentionUnderTest();
  for (let day = 0; day < 10; day++) {
    if (day % 2 === 0 || day === 5) attention.hears(day * DAY, "operator", "note", { data: { text: "Rain" } });
    const minute = trains(day);
    if (minute !== undefined) attention.hears(day * DAY + minute, "electrode/e2", "train", { intensity: 0.5 });
    for (const later of [400, 700]) attention.thinks(day * DAY + later);
    attention.sleeps(day * DAY + 720);
  }
  return attention;
}

const afterIn = (attention: AttentionUnderTest) => attention.state.insights.filter(({ data }) => data.form === "after");

test("trains that follow rain, and come at no other time, are a pattern", () => {
  const attention = rainy((day) => (day % 2 === 0 || day === 5 ? 60 : undefined));
  const [insight, ...others] = afterIn(attention);
  assert.deepEqual(others, []);
  assert.equal(insight?.id, "e2-train-after-operator-rain");
  assert.match(insight?.sentence ?? "", /^trains on e2 follow rain within 2 h, \d of \d times; by chance 0\.\d$/);
  assert.ok((insight?.support ?? 0) > 3 && insight?.against === 0);
});

test("so they are where a gauge or a thermometer tells it, and frost and rain have sentences of their own", () => {
  for (const [source, type, says] of [
    ["environment/rain", "rain", "trains on e2 follow rain within 2 h"],
    ["environment/soil-t", "frost", "trains on e2 follow frost (soil-t) within 2 h"],
    ["environment/temperature", "thaw", "trains on e2 follow a thaw within 2 h"],
  ] as const) {
    const attention = new AttentionUnderTest();
    for (let day = 0; day < 10; day++) {
      if (day % 2 === 0) {
        attention.hears(day * DAY, source, type);
        attention.hears(day * DAY + 60, "electrode/e2", "train", { intensity: 0.5 });
      }
      for (const later of [400, 700]) attention.thinks(day * DAY + later);
      attention.sleeps(day * DAY + 720);
    }
    assert.deepEqual(
      afterIn(attention).map(({ sentence }) => sentence.split(", ")[0]),
      [says],
    );
  }
});

test("trains that come as often without rain are none", () => {
  assert.deepEqual(afterIn(rainy((day) => (day % 2 === 0 || day === 5 ? undefined : 60))), []);
  const often = new AttentionUnderTest();
  for (let hour = 0; hour < 240; hour++) {
    if (hour % 24 === 0) often.hears(hour * 60, "operator", "note", { data: { text: "rain" } });
    often.hears(hour * 60 + 30, "electrode/e2", "train", { intensity: 0.5 });
    if (hour % 8 === 7) often.sleeps(hour * 60 + 40);
  }
  assert.deepEqual(afterIn(often), [], "they come every hour: after rain too, as after anything");
});

test("what an electrode measured on its last days becomes a fact, an hour that it was heard", () => {
  const attention = new AttentionUnderTest();
  for (let index = 0; index < 72; index++) {
    const data = { amplitude_mv: -0.4, polarity: -1, speed: "slow", level_mv: 3.8 };
    attention.hears(index * 40, "electrode/e3", "spike", { data });
  }
  for (const minute of [2881, 3000]) attention.sleeps(minute);
  const facts = attention.state.insights.filter(({ kind }) => kind === "fact").map(({ sentence }) => sentence);
  assert.deepEqual(facts, [
    "e3 spikes 1.5 times an hour that it is heard",
    "the mean spike of e3 has 0.4 mV",
    "e3 rests at 3.8 mV",
    "most spikes of e3 are slow and go down",
  ]);
});

test("what a control electrode does, and what it shows as well, teaches nothing of the others", () => {
  const attention = new AttentionUnderTest();
  for (let index = 0; index < 24; index++) {
    attention.hears(index * 41, "electrode/c", "spike", { tags: ["control"], data: { amplitude_mv: 0.4 } });
    attention.hears(index * 41, "electrode/e1", "spike", { tags: ["shared"], data: { amplitude_mv: 0.4 } });
  }
  assert.deepEqual(Object.keys(attention.state.learning.diaries), ["e1"]);
  assert.deepEqual(attention.state.learning.diaries.e1?.spikes, []);
});
