import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NeighbourPercept } from "../../src/domain/neighbour.js";
import { isTag } from "../../src/domain/tags.js";
import { DAY, HOUR } from "../../src/domain/time.js";
import { neighbourPercept } from "../../src/sensing/percepts/neighbour-sense.js";

const NOW = 1_795_000_000;

const said = (more: Partial<NeighbourPercept> = {}): NeighbourPercept => ({
  ...{ kind: "percept", node: "oak", source: "electrode/e1", type: "burst", intensity: 0.7 },
  ...{ at: NOW - 60, quality: "ntp", historical: false, tags: [], data: { spikes: 4 } },
  ...more,
});

test("a neighbour's burst is a percept of that neighbour, and its e1 is never taken for ours", () => {
  assert.deepEqual(neighbourPercept(said({ tags: ["control"] }), NOW), {
    ...{ source: "neighbour/oak", type: "burst", intensity: 0.7, at: NOW - 60, tags: ["from:neighbour", "control"] },
    data: { spikes: 4, electrode: "oak/e1", electrodes: ["oak/e1"], node: "oak", of: "electrode/e1" },
  });
  const wave = neighbourPercept(
    said({ source: "reader", type: "wave", data: { electrodes: ["e1", "e2"], surprise: 3 } }),
    NOW,
  );
  assert.deepEqual(wave?.data.electrodes, ["oak/e1", "oak/e2"]);
});

test("what was told late keeps its time and says so", () => {
  const late = neighbourPercept(said({ at: NOW - 2 * HOUR, historical: true }), NOW);
  assert.deepEqual([late?.at, late?.tags], [NOW - 2 * HOUR, ["from:neighbour", "historical"]]);
});

test("a time from the future is now, one that no clock stands behind is now, and what is a day old is history", () => {
  assert.equal(neighbourPercept(said({ at: NOW + HOUR }), NOW)?.at, NOW);
  assert.equal(neighbourPercept(said({ at: 0, quality: "floor" }), NOW)?.at, NOW);
  assert.equal(neighbourPercept(said({ at: NOW - DAY - 1 }), NOW), undefined);
});

test("nothing goes round in circles: only what a neighbour noticed at first hand is taken in", () => {
  for (const source of ["neighbour/spruce-1", "reflex/surge", "sky", "clock", "neighbour/oak", "electrodes", ""])
    assert.equal(neighbourPercept(said({ source }), NOW), undefined, source);
  for (const type of ["dismiss", "listen", "confirm", "label", "hush", "thanks", "button"])
    assert.equal(neighbourPercept(said({ source: "operator", type }), NOW), undefined, type);
  for (const type of ["listen", "answer"]) assert.equal(neighbourPercept(said({ type }), NOW), undefined, type);
  const remark = neighbourPercept(said({ source: "operator", type: "note", tags: ["from:operator", "urgent"] }), NOW);
  assert.deepEqual(remark?.tags, ["from:neighbour", "urgent"], "and it is no word of our own operator");
});

test("an answer is heard, and matters little", () => {
  const answer = { kind: "answer", node: "oak", transaction: "n-1-1", ok: true, text: "listening" } as const;
  assert.deepEqual(neighbourPercept(answer, NOW), {
    ...{ source: "neighbour/oak", type: "answer", intensity: 0.3, at: NOW, tags: ["from:neighbour"] },
    data: { node: "oak", transaction: "n-1-1", ok: true, text: "listening" },
  });
  assert.equal(neighbourPercept({ ...answer, ok: false }, NOW)?.intensity, 0.1);
});

test("whatever a neighbour says, the percept is in bounds, in the vocabulary, and never from the future", () => {
  const anything = fc.record({
    kind: fc.constant("percept" as const),
    node: fc.stringMatching(/^[a-z0-9-]{1,10}$/),
    source: fc.constantFrom("electrode/e1", "electrode/e2", "host", "reader", "reflex/x", "neighbour/y"),
    type: fc.stringMatching(/^[a-z]{1,10}$/),
    intensity: fc.double(),
    at: fc.double({ min: NOW - 2 * DAY, max: NOW + 2 * DAY }),
    quality: fc.constantFrom("ntp" as const, "rtc" as const, "floor" as const, "simulated" as const),
    historical: fc.boolean(),
    tags: fc.array(
      fc.constantFrom("urgent", "handled", "from:operator", "from:neighbour", "historical", "nonsense", "my:own"),
    ),
    data: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.array(fc.string()))),
  });
  fc.assert(
    fc.property(anything, (word) => {
      const percept = neighbourPercept(word, NOW);
      if (percept === undefined) return;
      assert.ok(percept.intensity >= 0 && percept.intensity <= 1);
      assert.ok(percept.at <= NOW && percept.at >= NOW - DAY);
      assert.equal(percept.source, `neighbour/${word.node}`);
      assert.ok(percept.tags.every(isTag) && new Set(percept.tags).size === percept.tags.length);
      assert.ok(!percept.tags.includes("from:operator") && !percept.tags.includes("handled"));
      for (const electrode of (percept.data.electrodes ?? []) as string[])
        assert.ok(electrode.startsWith(`${word.node}/`));
    }),
  );
});
