import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../../src/domain/percept.js";
import { DAY, HOUR, MINUTE } from "../../../src/domain/time.js";
import { AttentionUnderTest, DAWN } from "../attention-under-test.js";

const says = (attention: AttentionUnderTest, minute: number, type: string, data: Record<string, Json>) =>
  attention.hears(minute, "operator", type, { intensity: 0.9, tags: ["from:operator"], data });

function undoes(attention: AttentionUnderTest, minute: number) {
  says(attention, minute, "undo", { teaching: attention.state.learning.taught.at(-1)?.id ?? "p-0" });
}

const known = (attention: AttentionUnderTest) =>
  attention.state.insights.map(({ id, support, against }) => [id, support, against]);

test("a word that is taken back has taught nothing: insight, example and what was struck are as before", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "spike", { data: { duration_s: 60 } });
  attention.hears(10, "electrode/e1", "train", { data: { duration_s: 600, spikes: 3 } });
  const { diaries } = attention.state.learning;
  const [from, to] = [DAWN - 20 * MINUTE, DAWN + 20 * MINUTE];
  says(attention, 20, "label", { electrode: "e1", as: "handling", called: ["spike", "train"], from, to });
  assert.equal(attention.state.insights.length, 2);
  assert.deepEqual([attention.state.learning.diaries.e1?.spikes, attention.state.learning.diaries.e1?.runs], [[], []]);

  undoes(attention, 21);
  const { learning, insights } = attention.state;
  assert.deepEqual([insights, learning.examples, learning.taught], [[], [], []]);
  assert.deepEqual(learning.diaries.e1?.spikes, diaries.e1?.spikes);
  assert.deepEqual(learning.diaries.e1?.runs, diaries.e1?.runs);
});

test("only the word's own share goes; the words before it can be taken back after it", () => {
  const attention = new AttentionUnderTest();
  const drift = { what: "percepts", electrode: "e2", type: "drift" };
  for (const minute of [0, 1, 2]) says(attention, minute, "dismiss", drift);
  undoes(attention, 3);
  assert.deepEqual(known(attention), [["dismisses-e2-drift", 2, 0]]);
  says(attention, 4, "confirm", { what: "insight", insight: "dismisses-e2-drift" });
  says(attention, 5, "dismiss", { what: "insight", insight: "dismisses-e2-drift" });
  undoes(attention, 6);
  assert.deepEqual(known(attention), [["dismisses-e2-drift", 4, 0]]);
  for (const minute of [7, 8, 9]) undoes(attention, minute);
  assert.deepEqual(known(attention), []);
  const { state } = attention;
  undoes(attention, 10);
  assert.deepEqual(attention.state.insights, state.insights, "there is nothing left to take back");
});

test("a pattern that was dismissed by mistake stands again, with all that spoke for it", () => {
  const attention = new AttentionUnderTest();
  const day = DAY / MINUTE;
  for (let each = 0; each < 6; each++) {
    attention.hears(each * day + 10, "electrode/e1", "burst", { data: { duration_s: 600, spikes: 4 } });
    for (const minute of [300, 700]) attention.sleeps(each * day + minute);
  }
  const [pattern] = attention.state.insights.filter(({ data }) => data.form === "hours");
  assert.ok(pattern);
  says(attention, 6 * day, "dismiss", { what: "insight", insight: pattern.id });
  assert.ok(!attention.state.insights.some(({ id }) => id === pattern.id));
  undoes(attention, 6 * day + 1);
  assert.deepEqual(
    attention.state.insights.find(({ id }) => id === pattern.id),
    pattern,
  );
  attention.sleeps(6 * day + HOUR / MINUTE);
  assert.ok(
    attention.state.insights.some(({ id }) => id === pattern.id),
    "and goes on",
  );
});

test("who confirms a doubt confirms the doubt; who dismisses it says that it was life", () => {
  for (const [word, doubted] of [
    ["confirm", true],
    ["dismiss", false],
  ] as const) {
    const attention = new AttentionUnderTest();
    const look = { amplitude_mv: 1, duration_s: 60, spikes: 4 };
    attention.hears(0, "electrode/e1", "artefact");
    attention.hears(2, "electrode/e1", "burst", { data: look });
    const { id, kind } = attention.thread("doubt-electrode");
    says(attention, 5, word, { what: "thread", thread: id, kind, subject: "e1" });
    assert.deepEqual(
      attention.state.learning.examples.map(({ right }) => right),
      [!doubted],
    );
    attention.hears(900, "electrode/e1", "burst", { data: look });
    assert.equal(attention.state.pool.at(-1)?.tags.includes("doubted"), doubted, word);
  }
});
