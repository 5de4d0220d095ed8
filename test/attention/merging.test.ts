import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { joined, survivorOf } from "../../src/attention/threads/join.js";
import type { Percept } from "../../src/domain/percept.js";
import type { Thread } from "../../src/domain/thread.js";
import { MINUTE } from "../../src/domain/time.js";
import { AttentionUnderTest, changesIn, DAWN, deepFreeze, referred } from "./attention-under-test.js";

const EMBEDDING = [0.4, -0.2, 0.9];

/** Bursts on two electrodes, and a reading of both. */
function twoBursts(reading: Partial<Percept> = {}): AttentionUnderTest {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.6 });
  attention.hears(0.2, "electrode/e2", "burst", { intensity: 0.65 });
  attention.hears(0.5, "reader", "burst", { data: { electrodes: ["e1", "e2"], embedding: EMBEDDING }, ...reading });
  return attention;
}

test("bursts on two electrodes that the Spiralformer reads as one turn out to be one thread, at the second look", () => {
  const attention = twoBursts();
  const pool = attention.state.pool;
  assert.ok(!changesIn(attention.thinks(1)).includes("merged t-2"), "a single look may be mistaken");
  const told = attention.thinks(1.5);
  const merged = told.find((one) => one.kind === "thread" && one.change === "merged");
  assert.equal(merged?.kind === "thread" && merged.thread.id, "t-2");
  assert.equal(merged?.kind === "thread" && merged.into, "t-1");
  assert.deepEqual(attention.state.pool, pool, "nothing in the pool changed");

  const thread = attention.thread("follow-burst");
  assert.deepEqual(attention.threads.length, 1);
  assert.deepEqual(referred(thread), ["p-1", "p-2", "p-3"]);
  assert.deepEqual(thread.merged, [{ id: "t-2", goal: "follow the burst on e2" }]);
  assert.deepEqual(thread.also, ["e2"]);
  assert.equal(thread.state.context.runs, 2, "what both understood is one");
  assert.equal(attention.state.counters.merged, 1);
});

test("a merged thread goes on with both: what comes on the other electrode is its own, and founds nothing", () => {
  const attention = twoBursts();
  attention.thinks(1);
  attention.thinks(1.5);
  const told = attention.hears(2, "electrode/e2", "burst");
  assert.ok(changesIn(told).includes("referred t-1"));
  assert.equal(attention.threads.length, 1);
});

test("bursts that begin a quarter of an hour apart, with readings that are not alike, stay two", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.6 });
  attention.hears(0.5, "reader", "burst", { data: { electrodes: ["e1"], embedding: EMBEDDING } });
  attention.hears(15, "electrode/e2", "burst", { intensity: 0.65 });
  attention.hears(15.5, "reader", "burst", { data: { electrodes: ["e2"], embedding: [-0.9, 0.1, 0.3] } });
  for (const minute of [16, 16.5, 17]) attention.thinks(minute);
  assert.equal(attention.state.live.length, 2);
});

test("a pair that looked like one only once is left alone until it has clearly been two", () => {
  const attention = twoBursts();
  attention.thinks(1);
  assert.deepEqual(attention.state.pairs, { "t-1 t-2": "likely" });
  // The second burst turns out to have begun later, and nobody reads them as one: less alike, though not clearly two.
  const lessAlike = attention.state.live.map((thread): Thread => {
    const { embedding: _, ...context } = thread.state.context;
    if (thread.id !== "t-2") return thread;
    return {
      ...thread,
      refs: thread.refs.slice(0, 1),
      state: { ...thread.state, context: { ...context, first: DAWN + 4 * MINUTE } },
    };
  });
  const doubting = new AttentionUnderTest([], { ...attention.state, live: lessAlike });
  doubting.thinks(1.2);
  assert.deepEqual(doubting.state.pairs, { "t-1 t-2": "refused" });
  const again = new AttentionUnderTest([], { ...doubting.state, live: attention.state.live });
  for (const minute of [1.4, 1.6]) again.thinks(minute);
  assert.equal(again.state.live.length, 2, "it is not asked again, however alike they look now");
});

test("what a kind does not know how to make one of stays beside it, by the other's name", () => {
  const thread = (id: string, context: Thread["state"]["context"]): Thread => ({
    ...{ id, kind: "unheard-of", goal: id, subject: "e1", salience: 0.5, status: "paused", refs: [] },
    state: { phase: "new", context, nextStep: "" },
    why: { boosts: [], age: 1, habituation: 1 },
    ...{ created: DAWN, lastActive: DAWN },
  });
  const one = joined(thread("t-1", { heard: 3 }), thread("t-2", { heard: 5 }));
  assert.deepEqual(one.state.context, { heard: 3, merged: { "t-2": { heard: 5 } } });
});

test("threads of two kinds are two, however much they share", () => {
  const attention = new AttentionUnderTest();
  for (const [minute, electrode] of [0, 1, 2].entries()) attention.hears(minute, `electrode/e${electrode}`, "spike");
  attention.hears(3, "electrode/e0", "burst", { data: { duration_s: 240 } });
  for (const minute of [3.1, 3.2, 3.3]) attention.thinks(minute);
  assert.deepEqual(new Set(attention.threads.map(({ kind }) => kind)), new Set(["trace-wave", "follow-burst"]));
});

const thread = fc
  .record({
    number: fc.integer({ min: 1, max: 30 }),
    refs: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 16 }),
    salience: fc.double({ min: 0, max: 1, noNaN: true }),
    subject: fc.constantFrom("e1", "e2", "e3"),
    spikes: fc.integer({ min: 0, max: 99 }),
  })
  .map(
    ({ number, refs, salience, subject, spikes }): Thread =>
      deepFreeze({
        ...{ id: `t-${number}`, kind: "unheard-of", goal: `follow the burst on ${subject}`, subject, salience },
        refs: refs
          .sort((a, b) => a - b)
          .map((ref) => ({ percept: `p-${ref}`, relevance: ref / 40, parts: { rule: ref / 40 } })),
        state: { phase: "listening", context: { spikes }, nextStep: "listen on" },
        why: { boosts: [], age: 1, habituation: 1 },
        ...{ status: "paused", created: DAWN + number, lastActive: DAWN + number },
      }),
  );

test("law: in what order three threads become one makes no difference to what is known in the end", () => {
  const three = fc.uniqueArray(thread, { minLength: 3, maxLength: 3, selector: ({ id }) => id });
  const join = (one: Thread, other: Thread) => joined(...survivorOf(one, other));
  fc.assert(
    fc.property(three, ([a, b, c]) => {
      const [one, two, three] = [a as Thread, b as Thread, c as Thread];
      const left = join(join(one, two), three);
      assert.deepEqual(join(one, join(two, three)), left);
      assert.deepEqual(join(join(three, one), two), left);
      const before = new Set([one, two, three].flatMap(referred));
      assert.ok(referred(left).every((id) => before.has(id)));
      assert.equal(left.refs.length, Math.min(16, before.size));
      assert.equal(left.merged?.length, 2);
    }),
  );
});
