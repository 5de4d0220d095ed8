import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonsIn, Mind } from "../mind.js";

/** Spikes on e2 at these minutes. */
function spikes(mind: Mind, minutes: readonly number[]): void {
  for (const minute of minutes) mind.hears(minute, "electrode/e2", "spike");
}

const kindsOf = (mind: Mind) => mind.threads.map(({ kind }) => kind);

test("four intervals that agree are a rhythm: it is heard out till it breaks off, and its period is learnt", () => {
  const mind = new Mind();
  spikes(mind, [0, 20, 41, 60]);
  assert.deepEqual(kindsOf(mind), [], "three intervals are chance");
  spikes(mind, [80]);
  assert.equal(mind.attendsTo, "hear out the rhythm on e2");
  assert.equal(mind.thread("hear-out-rhythm").refs.length, 5, "it refers to the spikes that made it");
  mind.thinks(81);
  spikes(mind, [100, 121]);
  mind.thinks(122);
  assert.equal(mind.thread("hear-out-rhythm").state.phase, "waiting");

  mind.thinks(121 + 3 * 20);
  assert.equal(mind.thread("hear-out-rhythm").state.phase, "the rhythm has broken off");
  const [lesson] = lessonsIn(mind.sleeps(300));
  assert.equal(lesson?.sentence, "e2 spikes every 20 min, give or take 30 s");
  assert.deepEqual(lesson?.data, { form: "rhythm", electrode: "e2", period_s: 1200, spread_s: 30 });
});

test("spikes without a beat, on another electrode or on a control are no rhythm", () => {
  const uneven = new Mind();
  spikes(uneven, [0, 20, 45, 52, 90]);
  assert.deepEqual(kindsOf(uneven), []);

  const scattered = new Mind();
  for (const [index, minute] of [0, 20, 40, 60, 80].entries()) scattered.hears(minute, `electrode/e${index}`, "spike");
  assert.deepEqual(kindsOf(scattered), []);

  const bare = new Mind();
  for (const minute of [0, 20, 40, 60, 80]) bare.hears(minute, "electrode/bare", "spike", { tags: ["control"] });
  assert.ok(!kindsOf(bare).includes("hear-out-rhythm"));
});

test("a spike between the beats does not break the rhythm, and one missed beat neither", () => {
  const mind = new Mind();
  spikes(mind, [0, 20, 40, 60, 80, 90, 100]);
  assert.equal(mind.thread("hear-out-rhythm").state.context.period_s, 1200);
  mind.thinks(101);
  spikes(mind, [140]);
  mind.thinks(141);
  const { status, state } = mind.thread("hear-out-rhythm");
  assert.equal(status, "paused");
  assert.equal(state.context.period_s, 1200);
});

test("a rhythm that lasts is worth a word to people, and only one", () => {
  const mind = new Mind();
  const said: string[] = [];
  for (let beat = 0; beat < 12; beat++) {
    spikes(mind, [beat * 10]);
    for (const one of mind.thinks(beat * 10 + 1)) if (one.kind === "say") said.push(one.text);
  }
  assert.deepEqual(said, ["e2 spikes every 10 min, give or take 0 ms"]);
});
