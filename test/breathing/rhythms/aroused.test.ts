import assert from "node:assert/strict";
import { test } from "node:test";
import { aroused } from "../../../src/breathing/rhythms/aroused.js";
import { fixed } from "../../../src/breathing/rhythms/fixed.js";

test("rests are shorter the more attention is aroused, to their shortest share; nothing else is", () => {
  const rhythm = aroused(fixed({ inhale: 120, hold: 60, exhale: 180, pause: 400 }), { from: 0.5, shortest: 0.25 });
  const rests = [0, 0.5, 0.75, 1, 40, Number.NaN, 0.2].map((arousal) => {
    rhythm.hear?.({ kind: "arousal", arousal });
    return rhythm.lengthOf("pause", { cycle: 1, since: 0 });
  });
  assert.deepEqual(rests, [400, 400, 250, 100, 100, 100, 400]);
  assert.equal(rhythm.lengthOf("exhale", { cycle: 1, since: 0 }), 180);
  assert.equal(rhythm.phases.pause, 400);
  assert.deepEqual(rhythm.kept, {});
});
