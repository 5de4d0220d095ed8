import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isAndasError } from "../../src/domain/errors.js";
import { GLYPHS, type GlyphName } from "../../src/domain/glyph.js";
import { GlyphMatcher, parseGlyphPattern } from "../../src/domain/glyph-pattern.js";

function matches(pattern: string, glyphs: readonly GlyphName[]): boolean[] {
  const matcher = new GlyphMatcher(parseGlyphPattern(pattern));
  return glyphs.map((name) => matcher.push(name));
}

test("a sequence is found where it ends, overlapping ones included", () => {
  assert.deepEqual(matches("pause burst pause", ["pause", "burst", "pause", "burst", "pause", "rest"]), [
    false,
    false,
    true,
    false,
    true,
    false,
  ]);
});

test("a bar allows either", () => {
  assert.deepEqual(matches("silence|pause burst|train", ["pause", "train", "silence", "burst", "rest", "burst"]), [
    false,
    true,
    false,
    true,
    false,
    false,
  ]);
});

test("a word that is no glyph is named with its place", () => {
  assert.throws(
    () => parseGlyphPattern("pause brust pause"),
    (error: unknown) => isAndasError(error, "config") && /character 7: no glyph "brust"/.test(error.message),
  );
  assert.throws(() => parseGlyphPattern("  "), /empty/);
});

test("the matcher says what looking back at the last glyphs would say", () => {
  const name = fc.constantFrom(...GLYPHS);
  const step = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.array(name, { maxLength: 60 }), (steps, glyphs) => {
      const pattern = steps.map((names) => names.join("|")).join(" ");
      const expected = glyphs.map((_, end) => {
        const last = glyphs.slice(Math.max(0, end + 1 - steps.length), end + 1);
        return last.length === steps.length && last.every((glyph, i) => steps[i]?.includes(glyph));
      });
      assert.deepEqual(matches(pattern, glyphs), expected);
    }),
  );
});
