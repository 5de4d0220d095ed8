import assert from "node:assert/strict";
import { test } from "node:test";
import type { Glyph, GlyphName } from "../../src/domain/glyph.js";
import { parseGlyphPattern } from "../../src/domain/glyph-pattern/parse.js";
import type { Noticed } from "../../src/domain/percept.js";
import { HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";
import { GlyphPatternSense } from "../../src/sensing/percepts/glyph-pattern-sense.js";

function anEar(...patterns: string[]) {
  const noticed: Noticed[] = [];
  const ear = new GlyphPatternSense(patterns.map(parseGlyphPattern), (one) => noticed.push(one));
  const closes = (name: GlyphName, start: Seconds, end: Seconds, electrode = "e1") =>
    ear.onGlyphChange({ phase: "close", glyph: aGlyph(name, start, end, electrode) });
  const lasts = (name: GlyphName, start: Seconds, end: Seconds, electrode = "e1") =>
    ear.onGlyphChange({ phase: "open", glyph: aGlyph(name, start, end, electrode) });
  return { ear, noticed, closes, lasts };
}

function aGlyph(name: GlyphName, start: Seconds, end: Seconds, electrode: string): Glyph {
  return { electrode, name, start, end, spikes: 0, amplitude: 0, decided: end };
}

test("a pattern that was heard is a percept that says which, on what and from when to when", () => {
  const { noticed, closes } = anEar("pause   burst pause");
  closes("pause", 0, 600);
  closes("burst", 600, 1800);
  assert.equal(noticed.length, 0);
  closes("pause", 1800, 2460);
  assert.deepEqual(noticed, [
    {
      source: "glyphs",
      type: "pattern",
      intensity: 0.5, // as long as the usual interval of a fungus
      at: 2460,
      tags: [],
      data: { pattern: "pause burst pause", electrodes: ["e1"], start: 0, end: 2460 },
    },
  ]);
});

test("two ways to write one pattern are one percept", () => {
  const { noticed, closes } = anEar("burst on e1", " burst  on e1 ", "spike on e1");
  closes("burst", 0, 600);
  assert.equal(noticed.length, 1);
});

test("a silence of two hours is noticed while it lasts, once, and not again when it ends", () => {
  const { ear, noticed, closes, lasts } = anEar("silence>=2h");
  closes("spike", 0, 100);
  lasts("silence", 100, 100 + HOUR);
  assert.equal(ear.due, 100 + 2 * HOUR);
  ear.advanceTo("e1", 100 + 2 * HOUR - 1);
  assert.equal(noticed.length, 0);
  ear.advanceTo("e1", 100 + 2 * HOUR + 5);
  assert.equal(noticed[0]?.at, 100 + 2 * HOUR + 5);
  assert.equal(ear.due, Number.POSITIVE_INFINITY);
  ear.advanceTo("e1", 100 + 3 * HOUR);
  closes("silence", 100, 100 + 4 * HOUR);
  assert.equal(noticed.length, 1);
});

test("a control electrode's part in a pattern is marked, and a percept is as strong as its electrode's kind of life makes it", () => {
  const { ear, noticed, closes } = anEar("burst");
  ear.addElectrode({ name: "bare", device: "adc", channel: "0-1", profile: "fungus", control: true });
  ear.addElectrode({ name: "leaf", device: "adc", channel: "2-3", profile: "plant", control: false });
  closes("burst", 0, 2 * MINUTE, "bare");
  closes("burst", 0, 4 * MINUTE, "leaf");
  assert.deepEqual(
    noticed.map(({ tags }) => tags),
    [["control"], []],
  );
  assert.ok((noticed[0]?.intensity ?? 1) < 0.1);
  assert.equal(noticed[1]?.intensity, 0.5);
});

test("an electrode's sense tells often enough how far it has heard: two quiet hours are noticed within a minute or two", () => {
  const { ear, noticed } = anEar("silence>=2h");
  let opened = Number.NaN;
  const sense = new ElectrodeSense(
    { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false },
    {
      spike: () => {},
      glyph: () => {},
      glyphChange: (change) => {
        if (change.phase !== "close" && change.glyph.name === "silence") opened = change.glyph.start;
        ear.onGlyphChange(change);
      },
      heard: (electrode, until) => ear.advanceTo(electrode, until),
      percept: () => {},
    },
  );
  const random = new SeededRandom(4);
  for (let t = 0; t < 6 * HOUR; t++) sense.pushValue(t, Math.round(3 * random.normal()) / 1000);
  assert.equal(noticed.length, 1);
  const { start, end } = (noticed[0] ?? assert.fail()).data as { start: Seconds; end: Seconds };
  assert.equal(start, opened);
  assert.ok(end >= start + 2 * HOUR && end <= start + 2 * HOUR + MINUTE, `${end - start} s`);
});

test("other patterns are waited for from then on; the same ones again change nothing of what is under way", () => {
  const { ear, noticed, closes } = anEar("burst pause");
  closes("burst", 0, 60);
  ear.waitFor([parseGlyphPattern("burst  pause")]);
  closes("pause", 60, 120);
  assert.equal(noticed.length, 1, "it was under way, and went on");
  ear.waitFor([parseGlyphPattern("train")]);
  closes("burst", 120, 180);
  closes("pause", 180, 240);
  closes("train", 240, 300);
  assert.deepEqual(
    noticed.slice(1).map(({ data }) => data.pattern),
    ["train"],
  );
});
