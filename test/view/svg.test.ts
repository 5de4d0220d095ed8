import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { GLYPHS, type Glyph } from "../../src/domain/glyph.js";
import type { Spike } from "../../src/domain/spike.js";
import { ticks, timeTicks } from "../../src/view/svg/axis.js";
import { ColumnTrace } from "../../src/view/svg/column-trace.js";
import { PLOT_WIDTH, type TracePicture, tracePicture } from "../../src/view/svg/trace-picture.js";
import { anyText } from "./any-event.js";
import { elements, wellFormed } from "./read-svg.js";

const HOUR = 3600;

function spike(onset: number, peak: number, end: number, amplitude: number): Spike {
  const polarity = amplitude < 0 ? -1 : 1;
  return { electrode: "e1", onset, peak, end, amplitude, polarity, z: 12, match: 0.9, decided: end };
}

function glyph(name: Glyph["name"], start: number, end: number, spikes = 0): Glyph {
  return { electrode: "e1", name, start, end, spikes, amplitude: 0, decided: end };
}

/** Six hours of one electrode at 0.1 mV with a spike of 0.05 mV at 3 h, which `tracePicture` draws. */
function picture(change: Partial<TracePicture["panels"][number]> = {}): TracePicture {
  const trace = new ColumnTrace(0, 6 * HOUR, PLOT_WIDTH, 10);
  for (let t = 0; t < 6 * HOUR; t++) trace.push(t, 0.1 + 0.05 * Math.exp(-(((t - 3 * HOUR) / 60) ** 2)));
  const spikes = [spike(3 * HOUR - 120, 3 * HOUR, 3 * HOUR + 180, 0.05)];
  const glyphs = [glyph("silence", 0, 10_680), glyph("spike", 10_680, 10_980, 1), glyph("silence", 10_980, 6 * HOUR)];
  const panel = { electrode: "e1", note: "1 up, 0 down", trace, spikes, glyphs, ...change };
  return { title: "a.csv", subtitle: "6 h", from: 0, to: 6 * HOUR, origin: 0, panels: [panel] };
}

test("a spike stands where it was: shaded from onset to end, ringed at its peak, in the middle of the picture", () => {
  const svg = tracePicture(picture());
  wellFormed(svg);
  const left = 84;
  const x = (at: number) => left + (at / (6 * HOUR)) * PLOT_WIDTH;
  const [ring] = elements(svg, "circle");
  assert.ok(Math.abs(Number(ring?.cx) - x(3 * HOUR)) < 0.1);
  const shade = elements(svg, "rect").find((rect) => rect["fill-opacity"] === "0.1");
  assert.ok(Math.abs(Number(shade?.x) - x(3 * HOUR - 120)) < 0.1);
  assert.ok(Math.abs(Number(shade?.width) - (300 / (6 * HOUR)) * PLOT_WIDTH) < 0.1);
  // Up is up: the ring lies in the upper part of the plot, and its title says what it is.
  assert.ok(Number(ring?.cy) < Number(shade?.y) + Number(shade?.height) / 4);
  assert.match(svg, /<title>spike up, 50\.0 µV, 5 min, 12\.0 σ<\/title>/);
});

test("what was marked is a line through all traces, with its name where there is room, and in the description", () => {
  const marks = [
    { at: -5, name: "before" },
    { at: 3600, name: "touched <e1>" },
    { at: 3660, name: "again" },
    { at: 7200, name: "rain" },
  ];
  const svg = tracePicture({ ...picture(), marks });
  wellFormed(svg);
  const lines = elements(svg, "path").filter(({ d }) => /^M[\d.]+ 66V/.test(d ?? ""));
  assert.equal(lines.length, 3);
  assert.equal((svg.match(/<title>(touched &lt;e1&gt;|again|rain)<\/title>/g) ?? []).length, 3);
  const named = [...svg.matchAll(/<text [^>]*>(touched[^<]*|again|rain)<\/text>/g)].map(([, name]) => name);
  assert.deepEqual(named, ["touched &lt;e1&gt;", "rain"], "there is no room for two names");
  assert.match(svg, /Marked at 60 min: touched &lt;e1&gt;\. Marked at 61 min: again\./);
  assert.doesNotMatch(tracePicture({ ...picture(), marks: [] }), /aria-label="marks"/);
});

test("a downward spike hangs below, in another colour and with its wedge turned", () => {
  const trace = new ColumnTrace(0, 600, PLOT_WIDTH, 10);
  for (let t = 0; t <= 600; t++) trace.push(t, -0.05 * Math.exp(-(((t - 300) / 30) ** 2)));
  const down = { trace, spikes: [spike(240, 300, 400, -0.05)], glyphs: [] };
  const [ring] = elements(tracePicture({ ...picture(down), to: 600 }), "circle");
  const [other] = elements(tracePicture(picture()), "circle");
  assert.ok(Number(ring?.cy) > Number(other?.cy) + 60);
  assert.notEqual(ring?.stroke, other?.stroke);
});

test("the glyphs fill the band from the first to the last, and what is not named yet is said", () => {
  const band = (svg: string) => elements(svg, "rect").filter((rect) => rect.height === "16");
  const boxes = band(tracePicture(picture()));
  assert.equal(boxes.length, 3);
  const ends = boxes.map(({ x, width }) => [Number(x), Number(x) + Number(width)]);
  for (let i = 1; i < ends.length; i++) assert.ok(Math.abs((ends[i]?.[0] ?? 0) - (ends[i - 1]?.[1] ?? 0)) < 0.15);
  assert.ok(Math.abs((ends.at(-1)?.[1] ?? 0) - 84 - PLOT_WIDTH) < 0.15);
  assert.doesNotMatch(tracePicture(picture()), /not named yet/);
  assert.match(tracePicture(picture({ glyphs: [glyph("silence", 0, HOUR)] })), /not named yet/);
});

test("the legend names every glyph of the partition, and what is hatched has its hatch", () => {
  const svg = tracePicture(picture());
  for (const name of GLYPHS) if (name !== "stir") assert.match(svg, new RegExp(`>${name}<tspan`));
  for (const [, id] of svg.matchAll(/url\(#([a-z0-9-]+)\)/g)) assert.match(svg, new RegExp(`id="${id}"`));
});

test("a moment of handling does not flatten the rest of the day", () => {
  const trace = new ColumnTrace(0, 6 * HOUR, PLOT_WIDTH, 10);
  for (let t = 0; t < 6 * HOUR; t++) trace.push(t, t >= 7000 && t < 8000 ? 50 : 0.1 * Math.sin(t / 900));
  const marks = (glyphs: Glyph[]) =>
    [...tracePicture(picture({ trace, spikes: [], glyphs })).matchAll(/>−?(\d\.\d\d?)</g)].map(([, label]) =>
      Number(label),
    );
  assert.ok(marks([glyph("artefact", 6990, 8010)]).includes(0.05));
  assert.ok(!marks([]).includes(0.05), "what nobody called an artefact is drawn whole");
});

test("a hole in the samples is a hole in the line", () => {
  const lines = (holes: boolean) => {
    const trace = new ColumnTrace(0, 1000, 100, 10);
    for (let t = 0; t < 1000; t++) trace.push(t, holes && t > 400 && t < 600 ? Number.NaN : 0.1);
    const path = elements(tracePicture({ ...picture({ trace, spikes: [], glyphs: [] }), to: 1000 }), "path").find(
      (one) => one["stroke-linejoin"] === "round",
    );
    return path?.d?.split("M").length ?? 0;
  };
  assert.equal(lines(false), 2);
  assert.equal(lines(true), 3);
});

test("slow samples are joined, fast ones keep their peaks", () => {
  const slow = new ColumnTrace(0, 1000, 1000, 300);
  for (let t = 0; t < 1000; t += 30) slow.push(t, 1);
  assert.equal(
    slow.broken.reduce((a, b) => a + b),
    0,
  );
  const fast = new ColumnTrace(0, 1000, 10, 0.1);
  for (let i = 0; i < 100_000; i++) fast.push(i / 100, i === 55_555 ? 7 : 1);
  assert.equal(fast.high[5], 7);
  assert.equal(fast.low[5], 1);
  assert.deepEqual(fast.reach(555, 556), { low: 1, high: 7 });
  const zero = new ColumnTrace(0, 10, 10, 5);
  for (let t = 0; t < 10; t++) zero.push(t, 0);
  assert.deepEqual(zero.reach(2, 3), { low: 0, high: 0 }, "no voltage is a voltage too");
});

test("six hours of four noisy electrodes with many spikes stay below half a megabyte", () => {
  const trace = new ColumnTrace(0, 6 * HOUR, PLOT_WIDTH, 10);
  for (let t = 0; t < 6 * HOUR; t++) trace.push(t, -1000 + ((t * 7919) % 1000) / 7);
  const times = Array.from({ length: 60 }, (_, i) => 360 * i);
  const spikes = times.map((t) => spike(t, t + 50, t + 150, -0.123));
  const glyphs = times.flatMap((t) => [glyph("spike", t, t + 150, 1), glyph("rest", t + 150, t + 360)]);
  const one = picture({ trace, spikes, glyphs }).panels[0] as TracePicture["panels"][number];
  const svg = tracePicture({ ...picture(), panels: [one, one, one, one] });
  wellFormed(svg);
  assert.ok(Buffer.byteLength(svg) < 500_000, `${Buffer.byteLength(svg)} bytes`);
});

test("whatever is drawn, it is XML without a NaN", () => {
  const time = fc.oneof(
    fc.double({ min: -1e4, max: 1e5, noNaN: true }),
    fc.double({ min: -1e15, max: 1e15, noNaN: true }),
  );
  const mv = fc.oneof(fc.double(), fc.double({ min: -1, max: 1 }), fc.constant(Number.NaN));
  const spikes = fc.array(
    fc
      .tuple(time, time, time, fc.double({ min: -1e12, max: 1e12, noNaN: true }))
      .map(([a, b, c, mv]) => spike(a, b, c, mv)),
    { maxLength: 8 },
  );
  const glyphs = fc.array(
    fc.tuple(fc.constantFrom(...GLYPHS), time, time, fc.nat(9)).map(([name, a, b, n]) => glyph(name, a, b, n)),
    { maxLength: 8 },
  );
  const samples = fc.array(fc.tuple(time, mv), { maxLength: 60 });
  const span = fc.tuple(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.double({ min: 0.01, max: 1e8, noNaN: true }),
  );
  fc.assert(
    fc.property(span, samples, spikes, glyphs, anyText, ([from, length], pushed, found, named, words) => {
      const to = from + length;
      const trace = new ColumnTrace(from, to, PLOT_WIDTH, 10);
      for (const [at, value] of pushed.sort(([a], [b]) => a - b)) trace.push(at, value);
      const panel = { electrode: words, note: words, trace, spikes: found, glyphs: named };
      wellFormed(tracePicture({ title: words, subtitle: words, origin: from, from, to, panels: [panel, panel] }));
    }),
    { numRuns: 150 },
  );
});

test("whose recording it is stands below the picture, cut to its width, and whole in the description", () => {
  const credit = `${"A. Adamatzky, ".repeat(30)}CC BY 4.0`;
  const svg = tracePicture({ ...picture(), credit });
  wellFormed(svg);
  assert.match(svg, /<desc[^>]*>[^<]*CC BY 4\.0<\/desc>/);
  const last = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].at(-1)?.[1] ?? "";
  assert.match(last, /^A\. Adamatzky, .*…$/);
  assert.ok(last.length * 6 <= PLOT_WIDTH);
  const height = (of: string) => Number(elements(of, "svg")[0]?.height);
  assert.ok(height(svg) > height(tracePicture(picture())), "it has room of its own");
});

test("ticks are round, in order, within the axis, and neither too few nor too many", () => {
  assert.deepEqual(
    ticks(-0.3, 0.1, 4).map(({ label }) => label),
    ["−0.3", "−0.2", "−0.1", "0.0", "0.1"],
  );
  const day = timeTicks(36 * HOUR, 42 * HOUR, 12);
  assert.equal(day.unit, "hours");
  assert.deepEqual(
    day.ticks.slice(0, 3).map(({ label }) => label),
    ["36.0", "36.5", "37.0"],
  );
  assert.deepEqual(
    timeTicks(0, 1200, 4).ticks.map(({ label }) => label),
    ["0", "5", "10", "15", "20"],
  );
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e8, noNaN: true }),
      (low, length) => {
        for (const found of [ticks(low, low + length, 5), timeTicks(low, low + length, 12).ticks]) {
          assert.ok(found.length >= 1 && found.length <= 26, `${found.length} marks`);
          assert.equal(new Set(found.map(({ label }) => label)).size, found.length, "no two are called the same");
          for (const { at } of found) assert.ok(at >= low - 1e-6 * length && at <= low + length * (1 + 1e-6));
        }
      },
    ),
  );
});
