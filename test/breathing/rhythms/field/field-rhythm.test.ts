import assert from "node:assert/strict";
import { test } from "node:test";
import { FieldRhythm } from "../../../../src/breathing/rhythms/field/field-rhythm.js";
import { looksAt } from "../../../../src/commands/bench/breath/field-figures.js";
import { type Onset, plantedField, shuffled } from "../../../../src/commands/bench/breath/planted-field.js";
import { DAY, HOUR, MINUTE } from "../../../../src/domain/time.js";

const PLANTED = { electrodes: 4, from: 0, jitter: 0.05, missed: 0.1, background: 0.25 };

for (const period of [17 * MINUTE, 41 * MINUTE, 150 * MINUTE])
  test(`a planted rhythm of ${period / MINUTE} min is locked within eight cycles, and let go of within eight when it stops`, () => {
    const to = 16 * period;
    const field = plantedField("field", { ...PLANTED, period, to, end: to + 10 * period });
    const looks = looksAt(field, to + 10 * period, 4);
    const locked = looks.find((look) => look.period !== undefined);
    assert.ok(locked?.period !== undefined && locked.at <= 8 * period + 8 * MINUTE);
    assert.ok(Math.abs(locked.period / period - 1) < 0.06);
    const let_go = looks.find(({ at, period }) => at > to && period === undefined);
    assert.ok(let_go && let_go.at <= to + 8 * period + 8 * MINUTE);
  });

test("a rhythm that drifts by a tenth is followed", () => {
  const period = 41 * MINUTE;
  const [driftFrom, to] = [10 * period, 42 * period];
  const looks = looksAt(plantedField("drift", { ...PLANTED, period, drift: 0.1, driftFrom, to, end: to }), to, 4);
  assert.ok(Math.abs((looks.at(-1)?.period ?? 0) / (1.1 * period) - 1) < 0.03);
});

test("the same intervals in another order lock nothing", () => {
  const field = plantedField("noise", {
    ...PLANTED,
    jitter: 0.1,
    background: 0.5,
    period: 41 * MINUTE,
    to: DAY,
    end: DAY,
  });
  assert.ok(looksAt(shuffled("noise", field), DAY, 4).every(({ period }) => period === undefined));
});

test("one electrode that beats like a clock locks nothing beside others that do not; alone on its node it does", () => {
  const loud = Array.from({ length: 30 }, (_, i): Onset => ["loud", (i + 1) * 41 * MINUTE]);
  const others = plantedField("others", {
    ...PLANTED,
    period: 41 * MINUTE,
    from: DAY,
    to: DAY,
    end: DAY,
    background: 1,
  });
  const all = [...others, ...loud].sort((a, b) => a[1] - b[1]);
  assert.ok(looksAt(all, DAY, 4).every(({ period }) => period === undefined));
  assert.ok(
    looksAt(loud, DAY, 4).every(({ period }) => period === undefined),
    "the others are silent",
  );
  assert.ok(looksAt(loud, DAY, 1).some(({ period }) => period !== undefined));
});

test("however much comes, little is remembered: an electrode that floods pushes out its own past alone", () => {
  const field = new FieldRhythm({ shortest: 300, longest: DAY, electrodes: 4 });
  field.onset("calm", 5);
  for (let i = 0; i < 10_000; i++) field.onset("flood", i / 10);
  for (let i = 0; i < 100; i++) field.onset(`many-${i}`, i);
  field.onset("calm", Number.NaN);
  field.onset("calm", 3);
  field.onset("calm", 5);
  const { onsets } = field.kept;
  assert.equal(onsets.flood?.length, 128);
  assert.deepEqual(onsets.calm, [3, 5]);
  assert.equal(Object.keys(onsets).length, 16);
  field.look(HOUR);
  assert.equal(field.locked, undefined);
});
