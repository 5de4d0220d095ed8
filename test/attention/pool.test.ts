import assert from "node:assert/strict";
import { test } from "node:test";
import { attend } from "../../src/attention/attend.js";
import { loudness } from "../../src/attention/pool/decay.js";
import { resolve } from "../../src/attention/pool/pool.js";
import { recent } from "../../src/attention/pool/recent.js";
import { emptyAttention } from "../../src/attention/state/state.js";
import type { Percept } from "../../src/domain/percept.js";
import { HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { AttentionUnderTest, DAWN, SETTINGS } from "./attention-under-test.js";

const QUIET = { settings: SETTINGS, reflexes: [], words: ENGLISH };

function percept(number: number, at: Seconds, type = "spike", intensity = 0.6): Percept {
  return { id: `p-${number}`, source: "electrode/e1", type, intensity, at, tags: [], data: {} };
}

test("a percept is half as loud after a half-life, and a type may have a half-life of its own", () => {
  const loud = (type: string, minutes: number) =>
    loudness(percept(1, DAWN, type), DAWN + minutes * MINUTE, SETTINGS.pool);
  assert.equal(loud("spike", 20), 0.3);
  assert.equal(loud("drift", 40), 0.3, "drift is slow, and stays present for longer");
});

test("what fades more slowly is remembered for longer, by as much", () => {
  const { state } = attend(emptyAttention(DAWN), [percept(1, DAWN), percept(2, DAWN, "drift")], DAWN, QUIET);
  const left = (hours: number) =>
    state.pool.filter(({ id }) => resolve(state.pool, id, DAWN + hours * HOUR, SETTINGS.pool)).map(({ id }) => id);
  assert.deepEqual(left(6), ["p-1", "p-2"]);
  assert.deepEqual(left(6.1), ["p-2"]);
  assert.deepEqual(left(12.1), []);
});

test("a percept that is told twice counts once", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "electrode/e1", "burst");
  const again = attend(attention.state, attention.state.pool, DAWN + MINUTE, QUIET);
  assert.deepEqual(again, { state: attention.state, intentions: [] });
});

test("a flood of ten times the bound is one storm in the pool: bounded, counted, the loudest kept, its threads as few as ever", () => {
  const flood = Array.from({ length: 640 }, (_, index) =>
    percept(index + 1, DAWN + index / 100, "burst", index % 100 === 7 ? 0.9 : 0.3),
  );
  const { state } = attend(emptyAttention(DAWN), flood, DAWN + 7, QUIET);
  assert.ok(state.pool.length <= SETTINGS.pool.capacity);
  assert.equal(state.counters.dropped + state.pool.length, 640);
  assert.equal(state.pool.filter(({ intensity }) => intensity === 0.9).length, 7);
  assert.equal(state.live.length, 1);
  assert.ok((state.live[0]?.refs.length ?? 0) <= 16);
});

test("a flood of one source, or of all neighbours together, costs no other source what is within its share", () => {
  const chatter = (index: number) =>
    index % 8 === 0
      ? { ...percept(index + 1, DAWN + index, "spike", 0.2), source: `electrode/e${2 + (index % 3)}` as const }
      : { ...percept(index + 1, DAWN + index, "spike", 0.9), source: `neighbour/n${index % 64}` as const };
  const flood = Array.from({ length: 400 }, (_, index) => chatter(index));
  const { state } = attend(emptyAttention(DAWN), flood, DAWN + 400, QUIET);
  assert.ok(state.pool.length <= SETTINGS.pool.capacity);
  const own = state.pool.filter(({ source }) => source.startsWith("electrode/"));
  assert.ok(
    own.length >= 0.7 * (SETTINGS.pool.capacity - 8),
    `${own.length} of ${state.pool.length}, faint as they are`,
  );
});

test("a percept from the future counts as new, and ages from now on", () => {
  const attention = new AttentionUnderTest();
  const state = attend(attention.state, [percept(1, DAWN + 9 * HOUR, "burst", 0.8)], DAWN, QUIET).state;
  assert.equal(state.pool[0]?.at, DAWN);
  assert.equal(state.live[0]?.state.context.last, DAWN, "nobody waits for nine hours because of it");
});

test("after the clock was set back by a year, nothing stays loud, live or waiting for a year", () => {
  const attention = new AttentionUnderTest();
  const year = 365 * 24 * 60;
  attention.hears(year, "electrode/e1", "burst", { intensity: 0.8 });
  attention.hears(year, "host", "supply", { intensity: 1, tags: ["urgent"] });
  attention.thinks(year + 1);
  attention.thinks(0);
  assert.ok(attention.state.pool.every(({ at }) => at <= DAWN));
  assert.ok(attention.state.live.every((thread) => thread.created <= DAWN && (thread.waiting?.until ?? 0) <= DAWN));
  attention.thinks(13 * 60);
  assert.equal(attention.state.pool.length, 0);
  assert.equal(attention.summaryAt(13 * 60).arousal < 0.05, true);
});

test("who looks back sees what came since then, late ones among them, and never the whole of a flood", () => {
  const pool = [percept(1, DAWN), percept(2, DAWN + 50), percept(3, DAWN + 20), percept(4, DAWN + 60)];
  assert.deepEqual(
    recent(pool, DAWN + 30).map(({ id }) => id),
    ["p-2", "p-4"],
  );
  const flood = Array.from({ length: 5000 }, (_, index) => percept(index, DAWN));
  assert.ok(recent(flood, DAWN).length < 500);
});
