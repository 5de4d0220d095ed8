import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LineSplitter } from "../../../devices/line/splitter.js";

/** What comes out of a splitter of 16 bytes when it is fed these pieces. */
function split(pieces: readonly Uint8Array[]): (string | number)[] {
  const heard: (string | number)[] = [];
  const splitter = new LineSplitter(16, { line: (text) => heard.push(text), tooLong: (bytes) => heard.push(bytes) });
  for (const piece of pieces) splitter.push(piece);
  return heard;
}

const bytes = (text: string) => new TextEncoder().encode(text);

test("lines come out whole however the bytes were cut", () => {
  const text = fc.array(fc.stringMatching(/^[0-9,. -]{0,24}$/), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 10 }), (lines, cuts) => {
      const whole = bytes(lines.map((line) => `${line}\n`).join(""));
      const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
      const pieces = at.slice(1).map((end, i) => whole.subarray(at[i], end));
      assert.deepEqual(
        split(pieces),
        lines.map((line) => (line.length > 16 ? line.length : line)),
      );
    }),
  );
});

test("a line ends with LF or CRLF, and what has no end is held", () => {
  assert.deepEqual(split([bytes("a\r\nb\n\nc")]), ["a", "b", ""]);
});

test("a line without end takes no memory and is told once", () => {
  assert.deepEqual(split([...Array.from({ length: 1000 }, () => bytes("x".repeat(1000))), bytes("\nnext\n")]), [
    1_000_000,
    "next",
  ]);
});

test("bytes that are no text stay bytes that are no text", () => {
  assert.deepEqual(split([new Uint8Array([0xff, 0xfe, 0x31, 10])]), ["\ufffd\ufffd1"]);
});
