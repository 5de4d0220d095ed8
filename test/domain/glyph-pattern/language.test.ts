import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { isAndasError } from "../../../src/domain/errors.js";
import { parseGlyphPattern } from "../../../src/domain/glyph-pattern/parse.js";
import { printGlyphPattern } from "../../../src/domain/glyph-pattern/print.js";
import { GLYPH_PATTERN_REGEX } from "../../../src/domain/glyph-pattern/schema.js";
import type { GlyphPattern } from "../../../src/domain/glyph-pattern.js";
import { anyPatternText } from "./some-glyphs.js";

const regex = new RegExp(GLYPH_PATTERN_REGEX, "u");

function parsed(text: string): GlyphPattern | undefined {
  try {
    return parseGlyphPattern(text);
  } catch (error) {
    if (isAndasError(error, "config")) return undefined;
    throw error;
  }
}

function says(text: string, expected: RegExp): void {
  assert.throws(
    () => parseGlyphPattern(text),
    (error: unknown) => isAndasError(error, "config") && expected.test(error.message),
    text,
  );
}

test("a pattern has one plain way to be written", () => {
  const plain = (text: string) => printGlyphPattern(parseGlyphPattern(text));
  assert.equal(plain("  pause   burst\tpause "), "pause burst pause");
  assert.equal(plain("silence >= 120 min( burst | train )"), "silence>=2h (burst|train)");
  assert.equal(plain("any {4} within 1200s on e1 , e3"), "any{4} on e1,e3 within 20min");
  assert.equal(plain("((spike)) {1}"), "spike");
  assert.equal(plain("(spike{3,5}){2}(-burst>1.5h<=2d)?"), "(spike{3,5}){2} -burst>90min<=2d?");
  assert.equal(plain("pause burst|silence(train|(spike|rest) )"), "pause burst | silence (train|spike|rest)");
  assert.equal(plain("spike{0,1} spike{0,} spike{1,} spike{2,}spike {3}"), "spike? spike* spike+ spike{2,} spike{3}");
});

test("a plus that touches what stands before it repeats; before a name it is the sign", () => {
  const { root } = parseGlyphPattern("spike+ +spike -spike");
  assert.equal(printGlyphPattern({ text: "", root, on: undefined, within: undefined }), "spike+ +spike -spike");
  assert.equal(root.kind === "sequence" && root.parts.length, 3);
  says("spike-spike", /character 6: put a space before the sign/);
});

test("what is wrong is named with its place, and what may have been meant", () => {
  says("pause brust pause", /character 7: no glyph "brust"; did you mean "burst"\?/);
  says("Spike{3}", /character 1: no glyph "Spike"; did you mean "spike"\?/);
  says("  ", /character 2: it is empty; write names/);
  says("", /character 1: it is empty/);
  says("silence>=2x burst", /character 11: no unit "x"; units are s, min, h, d/);
  says("silence>=2 burst", /character 12: no unit "burst"/);
  says("silence>= burst", /character 11: expected a length such as 20min, found "burst"/);
  says("silence>2h<1h", /character 11: no length is both/);
  says("(burst|train", /character 12: expected "\)" for the "\(" at character 1, found the end/);
  says("burst)", /character 6: expected the end, "on" or "within", found "\)"/);
  says("spike{5,2}", /character 6: at least 5 and at most 2; swap them/);
  says("spike{0}", /character 6: repeated no times/);
  says("spike{2}{3}", /character 9: one repetition after another/);
  says("{3}", /character 1: "\{" repeats what stands before it/);
  says("spike* burst?", /character 1: nothing at all would fit it/);
  says("(burst|train)>=2h", /character 14: a length stands behind a glyph/);
  says("-silence", /character 1: "silence" has no sign/);
  says("spike on", /character 8: expected the name of an electrode/);
  says("spike on e1,e1", /character 13: "e1" a second time/);
  says("spike on e1 on e2", /character 13: a second "on"/);
  says("spike within 0s", /character 14: nothing happens within no time/);
  says("((spike{100}){100}){100}", /character 14: more than 256 glyphs/);
  says("(".repeat(5000), /character 17: groups in groups, more than 16 deep/);
  says("spike\nburts", /"spike\\nburts", character 7/);
});

test("what is printed parses to the same pattern, and prints the same again", () => {
  fc.assert(
    fc.property(anyPatternText, (text) => {
      const pattern = parsed(text);
      fc.pre(pattern !== undefined);
      const printed = printGlyphPattern(pattern);
      const again = parseGlyphPattern(printed);
      assert.deepEqual({ ...again, text: "" }, { ...pattern, text: "" });
      assert.equal(printGlyphPattern(again), printed);
    }),
    { numRuns: 500 },
  );
});

test("every length survives being printed", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1000, noNaN: true }),
      fc.constantFrom("s", "min", "h", "d"),
      (number, unit) => {
        const pattern = parseGlyphPattern(`any>=${number.toFixed(9)}${unit}`);
        assert.deepEqual(parseGlyphPattern(printGlyphPattern(pattern)).root, pattern.root);
      },
    ),
  );
});

const PIECES = [
  "spike",
  "any",
  "pause",
  "on",
  "within",
  "e1",
  " ",
  "  ",
  "(",
  ")",
  "|",
  "{",
  "}",
  "3",
  ",",
  "?",
  "*",
  "+",
  "-",
  ">=",
  "<",
  "2h",
  "20 min",
  "x",
];
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join("")),
  fc.tuple(anyPatternText, fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, more]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + more + text.slice(cut + 1);
  }),
);

test("any text either parses or is refused in one line that points into it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        parseGlyphPattern(text);
      } catch (error) {
        assert.ok(isAndasError(error, "config"), String(error));
        assert.doesNotMatch(error.message, /[\n\r]/);
        const at = Number(/, character (\d+): /.exec(error.message)?.[1]);
        assert.ok(at >= 1 && at <= Math.max(1, text.length), `character ${at} of ${text.length}`);
      }
    }),
    { numRuns: 1000 },
  );
});

test("whatever parses fits the pattern of the JSON Schema", () => {
  let valid = 0;
  fc.assert(
    fc.property(fc.oneof(anyPatternText, anyText), (text) => {
      if (parsed(text) === undefined) return;
      valid++;
      assert.match(text, regex);
    }),
    { numRuns: 1000 },
  );
  assert.ok(valid > 100, `${valid} were valid`);
});

test("the JSON Schema refuses what is far from a pattern, and long nonsense quickly", () => {
  for (const text of [
    "",
    "pause brust",
    "spike >= soon",
    "spike on E1",
    "spikeburst",
    "within 20min",
    "spike within 20",
  ])
    assert.doesNotMatch(text, regex);
  assert.doesNotMatch(`${"spike ".repeat(5000)}!`, regex);
  assert.doesNotMatch(`spike on ${"e1, ".repeat(5000)}!`, regex);
  assert.doesNotMatch(`any${" on e".repeat(5000)}!`, regex);
});

test("the examples of the README parse, and are written plainly", () => {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, "package.json"))) root = dirname(root);
  const page = readFileSync(join(root, "src/domain/glyph-pattern/README.md"), "utf8").split("## Ten examples")[1] ?? "";
  const examples = [...page.matchAll(/^\| `(.+?)` \|/gm)].map(([, text]) => (text as string).replaceAll("\\|", "|"));
  assert.equal(examples.length, 10);
  for (const text of examples) {
    assert.equal(printGlyphPattern(parseGlyphPattern(text)), text);
    assert.match(text, regex);
  }
});
