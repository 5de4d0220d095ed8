import fc from "fast-check";
import type { Glyph, GlyphName } from "../../../src/domain/glyph.js";

/** Glyphs of one electrode, ten minutes each, one after the other. `-spike` is a spike that goes down. */
export function inARow(words: string, { electrode = "e1", from = 0, each = 600 } = {}): Glyph[] {
  return words.split(" ").map((word, i) => {
    const name = word.replace(/^[+-]/, "") as GlyphName;
    const amplitude = word.startsWith("-") ? -0.05 : 0.05;
    const start = from + i * each;
    return { electrode, name, start, end: start + each, spikes: 1, amplitude, decided: start + each };
  });
}

const NAMES = ["spike", "burst", "pause", "rest", "silence"] as const;
const LENGTHS = [60, 600, 1800.25, 7200];

/** Glyphs of up to three electrodes, each electrode's without a hole, in the order in which they were decided. */
export const anyGlyphs: fc.Arbitrary<Glyph[]> = fc
  .array(
    fc.record({
      electrode: fc.constantFrom("e1", "e2", "e3"),
      name: fc.constantFrom(...NAMES),
      length: fc.constantFrom(...LENGTHS),
      amplitude: fc.constantFrom(-0.1, 0.1),
      late: fc.constantFrom(0, 30, 900),
    }),
    { maxLength: 40 },
  )
  .map((rows) => {
    const ends = new Map<string, number>();
    const glyphs = rows.map(({ electrode, name, length, amplitude, late }) => {
      const start = ends.get(electrode) ?? 1_700_000_000.3;
      const end = start + length;
      ends.set(electrode, end);
      return { electrode, name, start, end, spikes: 1, amplitude, decided: end + late };
    });
    // An electrode's own glyphs are decided in their order, however late each is.
    const last = new Map<string, number>();
    for (const glyph of glyphs) {
      glyph.decided = Math.max(glyph.decided, last.get(glyph.electrode) ?? 0);
      last.set(glyph.electrode, glyph.decided);
    }
    return glyphs.sort((a, b) => a.decided - b.decided);
  });

const length = fc.constantFrom("60s", "10min", "0.5h", "30 min", "2h", "1d", "1800.25s");
const space = fc.constantFrom("", " ", "  ", "\t");
const comparison = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(">=", ">", "<=", "<"), space, length).map((parts) => parts.join("")),
  },
  { weight: 1, arbitrary: fc.constantFrom(">=60s<2h", "<= 30min > 1 min") },
);
const times = fc.oneof(
  { weight: 5, arbitrary: fc.constant("") },
  { weight: 3, arbitrary: fc.constantFrom("?", "*", "+", "{2}", "{3,}", "{2,4}", " { 0 , 2 }", " {1, }", "{1}") },
);
const glyph = fc.oneof(
  fc.tuple(fc.constantFrom("", "+", "-"), fc.constantFrom("spike", "burst"), comparison).map((parts) => parts.join("")),
  fc.tuple(fc.constantFrom("any", ...NAMES), comparison).map((parts) => parts.join("")),
);

const { choice } = fc.letrec<{ choice: string; sequence: string; item: string }>((tie) => ({
  choice: fc
    .array(tie("sequence"), { minLength: 1, maxLength: 3, depthIdentifier: "choice" })
    .map((all) => all.join(" | ")),
  sequence: fc
    .array(tie("item"), { minLength: 1, maxLength: 3, depthIdentifier: "choice" })
    .map((all) => all.join(" ")),
  item: fc
    .tuple(
      fc.oneof(
        { maxDepth: 2, depthIdentifier: "choice" },
        glyph,
        fc.tuple(space, tie("choice"), space).map(([before, inside, after]) => `(${before}${inside}${after})`),
      ),
      times,
    )
    .map((parts) => parts.join("")),
}));

const suffixes = fc.constantFrom(
  "",
  " on e1",
  " on e1,e3",
  " within 30min",
  " on e3 , e2,e1 within 2h",
  " within 1d on e1, e2",
);

/** Texts of patterns, spelt every way; a few need no glyph at all and do not parse. */
export const anyPatternText: fc.Arbitrary<string> = fc
  .tuple(space, choice, suffixes, space)
  .map((parts) => parts.join(""));
