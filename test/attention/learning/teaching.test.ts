import assert from "node:assert/strict";
import { test } from "node:test";
import { habituationTo } from "../../../src/attention/salience/habituation.js";
import { confidenceOf } from "../../../src/domain/insight.js";
import type { Percept } from "../../../src/domain/percept.js";
import type { PerceptSource } from "../../../src/domain/percept-source.js";
import { DAY, MINUTE } from "../../../src/domain/time.js";
import { AttentionUnderTest, DAWN, lessonsIn, SETTINGS } from "../attention-under-test.js";

const says = (
  attention: AttentionUnderTest,
  minute: number,
  type: string,
  data: Record<string, string | number | readonly string[]>,
) => attention.hears(minute, "operator", type, { intensity: 0.9, tags: ["from:operator"], data });

/** How much such a percept still counts. */
function counts(attention: AttentionUnderTest, minute: number, source: PerceptSource, type: string): number {
  const percept: Percept = { id: "p-0", source, type, intensity: 1, at: DAWN, tags: [], data: {} };
  return habituationTo(percept, attention.state.habits, DAWN + minute * MINUTE, SETTINGS.habituation);
}

test("what the operator dismisses counts less and less, and still does a month later; other types and electrodes as before", () => {
  const attention = new AttentionUnderTest();
  const told = says(attention, 0, "dismiss", { what: "percepts", electrode: "e2", type: "drift" });
  assert.deepEqual(
    lessonsIn(told).map(({ kind, sentence }) => [kind, sentence]),
    [["preference", "the operator dismisses drift on e2"]],
  );
  const once = counts(attention, 1, "electrode/e2", "drift");
  says(attention, 10, "dismiss", { what: "percepts", electrode: "e2", type: "drift" });
  const twice = counts(attention, 11, "electrode/e2", "drift");
  assert.ok(twice < once && once < 0.85, `${once}, then ${twice}`);
  assert.equal(counts(attention, 30 * 24 * 60, "electrode/e2", "drift"), twice);
  assert.equal(counts(attention, 11, "electrode/e2", "burst"), 1);
  assert.equal(counts(attention, 11, "electrode/e1", "drift"), 1);

  says(attention, 20, "dismiss", { what: "insight", insight: "dismisses-e2-drift" });
  assert.equal(counts(attention, 21, "electrode/e2", "drift"), 1, "as much speaks against it as for it");
});

test("a thread that is dismissed teaches that, and nothing that it would have taught", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.8 });
  const { id } = attention.thread("follow-burst");
  says(attention, 1, "dismiss", { what: "thread", thread: id, kind: "follow-burst", subject: "e1" });
  attention.thinks(60);
  attention.sleeps(61);
  const about = attention.state.insights.filter(({ subject }) => subject === "e1");
  assert.deepEqual(
    about.map(({ id: which }) => which),
    ["dismisses-e1-burst"],
  );
});

test("a confirmed thread takes back that its like was dismissed", () => {
  const attention = new AttentionUnderTest();
  says(attention, 0, "dismiss", { what: "percepts", electrode: "e1", type: "burst" });
  attention.hears(1, "electrode/e1", "burst", { intensity: 0.8 });
  const { id } = attention.thread("follow-burst");
  says(attention, 2, "confirm", { what: "thread", thread: id, kind: "follow-burst", subject: "e1" });
  const known = new Map(attention.state.insights.map((insight) => [insight.id, insight]));
  assert.equal(known.get("dismisses-e1-burst")?.against, 2);
  assert.equal(counts(attention, 3, "electrode/e1", "burst"), 1);
});

test("a label is a correction: the next burst there is doubted and not followed, and believed again once one is confirmed", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e3", "burst", { intensity: 0.8 });
  const label = {
    electrode: "e3",
    as: "handling",
    form: "trouble",
    called: ["burst", "gap"],
    from: DAWN - 60,
    to: DAWN + 60,
  };
  says(attention, 1, "label", label);
  const was = attention.state.insights.find(({ kind }) => kind === "correction");
  assert.equal(was?.sentence, "what looks like a burst on e3 was handling");
  assert.deepEqual(
    attention.state.learning.examples.map(({ electrode, look, right }) => [electrode, look.type, right]),
    [["e3", "burst", false]],
  );
  attention.thinks(130);
  attention.sleeps(30 * 60);
  assert.ok(!attention.threads.some(({ kind }) => kind === "follow-burst"));
  assert.ok(!attention.state.insights.some(({ data }) => data.form === "hours"), "what was labelled teaches no hours");

  attention.hears(2000, "electrode/e3", "burst", { intensity: 0.8 });
  assert.deepEqual(attention.state.pool.at(-1)?.tags, ["doubted"]);
  assert.equal(attention.attendsTo, "doubt e3: a burst was something else before");
  assert.ok(!attention.state.live.some(({ kind }) => kind === "follow-burst"));

  const then = { from: DAWN + 1999 * MINUTE, to: DAWN + 2001 * MINUTE };
  says(attention, 2001, "label", { ...label, ...then, as: "burst" });
  attention.hears(2100, "electrode/e3", "burst", { intensity: 0.8 });
  assert.deepEqual(attention.state.pool.at(-1)?.tags, []);
});

test("an insight that a person looked at is more or less sure at once, and is told when that moved it", () => {
  const attention = new AttentionUnderTest();
  says(attention, 0, "dismiss", { what: "percepts", electrode: "e2", type: "drift" });
  const before = attention.state.insights[0];
  const [told] = lessonsIn(says(attention, 1, "confirm", { what: "insight", insight: "dismisses-e2-drift" }));
  assert.ok(before && told && confidenceOf(told) > confidenceOf(before) + 0.05);
  // From 5 of 5 on one more changes little: nobody is told.
  for (const minute of [2, 3, 4])
    says(attention, minute, "confirm", { what: "insight", insight: "dismisses-e2-drift" });
  assert.deepEqual(lessonsIn(says(attention, 5, "confirm", { what: "insight", insight: "dismisses-e2-drift" })), []);
});

test("words about what was never learnt teach nothing", () => {
  const attention = new AttentionUnderTest();
  says(attention, 0, "confirm", { what: "insight", insight: "nothing" });
  says(attention, 1, "dismiss", { what: "insight", insight: "nothing" });
  says(attention, 2, "dismiss", { what: "thread", thread: "t-99" });
  says(attention, 3, "hush", { for_s: DAY });
  assert.deepEqual(attention.state.insights, []);
});

test("an electrode may be called constructor", () => {
  const attention = new AttentionUnderTest();
  says(attention, 0, "dismiss", { what: "percepts", electrode: "constructor" });
  attention.hears(1, "electrode/constructor", "spike", { data: { amplitude_mv: 0.3 } });
  attention.hears(2, "electrode/constructor", "burst");
  assert.ok(counts(attention, 3, "electrode/constructor", "burst") < 1, "anything on it was dismissed");
});
