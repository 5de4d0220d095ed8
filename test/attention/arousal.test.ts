import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyAttention } from "../../src/attention/state.js";
import { DAWN, Mind } from "./mind.js";

/** A node in a mood of its own before the story begins. */
function mindAt(level: number): Mind {
  return new Mind([], { ...emptyAttention(DAWN), arousal: { level, at: DAWN } });
}

/** Two electrodes take turns, each time a little louder than the other was. */
function switchesIn(mind: Mind): number {
  let switches = 0;
  for (let turn = 0; turn < 8; turn++) {
    const before = mind.attendsTo;
    mind.hears(turn * 0.1, `electrode/e${turn % 2}`, "burst", { intensity: 0.45 + turn * 0.06 });
    if (before !== undefined && mind.attendsTo !== before) switches++;
  }
  return switches;
}

test("an aroused node is jumpy, a calm one committed", () => {
  assert.ok(switchesIn(mindAt(1)) >= 5);
  assert.ok(switchesIn(mindAt(0)) <= 2);
});

test("an aroused node lets through what a calm one lets pass", () => {
  const [calm, urgent] = [mindAt(0), mindAt(1)];
  for (const mind of [calm, urgent]) mind.hears(0, "electrode/e1", "burst", { intensity: 0.3 });
  assert.equal(calm.attendsTo, undefined);
  assert.equal(urgent.attendsTo, "follow the burst on e1");
});

test("arousal changes no score: in any mood the same threads have the same salience", () => {
  const saliences = [0, 0.5, 1].map((level) => {
    const mind = mindAt(level);
    for (const electrode of [1, 2, 3, 4])
      mind.hears(0, `electrode/e${electrode}`, "burst", { intensity: electrode / 5 });
    return mind.state.live.map((thread) => [thread.goal, thread.salience]);
  });
  assert.deepEqual(saliences[1], saliences[0]);
  assert.deepEqual(saliences[2], saliences[0]);
});

test("arousal rises with what is urgent and what is broken, not with what is routine, and falls by half in its half-life", () => {
  const mind = new Mind();
  mind.hears(0, "electrode/e1", "burst");
  assert.equal(mind.summaryAt(0).arousal, 0);
  mind.hears(0, "host", "memory", { intensity: 1, tags: ["routine"] });
  assert.equal(mind.summaryAt(0).arousal, 0);
  mind.hears(0, "device/ads", "fault", { intensity: 1 });
  const broken = mind.summaryAt(0).arousal;
  assert.ok(broken > 0);
  mind.hears(0, "electrode/e1", "burst", { intensity: 1, tags: ["urgent"] });
  const urgent = mind.summaryAt(0);
  assert.ok(urgent.arousal > broken && urgent.arousal < 1);
  assert.ok(urgent.threshold < new Mind().summaryAt(0).threshold);
  assert.ok(Math.abs(mind.summaryAt(10).arousal - urgent.arousal / 2) < 1e-12);
});

test("while somebody waits for an answer the node does not fall calm", () => {
  const mind = new Mind();
  mind.hears(0, "electrode/e1", "burst", { intensity: 1 });
  mind.hears(0, "operator", "note", { intensity: 0.2 });
  mind.hears(90, "electrode/e2", "spike");
  assert.equal(mind.summaryAt(90).arousal, 0.3);
});
