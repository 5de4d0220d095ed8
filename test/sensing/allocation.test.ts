import assert from "node:assert/strict";
import test from "node:test";
import { bytesPerTurn } from "../../src/commands/bench/allocation.js";
import type { Profile } from "../../src/domain/electrode.js";
import { ElectrodeSense, type SenseListener } from "../../src/sensing/electrode-sense.js";
import { Sample } from "../../src/sensing/sample.js";
import { ELECTRODE, noise } from "./signals.js";

/** So many samples are heard before anything is counted, by several senses, until the engine has compiled what it wants to. */
const SENSES = 10;
const WARM = 60_000;
const COUNTED = 100_000;
/** On a busy machine compiling takes its time: counted is so often, at most, until a count is below the bound. */
const COUNTS = 20;

/** The least that can be allocated: a box for one number. */
const BOX = 16;
/** Noise gives a candidate for a spike now and then, and each is judged in a hundred bytes or two; a box in every fourth sample is more. */
const QUARTER = BOX / 4;

const X = noise(WARM, 31, 0.004);

/** The least of some counts of what a quiet sample allocates, in bytes: what every sample does is in each of them. */
function allocated(bound: number, profile: Profile, rate: number, more: Partial<SenseListener> = {}): number {
  const listener = { spike() {}, glyph() {}, percept() {}, ...more };
  const sample = new Sample();
  const hear = (sense: ElectrodeSense, i: number) => {
    sample.at = i / rate;
    sample.mv = X[i % WARM] as number;
    sense.hear(sample);
  };
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < SENSES + COUNTS && least >= bound; k++) {
    const sense = new ElectrodeSense({ ...ELECTRODE, profile }, listener);
    for (let i = 0; i < WARM; i++) hear(sense, i);
    if (k < SENSES) continue;
    const bytes = bytesPerTurn(COUNTED, (i) => hear(sense, WARM + i));
    least = Math.min(least, bytes);
  }
  return least;
}

test("the count sees what is allocated, and what is thrown away at once", () => {
  let kept: number[] = [];
  const bytes = bytesPerTurn(COUNTED, (i) => {
    kept = [i, i, i, i];
  });
  assert.equal(kept.length, 4);
  assert.ok(bytes >= 32 && bytes < 100, `${bytes} bytes for an array of four numbers`);
  const nothing = bytesPerTurn(COUNTED, (i) => {
    kept[0] = i;
  });
  assert.ok(nothing < 0.5, `${nothing} bytes for nothing`);
});

test("a sample allocates nothing", (t) => {
  const bytes = allocated(QUARTER, "fungus", 1);
  t.diagnostic(`${bytes.toFixed(2)} bytes a sample`);
  assert.ok(bytes < QUARTER, `${bytes} bytes a sample`);
});

// What the engine inlines there depends on what it saw before: of the numbers that pass, it boxes one now and then, or none.
test("where more is done, a sample makes no more than a box or two", (t) => {
  let asked = 0;
  for (const [name, profile, rate, more] of [
    ["of a faster device", "fungus", 10, {}],
    ["of a kind of life that is searched twice", "plant", 40, {}],
    ["with evidence", "fungus", 1, { evidence: () => asked++ }],
  ] as const) {
    const bytes = allocated(2 * BOX, profile, rate, more);
    t.diagnostic(`${name}: ${bytes.toFixed(2)} bytes`);
    assert.ok(bytes < 2 * BOX, `${name}: ${bytes} bytes a sample`);
  }
  assert.ok(asked > 0);
});
