import assert from "node:assert/strict";
import test from "node:test";
import type { Noticed } from "../../src/domain/percept.js";
import { DAY, HOUR } from "../../src/domain/time.js";
import { addSpike, chance, field, hear, listening, noise } from "./signals.js";

function troubles(percepts: readonly Noticed[]): string[] {
  return percepts.filter(({ tags }) => tags.includes("trouble")).map(({ type }) => type);
}

function named(x: ArrayLike<number>): Set<string> {
  return new Set(troubles(hear(x).percepts));
}

const only = (...names: string[]) => new Set(names);

/** Cuts off what lies beyond the rails. */
function clipped(x: Float64Array, bottom: number, top: number): Float64Array {
  return x.map((mv) => Math.min(Math.max(mv, bottom), top));
}

test("a lead that is thrown to the rail and stays there is saturated, one whose converter holds its value is flat", () => {
  const railed = noise(6000, 1);
  railed.fill(256, 4000);
  assert.deepEqual(named(railed), only("saturation"));
  const held = noise(6000, 1);
  held.fill(held[4000]!, 4000);
  assert.deepEqual(named(held), only("flat"));
  const zero = noise(6000, 1).map((mv) => mv + 30);
  zero.fill(0, 4000);
  assert.deepEqual(named(zero), only("flat"), "a dead converter says zero");
  assert.deepEqual(named(new Float64Array(900).fill(256)), only("flat"), "of a first constant nobody knows what it is");
});

test("spikes that are cut off at the same value again and again, and a level that drifts into a rail, are saturation", () => {
  const cut = noise(20_000, 2);
  for (let onset = 5000; onset < 17_000; onset += 2000) addSpike(cut, onset, 60, 110, 0.2);
  assert.ok(named(clipped(cut, -10, 0.1)).has("saturation"));
  assert.deepEqual(named(cut), only(), "not cut off, it is life");
  const drift = noise(12_000, 3).map((mv, i) => mv + 2 * Math.sin(i / 3000));
  assert.deepEqual(named(drift), only());
  assert.ok(named(clipped(drift, -10, 1.8)).has("saturation"));
});

test("an input that is thrown from rail to rail is saturated, however quickly", () => {
  for (const half of [1, 2, 3, 40, 70]) {
    const x = Float64Array.from({ length: 600 }, (_, i) => (Math.floor(i / half) % 2 === 0 ? 2500 : -2500));
    assert.ok(named(x).has("saturation"), `${half} samples each`);
  }
  for (const half of [1, 3, 8]) {
    const { sense, percepts, spikes } = listening();
    for (let i = 0; i < 400_000; i++) sense.pushValue(i / 10_000, Math.floor(i / half) % 2 === 0 ? 2500 : -2500);
    assert.ok(troubles(percepts).includes("saturation"), `${half} samples each, of 10,000 a second`);
    assert.equal(spikes.length, 0);
  }
});

test("quiet channels that toggle between a few steps, and slow ones that dwell at their height, are not saturated", () => {
  const random = chance(4);
  const toggling = Float64Array.from({ length: 20_000 }, () => (random() < 0.7 ? 0.5 : random() < 0.5 ? 0.501 : 0.499));
  assert.deepEqual(named(toggling), only());
  const coarse = Float64Array.from({ length: 40_000 }, (_, i) => {
    const mv = 3 * Math.sin(i / 6000) + 0.004 * (random() - 0.5);
    return Math.round(mv / 0.0078125) * 0.0078125;
  });
  assert.ok(!named(coarse).has("saturation"));
});

test("saturation has passed when the signal keeps away from the rail, and is told anew when it comes back", () => {
  const x = noise(20_000, 5);
  x.fill(256, 5000, 6000);
  x.fill(256, 15_000, 16_000);
  const { percepts } = hear(x);
  assert.deepEqual(new Set(troubles(percepts)), only("saturation"));
  const begun = percepts
    .filter(({ tags }) => tags.includes("trouble"))
    .map(({ at, data }) => Math.round((at - Number(data.duration_s)) / 100) * 100);
  assert.deepEqual(new Set(begun), new Set([5000, 15_000]));
});

test("an electrode that lost its contact is told: noise many times the usual for twenty minutes", () => {
  const random = chance(6);
  const loud = (from: number, to: number, mv: number) =>
    noise(30_000, 6).map((v, i) => (i >= from && i < to ? v + mv * (random() + random() - 1) : v));
  const off = hear(loud(10_000, 16_000, 0.4));
  assert.ok(troubles(off.percepts).includes("lead-off"));
  const told = off.percepts.find(({ type }) => type === "lead-off");
  assert.ok(told !== undefined && told.at > 11_200 && told.at < 11_800, `told at ${told?.at}`);
  assert.ok(off.spikes.length <= 2, `${off.spikes.length} spikes`);
  assert.ok(!named(loud(10_000, 10_400, 0.4)).has("lead-off"), "a hand is no lost contact");
  assert.ok(!named(loud(10_000, 16_000, 0.02)).has("lead-off"), "nor is somewhat more noise");
  const busy = noise(30_000, 7);
  for (let onset = 9000; onset < 20_000; onset += 13) addSpike(busy, onset, 2, 3, 0.04);
  assert.deepEqual(named(busy), only(), "nor is life");
});

test("ten glitches within an hour are a loose contact, ten in a day are not", () => {
  const glitches = (every: number) => {
    const x = noise(60_000, 8);
    for (let i = 0; i < 10; i++) x[4000 + every * i] = 5;
    return x;
  };
  assert.deepEqual(troubles(hear(glitches(200)).percepts), ["glitches"]);
  assert.deepEqual(named(glitches(5000)), only());
});

test("a step of a million times the noise is told as handling, once", () => {
  const x = noise(8000, 9);
  for (let i = 5000; i < x.length; i++) x[i]! += 3000;
  const { percepts, spikes } = hear(x);
  assert.deepEqual(troubles(percepts), ["handling"]);
  assert.deepEqual(spikes, []);
});

test("stamps that repeat, run backwards or leap are told as the clock's, with how far they are off and what to do", () => {
  const wrong: [string, (i: number) => number, number][] = [
    ["leap", (i) => (i < 3000 ? i : i + 2 * DAY), 2 * DAY + 1],
    ["set back", (i) => (i < 3000 ? i + DAY : i), DAY - 1],
    ["standing", (i) => (i < 3000 || i > 3100 ? i : 3000), 0],
  ];
  for (const [name, stamp, by] of wrong) {
    const { sense, percepts } = listening();
    const x = noise(6000, 10);
    for (let i = 0; i < x.length; i++) sense.pushValue(stamp(i), x[i]!);
    const clock = percepts.filter(({ type }) => type === "clock");
    assert.equal(clock.length, 1, name);
    assert.equal(clock[0]?.data.duration_s, by, name);
    assert.match(String(clock[0]?.data.text), /logger's clock/);
  }
});

test("a planned rest of two days is no fault of the clock, nor is a pause of hours", () => {
  const { sense, percepts } = listening();
  const x = noise(9000, 11);
  for (let i = 0; i < x.length; i++) {
    if (i === 3000) sense.rest();
    sense.pushValue(i < 3000 ? i : i < 6000 ? i + 2 * DAY : i + 2 * DAY + 5 * HOUR, x[i]!);
  }
  assert.ok(!troubles(percepts).includes("clock"));
});

test("an electrode in a field of troubles that are none of its own tells only what lasts", () => {
  assert.deepEqual(named(field(3)), only("flat", "no-signal"));
});

test("trouble survives a restart at any sample: it is told as if nothing had come between", () => {
  const random = chance(13);
  const x = noise(24_000, 13);
  x.fill(256, 3000, 4000);
  for (let i = 0; i < 12; i++) x[6000 + 100 * i] = 5;
  for (let i = 9000; i < 14_000; i++) x[i]! += 0.5 * (random() + random() - 1);
  const stamp = (i: number) => (i < 20_000 ? i : i + 2 * DAY);
  const run = (from: number, to: number, heard = listening()) => {
    for (let i = from; i < to; i++) heard.sense.pushValue(stamp(i), x[i]!);
    return heard;
  };
  const whole = run(0, x.length);
  assert.ok(["saturation", "glitches", "lead-off", "clock"].every((name) => troubles(whole.percepts).includes(name)));
  for (const cut of [3010, 3500, 6550, 9800, 12_000, 20_000]) {
    const before = run(0, cut);
    const after = listening();
    assert.ok(after.sense.restore(JSON.parse(JSON.stringify(before.sense.save()))));
    run(cut, x.length, after);
    assert.deepEqual([...before.percepts, ...after.percepts], whole.percepts, `cut at ${cut}`);
  }
});
