import assert from "node:assert/strict";
import { test } from "node:test";
import type { PerceptSource } from "../../../../src/domain/percept-source.js";
import { AttentionUnderTest } from "../../attention-under-test.js";

const spikes = ({ state }: AttentionUnderTest) =>
  ["e1", "e2"].map((electrode) => state.learning.diaries[electrode]?.spikes.length);

for (const [source, type, said, left] of [
  ["electrode/e1", "handling", {}, [0, 1]],
  ["electrode/e1", "burst", { tags: ["shared"] }, [0, 1]],
  ["reader", "artefact", { intensity: 0.8, data: { electrodes: ["e1"] } }, [0, 1]],
  ["reader", "artefact", { intensity: 0.3, data: { electrodes: ["e1"] } }, [1, 1]],
  ["operator", "button", { data: { device: "button" } }, [0, 0]],
  ["operator", "note", { data: { text: "we visited the box" } }, [0, 0]],
  ["operator", "note", { data: { text: "an owl called" } }, [1, 1]],
  ["environment/lid", "door", {}, [0, 0]],
  ["neighbour/oak", "burst", {}, [1, 1]],
] as const satisfies readonly (readonly [PerceptSource, string, object, readonly number[]])[])
  test(`${source} ${type} ${JSON.stringify(said)}: what is left of spikes of about then is ${left.join(" and ")}`, () => {
    const attention = new AttentionUnderTest();
    for (const electrode of ["e1", "e2"] as const) attention.hears(0, `electrode/${electrode}`, "spike");
    attention.hears(3, source, type, said);
    assert.deepEqual(spikes(attention), left);
    for (const electrode of ["e1", "e2"] as const) attention.hears(8, `electrode/${electrode}`, "spike");
    assert.deepEqual(
      spikes(attention),
      left.map((count) => 2 * count),
      "nor do those of ten minutes after it count",
    );
    for (const electrode of ["e1", "e2"] as const) attention.hears(20, `electrode/${electrode}`, "spike");
    assert.deepEqual(
      spikes(attention),
      left.map((count) => 2 * count + 1),
      "then it is life again",
    );
  });
