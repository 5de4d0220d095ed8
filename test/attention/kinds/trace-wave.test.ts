import assert from "node:assert/strict";
import { test } from "node:test";
import type { PerceptSource } from "../../../src/domain/percept-source.js";
import { AttentionUnderTest, lessonsIn } from "../attention-under-test.js";

const spike = (attention: AttentionUnderTest, minute: number, source: PerceptSource, electrodes?: readonly string[]) =>
  attention.hears(minute, source, "spike", {
    ...(electrodes && { tags: ["from:neighbour"], data: { electrodes } }),
  });

test("a wave is traced over three electrodes, and the neighbours are asked whether it reached them", () => {
  const attention = new AttentionUnderTest();
  for (const [minute, electrode] of [0, 1, 2].entries()) spike(attention, minute, `electrode/e${electrode}`);
  assert.equal(attention.attendsTo, "trace the wave over e0, e1, e2");
  const wishes = attention.thinks(3).filter(({ kind }) => kind !== "thread");
  assert.deepEqual(wishes, [{ kind: "ask-neighbours", seconds: 900, reason: "trace the wave over e0, e1, e2" }]);

  attention.thinks(6);
  assert.equal(attention.thread("trace-wave").waiting?.for, "reply");
  spike(attention, 9, "neighbour/oak", ["oak/e1"]);
  attention.thinks(10);
  assert.deepEqual(attention.thread("trace-wave").state.context.way, ["e0", "e1", "e2", "oak/e1"]);
  attention.thinks(40);
  assert.equal(attention.thread("trace-wave").state.phase, "it has passed");
  assert.deepEqual(lessonsIn(attention.sleeps(300)), [], "one wave is no knowledge");
});

test("without an answer of the neighbours the wave has passed a quarter of an hour later", () => {
  const attention = new AttentionUnderTest();
  for (const [minute, electrode] of [0, 1, 2].entries()) spike(attention, minute, `electrode/e${electrode}`);
  for (const minute of [3, 6, 21]) attention.thinks(minute);
  assert.equal(attention.thread("trace-wave").state.phase, "it has passed");
});

test("a wave that a neighbour names is traced here too", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "neighbour/oak", "wave", {
    intensity: 0.9,
    tags: ["from:neighbour"],
    data: { electrodes: ["oak/e1", "oak/e2"] },
  });
  assert.equal(attention.attendsTo, "trace the wave over oak/e1, oak/e2");
});
