import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FrameReader } from "../../../devices/spikerbox/frames.js";
import { frame, message } from "./a-board.js";

function reader(channels = 1) {
  const frames: number[][] = [];
  const messages: string[] = [];
  const sink = {
    frame: (values: Uint16Array) => frames.push([...values]),
    message: (text: string) => messages.push(text),
  };
  const frameReader = new FrameReader(channels, sink);
  return {
    frames,
    messages,
    reader: frameReader,
    push: (...bytes: number[]) => frameReader.push(Uint8Array.from(bytes)),
  };
}

const sample = fc.integer({ min: 0, max: 1023 });

test("samples come out as they went in, however the bytes were cut", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.array(sample, { minLength: 6, maxLength: 6 })),
      fc.nat(40),
      (n, rows, cut) => {
        const { frames, reader: frameReader } = reader(n);
        const wanted = rows.map((row) => row.slice(0, n));
        const bytes = Uint8Array.from(wanted.flatMap((row) => frame(...row)));
        for (let from = 0; from < bytes.length; from += cut + 1) frameReader.push(bytes.subarray(from, from + cut + 1));
        assert.deepEqual(frames, wanted);
        assert.equal(frameReader.lost, 0);
      },
    ),
  );
});

test("a message is cut out wherever it stands, in the middle of a frame too", () => {
  const { frames, messages, push } = reader(2);
  const bytes = frame(1000, 5);
  push(...frame(1, 2), ...message("HWT:PLANTSS;"), ...bytes.slice(0, 3), ...message("FWV:1.0;"), ...bytes.slice(3));
  assert.deepEqual(frames, [
    [1, 2],
    [1000, 5],
  ]);
  assert.deepEqual(messages, ["HWT:PLANTSS;", "FWV:1.0;"]);
});

test("a byte that was lost costs its frame and no other", () => {
  const { frames, push, reader: frameReader } = reader(2);
  push(...frame(1, 2), ...frame(3, 4).slice(1), ...frame(5, 6).slice(0, 3), ...frame(7, 8));
  assert.deepEqual(frames, [
    [1, 2],
    [7, 8],
  ]);
  assert.equal(frameReader.lost, 6);
});

test("a message that is torn, or has no end, does not swallow the samples after it", () => {
  const torn = reader();
  torn.push(...message("HWT:PLANTSS;").slice(0, 12), ...frame(9));
  torn.push(...message("HWT").slice(0, 13), ...frame(10));
  assert.deepEqual(torn.frames, [[9], [10]]);
  const endless = reader();
  endless.push(
    ...message("x".repeat(5000)).slice(0, -6),
    ...frame(9),
    0xff,
    0xff,
    0xff,
    ...message("a:b;").slice(1),
    ...frame(3),
  );
  assert.deepEqual(endless.frames, [[9], [3]]);
});

test("what has more than ten bits is no sample", () => {
  const { frames, push, reader: frameReader } = reader();
  push(0xff, 0x7f, 0x88, 0x01, ...frame(1023));
  assert.deepEqual(frames, [[1023]]);
  assert.ok(frameReader.lost >= 3);
});
