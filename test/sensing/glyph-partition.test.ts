import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Glyph } from "../../src/domain/glyph.js";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import type { Spike } from "../../src/domain/spike.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { GlyphPartition } from "../../src/sensing/glyphs/glyph-partition.js";

function partition() {
  const glyphs: Glyph[] = [];
  const cut = new GlyphPartition("e1", USUAL_GLYPHS.fungus, { glyph: (glyph) => glyphs.push(glyph), change: () => {} });
  return { glyphs, cut, names: () => glyphs.map((glyph) => glyph.name) };
}

function spike(onset: number, length = 60, amplitude = 0.05): Spike {
  const end = onset + length;
  return {
    electrode: "e1",
    onset,
    peak: onset + length / 3,
    end,
    amplitude,
    polarity: amplitude < 0 ? -1 : 1,
    z: 10,
    match: 0.9,
    decided: end,
  };
}

/** Spikes at these times, and quiet long enough after them for everything to be named. */
function lived(onsets: readonly number[]) {
  const { glyphs, cut, names } = partition();
  cut.begin(0);
  for (const onset of onsets) cut.addSpike(spike(onset));
  const end = (onsets.at(-1) ?? 0) + 12 * HOUR;
  cut.advanceTo(end, end);
  return { glyphs, names };
}

test("a lone spike stands between the quiet before it and what follows", () => {
  const { names, glyphs } = lived([2 * HOUR]);
  assert.deepEqual(names(), ["silence", "spike"]);
  assert.equal(glyphs[1]?.spikes, 1);
});

test("three spikes close together are a burst, with the largest of them as its height", () => {
  const { cut, glyphs } = partition();
  cut.begin(0);
  cut.addSpike(spike(600, 60, 0.02));
  cut.addSpike(spike(900, 60, -0.09));
  cut.addSpike(spike(1200, 60, 0.03));
  cut.advanceTo(12 * HOUR, 12 * HOUR);
  const burst = glyphs.find((glyph) => glyph.name === "burst");
  assert.deepEqual([burst?.start, burst?.end, burst?.spikes, burst?.amplitude], [600, 1260, 3, -0.09]);
});

test("four spikes at a walking pace are a train; three are three spikes with pauses between them", () => {
  const pace = 25 * MINUTE;
  assert.deepEqual(
    lived([HOUR, HOUR + pace, HOUR + 2 * pace, HOUR + 3 * pace])
      .names()
      .slice(1),
    ["train"],
  );
  assert.deepEqual(
    lived([HOUR, HOUR + pace, HOUR + 2 * pace])
      .names()
      .slice(1),
    ["spike", "pause", "spike", "pause", "spike"],
  );
});

test("a burst inside a train keeps its name: what is more particular comes first", () => {
  const onsets = [3600, 3800, 4000, 4000 + 25 * MINUTE, 4000 + 50 * MINUTE];
  assert.deepEqual(lived(onsets).names().slice(1), ["burst", "pause", "spike", "pause", "spike"]);
});

test("quiet is named by its length in the electrode's own mean intervals", () => {
  const mean = USUAL_GLYPHS.fungus.interval.usual;
  for (const [length, name] of [
    [0.3 * mean, "rest"],
    [mean, "pause"],
    [2 * mean, "silence"],
  ] as const) {
    assert.equal(lived([length]).names()[0], name);
  }
});

test("drift names the quiet that it fills, and no more", () => {
  const { cut, glyphs } = partition();
  cut.begin(0);
  cut.setDrifting(true, 1000);
  cut.setDrifting(false, 5000);
  cut.addSpike(spike(9000));
  cut.advanceTo(12 * HOUR, 12 * HOUR);
  assert.deepEqual(
    glyphs.map(({ name, start, end }) => [name, start, end]),
    [
      ["pause", 0, 1000],
      ["drift", 1000, 5000],
      ["silence", 5000, 9000],
      ["spike", 9000, 9060],
    ],
  );
});

test("nothing is named before it is certain, and nothing is told twice", () => {
  const { cut, glyphs } = partition();
  cut.begin(0);
  cut.addSpike(spike(HOUR));
  cut.advanceTo(HOUR + 120, HOUR + 120);
  assert.deepEqual(
    glyphs.map((glyph) => glyph.name),
    ["pause"],
    "the quiet before it is over, but more spikes may still join it",
  );
  cut.advanceTo(6 * HOUR, 6 * HOUR);
  const told = glyphs.length;
  cut.advanceTo(7 * HOUR, 7 * HOUR);
  assert.equal(glyphs.length, told);
});

test("whatever happens, every instant belongs to exactly one glyph, told in order and never early", () => {
  const happening = fc.record({
    after: fc.integer({ min: 1, max: 4 * HOUR }),
    length: fc.integer({ min: 1, max: HOUR }),
    what: fc.constantFrom("spike", "gap", "unheard", "artefact", "drift"),
  });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const { cut, glyphs } = partition();
      let now = 0;
      cut.begin(0);
      for (const { after, length, what } of happenings) {
        const start = now + after;
        now = start + length;
        if (what === "spike") cut.addSpike(spike(start, length));
        else if (what === "drift") {
          cut.setDrifting(true, start);
          cut.setDrifting(false, now);
        } else cut.addSpan(what, start, now, now);
        const before = glyphs.length;
        cut.advanceTo(now, now);
        for (const glyph of glyphs.slice(before)) assert.ok(glyph.decided <= now);
      }
      let cursor = 0;
      for (const glyph of glyphs) {
        assert.equal(glyph.start, cursor, "no hole and no overlap");
        assert.ok(glyph.end > glyph.start);
        assert.ok(glyph.decided >= glyph.end);
        cursor = glyph.end;
      }
    }),
  );
});
