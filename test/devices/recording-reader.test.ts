import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import type { RecordingOptions } from "../../devices/recording/format/begin.js";
import { RecordingReader } from "../../devices/recording/reader.js";
import { isAndasError } from "../../src/domain/errors.js";
import { openBytes } from "../../src/ports/os/open-bytes.js";
import { bytesOf, endlessly, fixture } from "./bytes.js";

type Options = Omit<RecordingOptions, "file">;

const open = (text: string | Uint8Array, options: Options = {}, piece?: number) =>
  RecordingReader.open(bytesOf(text, piece), { file: "moss.csv", ...options });

async function rowsOf(reader: RecordingReader) {
  const rows: { line: number; time: number; values: number[]; fault: string | undefined }[] = [];
  await reader.each(({ line, time, values, fault }) => {
    rows.push({ line, time, values: [...values], fault });
  });
  return rows;
}

/** Time and values, and what is wrong, if anything is. */
const read = async (text: string, options: Options = {}) =>
  (await rowsOf(await open(text, options))).map(({ time, values, fault }) =>
    fault === undefined ? [time, ...values] : [time, ...values, fault],
  );

const refusal = (pattern: RegExp) => (error: unknown) =>
  isAndasError(error, "recording") && pattern.test(error.message) && !error.message.includes("\n");

const _ = Number.NaN;

test("a CSV with times in seconds", async () => {
  const reader = await RecordingReader.open(await openBytes(fixture("small.csv")), { file: "small.csv" });
  assert.equal(reader.rate, 1);
  assert.equal(reader.epoch, undefined);
  assert.deepEqual(
    (await rowsOf(reader)).map(({ time, values }) => [time, ...values]),
    [
      [0, 0.101, -0.202],
      [1, 0.102, _],
      [2, 0.103, -0.204],
    ],
  );
});

test("a logger's TSV: byte order mark, CRLF, a blank line, quoted headers, microvolts, no time", async () => {
  const reader = await RecordingReader.open(await openBytes(fixture("logger.tsv")), {
    file: "logger.tsv",
    rate: 0.5,
    columns: { soil: "moisture" },
  });
  assert.deepEqual(
    reader.columns.map(({ name, role }) => [name, role]),
    [
      ["differential-1-2-ave", "electrode"],
      ["differential-3-4-ave", "electrode"],
      ["soil", "moisture"],
    ],
  );
  assert.deepEqual(
    (await rowsOf(reader)).map(({ time, values }) => [time, ...values]),
    [
      [0, 0.885, 1.806, 12.5],
      [2, _, 1.783, 12.5],
      [4, 0.838, 1.764, 12.6],
    ],
  );
});

test("ISO times: the first is the epoch, and all are seconds since then", async () => {
  const reader = await RecordingReader.open(await openBytes(fixture("iso-times.csv")), { file: "iso-times.csv" });
  assert.equal(reader.epoch, Date.UTC(2026, 5, 1, 3) / 1000);
  assert.equal(reader.rate, 0.0952381);
  assert.deepEqual(
    (await rowsOf(reader)).map(({ time, values }) => [time, ...values]),
    [
      [0, 1.2, 18.5],
      [10.5, 1.3, 18.4],
      [21, 1.1, 18.4],
    ],
  );
});

test("ISO times mean the same wherever they are read", async (t) => {
  const home = process.env.TZ;
  t.after(() => {
    if (home === undefined) delete process.env.TZ;
    else process.env.TZ = home;
  });
  process.env.TZ = "Asia/Tokyo";
  const reader = await open("time,a\n2026-06-01T12:00:00,1\n2026-06-01T12:00:00.1,2\n");
  assert.equal(reader.epoch, Date.UTC(2026, 5, 1, 12) / 1000);
  assert.deepEqual(
    (await rowsOf(reader)).map(({ time }) => time),
    [0, 0.1],
  );
});

test("blank cells and NaN are missing and no fault; blank lines and spaces are nothing at all", async () => {
  assert.deepEqual(await read('t,a,b\n\n0, 1 ,"2"\n   \n1,,NaN\n2,nan,NAN\n\n\n'), [
    [0, 1, 2],
    [1, _, _],
    [2, _, _],
  ]);
  assert.deepEqual(await read("a\tb\n\t\n1\t2"), [
    [0, _, _],
    [1, 1, 2],
  ]);
});

test("a row with too few or too many cells is a gap at its own time", async () => {
  assert.deepEqual(await read("t,a,b\n0,1,2\n1,3\n2,1,2,3\n3,5,6\n"), [
    [0, 1, 2],
    [1, _, _, "too few cells"],
    [2, _, _, "too many cells"],
    [3, 5, 6],
  ]);
  assert.deepEqual(await read("a,b\n1,2\n3\n5,6\n", { rate: 2 }), [
    [0, 1, 2],
    [0.5, _, _, "too few cells"],
    [1, 5, 6],
  ]);
});

test("text in a number's place is a gap on that electrode alone; a number that is too large is missing", async () => {
  const fault = "text in a number's place";
  assert.deepEqual(await read("t,a,b\n0,oops,2\n1,3,0x10\n2,1e999,4\n3,5,6\n"), [
    [0, _, 2, fault],
    [1, 3, _, fault],
    [2, _, 4],
    [3, 5, 6],
  ]);
});

test("time that repeats, goes back, leaps by years or cannot be read is refused, and the row after goes on", async () => {
  assert.deepEqual(await read("t,a\n0,1\n1,2\n1,3\n0.5,4\nlater,5\n,6\n1e300,7\n2,8\n"), [
    [0, 1],
    [1, 2],
    [_, _, "a time that is not after the one before"],
    [_, _, "a time that is not after the one before"],
    [_, _, "a time that cannot be read"],
    [_, _, "a time that cannot be read"],
    [_, _, "a time far ahead of those around it"],
    [2, 8],
  ]);
});

test("a line of megabytes is thrown away, and its row is a gap where rows come at a rate", async () => {
  const long = "1".repeat(2_500_000);
  assert.deepEqual(await read(`a,b\n1,2\n${long}\n3,4\n`), [
    [0, 1, 2],
    [1, _, _, "a line of over a megabyte"],
    [2, 3, 4],
  ]);
  assert.deepEqual(await read(`t,a\n0,2\n${long}\n3,4\n${long}`), [
    [0, 2],
    [_, _, "a line of over a megabyte"],
    [3, 4],
    [_, _, "a line of over a megabyte"],
  ]);
});

test("bad rows are counted by reason, with the line of the first", async () => {
  const reader = await open("t,a\r\n0,1\r\n\r\n1\r\n2,x\r\n3\r\n2,2\r\n");
  await rowsOf(reader);
  assert.equal(reader.bad.total, 4);
  assert.deepEqual(reader.bad.list(), [
    { reason: "too few cells", rows: 2, line: 4 },
    { reason: "text in a number's place", rows: 1, line: 5 },
    { reason: "a time that is not after the one before", rows: 1, line: 7 },
  ]);
  assert.match(String(reader.bad), /^2 with too few cells \(first in line 4\), 1 with text/);
});

test("the first time that can be read decides how times are written", async () => {
  const reader = await open("time,a\nsoon,1\n2026-06-01,2\n17,3\n2026-06-02,4\n");
  assert.equal(reader.epoch, Date.UTC(2026, 5, 1) / 1000);
  assert.deepEqual(
    (await rowsOf(reader)).map(({ time }) => time),
    [_, 0, _, 86_400],
  );
});

test("what cannot be a recording is refused in one line, and its file closed", async () => {
  const cases: [string | Uint8Array, RegExp][] = [
    ["", /is empty/],
    ["\n\r\n  \n", /is empty/],
    ["t_s,e1\n", /has a header and no rows/],
    ["t_s,e1\n\n\n", /has a header and no rows/],
    ["1,2\n0.3,0.4\n", /first line is numbers/],
    ["t_s\n0\n1\n", /no electrode/],
    ["time,a\nnoon,1\nlater,2\n", /nothing that can be read as time \("noon"\): write seconds, or ISO 8601/],
    [`${"x".repeat(3_000_000)}\n1\n`, /first line is over a megabyte/],
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 10, 3), /is no text/],
    [Uint8Array.of(0xff, 0xfe, 0x74, 0, 10, 0), /has a header and no rows/],
    ["e1_mv,e2_mv\nrain,1,2\nrain,3,4\n", /rows have 3 cells, its header 2/],
    ["e1_mv\nrain\nsnow\nrain\nrain\n", /holds no rows of numbers/],
  ];
  for (const [text, pattern] of cases) {
    const source = bytesOf(text);
    await assert.rejects(RecordingReader.open(source, { file: "moss.csv" }), refusal(pattern), String(pattern));
    assert.equal(source.closed, true);
  }
});

test("columns without a header are called by their place, in options too", async () => {
  const text = `${Array.from({ length: 9 }, (_, i) => `2026-05-01 05:00:0${i},0.${i},1${i}.5`).join("\n")}\n`;
  const reader = await RecordingReader.open(bytesOf(text), {
    file: "moss.csv",
    columns: { "column 3": "temperature" },
  });
  assert.deepEqual(
    reader.columns.map(({ name, role }) => `${name}: ${role}`),
    ["e1: electrode", "temperature: temperature"],
  );
  assert.deepEqual(reader.understood.notes, ["no header: its columns are named by their place"]);
  assert.equal((await rowsOf(reader)).length, 9);
  const none = RecordingReader.open(bytesOf(text), { file: "moss.csv", columns: { e9: "time" } });
  await assert.rejects(none, refusal(/no column "e9"; its columns are "column 1", "column 2", "column 3"/));
});

test("a µ in Latin-1 is understood", async () => {
  const reader = await open(Uint8Array.from("a (\u00b5V)\n1500\n", (character) => character.charCodeAt(0)));
  assert.equal(reader.columns[0]?.unit, "uV");
  assert.deepEqual((await rowsOf(reader))[0]?.values, [1.5]);
});

/** A reader, or why there is none. */
const opened = (text: string, piece?: number) => open(text, {}, piece).catch((error: Error) => error.message);

test("the same bytes give the same rows, in whatever pieces they come", async () => {
  const cell = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer({ min: -9999, max: 9999 }).map((n) => String(n / 1000)),
    fc.constantFrom("", "NaN", "x", " 1 ", '"2"', "1,2", "é"),
  );
  const line = fc.array(cell, { minLength: 0, maxLength: 4 }).map((cells) => cells.join(","));
  const ending = fc.constantFrom("\n", "\r\n");
  const body = fc.array(fc.tuple(line, ending), { minLength: 1, maxLength: 60 });
  const head = fc.constantFrom("t,a,b", "a,b,c", "\ufefft,a (V),b_uv");
  await fc.assert(
    fc.asyncProperty(head, body, fc.boolean(), fc.integer({ min: 1, max: 40 }), async (header, lines, cut, piece) => {
      let text = `${header}\n0,1,2\n${lines.map((parts) => parts.join("")).join("")}`;
      if (cut) text = text.slice(0, -1);
      const whole = await opened(text);
      const pieces = await opened(text, piece);
      if (typeof whole === "string" || typeof pieces === "string") return assert.equal(pieces, whole);
      assert.deepEqual([pieces.rate, pieces.columns], [whole.rate, whole.columns]);
      assert.deepEqual(await rowsOf(pieces), await rowsOf(whole));
      assert.deepEqual(pieces.bad.list(), whole.bad.list());
    }),
    { numRuns: 150 },
  );
});

test("a long file comes out whole through a small buffer", async () => {
  const rows = Array.from({ length: 30_000 }, (_row, i) => `${i},${i / 1000},${-i}`);
  for (const piece of [777, 4096, 65_536, 1_000_000]) {
    const reader = await open(`t,a,b\n${rows.join("\n")}\n`, {}, piece);
    let count = 0;
    await reader.each(({ time, values, line }) => {
      assert.ok(time === count && values[0] === count / 1000 && values[1] === -count && line === count + 2);
      count++;
    });
    assert.equal(count, 30_000);
  }
});

test("a file of any length takes no more memory than a short one", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 2 ** 20;
  };
  const block = "0.885\t1.806\t1.68\t3.8360002\n-0.012\tNaN\t1.6589999\t3.851\n".repeat(500);
  const reader = await RecordingReader.open(endlessly("a\tb\tc\td\n", block, 60e6), { file: "long.tsv" });
  let rows = 0;
  let early = 0;
  await reader.each(() => {
    if (++rows === 100_000) early = used();
  });
  assert.ok(rows > 2_000_000, `${rows} rows`);
  const grown = used() - early;
  assert.ok(grown < 2, `grew by ${grown.toFixed(2)} MB over 60 MB of rows`);
});

test("the real recording is read whole", async (t) => {
  const file = process.env.RECORDING;
  if (file === undefined) {
    t.skip("needs a real recording: set RECORDING to schizophyllum-commune-e1-e4.txt (Zenodo 5790768)");
    return;
  }
  const reader = await RecordingReader.open(await openBytes(file), { file });
  let rows = 0;
  let missing = 0;
  await reader.each(({ values }) => {
    rows++;
    for (const value of values) if (Number.isNaN(value)) missing++;
  });
  assert.deepEqual([rows, reader.columns.length, missing, reader.bad.total], [263_959, 4, 205, 0]);
  assert.equal(reader.columns[0]?.name, "differential-1-2-ave");
});
