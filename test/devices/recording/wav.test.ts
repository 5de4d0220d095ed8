import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openRecording, RecordingReader } from "../../../devices/recording/reader.js";
import { understoodLine } from "../../../devices/recording/row/understood.js";
import { recording } from "../../../devices/recording.js";
import { isAndasError } from "../../../src/domain/errors.js";
import { openBytes } from "../../../src/ports/os/open-bytes.js";
import { START } from "../bench.js";
import { bytesOf } from "../bytes.js";
import { Hearing, portsWith } from "../hearing.js";

/** A sound file of 16 bits, as the SpikerBox apps write it: samples from -1 to 1, channel by channel in each frame. */
function wav(frames: readonly (readonly number[])[], rate = 10_000): Uint8Array {
  const channels = frames[0]?.length ?? 1;
  const data = Buffer.alloc(frames.length * channels * 2);
  frames.flat().forEach((value, i) => {
    data.writeInt16LE(Math.round(value * 0x8000), i * 2);
  });
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

const FRAMES = [
  [0.5, -0.25],
  [0.25, 0],
  [-0.5, 0.125],
];

test("each channel of a sound file is an electrode, at its own rate, in millivolts of the scale that is said", async () => {
  const reader = await RecordingReader.open(bytesOf(wav(FRAMES), 7), { file: "moss.wav", scale: 4 });
  assert.deepEqual([reader.rate, reader.columns.map(({ name }) => name)], [10_000, ["e1", "e2"]]);
  assert.match(
    understoodLine(reader.understood),
    /^WAV, 16 bits; 2 electrodes \(e1, e2, in mV\); .*10000 rows a second as it says; 4 mV at full scale$/,
  );
  const rows: number[][] = [];
  await reader.each(({ time, values }) => void rows.push([time, ...values]));
  assert.deepEqual(rows, [
    [0, 2, -1],
    [0.0001, 1, 0],
    [0.0002, -2, 0.5],
  ]);
});

test("without a scale it is said that nothing is calibrated", async () => {
  const reader = await RecordingReader.open(bytesOf(wav(FRAMES)), { file: "moss.wav" });
  assert.match(
    understoodLine(reader.understood),
    /uncalibrated: full scale counts as 1 mV \(--scale MV says what it is\)/,
  );
  assert.equal(reader.next(), true);
  assert.deepEqual([...reader.row.values], [0.5, -0.25]);
});

test("marks beside a sound file are as if a button had been pressed then", async (t) => {
  const folder = await mkdtemp(join(os.tmpdir(), "andas-wav-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "moss.wav");
  await writeFile(
    file,
    wav(
      Array.from({ length: 50 }, (_, i) => [i / 100]),
      10,
    ),
  );
  await writeFile(
    join(folder, "moss-events.txt"),
    "# Marker IDs can be arbitrary strings.\n# Marker ID,\tTime (in s)\n1,\t2.0\ntouched,\t3.45\n",
  );
  const reader = await openRecording(openBytes, { file });
  await reader.close();
  assert.deepEqual(reader.marks, [
    { at: 2, name: "1" },
    { at: 3.45, name: "touched" },
  ]);
  const { ports, bench } = portsWith(() => bytesOf(""), START);
  const device = recording.create(recording.schema.parse({ file }), { ...ports, openBytes });
  const hearing = new Hearing();
  const calls: number[] = [];
  hearing.called = (at: number) => void calls.push(at);
  await device.start(hearing);
  await bench.clock.run(new AbortController().signal);
  assert.deepEqual(calls, [START + 2, START + 3.45]);
  assert.equal(hearing.rows.length, 50);
});

test("files of other kinds are refused with a line that says how to export them", async () => {
  const kinds: [string, RegExp][] = [
    [
      "PK\x03\x04rest of a spreadsheet",
      /is a spreadsheet \(xlsx, ods\) or another zip file: open it and save its sheet as CSV/,
    ],
    ["0       X X X X", /is EDF: export it as CSV/],
    ["PAR1xxxx", /is Parquet: write it as CSV/],
    ["RIFF\x04\0\0\0WAVE", /has no samples: was it copied whole/],
  ];
  for (const [bytes, why] of kinds) {
    const source = bytesOf(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
    const refused = (error: unknown) =>
      isAndasError(error, "recording") && why.test(error.message) && !error.message.includes("\n");
    await assert.rejects(RecordingReader.open(source, { file: "moss" }), refused);
    assert.equal(source.closed, true);
  }
});
