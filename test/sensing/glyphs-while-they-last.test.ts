import assert from "node:assert/strict";
import { test } from "node:test";
import type { Glyph, GlyphChange } from "../../src/domain/glyph.js";
import { type GlyphSettings, USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { HOUR, type Seconds } from "../../src/domain/time.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";

/** An electrode whose signal is nothing but 3 µV of noise, and what is told of it. */
function quietElectrode(settings?: GlyphSettings) {
  const changes: GlyphChange[] = [];
  const glyphs: Glyph[] = [];
  const random = new SeededRandom(4);
  const sense = new ElectrodeSense(
    { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false },
    {
      spike: () => {},
      glyph: (glyph) => glyphs.push(glyph),
      glyphChange: (change) => changes.push(change),
      percept: () => {},
    },
    settings,
  );
  const hears = (from: Seconds, to: Seconds, mv: (t: Seconds) => number = () => 0) => {
    for (let t = from; t < to; t++) sense.pushValue(t, Math.round(1000 * (mv(t) + 0.003 * random.normal())) / 1000);
  };
  return { sense, changes, glyphs, hears };
}

test("a fresh electrode is settling from its first sample on, and says so while it does", () => {
  const { sense, hears, changes } = quietElectrode();
  hears(0, 40);
  assert.equal(sense.glyph?.name, "settling");
  assert.equal(changes[0]?.phase, "open");
  hears(40, 3 * HOUR);
  assert.notEqual(sense.glyph?.name, "settling");
});

test("the quiet of a settled electrode grows from rest to deep silence, long before anything ends it", () => {
  const { sense, hears, glyphs } = quietElectrode();
  hears(0, 9 * HOUR);
  assert.deepEqual([sense.glyph?.name, sense.glyph?.deep], ["silence", true]);
  assert.deepEqual(
    glyphs.map(({ name }) => name),
    ["settling"],
  );
});

test("a converter that goes silent is a gap as soon as it is too long for a dropped row", () => {
  const { sense, hears } = quietElectrode();
  hears(0, 3 * HOUR);
  hears(3 * HOUR, 3 * HOUR + 8, () => Number.NaN);
  assert.notEqual(sense.glyph?.name, "gap");
  hears(3 * HOUR + 8, 3 * HOUR + 30, () => Number.NaN);
  assert.equal(sense.glyph?.name, "gap");
  hears(3 * HOUR + 30, 3 * HOUR + 400);
  assert.equal(sense.glyph?.name, "rest");
});

test("an electrode that rests is unheard from then on, and in its silence again when it wakes", () => {
  const { sense, hears } = quietElectrode();
  hears(0, 3 * HOUR);
  sense.rest();
  assert.equal(sense.glyph?.name, "unheard");
  assert.equal(sense.glyph?.start, 3 * HOUR - 1);
  hears(3 * HOUR + 360, 3 * HOUR + 700);
  assert.equal(sense.glyph?.name, "silence");
});

test("the card's bounds are the electrode's", () => {
  const { sense, hears } = quietElectrode({ ...USUAL_GLYPHS.fungus, medium: 50, veryLong: 100 });
  hears(0, 9 * HOUR);
  assert.equal(sense.glyph?.name, "pause");
});

test("every glyph is told as a close right when it is told as a glyph, and what is told never runs ahead of the samples", () => {
  const { sense, hears, changes, glyphs } = quietElectrode();
  let seen = 0;
  const bumps = [42, 62, 64, 66, 90].map((times) => times * 300);
  const bump = (t: Seconds) =>
    bumps.some((onset) => t > onset && t < onset + 300) ? 0.2 * Math.sin((Math.PI * (t % 300)) / 300) : 0;
  for (let t = 0; t < 9 * HOUR; t += 60) {
    hears(t, t + 60, bump);
    for (const { glyph } of changes.slice(seen)) assert.ok(glyph.decided < t + 60 && glyph.decided >= glyph.start);
    seen = changes.length;
  }
  assert.ok(glyphs.length > 5, `${glyphs.length} glyphs`);
  assert.deepEqual(
    changes.filter(({ phase }) => phase === "close").map(({ glyph }) => glyph),
    glyphs,
  );
  assert.ok(sense.glyph !== undefined && sense.glyph.start >= (glyphs.at(-1)?.end ?? 0));
});
