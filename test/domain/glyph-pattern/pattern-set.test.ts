import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Glyph, GlyphName } from "../../../src/domain/glyph.js";
import { parseGlyphPattern } from "../../../src/domain/glyph-pattern/parse.js";
import { PatternSet } from "../../../src/domain/glyph-pattern/pattern-set.js";
import type { GlyphPattern } from "../../../src/domain/glyph-pattern.js";
import { naiveMatch } from "./naive-matcher.js";
import { anyGlyphs, anyPatternText, inARow } from "./some-glyphs.js";

const setOf = (...texts: string[]) => new PatternSet(texts.map(parseGlyphPattern));

/** Numbers (from 1) of the glyphs that a match ends with. */
function endsAt(pattern: string, glyphs: readonly Glyph[]): number[] {
  const set = setOf(pattern);
  return glyphs.flatMap((glyph, i) => (set.push(glyph).length > 0 ? [i + 1] : []));
}

test("a sequence is found where it ends, overlapping ones included", () => {
  assert.deepEqual(endsAt("pause burst pause", inARow("pause burst pause burst pause rest")), [3, 5]);
});

test("short quiet is the space between words, unless the pattern names it", () => {
  const glyphs = inARow("spike rest spike pause spike silence spike rest spike");
  assert.deepEqual(endsAt("spike{3}", glyphs), [5]);
  assert.deepEqual(endsAt("spike rest spike", glyphs), [3, 9]);
  assert.deepEqual(endsAt("spike silence spike", glyphs), [7]);
  assert.deepEqual(endsAt("any{3}", glyphs), [3, 4, 5, 6, 7, 8, 9]);
});

test("an open-ended repetition is told once for a row, a closed one for every such row in it", () => {
  const glyphs = inARow("spike rest spike rest spike rest spike rest spike silence spike");
  assert.deepEqual(endsAt("spike{3,}", glyphs), [5]);
  assert.deepEqual(endsAt("spike{3}", glyphs), [5, 7, 9]);
});

test("what may stand between is not what a pattern grows deaf by", () => {
  assert.deepEqual(endsAt("spike any* burst", inARow("spike rest burst rest burst burst silence burst")), [3, 5, 8]);
});

test("lengths and signs are heeded", () => {
  const long = inARow("silence", { each: 7200 });
  const then = inARow("train", { from: 7200 });
  assert.deepEqual(endsAt("silence>=2h (burst|train)", [...long, ...then]), [2]);
  assert.deepEqual(endsAt("silence>2h (burst|train)", [...long, ...then]), []);
  assert.deepEqual(endsAt("-spike +spike", inARow("+spike -spike +spike -spike")), [3]);
});

test("electrodes are heard each for itself, or as one stream", () => {
  const e1 = inARow("burst rest burst", { electrode: "e1" });
  const e2 = inARow("burst rest burst", { electrode: "e2", from: 100 });
  const e3 = inARow("burst rest burst", { electrode: "e3", from: 200 });
  const glyphs = [e1, e2, e3].flat().sort((a, b) => a.decided - b.decided);
  assert.deepEqual(endsAt("burst{2}", glyphs), [7, 8, 9]);
  const set = setOf("burst{4} on e1,e3 within 40min", "burst{4} on e1,e3 within 30min");
  const matches = glyphs.flatMap((glyph) => set.push(glyph));
  assert.deepEqual(matches, [
    { text: "burst{4} on e1,e3 within 40min", start: 0, end: 2000, electrodes: ["e1", "e3"], decided: 2000 },
  ]);
});

test("what it says is what looking back over the whole list would say", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(anyPatternText, { minLength: 1, maxLength: 3 }), anyGlyphs, (texts, glyphs) => {
      const patterns = texts.flatMap(parsed);
      const set = new PatternSet(patterns);
      glyphs.forEach((glyph, i) => {
        const so = patterns.flatMap((pattern) => {
          const match = naiveMatch(pattern, glyphs.slice(0, i + 1));
          return match === undefined ? [] : [{ text: pattern.text, start: match[0], end: match[1] }];
        });
        const matches = set.push(glyph);
        found += matches.length;
        assert.deepEqual(
          matches.map(({ text, start, end }) => ({ text, start, end })),
          so,
        );
        for (const match of matches) {
          assert.equal(match.decided, glyph.decided);
          assert.ok(match.electrodes.includes(glyph.electrode));
        }
      });
    }),
    { numRuns: 400 },
  );
  assert.ok(found > 150, `${found} matches`);
});

test("a pattern of any size that can be written is followed to its end", () => {
  const glyphs = inARow("spike ".repeat(300).trim());
  assert.deepEqual(endsAt("spike{256}", glyphs)[0], 256);
  assert.equal(endsAt("spike{256}", glyphs).length, 45);
});

test("years of a busy electrode leave it as small as it was", () => {
  const set = setOf(
    "spike{3,} within 30d",
    "(spike any* train | burst any* silence any>=1d) within 300d",
    "spike any* burst",
  );
  let told = 0;
  for (let i = 0; i < 20_000; i++) {
    const [glyph] = inARow(i % 2 === 0 ? "spike" : "burst", { from: i * 600 });
    told += set.push(glyph as Glyph).length;
  }
  // Only "spike any* burst" fits, at each burst.
  assert.equal(told, 10_000);
});

const open = (name: GlyphName, start: number, end: number, electrode = "e1"): Glyph => ({
  ...{ electrode, name, start, end, spikes: 0, amplitude: 0, decided: end },
});

test("a silence that lasts is told while it lasts, and not again when it ends", () => {
  const set = setOf("burst silence>=2h", "silence>=3h<4h");
  for (const glyph of inARow("pause burst")) set.push(glyph);
  assert.equal(set.due, Number.POSITIVE_INFINITY);
  set.hear({ phase: "open", glyph: open("rest", 1200, 1210) });
  set.hear({ phase: "upgrade", glyph: open("silence", 1200, 5000) });
  assert.equal(set.due, 1200 + 7200);
  assert.deepEqual(set.advance("e1", 8000), []);
  assert.deepEqual(set.advance("e1", 8400), [
    { text: "burst silence>=2h", start: 600, end: 8400, electrodes: ["e1"], decided: 8400 },
  ]);
  assert.equal(set.due, Number.POSITIVE_INFINITY);
  // The greatest length of the other is only known at its end.
  assert.deepEqual(
    set.hear({ phase: "close", glyph: open("silence", 1200, 13_000) }).map(({ text }) => text),
    ["silence>=3h<4h"],
  );
});

test("an open silence waits until what stands before it is certain", () => {
  const set = setOf("pause silence");
  set.push(open("pause", 0, 600));
  assert.deepEqual(set.hear({ phase: "open", glyph: open("spike", 600, 700) }), []);
  assert.deepEqual(set.hear({ phase: "open", glyph: open("silence", 700, 9000) }), []);
  assert.deepEqual(set.hear({ phase: "close", glyph: open("spike", 600, 700) }), []);
  assert.deepEqual(set.advance("e1", 10_000), []);
});

test("one electrode's silence does not last because another is heard further", () => {
  const set = setOf("silence>=2h", "silence{2} on e1,e2");
  set.hear({ phase: "open", glyph: open("silence", 0, 3600, "e1") });
  assert.deepEqual(set.hear({ phase: "open", glyph: open("rest", 8000, 8100, "e2") }), []);
  assert.deepEqual(set.advance("e2", 8100), []);
  const matches = set.advance("e1", 7200);
  assert.deepEqual(
    matches.map(({ text, electrodes }) => [text, electrodes]),
    [["silence>=2h", ["e1"]]],
  );
});

test("an open glyph that is named anew no longer counts as what it was", () => {
  const set = setOf("silence>=2h");
  set.hear({ phase: "open", glyph: open("silence", 0, 3600) });
  assert.equal(set.due, 7200);
  set.hear({ phase: "open", glyph: open("drift", 0, 3700) });
  assert.equal(set.due, Number.POSITIVE_INFINITY);
});

test("open glyphs tell what their close would tell then, when due and never twice", () => {
  let early = 0;
  const withoutEnd = anyPatternText.filter((text) => !text.includes("<"));
  fc.assert(
    fc.property(withoutEnd, anyGlyphs, fc.constantFrom(1, 7, 60), (text, glyphs, steps) => {
      for (const pattern of parsed(text)) {
        const set = new PatternSet([pattern]);
        const soFar: Glyph[] = [];
        for (const glyph of glyphs) {
          let told = 0;
          if (glyph.name === "silence") {
            for (let step = 0; step <= steps; step++) {
              const end = glyph.start + ((glyph.end - glyph.start) * step) / steps;
              const so = end > glyph.start ? naiveMatch(pattern, [...soFar, { ...glyph, end }]) : undefined;
              const idle = step > 0 && set.due > end;
              const matches =
                step === 0 ? set.hear({ phase: "open", glyph: { ...glyph, end } }) : set.advance(glyph.electrode, end);
              if (idle) assert.deepEqual(matches, []);
              told += matches.length;
              // By now it is told, if it would be a match to close here.
              if (so !== undefined && endsSurely(pattern)) assert.equal(told, 1, `${pattern.text} at ${step}/${steps}`);
            }
          }
          soFar.push(glyph);
          early += told;
          told += set.push(glyph).length;
          const so = naiveMatch(pattern, soFar);
          assert.ok(told <= 1, "never twice");
          if (so !== undefined) assert.equal(told, 1);
        }
      }
    }),
    { numRuns: 400 },
  );
  assert.ok(early > 10, `${early} were told early`);
});

/** With `within`, an older beginning may be forgotten while the glyph lasts; what is new by that is told at its close. */
function endsSurely({ within }: GlyphPattern): boolean {
  return within === undefined;
}

function parsed(text: string): GlyphPattern[] {
  try {
    return [parseGlyphPattern(text)];
  } catch {
    return [];
  }
}
