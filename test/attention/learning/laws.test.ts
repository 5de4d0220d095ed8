import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attend } from "../../../src/attention/attend.js";
import { consolidate } from "../../../src/attention/consolidate.js";
import { faded } from "../../../src/attention/learning/insights.js";
import { type AttentionRules, type AttentionState, emptyAttention } from "../../../src/attention/state/state.js";
import { think } from "../../../src/attention/think.js";
import { confidenceOf, type Insight } from "../../../src/domain/insight.js";
import type { Percept } from "../../../src/domain/percept.js";
import { DAY, HOUR } from "../../../src/domain/time.js";
import { ENGLISH } from "../../../src/language/en/english.js";
import { DAWN, deepFreeze, SETTINGS } from "../attention-under-test.js";

const RULES: AttentionRules = { settings: SETTINGS, reflexes: [], words: ENGLISH };

const noticed = fc.record({
  source: fc.constantFrom("electrode/e1", "electrode/e2", "electrode/e3", "operator", "sky", "neighbour/oak"),
  type: fc.constantFrom("spike", "burst", "train", "gap", "artefact", "dawn", "note", "dismiss", "label", "confirm"),
  intensity: fc.double({ min: 0, max: 1, noNaN: true }),
  later: fc.integer({ min: 0, max: 20_000 }),
  data: fc.record(
    {
      electrode: fc.constantFrom("e1", "e2"),
      as: fc.constantFrom("handling", "burst"),
      called: fc.constant(["burst"]),
      thread: fc.constantFrom("t-1", "t-2", "t-3"),
      insight: fc.constantFrom("e1-hours-of-burst", "dismisses-e1-anything"),
      text: fc.constant("rain"),
      amplitude_mv: fc.double({ min: -1, max: 1, noNaN: true }),
    },
    { noNullPrototype: true, requiredKeys: [] },
  ),
});
const life = fc.array(noticed, { maxLength: 80 });

function live(story: readonly (typeof noticed extends fc.Arbitrary<infer T> ? T : never)[]) {
  let state = deepFreeze(emptyAttention(DAWN));
  let now = DAWN;
  for (const [index, { later, ...said }] of story.entries()) {
    now += later;
    const percept: Percept = { id: `p-${index + 1}`, at: now, tags: [], ...said };
    state = attend(state, [percept], now, RULES).state;
    if (index % 4 === 3) state = think(state, now, RULES).state;
    if (index % 16 === 15) state = consolidate(state, now, RULES).state;
  }
  return { state: deepFreeze(state), now };
}

/** One exhale's slices, or the first few of them. */
function sleep(state: AttentionState, now: number, slices = Number.POSITIVE_INFINITY): AttentionState {
  for (let slice = 0; slice < slices; slice++) {
    const outcome = consolidate(state, now, RULES);
    state = outcome.state;
    if (outcome.more !== true) break;
  }
  return state;
}

test("law: once all is done, the sleep work changes nothing and says nothing", () => {
  fc.assert(
    fc.property(life, (story) => {
      const { state, now } = live(story);
      let rested = state;
      for (let breath = 0; breath < 30; breath++) rested = sleep(rested, now + 7 * DAY);
      const again = consolidate(rested, now + 7 * DAY, RULES);
      assert.deepEqual(again.state, rested);
      assert.deepEqual(again.intentions, []);
    }),
  );
});

test("law: sleep work that is interrupted and taken up again teaches what it would have taught at one go", () => {
  fc.assert(
    fc.property(life, fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }), (story, cuts) => {
      const { state, now } = live(story);
      const at = now + 7 * DAY;
      let whole = state;
      let broken = state;
      for (const slices of cuts) broken = sleep(broken, at, slices);
      for (let breath = 0; breath < 30; breath++) [whole, broken] = [sleep(whole, at), sleep(broken, at)];
      assert.deepEqual(broken.insights, whole.insights);
    }),
  );
});

test("law: a slice culls a few threads, and a breath no more than the card allows", () => {
  fc.assert(
    fc.property(life, (story) => {
      const { state, now } = live(story);
      const count = (one: AttentionState) => one.complete.length + Object.values(one.frozen).flat().length;
      const at = now + 7 * DAY;
      assert.ok(count(state) - count(consolidate(state, at, RULES).state) <= 4);
      assert.ok(count(state) - count(sleep(state, at)) <= SETTINGS.consolidation.perBreath);
    }),
  );
});

test("law: every insight is between impossible and certain, known by name, bounded, and told as it was last told", () => {
  fc.assert(
    fc.property(life, (story) => {
      const { state, now } = live(story);
      const { insights } = sleep(state, now + 2 * DAY);
      assert.ok(insights.length <= SETTINGS.consolidation.insightsMax);
      assert.equal(new Set(insights.map(({ id }) => id)).size, insights.length);
      for (const insight of insights) {
        const confidence = confidenceOf(insight);
        assert.ok(confidence > 0 && confidence < 1 && insight.support >= 0 && insight.against >= 0);
        assert.match(insight.id, /^[a-z0-9-]+$/);
        assert.ok(Math.abs((insight.told ?? 9) - confidence) < 0.05);
      }
    }),
  );
});

test("law: evidence only fades, all of it alike, and confidence goes towards not knowing", () => {
  const evidence = fc.double({ min: 0, max: 50, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(evidence, evidence, share, share, (support, against, one, other) => {
      const insight: Insight = {
        ...{ id: "i", kind: "pattern", subject: "e1", sentence: "", firstSeen: 0, lastSeen: 0 },
        data: { form: "was" },
        ...{ support, against },
      };
      const [more, less] = [faded(insight, Math.max(one, other)), faded(insight, Math.min(one, other))];
      assert.ok(less.support <= more.support && more.support <= support);
      assert.ok(less.against <= more.against && more.against <= against);
      const unsure = (known: Insight) => Math.abs(confidenceOf(known) - 0.5);
      assert.ok(unsure(less) <= unsure(more) + 1e-12);
    }),
  );
});

test("what is never seen again is forgotten in time, and that is told", () => {
  let { state } = live([
    { source: "operator", type: "dismiss", intensity: 1, later: 0, data: { electrode: "e1" } } as never,
  ]);
  assert.equal(state.insights.length, 1);
  let forgotten = false;
  for (let day = 1; day < 400 && !forgotten; day++) {
    const outcome = consolidate(state, DAWN + day * DAY, RULES);
    state = outcome.state;
    forgotten = outcome.intentions.some((one) => one.kind === "insight" && one.forgotten === true);
  }
  assert.ok(forgotten && state.insights.length === 0);
});

test("the sleep work waits for idle time, a number of threads, or the night; threads beyond the bound wait for nothing", () => {
  const when = { idle: HOUR, threads: 5, night: { from: 22 * HOUR, to: 4 * HOUR } };
  const rules = { ...RULES, settings: { ...SETTINGS, consolidation: { ...SETTINGS.consolidation, when } } };
  const first = live([{ source: "electrode/e1", type: "burst", intensity: 0.9, later: 0, data: {} } as never]).state;
  const ended = think(first, DAWN + HOUR, rules).state;
  assert.equal(ended.complete.length, 1);
  const left = (state: AttentionState, at: number, by = rules) => consolidate(state, at, by).state.complete.length;
  assert.equal(left(ended, DAWN + HOUR + 60), 1, "somebody was attended to a minute ago");
  assert.equal(left(ended, DAWN + 2 * HOUR + 60), 0, "an hour of idle time");
  const busy: AttentionState = {
    ...ended,
    live: [{ ...(first.live[0] as never as object), lastActive: DAWN + 16 * HOUR } as never],
  };
  assert.equal(left(busy, DAWN + 15 * HOUR), 1, "something has the attention");
  assert.equal(left(busy, DAWN + 16 * HOUR), 0, "it is ten in the evening");
  const crowd = Array.from(
    { length: 5 },
    (_, index) => ({ ...(ended.complete[0] as object), id: `t-${index + 1}` }) as never,
  );
  assert.ok(left({ ...busy, complete: crowd }, DAWN + 15 * HOUR) < 5, "there are so many");
  const full = { ...rules, settings: { ...rules.settings, threads: { ...SETTINGS.threads, frozenMax: 0 } } };
  assert.equal(left(ended, DAWN + HOUR + 60, full), 0, "the bound is the bound");
});
