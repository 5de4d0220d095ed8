import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cells, clean, fit, fitEnd, flow, pad } from "../../src/view/width.js";
import { anyText } from "./any-event.js";

test("width is counted as terminals count it", () => {
  const known: readonly [string, number][] = [
    ["", 0],
    ["björk", 5],
    ["e\u0301", 1],
    ["木の下", 6],
    ["🍄", 2],
    ["⡠⠤·‥…ʌ✶×━┼▸", 11],
    ["한국", 4],
    ["Ａ", 2],
  ];
  for (const [text, width] of known) assert.equal(cells(text), width, text);
});

test("text is cut between characters and says that it was", () => {
  assert.equal(fit("follow the burst", 9), "follow t…");
  assert.equal(fit("木の下で", 5), "木の…");
  assert.equal(fit("short", 5), "short");
  assert.equal(fit("anything", 0), "");
});

test("words flow into the next row where a row has no room, and are left out where there is no row", () => {
  const words = ["ʌ spike", "… silence", "‥ pause", "§ stir"];
  assert.deepEqual(flow(words, [20, 20]), ["ʌ spike  … silence", "‥ pause  § stir"]);
  assert.deepEqual(flow(words, [40]), ["ʌ spike  … silence  ‥ pause  § stir"]);
  assert.deepEqual(flow([], [10]), []);
});

test("a name keeps its end, by which it is told from its likes", () => {
  assert.equal(fitEnd("differential-1-2-ave", 14), "…ntial-1-2-ave");
  assert.equal(fitEnd("木の下で", 5), "…下で");
  assert.equal(fitEnd("birch", 5), "birch");
  assert.equal(fitEnd("birch", 0), "");
});

test("whatever the text, padded it is exactly as wide as asked, on either side", () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), fc.constantFrom("left" as const, "right" as const), (text, width, side) => {
      assert.equal(cells(pad(clean(text), width, side)), width);
    }),
  );
});

test("cleaned text can neither steer a terminal nor hide what it says", () => {
  assert.equal(clean("a\x1b[2Jb\r\nc\u202edc\u200b"), "a [2Jb cdc");
  fc.assert(fc.property(anyText, (text) => !/\p{Cc}|\p{Cf}|\p{Cs}/u.test(clean(text))));
});
