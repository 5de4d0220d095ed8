import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { likeness } from "../../src/attention/threads/embedding.js";
import { AttentionUnderTest, SETTINGS } from "./attention-under-test.js";

/** What the newest reference of the thread that follows the burst on e1 is worth, and why. */
function newest(attention: AttentionUnderTest) {
  return attention.thread("follow-burst").refs.at(-1);
}

test("the rule of its kind comes first: what that lets in matters more the nearer it comes", () => {
  const near = [1, 30].map((minute) => {
    const attention = new AttentionUnderTest();
    attention.hears(0, "electrode/e1", "burst");
    attention.hears(minute, "electrode/e1", "spike");
    return newest(attention);
  });
  assert.equal(near[0]?.parts.rule, near[1]?.parts.rule);
  assert.ok((near[0]?.parts.near ?? 0) > (near[1]?.parts.near ?? 0));
  assert.ok((near[0]?.relevance ?? 0) > (near[1]?.relevance ?? 0));
});

test("nearness alone makes nothing relevant: what no rule lets in is no part of a thread, however near", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst");
  attention.hears(0, "electrode/e1", "flicker");
  assert.equal(attention.thread("follow-burst").refs.length, 1);
});

test("of the same type is nearer than of another, on the same electrode", () => {
  const near = ["burst", "train"].map((type) => {
    const attention = new AttentionUnderTest();
    attention.hears(0, "electrode/e1", "burst");
    attention.hears(1, "electrode/e1", type);
    return newest(attention)?.parts.near ?? 0;
  });
  assert.ok((near[0] ?? 0) > (near[1] ?? 1));
});

test("a reading that is like the last one a thread took in matters to it by that alone; one that is not does not", () => {
  const told = (embedding: number[]) => {
    const attention = new AttentionUnderTest();
    attention.hears(0, "electrode/e1", "burst");
    attention.hears(1, "reader", "burst", { data: { electrodes: ["e1"], embedding: [1, 0, 0.1], confidence: 1 } });
    // Of other electrodes: no rule of the thread is for it, but it is about the same grove.
    const live = attention.state.live.map((thread) => ({ ...thread, also: ["grove"] }));
    attention.state = { ...attention.state, live };
    attention.hears(2, "reader", "irregular", { data: { electrodes: ["e5"], embedding, confidence: 1 } });
    return newest(attention)?.parts;
  };
  const alike = told([1, 0.02, 0.1]);
  assert.equal(alike?.rule, 0);
  assert.ok((alike?.reading ?? 0) > 0.5);
  assert.equal(told([-1, 0.3, 0])?.rule, 0.5, "the newest reference is still the first reading");
});

test("the parts are kept, and relevance is what they make together", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst");
  for (const type of ["spike", "burst", "silence"]) attention.hears(1, "electrode/e1", type);
  for (const { relevance, parts } of attention.thread("follow-burst").refs) {
    const together = 1 - (1 - parts.rule) * (1 - (parts.near ?? 0)) * (1 - (parts.reading ?? 0));
    assert.ok(Math.abs(relevance - together) < 1e-12);
  }
});

test("law: likeness is between nothing and its weight, the same both ways, and whole for what is the same", () => {
  const numbers = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 8 });
  const { readingWeight } = SETTINGS.relevance;
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const alike = likeness(one, other, SETTINGS);
      assert.ok(alike >= 0 && alike <= readingWeight);
      assert.equal(alike, likeness(other, one, SETTINGS));
      if (one.some((value) => Math.abs(value) > 1e-3))
        assert.ok(Math.abs(likeness(one, one, SETTINGS) - readingWeight) < 1e-9);
    }),
  );
  assert.equal(likeness(undefined, [1], SETTINGS), 0);
  assert.equal(likeness([1, 2], [1], SETTINGS), 0);
});
