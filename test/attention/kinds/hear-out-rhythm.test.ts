import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest, lessonsIn } from "../attention-under-test.js";

/** Spikes on e2 at these minutes. */
function spikes(attention: AttentionUnderTest, minutes: readonly number[]): void {
  for (const minute of minutes) attention.hears(minute, "electrode/e2", "spike");
}

const kindsOf = (attention: AttentionUnderTest) => attention.threads.map(({ kind }) => kind);

test("four intervals that agree are a rhythm: it is heard out till it breaks off, and teaches nothing by itself", () => {
  const attention = new AttentionUnderTest();
  spikes(attention, [0, 20, 41, 60]);
  assert.deepEqual(kindsOf(attention), [], "three intervals are chance");
  spikes(attention, [80]);
  assert.equal(attention.attendsTo, "hear out the rhythm on e2");
  assert.equal(attention.thread("hear-out-rhythm").refs.length, 5, "it refers to the spikes that made it");
  attention.thinks(81);
  spikes(attention, [100, 121]);
  attention.thinks(122);
  assert.equal(attention.thread("hear-out-rhythm").state.phase, "waiting");

  attention.thinks(121 + 3 * 20);
  assert.equal(attention.thread("hear-out-rhythm").state.phase, "the rhythm has broken off");
  assert.deepEqual(lessonsIn(attention.sleeps(200)), []);
});

test("spikes without a beat, on another electrode or on a control are no rhythm", () => {
  const uneven = new AttentionUnderTest();
  spikes(uneven, [0, 20, 45, 52, 90]);
  assert.deepEqual(kindsOf(uneven), []);

  const scattered = new AttentionUnderTest();
  for (const [index, minute] of [0, 20, 40, 60, 80].entries()) scattered.hears(minute, `electrode/e${index}`, "spike");
  assert.deepEqual(kindsOf(scattered), []);

  const bare = new AttentionUnderTest();
  for (const minute of [0, 20, 40, 60, 80]) bare.hears(minute, "electrode/bare", "spike", { tags: ["control"] });
  assert.ok(!kindsOf(bare).includes("hear-out-rhythm"));
});

test("a spike between the beats does not break the rhythm, and one missed beat neither", () => {
  const attention = new AttentionUnderTest();
  spikes(attention, [0, 20, 40, 60, 80, 90, 100]);
  assert.equal(attention.thread("hear-out-rhythm").state.context.period_s, 1200);
  attention.thinks(101);
  spikes(attention, [140]);
  attention.thinks(141);
  const { status, state } = attention.thread("hear-out-rhythm");
  assert.equal(status, "paused");
  assert.equal(state.context.period_s, 1200);
});

test("a rhythm is worth a word to people when it is beyond chance, once, and not whenever it is heard again", () => {
  const attention = new AttentionUnderTest();
  const said: string[] = [];
  const listen = (minute: number) => {
    for (const one of [...attention.thinks(minute), ...attention.sleeps(minute)])
      if (one.kind === "say") said.push(one.text);
  };
  for (const day of [0, 1, 2])
    for (let beat = 0; beat < 30; beat++) {
      spikes(attention, [day * 1440 + beat * 10]);
      listen(day * 1440 + beat * 10 + 1);
    }
  assert.equal(said.length, 1, said.join("; "));
  assert.match(said[0] ?? "", /^e2 spikes every 10 min, give or take 0 ms, \d+ of \d+ times; by chance 0\.\d+$/);
});
