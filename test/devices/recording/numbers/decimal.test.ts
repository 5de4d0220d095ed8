import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDecimal } from "../../../../devices/recording/numbers/decimal.js";

/** Between other bytes, as a cell lies in its row. */
function parse(text: string): number {
  const bytes = new TextEncoder().encode(`9,${text},9`);
  return parseDecimal(bytes, 2, bytes.length - 2);
}

const digits = (most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: most }).map((list) => list.join(""));

const decimalText = fc
  .record({
    sign: fc.constantFrom("", "-", "+"),
    whole: digits(20),
    dot: fc.boolean(),
    fraction: digits(25),
    exponent: fc.option(fc.tuple(fc.constantFrom("e", "E"), fc.constantFrom("", "-", "+"), fc.nat(330))),
  })
  .map(({ sign, whole, dot, fraction, exponent }) => {
    const mantissa = dot ? `${whole}.${fraction}` : whole;
    return `${sign}${mantissa}${exponent?.join("") ?? ""}`;
  })
  .filter((text) => /\d/.test(text.split(/e/i)[0] as string));

test("any decimal text becomes the same double that Number makes of it, to the last bit and the sign of zero", () => {
  fc.assert(
    fc.property(decimalText, (text) => Object.is(parse(text), Number(text))),
    { numRuns: 3000 },
  );
});

test("every double that was written by a computer is read back as it was", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => parse(String(value)) === value),
    { numRuns: 2000 },
  );
});

test("what loggers write is read: six digits, seven digits, a bare dot, exponents", () => {
  assert.equal(parse("0.62200004"), 0.62200004);
  assert.equal(parse("-0.77500004"), -0.77500004);
  assert.equal(parse("-0.1677136419340097"), -0.1677136419340097);
  assert.equal(parse("9007199254740993"), 9007199254740992);
  assert.equal(parse(".5"), 0.5);
  assert.equal(parse("5."), 5);
  assert.equal(parse("1e-3"), 0.001);
  assert.ok(Object.is(parse("-0"), -0));
});

test("what is no decimal number is NaN, whatever Number would make of it", () => {
  for (const text of [
    "",
    " ",
    ".",
    "-",
    "+",
    "e5",
    "1e",
    "1e+",
    "1.2.3",
    "0x10",
    "0b1",
    "1_000",
    "1,5",
    "--1",
    "12a",
    "a12",
  ])
    assert.ok(Number.isNaN(parse(text)), `"${text}"`);
  for (const text of ["NaN", "Infinity", "-Infinity", "null", " 1", "1 ", "1e5.", "12345678901234567890x"])
    assert.ok(Number.isNaN(parse(text)), `"${text}"`);
});
