import assert from "node:assert/strict";
import { test } from "node:test";
import { type LearningState, nothingLearnt } from "../../src/attention/state/learning-state.js";
import type { Insight } from "../../src/domain/insight.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { explainLearnt, explainThread } from "../../src/operator/handlers/explain.js";
import { AttentionUnderTest, DAWN } from "../attention/attention-under-test.js";

interface Why {
  readonly text: string;
  readonly thread: { readonly id: string; readonly state: { readonly context: object } };
  readonly references: readonly { readonly [key: string]: unknown; readonly parts: { readonly rule: number } }[];
  readonly gone: number;
}

/** An answer, as whoever asked reads it. */
function explained(...asked: Parameters<typeof explainThread>): Why {
  const told = explainThread(...asked);
  assert.ok(told, "there is such a thread");
  return told as unknown as Why;
}

const textOf = (told: object | undefined) => (told as { text: string } | undefined)?.text ?? "";

test("why does this have the attention? The parts of its salience, and what they came of", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "burst", { intensity: 0.8 });
  const why = explained(attention.state, DAWN + MINUTE, attention.rules);
  assert.match(
    textOf(why),
    /^t-1 "follow the burst on e2" has the attention: salience 0\.\d\d, from 0\.\d\d on a thread may take it\. That comes of electrode\/e2 0\.\d\d\. Next: /,
  );
  const [reference] = why.references;
  assert.deepEqual(
    [reference?.source, reference?.type, reference?.relevance],
    ["electrode/e2", "burst", reference?.parts.rule],
  );
  assert.ok((reference?.loudness as number) < 0.8, "a minute later it is a little fainter");
  assert.equal(why.thread.id, "t-1");
});

test("hours later the percept has gone, the reference says so, and the thread still knows what it knows", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "burst", { intensity: 0.8 });
  const why = explained(attention.state, DAWN + 7 * HOUR, attention.rules, "t-1");
  assert.equal(why.gone, 1);
  assert.deepEqual(
    why.references.map(({ gone }) => gone),
    [true],
  );
  assert.match(textOf(why), /What it came of has faded/);
  assert.ok(Object.keys(why.thread.state.context).length > 0);
});

test("a thread that waits says for what and how long, one that is over how it ended", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e2", "burst", { intensity: 0.8 });
  attention.thinks(12);
  const waits = attention.thread("follow-burst");
  assert.ok(waits.waiting, "it waits for the burst to go on");
  assert.match(
    textOf(explainThread(attention.state, DAWN + 12 * MINUTE, attention.rules, waits.id)),
    /It waits for .*, at most until 2000-01-01T/,
  );
  attention.hears(13, "operator", "dismiss", { data: { thread: waits.id } });
  assert.match(
    textOf(explainThread(attention.state, DAWN + 13 * MINUTE, attention.rules, waits.id)),
    /is over\. .*It ended: dismissed by the operator\.$/,
  );
});

test("without a thread there is an answer too, and none where the thread asked for does not exist", () => {
  const attention = new AttentionUnderTest();
  assert.equal(
    textOf(explainThread(attention.state, DAWN, attention.rules)),
    "nothing has the attention: there is no thread",
  );
  assert.equal(explainThread(attention.state, DAWN, attention.rules, "t-4"), undefined);
});

const learnt = (id: string, subject: string, support: number, against = 0): Insight => ({
  ...{ id, kind: "fact", subject, sentence: `${subject} is as ${id} says`, data: { form: "test" } },
  ...{ support, against, firstSeen: DAWN, lastSeen: DAWN },
});

const knows = (insights: readonly Insight[], suspicions: LearningState["suspicions"] = []) => ({
  insights,
  learning: { ...nothingLearnt(DAWN), suspicions },
});

test("what is only suspected stands apart from what was learnt, and is told to who asks", () => {
  const suspicion = { id: "e1-rhythm", subject: "e1", sentence: "e1 spikes every 20 min", confidence: 0.4 };
  const told = explainLearnt(knows([learnt("b", "e2", 9)], [suspicion]), ENGLISH.answers);
  assert.match(textOf(told), /; suspected, and not sure: e1 spikes every 20 min$/);
  assert.deepEqual(told.suspicions, [{ id: "e1-rhythm", sentence: "e1 spikes every 20 min", confidence: 0.4 }]);
  assert.deepEqual(explainLearnt(knows([], [suspicion]), ENGLISH.answers, "e2").suspicions, []);
});

test("what was learnt comes surest first, of all or of one electrode, and never more than a page", () => {
  const insights = [learnt("a", "e1", 1), learnt("b", "e2", 9), learnt("c", "e2", 9, 9), learnt("d", "e1", 4)];
  const all = explainLearnt(knows(insights), ENGLISH.answers);
  assert.deepEqual(
    (all.insights as { id: string }[]).map(({ id }) => id),
    ["b", "d", "a", "c"],
  );
  assert.match(textOf(all), /^4 things were learnt; the surest: e2 is as b says \(91 % sure\); /);
  const ofE1 = explainLearnt(knows(insights), ENGLISH.answers, "e1");
  assert.equal(ofE1.count, 2);
  assert.match(textOf(ofE1), /about e1; the surest: e1 is as d says/);
  assert.equal(textOf(explainLearnt(knows([]), ENGLISH.answers)), "nothing was learnt yet");
  const many = Array.from({ length: 50 }, (_, i) => learnt(`i${i}`, "e1", i));
  assert.equal((explainLearnt(knows(many), ENGLISH.answers).insights as unknown[]).length, 20);
});
