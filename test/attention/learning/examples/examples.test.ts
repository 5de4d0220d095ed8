import assert from "node:assert/strict";
import { test } from "node:test";
import { looksIn } from "../../../../src/attention/learning/examples/examples.js";
import { alike } from "../../../../src/attention/learning/examples/look.js";
import { draftOf } from "../../../../src/attention/state/draft.js";
import type { Look } from "../../../../src/attention/state/example.js";
import { EXAMPLES_KEPT, EXAMPLES_OF_ONE, LOOKS_KEPT } from "../../../../src/attention/state/example.js";
import { ATTENTION_STATE } from "../../../../src/attention/state/state-shape.js";
import { MINUTE } from "../../../../src/domain/time.js";
import { ENGLISH } from "../../../../src/language/en/english.js";
import { AttentionUnderTest, DAWN } from "../../attention-under-test.js";

/** A burst of four spikes. A hand is high and quick; life is low and slow. */
function burst(attention: AttentionUnderTest, minute: number, by: "hand" | "life", electrode = "e1") {
  const data =
    by === "hand" ? { amplitude_mv: 2, duration_s: 60, spikes: 4 } : { amplitude_mv: -0.2, duration_s: 900, spikes: 4 };
  attention.hears(minute, `electrode/${electrode}`, "burst", { intensity: 0.8, data });
  return attention.state.pool.at(-1)?.tags.includes("doubted") ?? false;
}

function label(attention: AttentionUnderTest, minute: number, as: string, width = 2) {
  const [from, to] = [DAWN + (minute - width) * MINUTE, DAWN + minute * MINUTE];
  const data = { electrode: "e1", as, form: "word", called: ["burst"], from, to };
  attention.hears(minute, "operator", "label", { intensity: 0.9, tags: ["from:operator"], data });
}

test("what looks like what was handling is doubted; the electrode is not, and neither is another one", () => {
  const attention = new AttentionUnderTest();
  burst(attention, 0, "hand");
  label(attention, 1, "handling");
  assert.ok(burst(attention, 100, "hand"));
  assert.ok(!burst(attention, 200, "life"));
  assert.ok(!burst(attention, 300, "hand", "e2"));
});

test("people who contradict each other take back, and those who agree weigh more", () => {
  const attention = new AttentionUnderTest();
  burst(attention, 0, "hand");
  label(attention, 1, "handling");
  label(attention, 2, "burst", 3);
  assert.ok(!burst(attention, 100, "hand"));
  for (const minute of [101, 102, 103]) label(attention, minute, "handling", minute - 99);
  assert.ok(burst(attention, 200, "hand"), "four against one");
});

test("a label long after it finds the burst as it looked, when the pool has forgotten it", () => {
  const attention = new AttentionUnderTest();
  burst(attention, 0, "hand");
  for (const hour of [9, 10]) attention.thinks(hour * 60);
  assert.equal(attention.state.pool.length, 0);
  const looks = looksIn(draftOf(attention.state, ENGLISH), "e1", DAWN - 120, DAWN);
  assert.deepEqual(looks, [{ type: "burst", from: DAWN - 60, to: DAWN, height: 2, pace: 15, together: 0 }]);
});

test("law: alike is one for the same, less for what differs in anything, and the same both ways", () => {
  const look: Look = { type: "burst", from: 0, to: 60, height: 1, pace: 100, together: 0, embedding: [1, 0] };
  assert.equal(alike(look, look), 1);
  const others: Look[] = [
    { ...look, height: 4 },
    { ...look, pace: 300 },
    { ...look, together: 2 },
    { ...look, embedding: [0, 1] },
  ];
  for (const other of others) {
    assert.ok(alike(look, other) < 0.5);
    assert.equal(alike(look, other), alike(other, look));
  }
  assert.equal(alike(look, { type: "burst", from: 0, to: 60, together: 0 }), 1, "what is not known tells nothing");
});

test("a reading of about then is part of the look, and so is what came on other electrodes", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "reader", "burst", { data: { electrodes: ["e1"], embedding: [0.6, 0.8] } });
  attention.hears(0, "electrode/e2", "artefact");
  burst(attention, 1, "hand");
  const [look] = looksIn(draftOf(attention.state, ENGLISH), "e1", DAWN, DAWN + MINUTE);
  assert.deepEqual([look?.together, look?.embedding], [1, [0.6, 0.8]]);
});

test("ten thousand labels take no more room than two hundred, and the state can be read back", () => {
  const attention = new AttentionUnderTest();
  for (let round = 0; round < 10_000; round++) {
    if (round % 100 === 0) burst(attention, round, "hand");
    label(attention, round, round % 3 === 0 ? "burst" : "handling", 100);
  }
  const { examples, looks, taught } = attention.state.learning;
  assert.ok(examples.length <= Math.min(EXAMPLES_OF_ONE, EXAMPLES_KEPT) && (looks.e1?.length ?? 0) <= LOOKS_KEPT);
  assert.ok(JSON.stringify({ examples, looks, taught }).length < 60_000);
  assert.deepEqual(ATTENTION_STATE.parse(attention.state), attention.state);
});
