import assert from "node:assert/strict";
import { test } from "node:test";
import { type AttentionState, emptyAttention } from "../../src/attention/state/state.js";
import { ATTENTION_STATE } from "../../src/attention/state/state-shape.js";
import { AttentionUnderTest, DAWN } from "./attention-under-test.js";

const onDisk = (state: AttentionState) => JSON.parse(JSON.stringify(state)) as AttentionState;

function morning(): AttentionState {
  const attention = new AttentionUnderTest([
    { id: "any", when: {}, actions: [{ kind: "publish", text: "!" }], coolDown: 60 },
  ]);
  attention.hears(60, "electrode/e1", "burst");
  attention.hears(90, "electrode/e1", "spike");
  attention.hears(120, "electrode/e2", "artefact");
  attention.hears(130, "operator", "note");
  attention.sleeps(24 * 60 + 300);
  return attention.state;
}

test("what attention knows comes back from the disk whole, every field of it", () => {
  for (const state of [emptyAttention(DAWN), morning()])
    assert.deepEqual(ATTENTION_STATE.parse(onDisk(state)), onDisk(state));
});

test("a percept of a sense that this version does not know is let go, and nothing else", () => {
  const attention = new AttentionUnderTest([]);
  attention.hears(60, "electrode/e1", "burst");
  attention.hears(70, "electrode/e7", "burst");
  const state = onDisk(attention.state);
  const other = JSON.parse(JSON.stringify(state).replaceAll('"source":"electrode/e7"', '"source":"moss"'));
  const read = ATTENTION_STATE.parse(other);
  assert.deepEqual(read, { ...state, pool: state.pool.filter(({ source }) => source !== "electrode/e7") });
  assert.equal(read.pool.length, state.pool.length - 1);
});

test("what has the wrong shape anywhere is refused, and what is not known is dropped", () => {
  const state = onDisk(morning());
  const broken: object[] = [
    { ...state, pool: [{ ...state.pool[0], source: 7 }] },
    { ...state, live: [{ ...state.live[0], refs: ["p-1"] }] },
    { ...state, insights: [{ id: "e1" }] },
    { ...state, counters: { ...state.counters, nextThread: 0 } },
    { ...state, learning: null },
    { ...state, weighed: null },
  ];
  for (const one of broken) assert.equal(ATTENTION_STATE.safeParse(one).success, false, JSON.stringify(one));
  assert.deepEqual(ATTENTION_STATE.parse({ ...state, moss: 1 }), state);
});
