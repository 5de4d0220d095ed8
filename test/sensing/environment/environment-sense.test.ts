import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Quantity } from "../../../src/domain/covariate.js";
import type { Noticed } from "../../../src/domain/percept.js";
import { factsFor, typesOf } from "../../../src/domain/percept-types.js";
import { EnvironmentSense } from "../../../src/sensing/environment/environment-sense.js";

const MINUTE = 60;
const DAY = 86_400;

/** What is noticed of these values, one a minute, as `minute type`. */
function noticed(quantity: Quantity, values: readonly number[]): Noticed[] {
  const all: Noticed[] = [];
  const sense = new EnvironmentSense({ name: "air", device: "d", channel: "c", quantity }, (one) => all.push(one));
  values.forEach((value, i) => {
    sense.push(i * MINUTE, value);
  });
  return all;
}

const said = (all: readonly Noticed[]) => all.map(({ at, type }) => `${at / MINUTE} ${type}`);

/** From one value to another, in so many minutes. */
function ramp(from: number, to: number, minutes: number): number[] {
  return Array.from({ length: minutes }, (_, i) => from + ((to - from) * (i + 1)) / minutes);
}

test("a night's frost is told once when it begins, and once when it thaws, however the thermometer trembles", () => {
  const trembling = [...ramp(5, -3, 240), ...ramp(-3, 5, 240)].map((value, i) => value + (i % 2 === 0 ? 0.3 : -0.3));
  const all = noticed("temperature", trembling);
  assert.deepEqual(
    all.map(({ type }) => type),
    ["frost", "thaw"],
  );
  const [frost, thaw] = all;
  assert.equal(frost?.source, "environment/air");
  assert.ok(Math.abs((frost?.at ?? 0) / MINUTE - 150) < 20, `${frost?.at}`);
  assert.ok(Number(thaw?.data.value) >= 1);
  assert.equal(frost?.data.unit, "°C");
});

test("who begins to listen in the frost was not there when it began", () => {
  assert.deepEqual(
    noticed("temperature", ramp(-5, 3, 200)).map(({ type }) => type),
    ["thaw"],
  );
});

test("heat is told, and that it is over", () => {
  const types = noticed("temperature", [...ramp(25, 33, 200), ...ramp(33, 25, 200)]).map(({ type }) => type);
  assert.deepEqual(types, ["heat", "heat-over"]);
});

test("one wild reading among many within a minute is no frost", () => {
  const all: Noticed[] = [];
  const sense = new EnvironmentSense({ name: "t", device: "d", channel: "c", quantity: "temperature" }, (one) =>
    all.push(one),
  );
  for (let s = 0; s < 600; s++) sense.push(s, s === 300 ? -40 : 8);
  assert.deepEqual(all, []);
});

test("rain begins with its first tip, and is over an hour after its last, with all that fell", () => {
  const fell = Array.from({ length: 200 }, (_, minute) =>
    minute >= 20 && minute <= 100 && minute % 20 === 0 ? 0.28 : 0,
  );
  const all = noticed("rain", fell);
  assert.deepEqual(said(all), ["20 rain", "160 rain-over"]);
  assert.deepEqual(all[1]?.data, { quantity: "rain", value: 1.4, unit: "mm", duration_s: 80 * MINUTE });
  assert.ok(Math.abs((all[1]?.intensity ?? 0) - 1.4 / 11.4) < 1e-9);
});

test("a sudden change is told once an hour, a slow one never", () => {
  const [one, ...others] = noticed("humidity", [...ramp(50, 50, 30), ...ramp(50, 90, 8), ...ramp(90, 90, 30)]);
  assert.deepEqual(others, []);
  assert.equal(one?.type, "change");
  assert.ok(Number(one?.data.by) >= 20 && Number(one?.data.within_s) <= 600);
  assert.deepEqual(noticed("moisture", ramp(10, 60, 600)), []);
  assert.deepEqual(
    noticed("light", [...ramp(0, 0, 20), ...ramp(30_000, 30_000, 30)]).map(({ type }) => type),
    ["change"],
  );
});

test("what may be told is known to who writes reflexes, with its facts", () => {
  const weather = [...ramp(20, 33, 200), ...ramp(33, -5, 5), ...ramp(-5, 5, 100)];
  const all = [...noticed("temperature", weather), ...noticed("rain", [0, 1, ...ramp(0, 0, 90)])];
  assert.deepEqual(new Set(all.map(({ type }) => type)), new Set(typesOf("environment/")));
  for (const { type, data } of all) {
    const facts = factsFor("environment/air", type) ?? [];
    for (const fact of Object.keys(data)) assert.ok(facts.includes(fact), `${type} ${fact}`);
  }
});

test("what is missing says nothing, and no weather makes more than a few percepts an hour", () => {
  assert.deepEqual(noticed("temperature", [5, Number.NaN, 5, Number.NaN]), []);
  fc.assert(
    fc.property(
      fc.constantFrom<Quantity>("temperature", "humidity", "moisture", "light", "rain"),
      fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 100, maxLength: 300 }),
      (quantity, values) => {
        for (const { intensity, at } of noticed(quantity, values))
          assert.ok(intensity > 0 && intensity < 1 && at < DAY);
      },
    ),
  );
});
