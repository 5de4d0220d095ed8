import assert from "node:assert/strict";
import { test } from "node:test";
import type { PerceptSource } from "../../../src/domain/percept-source.js";
import { lessonsIn, Mind } from "../mind.js";

const spike = (mind: Mind, minute: number, source: PerceptSource, electrodes?: readonly string[]) =>
  mind.hears(minute, source, "spike", {
    ...(electrodes && { tags: ["from:neighbour"], data: { electrodes } }),
  });

test("a wave is traced over three electrodes, and the neighbours are asked whether it reached them", () => {
  const mind = new Mind();
  for (const [minute, electrode] of [0, 1, 2].entries()) spike(mind, minute, `electrode/e${electrode}`);
  assert.equal(mind.attendsTo, "trace the wave over e0, e1, e2");
  const wishes = mind.thinks(3).filter(({ kind }) => kind !== "thread");
  assert.deepEqual(wishes, [{ kind: "ask-neighbours", seconds: 900, reason: "trace the wave over e0, e1, e2" }]);

  mind.thinks(6);
  assert.equal(mind.thread("trace-wave").waiting?.for, "reply");
  spike(mind, 9, "neighbour/oak", ["oak/e1"]);
  mind.thinks(10);
  assert.deepEqual(mind.thread("trace-wave").state.context.way, ["e0", "e1", "e2", "oak/e1"]);
  mind.thinks(40);
  assert.equal(mind.thread("trace-wave").state.phase, "it has passed");
  const [lesson] = lessonsIn(mind.sleeps(300));
  assert.equal(lesson?.sentence, "a wave takes 9 min from e0 by e1, e2 to oak/e1");
});

test("without an answer of the neighbours the wave has passed a quarter of an hour later", () => {
  const mind = new Mind();
  for (const [minute, electrode] of [0, 1, 2].entries()) spike(mind, minute, `electrode/e${electrode}`);
  for (const minute of [3, 6, 21]) mind.thinks(minute);
  assert.equal(mind.thread("trace-wave").state.phase, "it has passed");
});

test("a wave that a neighbour names is traced here too", () => {
  const mind = new Mind();
  mind.hears(0, "neighbour/oak", "wave", {
    intensity: 0.9,
    tags: ["from:neighbour"],
    data: { electrodes: ["oak/e1", "oak/e2"] },
  });
  assert.equal(mind.attendsTo, "trace the wave over oak/e1, oak/e2");
});
