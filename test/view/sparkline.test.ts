import assert from "node:assert/strict";
import { test } from "node:test";
import { sparkline } from "../../src/view/sparkline.js";
import { Trace } from "../../src/view/trace.js";
import { MIDNIGHT, seen, spikeOn } from "./telling-events.js";

const HOURS_3 = 10800;
const noise = (t: number) => 0.01 * Math.sin(t * 12.9898 + Math.cos(t * 78.233) * 43.5);

/** Three hours at 1 Hz. */
function lived(signal: (t: number) => number): Trace {
  const trace = new Trace("e1", HOURS_3);
  for (let t = 0; t < HOURS_3; t++) trace.sample(MIDNIGHT + t, signal(t));
  return trace;
}

/** Height of the highest dot in each column of cells, 0 (none) to 4 × rows. */
function heights(lines: readonly string[]): number[] {
  return Array.from(lines[0] ?? "", (_, cell) => {
    for (let row = 0; row < lines.length; row++) {
      const bits = (lines[row]?.codePointAt(cell) ?? 0x20) & 0xff;
      if (lines[row]?.[cell] === " ") continue;
      const dot = [0x09, 0x12, 0x24, 0xc0].findIndex((level) => (bits & level) !== 0);
      return 4 * (lines.length - row) - dot;
    }
    return 0;
  });
}

const draw = (trace: Trace, cells = 45, rows = 2) => seen(sparkline(trace, cells, rows, MIDNIGHT + HOURS_3 - 1).lines);
/** Where in a picture of 45 cells a moment lies: its 90 columns show a little more than the three hours asked for. */
const SHOWN = new Trace("e1", HOURS_3).shows(90, MIDNIGHT);
const cellOf = (t: number) => Math.floor(((t + SHOWN - HOURS_3) / SHOWN) * 45);

test("a spike of half a millivolt stands tall on an electrode that drifts by fifty", () => {
  const spike = (t: number) => (t > 6000 && t < 6600 ? 0.5 : 0);
  for (const drift of [(t: number) => t / 216, (t: number) => -50 * (1 - Math.exp(-t / 20000)), () => 0]) {
    const shape = heights(draw(lived((t) => drift(t) + spike(t) + noise(t))));
    const high = Math.max(...shape.slice(cellOf(6000) - 1, cellOf(6600) + 3));
    const elsewhere = [...shape.slice(2, cellOf(6000) - 3), ...shape.slice(cellOf(6600) + 5)].sort((a, b) => a - b);
    const usual = elsewhere[Math.floor(elsewhere.length / 2)] ?? 0;
    assert.ok(high >= usual + 3, `${high} over ${usual}: ${shape.join(" ")}`);
  }
});

test("one moment of handling does not flatten the spikes", () => {
  const spikes = (t: number) => (t % 3000 > 1000 && t % 3000 < 1500 ? 0.5 : 0);
  const shape = heights(draw(lived((t) => spikes(t) + noise(t) + (t > 8000 && t < 8060 ? 500 : 0))));
  for (const begin of [1000, 4000]) {
    const high = Math.max(...shape.slice(cellOf(begin), cellOf(begin + 500) + 2));
    assert.ok(high >= (shape[cellOf(begin + 1500)] ?? 0) + 3, shape.join(" "));
  }
});

test("neither an electrode that settles by twenty millivolts nor a step of five flattens its spikes", () => {
  const spikes = (t: number) => (t % 3000 > 1000 && t % 3000 < 1500 ? 0.4 : 0);
  const settles = (t: number) => 20 * Math.exp(-t / 600);
  for (const away of [settles, (t: number) => (t > 5800 ? 5 : 0), (t: number) => (t > 5800 ? -5 : 0)]) {
    const shape = heights(draw(lived((t) => away(t) + spikes(t) + noise(t))));
    for (const begin of [4000, 7000]) {
      const high = Math.max(...shape.slice(cellOf(begin), cellOf(begin + 500) + 2));
      assert.ok(high >= (shape[cellOf(begin + 1000)] ?? 0) + 2, `${begin}: ${shape.join(" ")}`);
    }
  }
});

test("it says how many millivolts high it is", () => {
  const { range } = sparkline(
    lived((t) => (t > 6000 && t < 6600 ? 0.5 : 0) + noise(t)),
    45,
    2,
    MIDNIGHT + HOURS_3 - 1,
  );
  assert.ok(range > 0.4 && range < 1, `${range}`);
  assert.equal(sparkline(new Trace("e1", HOURS_3), 45, 2, MIDNIGHT).range, 0);
});

test("what is only noise looks quiet", () => {
  const shape = heights(draw(lived(noise), 45, 3)).slice(1);
  assert.ok(Math.max(...shape) - Math.min(...shape) <= 5, shape.join(" "));
});

test("a spike of two seconds is not lost between two columns", () => {
  const shape = heights(draw(lived((t) => noise(t) + (t === 5000 || t === 5001 ? 0.9 : 0))));
  const high = Math.max(...shape.slice(cellOf(5000) - 1, cellOf(5000) + 2));
  assert.ok(high >= 7, shape.join(" "));
});

test("what was not measured stays empty, and a flat line is a line", () => {
  const trace = lived((t) => (t < 4000 || t > 7000 ? 3.3 : Number.NaN));
  const shape = heights(draw(trace));
  assert.equal(shape[cellOf(5500)], 0);
  assert.ok((shape[cellOf(2000)] ?? 0) > 0);
  assert.deepEqual(draw(new Trace("e1", HOURS_3), 5, 1), ["     "]);
});

test("where a spike was heard the trace is strong", () => {
  const trace = lived(noise);
  const event = spikeOn("e1", MIDNIGHT + 6000);
  if (event.type === "spike") trace.spike(event.spike);
  const line = sparkline(trace, 45, 1, MIDNIGHT + HOURS_3 - 1).lines[0] ?? [];
  const strong = line.filter(({ tone }) => tone === "strong").map(({ text }) => text.length);
  assert.ok(strong.length === 1 && (strong[0] ?? 0) >= 1 && (strong[0] ?? 0) <= 4, JSON.stringify(line));
});

test("a trace moves on with time and keeps its shape: it shifts and does not shimmer", () => {
  const trace = new Trace("e1", HOURS_3);
  const columns = (now: number) => [...trace.columns(90, now).mean];
  for (let t = 0; t < HOURS_3; t++) trace.sample(MIDNIGHT + t, t % 777);
  const before = columns(MIDNIGHT + HOURS_3 - 1);
  const each = trace.shows(90, MIDNIGHT) / 90;
  const after = columns(MIDNIGHT + HOURS_3 - 1 + each);
  assert.deepEqual(after.slice(20, 80), before.slice(21, 81));
});

test("a young life is not lost in an empty picture: it begins large and zooms out", () => {
  const trace = lived(noise);
  const filled = (age: number) => {
    const { mean } = trace.columns(90, MIDNIGHT + age, MIDNIGHT);
    return mean.filter((value) => !Number.isNaN(value)).length / mean.length;
  };
  assert.ok(filled(900) > 0.9);
  for (const age of [1500, 3000, 6000, 10000]) assert.ok(filled(age) > 0.45, `${filled(age)} after ${age} s`);
});

test("any length of life fits into the same ring, and only the last hours are shown", () => {
  const trace = new Trace("e1", HOURS_3);
  const year = 365 * 86400;
  for (let t = 0; t <= year; t += 60) trace.sample(MIDNIGHT + t, t);
  const { mean } = trace.columns(90, MIDNIGHT + year);
  assert.ok([...mean].every((value) => value >= year - SHOWN - 300));
  assert.equal(trace.value, year);
});
