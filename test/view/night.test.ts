import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PHASES } from "../../src/domain/breath.js";
import { EVENTS } from "../../src/domain/reading.js";
import type { BreathPiece } from "../../src/view/svg/breath-row.js";
import { CALLS } from "../../src/view/svg/call-rows.js";
import { ColumnTrace } from "../../src/view/svg/column-trace.js";
import type { Night } from "../../src/view/svg/night.js";
import { BREATH, CALL } from "../../src/view/svg/palette.js";
import type { DrawnReading } from "../../src/view/svg/reading-boxes.js";
import { PLOT_WIDTH, tracePicture } from "../../src/view/svg/trace-picture.js";
import { anyText } from "./any-event.js";
import { elements, wellFormed } from "./read-svg.js";

const HOUR = 3600;
const LEFT = 84;
const RIGHT = LEFT + PLOT_WIDTH;
const LENGTHS = { inhale: 120, hold: 60, exhale: 180, pause: 120 };

/** The usual breath, from 0 on. */
function breathing(to: number): BreathPiece[] {
  const pieces: BreathPiece[] = [];
  let at = 0;
  while (at < to)
    for (const phase of PHASES) {
      pieces.push({ phase, start: at, end: at + LENGTHS[phase] });
      at += LENGTHS[phase];
    }
  return pieces;
}

function reading(start: number, decided: number, change: Partial<DrawnReading> = {}): DrawnReading {
  return { event: "rhythm", confidence: 0.8, start, decided, text: "A steady rhythm on e1.", ...change };
}

function draw(night: Partial<Night>, from = 0, to = 10 * HOUR): string {
  const trace = new ColumnTrace(from, to, PLOT_WIDTH, 1e9);
  trace.push(from, 0.1);
  const panel = { electrode: "e1", note: "no spikes", trace, spikes: [], glyphs: [] };
  const whole = { breath: [], calls: [], readings: [], ...night };
  return tracePicture({ title: "a.csv", subtitle: "10 h", from, to, origin: 0, panels: [panel], night: whole });
}

const x = (at: number, to = 10 * HOUR) => LEFT + (at / to) * PLOT_WIDTH;

/** Paths of the night itself, without those of its legend. */
function paths(svg: string, paint: { fill?: string; stroke?: string }) {
  const night = svg.slice(svg.indexOf('aria-label="the Spiralformer'), svg.indexOf("since the recording began"));
  return elements(night, "path").filter(({ fill, stroke }) =>
    paint.fill === undefined ? stroke === paint.stroke : fill === paint.fill,
  );
}

/** The night's labels of readings, where they stand and how wide they are at least. */
function labels(svg: string): { from: number; to: number; y: number }[] {
  return [...svg.matchAll(/<text((?: [a-z-]+="[^"]*")*)>([a-z]+ \d+ %)<\/text>/g)].map(([whole, , words = ""]) => {
    const [{ x: at, y, "text-anchor": anchor } = {}] = elements(whole, "text");
    const width = words.length * 5.3;
    const from = Number(at) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
    return { from, to: from + width, y: Number(y) };
  });
}

test("a phase stands where it was and has its shape: lungs fill, stay full, empty and rest", () => {
  const svg = draw({ breath: breathing(HOUR) }, 0, HOUR);
  wellFormed(svg);
  for (const phase of PHASES) {
    const [path] = paths(svg, { fill: BREATH[phase] });
    const [first, second] = (path?.d ?? "").split("Z");
    const [, ...points] =
      (first ?? "")
        .split("V")[0]
        ?.split("L")
        .map((point) => point.split(" ").map(Number)) ?? [];
    const begin = PHASES.slice(0, PHASES.indexOf(phase)).reduce((sum, earlier) => sum + LENGTHS[earlier], 0);
    assert.ok(Math.abs((points[0]?.[0] ?? 0) - x(begin, HOUR)) < 0.1);
    assert.ok(Math.abs((points.at(-1)?.[0] ?? 0) - x(begin + LENGTHS[phase], HOUR)) < 0.1);
    const rise = (points[0]?.[1] ?? 0) - (points.at(-1)?.[1] ?? 0);
    assert.equal(Math.sign(rise), { inhale: 1, hold: 0, exhale: -1, pause: 0 }[phase]);
    assert.ok(second?.startsWith("M"), "the next breath follows");
  }
});

test("breaths too narrow to be told apart are one calm band that says how many they are", () => {
  const svg = draw({ breath: breathing(100 * HOUR) }, 0, 100 * HOUR);
  assert.match(svg, />750 breaths, one every 8 min</);
  for (const phase of PHASES) assert.equal(paths(svg, { fill: BREATH[phase] }).length, 0);
  assert.ok(
    paths(draw({ breath: breathing(10 * HOUR) }), { fill: BREATH.pause }).length > 0,
    "those of a night are drawn",
  );
});

test("a call is a tick where it was, in the row of its kind", () => {
  const calls = CALLS.map((mode, i) => ({ at: (i + 1) * HOUR, mode }));
  const svg = draw({ calls });
  wellFormed(svg);
  const rows = CALLS.map((mode, i) => {
    const [tick] = paths(svg, { stroke: CALL[mode] });
    const [, left, top] = /^M([\d.]+) ([\d.]+)v8$/.exec(tick?.d ?? "") ?? [];
    assert.ok(Math.abs(Number(left) - x((i + 1) * HOUR)) <= 0.3);
    assert.match(svg, new RegExp(`<title>${mode}: 1 call</title>`));
    return Number(top);
  });
  assert.equal(new Set(rows).size, CALLS.length, "rows tell the kinds apart where colours do not");
  assert.deepEqual(
    rows,
    rows.toSorted((a, b) => a - b),
  );
  assert.match(svg, /4 calls, 0 readings/);
});

test("a reading is a box from start to decided, as full as it is sure, with its name beside it and its sentence as title", () => {
  const svg = draw({ readings: [reading(2 * HOUR, 3 * HOUR, { confidence: 0.25, text: 'On "e1" & e2.' })] });
  wellFormed(svg);
  assert.match(svg, /<title>On &quot;e1&quot; &amp; e2\.<\/title>/);
  assert.match(svg, />rhythm 25 %<\/text>/);
  assert.match(svg, /<desc[^>]*>[^<]*0 calls, 1 reading;[^<]*On &quot;e1&quot;/);
  const [ground, level] = elements(svg, "rect").filter((rect) => Math.abs(Number(rect.x) - x(2 * HOUR)) < 0.1);
  assert.ok(Math.abs(Number(ground?.width) - PLOT_WIDTH / 10) < 0.1);
  assert.ok(Math.abs(Number(level?.height) - Number(ground?.height) / 4) < 0.1);
  const bottom = (box?: Record<string, string>) => Number(box?.y) + Number(box?.height);
  assert.ok(Math.abs(bottom(level) - bottom(ground)) < 0.11);
});

test("a night without a reading says so", () => {
  assert.match(draw({}), /nothing was read in this time/);
  assert.match(draw({ readings: [reading(20 * HOUR, 21 * HOUR)] }), /nothing was read in this time/);
});

test("labels never overlap, and all of the night stays within the plot", () => {
  const readings = fc.array(
    fc
      .tuple(
        fc.double({ min: -HOUR, max: 11 * HOUR, noNaN: true }),
        fc.double({ min: 0, max: 3 * HOUR, noNaN: true }),
        fc.constantFrom(...EVENTS),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([start, length, event, confidence]) => reading(start, start + length, { event, confidence })),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(readings, (found) => {
      const svg = draw({ readings: found, breath: breathing(10 * HOUR) });
      wellFormed(svg);
      const named = labels(svg).filter(({ y }) => y < Number(/y="([\d.]+)"[^>]*>hours since/.exec(svg)?.[1]));
      for (const [i, one] of named.entries()) {
        assert.ok(one.from >= LEFT - 0.1 && one.to <= RIGHT + 0.1);
        for (const other of named.slice(i + 1))
          assert.ok(one.y !== other.y || one.to <= other.from || other.to <= one.from, "two labels overlap");
      }
      for (const { x: left, width } of elements(svg.slice(svg.indexOf(">Spiralformer<")), "rect"))
        assert.ok(Number(left) >= LEFT - 0.1 && Number(left) + Number(width) <= RIGHT + 0.1);
      const height = Number(elements(svg, "svg")[0]?.height);
      for (const { y } of elements(svg, "text")) assert.ok(Number(y) < height);
    }),
    { numRuns: 100 },
  );
});

test("a year in which everything was called and read stays below half a megabyte", () => {
  const to = 365 * 24 * HOUR;
  const calls = Array.from({ length: 20_000 }, (_, i) => ({ at: (i / 20_000) * to, mode: CALLS[i % 4] ?? "hold" }));
  const readings = Array.from({ length: 5000 }, (_, i) => reading((i / 5000) * to, (i / 5000) * to + 600));
  const svg = draw({ breath: breathing(to), calls, readings }, 0, to);
  wellFormed(svg);
  assert.ok(Buffer.byteLength(svg) < 500_000, `${Buffer.byteLength(svg)} bytes`);
  const told = [...svg.matchAll(/<title>(\d+) readings, too close/g)].reduce((sum, [, n]) => sum + Number(n), 0);
  const each = svg.match(/<title>A steady rhythm on e1\.<\/title>/g)?.length ?? 0;
  assert.equal(told + each, 5000, "none is forgotten");
});

test("whatever the night was, it is XML without a NaN", () => {
  const time = fc.oneof(
    fc.double({ min: -1e4, max: 1e5, noNaN: true }),
    fc.double({ min: -1e15, max: 1e15, noNaN: true }),
  );
  const breath = fc.array(
    fc.tuple(fc.constantFrom(...PHASES), time, time).map(([phase, start, end]) => ({ phase, start, end })),
    { maxLength: 8 },
  );
  const calls = fc.array(fc.record({ at: time, mode: fc.constantFrom(...CALLS) }), { maxLength: 8 });
  const readings = fc.array(
    fc
      .tuple(time, time, fc.constantFrom(...EVENTS), fc.double({ min: 0, max: 1, noNaN: true }), anyText)
      .map(([start, decided, event, confidence, text]) => reading(start, decided, { event, confidence, text })),
    { maxLength: 8 },
  );
  const span = fc.tuple(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.double({ min: 0.01, max: 1e8, noNaN: true }),
  );
  fc.assert(
    fc.property(span, fc.record({ breath, calls, readings }), ([from, length], night) => {
      wellFormed(draw(night, from, from + length));
    }),
    { numRuns: 150 },
  );
});

test("the legend names every phase and every kind of call", () => {
  const svg = draw({});
  for (const name of [...PHASES, ...CALLS]) assert.match(svg, new RegExp(`>${name}<tspan`));
});
