import assert from "node:assert/strict";
import { test } from "node:test";
import { attend } from "../../src/attention/attend.js";
import { arousalAt, levelOf, marginAt, thresholdAt, unrestAt } from "../../src/attention/salience/arousal.js";
import { AROUSAL_FACTORS, emptyAttention } from "../../src/attention/state/state.js";
import type { AttentionSettings } from "../../src/domain/attention-settings.js";
import type { Percept } from "../../src/domain/percept.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { AttentionUnderTest, DAWN, moodOf, SETTINGS } from "./attention-under-test.js";

/** A node in a mood of its own before the story begins. */
function mindAt(level: number, factors?: string[]): AttentionUnderTest {
  return new AttentionUnderTest([], { ...emptyAttention(DAWN), arousal: moodOf(level, DAWN, factors) });
}

/** Two electrodes take turns, each time a little louder than the other was. */
function switchesIn(attention: AttentionUnderTest): number {
  let switches = 0;
  for (let turn = 0; turn < 8; turn++) {
    const before = attention.attendsTo;
    attention.hears(turn * 0.1, `electrode/e${turn % 2}`, "burst", { intensity: 0.45 + turn * 0.06 });
    if (before !== undefined && attention.attendsTo !== before) switches++;
  }
  return switches;
}

test("an urgent node is hypervigilant: its threshold is low and it switches fast", () => {
  const attention = mindAt(1);
  assert.ok(attention.summaryAt(0).threshold < 0.17);
  assert.ok(switchesIn(attention) >= 5);
});

test("a calm node is in deep focus: its threshold is high and it stays with what it does", () => {
  const attention = mindAt(0);
  assert.equal(attention.summaryAt(0).threshold, SETTINGS.selection.calmThreshold);
  assert.ok(switchesIn(attention) <= 2);
});

test("an urgent node lets through what a calm one lets pass", () => {
  const [calm, urgent] = [mindAt(0), mindAt(1)];
  for (const attention of [calm, urgent]) attention.hears(0, "electrode/e1", "burst", { intensity: 0.3 });
  assert.equal(calm.attendsTo, undefined);
  assert.equal(urgent.attendsTo, "follow the burst on e1");
});

test("arousal changes no score: in any mood the same threads have the same salience", () => {
  const saliences = [0, 0.5, 1].map((level) => {
    const attention = mindAt(level);
    for (const electrode of [1, 2, 3, 4])
      attention.hears(0, `electrode/e${electrode}`, "burst", { intensity: electrode / 5 });
    return attention.state.live.map((thread) => [thread.goal, thread.salience]);
  });
  assert.deepEqual(saliences[1], saliences[0]);
  assert.deepEqual(saliences[2], saliences[0]);
});

for (const [what, factor, source, type, said] of [
  ["what is urgent", "urgency", "electrode/e1", "burst", { tags: ["urgent"] }],
  ["a device that fails", "errors", "device/ads", "fault", {}],
  ["a reflex that fails", "errors", "reflex/surge", "failed", {}],
  ["trouble on an electrode", "errors", "electrode/e1", "flat", { tags: ["trouble"] }],
  ["somebody who speaks to it", "waiting", "operator", "note", {}],
  ["a low battery", "scarcity", "host", "battery", {}],
  ["heat", "scarcity", "host", "temperature", {}],
] as const)
  test(`${what} rouses the node, as strong as it is, and by ${factor} alone`, () => {
    const levels = [0.3, 0.9].map((intensity) => {
      const { state } = attend(
        emptyAttention(DAWN),
        [{ id: "p-1", source, type, at: DAWN, tags: [], data: {}, ...said, intensity }],
        DAWN,
        { settings: SETTINGS, reflexes: [], words: ENGLISH },
      );
      const risen = AROUSAL_FACTORS.filter((one) => levelOf(one, state.arousal, DAWN, SETTINGS) > 0);
      assert.deepEqual(risen, [factor]);
      return arousalAt(state.arousal, DAWN, SETTINGS);
    });
    const [faint = 0, strong = 0] = levels;
    assert.ok(faint > 0 && strong > faint && strong <= SETTINGS.arousal[factor].weight);
  });

test("neither life nor routine rouses the node", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 1 });
  attention.hears(0, "host", "memory", { intensity: 1, tags: ["routine"] });
  assert.equal(attention.summaryAt(0).arousal, 0);
});

test("a factor rises in its time and falls in its time, however often one looks", () => {
  const settings: AttentionSettings = {
    ...SETTINGS,
    arousal: { ...SETTINGS.arousal, errors: { weight: 1, rise: MINUTE, fall: HOUR } },
  };
  const broken: Percept = {
    id: "p-1",
    source: "device/ads",
    type: "fault",
    intensity: 1,
    at: DAWN,
    tags: [],
    data: {},
  };
  const rules = { settings, reflexes: [], words: ENGLISH };
  let { state } = attend(emptyAttention(DAWN), [broken], DAWN, rules);
  const levelAfter = (minutes: number) => levelOf("errors", state.arousal, DAWN + minutes * MINUTE, settings);
  assert.equal(levelAfter(0), 0);
  assert.ok(Math.abs(levelAfter(1) - 0.5) < 0.02);
  const late = levelAfter(120);
  assert.ok(Math.abs(late - 0.25) < 1e-9);
  for (let minute = 1; minute <= 60; minute++) {
    const nothing = { ...broken, id: `p-${minute + 1}`, intensity: 0, at: DAWN + minute * MINUTE };
    state = attend(state, [nothing], nothing.at, rules).state;
  }
  assert.ok(Math.abs(levelAfter(120) - late) < 1e-9);
});

test("factors add up and no one hides another: the whole stays below 1", () => {
  const arousals = AROUSAL_FACTORS.map((_, index) =>
    arousalAt(moodOf(1, DAWN, AROUSAL_FACTORS.slice(0, index + 1)), DAWN, SETTINGS),
  );
  for (const [index, arousal] of arousals.entries()) assert.ok(arousal > (arousals[index - 1] ?? 0) && arousal < 1);
});

test("a deadline presses more the nearer it comes", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.5 });
  const live = attention.state.live.map((thread) => ({ ...thread, deadline: DAWN + 30 * MINUTE }));
  const pressed = new AttentionUnderTest([], { ...attention.state, live });
  const levels = [0, 10, 20, 29].map((minute) => {
    pressed.thinks(minute);
    return pressed.summaryAt(minute).factors.pressure;
  });
  assert.ok(levels.every((level, index) => level > (levels[index - 1] ?? 0)));
  assert.ok(Math.abs((levels[2] ?? 0) - 0.5) < 1e-9, "half at ten minutes before it");
});

test("while somebody waits for an answer the node does not fall calm", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 1 });
  attention.hears(0, "operator", "note", { intensity: 0.2 });
  attention.hears(90, "electrode/e2", "spike");
  assert.ok(attention.thread("answer-operator").status !== "complete");
  assert.ok(attention.summaryAt(90).arousal > 0.1);
});

test("scarcity lowers the threshold and nothing else: no switching, no sleep work put off", () => {
  const scarce = moodOf(1, DAWN, ["scarcity"]);
  const arousal = arousalAt(scarce, DAWN, SETTINGS);
  assert.ok(thresholdAt(arousal, SETTINGS) < SETTINGS.selection.calmThreshold);
  assert.equal(unrestAt(scarce, DAWN, SETTINGS), 0);
  assert.equal(marginAt(unrestAt(scarce, DAWN, SETTINGS), SETTINGS), SETTINGS.selection.calmMargin);
  assert.ok(switchesIn(mindAt(1, ["scarcity"])) <= switchesIn(mindAt(0)));

  const attention = mindAt(1, ["scarcity"]);
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  attention.hears(1, "electrode/e1", "silence");
  attention.thinks(2);
  attention.sleeps(3);
  assert.deepEqual(attention.threads, [], "what is complete is consolidated, however little is left");
});
