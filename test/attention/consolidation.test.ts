import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyAttention } from "../../src/attention/state/state.js";
import { AttentionUnderTest, changesIn, DAWN, lessonsIn, SETTINGS } from "./attention-under-test.js";

const DAY_MIN = 24 * 60;

/** A faint burst that came with handling: doubted, left (others were louder all along), frozen. */
function frozenThread(attention: AttentionUnderTest, minute: number, electrode = "e1"): void {
  attention.hears(minute, `electrode/${electrode}`, "artefact", { intensity: 0.01 });
  attention.hears(minute, `electrode/${electrode}`, "burst", { intensity: 0.1 });
  const live = attention.state.live.map(({ waiting: _, ...thread }) => ({ ...thread, status: "paused" as const }));
  attention.state = { ...attention.state, live };
  attention.thinks(minute + 121);
}

test("a frozen thread is culled in its time, and what it taught is kept", () => {
  const attention = new AttentionUnderTest();
  frozenThread(attention, 0);
  assert.deepEqual(attention.sleeps(DAY_MIN), [], "its time has not come");

  const told = attention.sleeps(DAY_MIN + 121);
  assert.deepEqual(changesIn(told), ["culled t-1"]);
  const [lesson] = lessonsIn(told);
  assert.equal(lesson?.id, "e1-burst-was-artefact");
  assert.equal(lesson?.kind, "correction");
  assert.equal(lesson?.sentence, "what looks like a burst on e1 was artefact");
  assert.equal(attention.threads.length, 0);
  assert.deepEqual(attention.state.insights, [lesson]);
});

test("learning the same again strengthens the insight", () => {
  const attention = new AttentionUnderTest();
  for (const day of [0, 2, 4]) {
    frozenThread(attention, day * DAY_MIN);
    attention.sleeps((day + 1) * DAY_MIN + 121);
  }
  const insight = attention.state.insights.find(({ id }) => id === "e1-burst-was-artefact");
  assert.ok(
    (insight?.support ?? 0) > 2.7 && (insight?.support ?? 0) < 3,
    "three times, of which the first two have begun to fade",
  );
  assert.equal(insight?.firstSeen, DAWN);
  assert.ok((insight?.lastSeen ?? 0) >= DAWN + 2 * 86_400);
});

test("a complete thread goes at the next calm exhale; nothing is culled while the node is aroused", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  attention.hears(1, "electrode/e1", "silence");
  attention.thinks(2);
  attention.hears(3, "host", "supply", { intensity: 1, tags: ["urgent"] });
  assert.deepEqual(changesIn(attention.sleeps(4)), []);
  assert.deepEqual(changesIn(attention.sleeps(60)), ["culled t-1"]);
});

test("handling that looked like life is kept as a correction, a single glitch is forgotten", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e3", "artefact");
  attention.hears(1, "electrode/e3", "burst");
  attention.hears(0, "electrode/e4", "artefact");
  attention.thinks(150);
  const lessons = lessonsIn(attention.sleeps(DAY_MIN + 300));
  assert.deepEqual(
    lessons.map((lesson) => [lesson.id, lesson.kind]),
    [["e3-burst-was-artefact", "correction"]],
  );
  assert.equal(lessons[0]?.sentence, "what looks like a burst on e3 was artefact");
});

test("a wave that was seen once teaches nothing: three spikes within minutes are chance", () => {
  const attention = new AttentionUnderTest();
  for (const electrode of [1, 2, 3]) attention.hears(electrode * 0.7, `electrode/e${electrode}`, "spike");
  for (const minute of [3, 6, 21]) attention.thinks(minute);
  assert.deepEqual(lessonsIn(attention.sleeps(30)), []);
  assert.deepEqual(attention.state.learning.diaries.e2?.spikes.length, 1, "but each electrode's diary has it");
});

test("too many frozen threads are culled before their time, even when aroused: the least salient first, a few a breath", () => {
  const settings = {
    ...SETTINGS,
    threads: { ...SETTINGS.threads, frozenMax: 4 },
    consolidation: { ...SETTINGS.consolidation, perBreath: 3 },
  };
  const attention = new AttentionUnderTest([], emptyAttention(DAWN), settings);
  for (let electrode = 1; electrode <= 9; electrode++)
    attention.hears(0, `electrode/e${electrode}`, "burst", { intensity: 0.3 - electrode * 0.01 });
  attention.thinks(121);
  attention.hears(121, "host", "supply", { intensity: 1, tags: ["urgent"] });
  assert.deepEqual(changesIn(attention.sleeps(122)), ["culled t-9", "culled t-8", "culled t-7"]);
  assert.deepEqual(changesIn(attention.sleeps(123)), ["culled t-6", "culled t-5"]);
  assert.deepEqual(attention.sleeps(124), []);
});

test("insights are bounded: the least supported is let go, and that is told", () => {
  const settings = { ...SETTINGS, consolidation: { ...SETTINGS.consolidation, insightsMax: 1 } };
  const attention = new AttentionUnderTest([], emptyAttention(DAWN), settings);
  for (const day of [0, 2]) {
    frozenThread(attention, day * DAY_MIN, "often");
    attention.sleeps((day + 1) * DAY_MIN + 121);
  }
  frozenThread(attention, 4 * DAY_MIN, "once");
  const told = attention.sleeps(5 * DAY_MIN + 121);
  const forgotten = told.filter((one) => one.kind === "insight" && one.forgotten === true);
  assert.deepEqual(
    lessonsIn(forgotten).map((insight) => insight.subject),
    ["once"],
  );
  assert.deepEqual(
    attention.state.insights.map((insight) => insight.subject),
    ["often"],
  );
});

test("a thread of a kind that this version does not know harms nothing and ends", () => {
  const before = new AttentionUnderTest();
  before.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  const live = before.state.live.map((thread) => ({ ...thread, kind: "sing-along" }));
  const attention = new AttentionUnderTest([], { ...before.state, live });
  assert.deepEqual(changesIn(attention.thinks(1)), ["completed t-1"]);
  assert.deepEqual(changesIn(attention.sleeps(2)), ["culled t-1"]);
});
