import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fixed } from "../../../src/breathing/rhythms/fixed.js";
import { fromNearest, shiftToTooth } from "../../../src/breathing/rhythms/grove/comb.js";
import { staggered } from "../../../src/breathing/rhythms/staggered.js";
import { liveInGrove } from "../../../src/commands/bench/breath/grove.js";
import { QUARTER } from "../../../src/commands/bench/breath.js";
import type { NeighbourBreath } from "../../../src/domain/neighbour.js";
import { DAY } from "../../../src/domain/time.js";

const GROVE = { seed: "test", nodes: 12, settings: QUARTER, clocks: 0, lost: 0, hours: 12 };
const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const said = (node: string, nextWake: number, length = 480): NeighbourBreath => ({
  kind: "breath",
  node,
  nextWake,
  length,
});

/** A node at its exhale, which would inhale next at 480; by how much it then rests longer. */
function shiftOf(neighbours: readonly NeighbourBreath[], now = 180) {
  const rhythm = staggered(fixed(PHASES), "birch", { mostShift: 60 });
  for (const neighbour of neighbours) rhythm.hear?.({ kind: "neighbour", neighbour, now });
  rhythm.hear?.({ kind: "look", now, cycle: 1, wake: 480 });
  return { rhythm, shift: rhythm.lengthOf("pause", { cycle: 1, since: 360 }) - 120 };
}

test("twelve nodes that started as one take turns, with two of them lost and clocks half a minute apart: one inhales 99 % of the time", async () => {
  const alone = await liveInGrove({ ...GROVE, settings: { ...QUARTER, rhythm: undefined } as never });
  assert.ok(alone.coverage < 0.5);
  const grove = await liveInGrove({ ...GROVE, clocks: 30, lost: 2 });
  assert.ok(grove.coverage >= 0.99 && grove.coverageAfterLoss >= 0.99, JSON.stringify(grove));
});

test("a neighbour that always says it inhales a little after whoever asks leaves them their turns", async () => {
  const lies = (now: number) => [said("liar", now + 310)];
  const grove = await liveInGrove({ ...GROVE, seed: "1/9", hours: 24, clocks: 30, lost: 2, lies });
  assert.ok(grove.coverage >= 0.99 && grove.coverageAfterLoss >= 0.99, JSON.stringify(grove));
});

test("those that inhale just before a node exhales are minded, though their word is older than a breath when it is weighed", async () => {
  const rhythm = staggered(fixed(PHASES), "birch", { mostShift: 60 });
  rhythm.hear?.({ kind: "neighbour", neighbour: said("oak", 20), now: 185 });
  rhythm.hear?.({ kind: "look", now: 660, cycle: 2, wake: 960 });
  assert.equal(rhythm.neighbours, 1);
});

test("a comb is laid through all: who has its place stays, two that breathe as one part by their names", () => {
  const teeth = [0, 120, 240, 360].map((wake, i) => ({ node: `n${i}`, wake }));
  for (const own of teeth) {
    const others = teeth.filter((one) => one !== own);
    assert.ok(Math.abs(shiftToTooth(own, others, 480)) < 1e-6);
  }
  const [a, b] = [
    { node: "a", wake: 5 },
    { node: "b", wake: 5 },
  ];
  assert.ok(shiftToTooth(a, [b], 480) * shiftToTooth(b, [a], 480) < 0);
});

test("what a neighbour said of a breath that is over is compared with our breath of that time, not with the one to come", () => {
  // All went 20 s later in each breath: who inhales 40 s after us still does.
  const inhales = [480, 980, 1480];
  for (const own of inhales) assert.equal(fromNearest(inhales, own + 40), 40);
  assert.equal(fromNearest(inhales, 940), -40);
});

test("neighbours that lie move a rest by no more than the bound, whatever they say", () => {
  const lie = fc.record({ node: fc.string(), nextWake: fc.double(), length: fc.double() });
  fc.assert(
    fc.property(fc.array(lie, { maxLength: 60 }), (lies) => {
      const { shift } = shiftOf(lies.map((one) => ({ kind: "breath", ...one })));
      assert.ok(shift >= -60 && shift <= 60);
    }),
  );
});

test("a neighbour whose clock is a day off, one that is long silent and one of another length are not minded", () => {
  const { rhythm, shift } = shiftOf([said("tomorrow", 480 + DAY), said("gone", -1000), said("slow", 500, 900)]);
  assert.equal(shift, 0);
  assert.equal(rhythm.neighbours, 0);
  assert.equal(shiftOf([said("oak", 500)]).rhythm.neighbours, 1);
});

test("a flood of neighbours is no more than thirty-two, and one that takes back its word is forgotten", () => {
  const flood = Array.from({ length: 500 }, (_, i) => said(`n${i}`, 480 + i / 2));
  assert.equal(shiftOf(flood).rhythm.neighbours, 32);
  assert.equal(shiftOf([said("oak", 500), said("oak", Number.NaN)]).rhythm.neighbours, 0);
});

test("a second look at the same breath does not move it twice, and the next breath is whole again", () => {
  const { rhythm, shift } = shiftOf([said("oak", 480)]);
  assert.ok(shift !== 0);
  rhythm.hear?.({ kind: "look", now: 200, cycle: 1, wake: 480 + shift });
  assert.equal(rhythm.lengthOf("pause", { cycle: 1, since: 360 }) - 120, shift);
  assert.equal(rhythm.lengthOf("pause", { cycle: 2, since: 840 }), 120);
});

/** What a node that breathes as we do, at most 60 s moved in a breath, minds of what one says breath for breath. */
function minds(wakes: readonly number[]): readonly (number | undefined)[] {
  const rhythm = staggered(fixed(PHASES), "birch", { mostShift: 60 });
  return wakes.map((nextWake, cycle) => {
    const now = 180 + cycle * 480;
    rhythm.hear?.({ kind: "neighbour", neighbour: said("oak", nextWake), now });
    rhythm.hear?.({ kind: "look", now, cycle, wake: now + 300 });
    return rhythm.neighbours;
  });
}

test("a neighbour whose inhales do not recur as it said is not minded until it has kept its word for a while", () => {
  const honest = Array.from({ length: 10 }, (_, i) => 700 + i * 500);
  assert.ok(minds(honest).every((minded) => minded === 1));
  const leaps = [700, 1180, 1740, 2220, 2700, 3180, 3660, 4140];
  assert.deepEqual(minds(leaps), [1, 1, 0, 0, 0, 0, 1, 1]);
});
