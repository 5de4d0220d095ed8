import assert from "node:assert/strict";
import { test } from "node:test";
import { spiral } from "../../../src/breathing/rhythms/spiral.js";

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const look = (cycle: number) => ({ kind: "look" as const, now: cycle * 480, cycle, wake: cycle * 480 + 480 });
const life = (cycle: number) => ({ kind: "life" as const, electrode: "e1", at: 0, cycle });

test("rests lengthen by the golden ratio while nothing happens, up to their bound", () => {
  const rhythm = spiral(PHASES, { longest: 400 });
  rhythm.hear?.(look(7));
  const rests = [7, 8, 9, 10, 11].map((cycle) => Math.round(rhythm.lengthOf("pause", { cycle, since: 0 })));
  assert.deepEqual(rests, [120, 194, 314, 400, 400]);
  assert.equal(rhythm.lengthOf("inhale", { cycle: 11, since: 0 }), 120);
  assert.equal(rhythm.phases.pause, 120);
});

test("life calls out of a rest that has grown, and the next is the first again; out of the first it calls nobody", () => {
  let called = 0;
  const rhythm = spiral(PHASES, { longest: 3600 }, () => called++);
  rhythm.hear?.(look(1));
  rhythm.hear?.(life(2)); // in the first rest
  assert.equal(called, 0);
  rhythm.hear?.(life(6));
  assert.equal(called, 1);
  assert.equal(rhythm.lengthOf("pause", { cycle: 6, since: 0 }), 120);
  assert.ok(rhythm.lengthOf("pause", { cycle: 7, since: 0 }) > 190);
});

test("a restart does not begin the spiral anew, and breaths that are numbered anew do", () => {
  const before = spiral(PHASES, { longest: 3600 });
  before.hear?.(look(4));
  const after = spiral(PHASES, { longest: 3600 }, () => {}, before.kept?.turn);
  assert.equal(Math.round(after.lengthOf("pause", { cycle: 6, since: 0 })), 314);
  after.hear?.(look(1));
  assert.equal(after.lengthOf("pause", { cycle: 1, since: 0 }), 120);
});
