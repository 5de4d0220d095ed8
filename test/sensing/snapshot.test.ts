import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Profile } from "../../src/domain/electrode.js";
import type { Json } from "../../src/domain/percept.js";
import { DAY } from "../../src/domain/time.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";
import {
  type Persistent,
  restoreState,
  type SavedState,
  type Snapshot,
  saveState,
} from "../../src/sensing/stream/snapshot.js";
import { addSpike, chance, ELECTRODE, noise } from "./signals.js";

/** What is heard at a time; a planned rest before it, where one begins there. */
interface Moment {
  readonly at: number;
  readonly mv: number;
  readonly rests: boolean;
}

/** What may come, one after the other, to an electrode that is measured `rate` times a second. */
const KINDS = [
  "noise",
  "spike",
  "gap",
  "rest",
  "flat",
  "step",
  "handling",
  "hum",
  "glitches",
  "set back",
  "leap",
] as const;
const pieces = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), length: fc.integer({ min: 5, max: 700 }), seed: fc.nat(1000) }),
  { minLength: 3, maxLength: 10 },
);
const electrodes = fc.constantFrom<readonly [Profile, number]>(
  ["fungus", 1],
  ["fungus", 7],
  ["plant", 40],
  ["fast", 400],
);

function signal(
  told: readonly { readonly kind: (typeof KINDS)[number]; readonly length: number; readonly seed: number }[],
  rate: number,
) {
  const moments: Moment[] = [];
  let at = 1000;
  let level = 0;
  for (const { kind, length, seed } of told) {
    const random = chance(seed + 1);
    const x = noise(length, seed);
    if (kind === "spike") addSpike(x, Math.min(20, length - 5), 3 + (seed % 40), 10 + (seed % 90), 0.08);
    if (kind === "gap") x.fill(Number.NaN);
    if (kind === "flat") x.fill(x[0]!);
    if (kind === "step") level += 1;
    if (kind === "handling") for (let i = 0; i < length; i++) x[i]! += 3 * (random() - 0.5);
    if (kind === "hum") for (let i = 0; i < length; i++) x[i]! += 0.1 * Math.sin(i / 1.7);
    if (kind === "glitches") for (let i = 9; i < length; i += 25) x[i]! += 5;
    if (kind === "set back") at -= 500 / rate;
    if (kind === "leap") at += 2 * DAY;
    if (kind === "rest") at += length / rate;
    for (const [i, mv] of x.entries()) {
      moments.push({ at, mv: mv + level, rests: kind === "rest" && i === 0 });
      at += 1 / rate;
    }
  }
  return moments;
}

/** A sense, and all that it says. */
function senseOf(profile: Profile, said: unknown[]): ElectrodeSense {
  return new ElectrodeSense(
    { ...ELECTRODE, profile },
    {
      spike: (spike) => said.push(spike),
      glyph: (glyph) => said.push(glyph),
      glyphChange: (change) => said.push(change),
      heard: (_, until) => said.push(until),
      percept: (noticed) => said.push(noticed),
      evidence: ({ hint, ...evidence }) => said.push({ ...evidence, hint: hint.z === 0 ? undefined : { ...hint } }),
    },
  );
}

function onDisk(saved: SavedState): SavedState {
  return JSON.parse(JSON.stringify(saved));
}

test("a sense that is saved, sent through JSON and restored goes on exactly as one that was never interrupted", () => {
  fc.assert(
    fc.property(
      electrodes,
      pieces,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
      (kind, told, shares) => {
        const [profile, rate] = kind;
        const moments = signal(told, rate);
        const cuts = new Set(shares.map((share) => Math.floor(share * moments.length)));
        const unbroken: unknown[] = [];
        const broken: unknown[] = [];
        const one = senseOf(profile, unbroken);
        let other = senseOf(profile, broken);
        for (const [i, { at, mv, rests }] of moments.entries()) {
          if (cuts.has(i)) {
            const saved = onDisk(other.save());
            other = senseOf(profile, broken);
            assert.ok(other.restore(saved));
            assert.deepEqual(onDisk(other.save()), saved, "what was restored is what was saved");
          }
          for (const sense of [one, other]) {
            if (rests) sense.rest();
            sense.pushValue(at, mv);
          }
        }
        assert.deepEqual(broken, unbroken);
        assert.deepEqual(other.save(), one.save(), "and knows the same in the end");
      },
    ),
    { numRuns: 40 },
  );
});

test("what was saved in any other layout is refused, and never misread", () => {
  const sense = senseOf("fungus", []);
  for (const [i, mv] of noise(900, 3).entries()) sense.pushValue(i, mv);
  const saved = onDisk(sense.save());
  const inner = saved.sense;
  assert.ok(isObject(inner) && isObject(inner.level) && isObject(inner.conditioner) && isObject(inner.partition));
  const { now: _, ...withoutTime } = inner;
  const others: readonly SavedState[] = [
    {},
    { flags: "AAAA", grid: { numbers: "AAAA" } },
    { ...saved, layout: 0 },
    { ...saved, layout: "1" },
    { ...saved, sense: null },
    { ...saved, sense: withoutTime },
    { ...saved, sense: { ...inner, more: 1 } },
    { ...saved, sense: { ...inner, now: "noon" } },
    { ...saved, sense: { ...inner, settling: 1 } },
    { ...saved, sense: { ...inner, level: { ...inner.level, past: "AAAA" } } },
    { ...saved, sense: { ...inner, conditioner: { ...inner.conditioner, bad: "moth" } } },
    { ...saved, sense: { ...inner, partition: { ...inner.partition, spans: {} } } },
  ];
  for (const other of others)
    assert.equal(senseOf("fungus", []).restore(other), false, JSON.stringify(other).slice(0, 80));
  assert.ok(senseOf("fungus", []).restore(saved));
});

test("who asks for evidence later, or no more, goes on all the same", () => {
  const x = noise(900, 4);
  const asking = senseOf("fungus", []);
  const silent = new ElectrodeSense(ELECTRODE, { spike() {}, glyph() {}, percept() {} });
  for (const sense of [asking, silent]) for (const [i, mv] of x.entries()) sense.pushValue(i, mv);
  assert.ok(senseOf("fungus", []).restore(onDisk(silent.save())));
  assert.ok(new ElectrodeSense(ELECTRODE, { spike() {}, glyph() {}, percept() {} }).restore(onDisk(asking.save())));
});

test("every number comes back to the bit, those that JSON cannot write too", () => {
  fc.assert(
    fc.property(fc.double(), fc.array(fc.double(), { maxLength: 5 }), (number, list) => {
      const part = (value: number, values: Float64Array): Persistent & { value: number } => ({
        value,
        persist(snapshot: Snapshot) {
          this.value = snapshot.number("value", this.value);
          snapshot.floats("values", values);
        },
      });
      const values = Float64Array.from(list);
      const again = Float64Array.from(list, () => 7);
      const restored = part(7, again);
      assert.ok(restoreState(restored, onDisk(saveState(part(number, values)))));
      assert.ok(Object.is(restored.value, number));
      assert.deepEqual(again, values);
    }),
  );
});

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
