import assert from "node:assert/strict";
import { test } from "node:test";
import { RecordingReader } from "../../devices/recording/reader.js";
import { played, recording, recordingStart } from "../../devices/recording.js";
import { isAndasError } from "../../src/domain/errors.js";
import type { ByteSource } from "../../src/ports/files.js";
import { openBytes } from "../../src/ports/os/open-bytes.js";
import { START } from "./bench.js";
import { bytesOf, fixture } from "./bytes.js";
import { HandClock, Hearing, portsWith } from "./hearing.js";

const BEGIN = START + 100;
const forever = new AbortController().signal;

function play(text: string | (() => ByteSource), fields: Record<string, unknown> = {}) {
  const source = typeof text === "string" ? () => bytesOf(text, 50) : text;
  const { ports, bench, said } = portsWith(source, BEGIN);
  const device = recording.create(recording.schema.parse({ file: "moss.csv", ...fields }), ports);
  const hearing = new Hearing();
  const run = (until?: number) => bench.clock.run(forever, until === undefined ? {} : { until });
  return { device, hearing, run, said, clock: bench.clock, start: () => device.start(hearing) };
}

test("rows come one by one, each at its own time, and then the recording is over", async () => {
  const { start, hearing, run, clock, device } = play("a (V),b\n0.001,2\n0.002,3\n0.003,4\n", { rate_hz: 0.5 });
  assert.deepEqual(await start(), {
    channels: [
      { name: "a", role: "electrode" },
      { name: "b", role: "electrode" },
    ],
    rate: 0.5,
    origin: BEGIN,
  });
  assert.deepEqual(hearing.rows, [], "nothing is told before the clock runs");
  await run(BEGIN + 2);
  assert.deepEqual(hearing.rows, [
    { at: BEGIN, values: [1, 2] },
    { at: BEGIN + 2, values: [2, 3] },
  ]);
  assert.equal(hearing.endings, 0);
  await run();
  assert.equal(hearing.rows.length, 3);
  assert.equal(clock.now(), BEGIN + 4);
  assert.equal(hearing.endings, 1);
  await device.stop();
});

test("a time column in seconds has its zero where the first row lies at the start", async () => {
  const { start, hearing, run } = play("t_s,a\n500,1\n500.25,2\n");
  assert.equal((await start()).origin, BEGIN - 500);
  await run();
  assert.deepEqual(
    hearing.rows.map((row) => row.at),
    [BEGIN, BEGIN + 0.25],
  );
});

test("ISO times are node time, and a run can learn them beforehand", async () => {
  const file = fixture("iso-times.csv");
  const first = Date.UTC(2026, 5, 1, 3) / 1000;
  assert.equal(await recordingStart(openBytes, { file }), first);
  assert.equal(await recordingStart(openBytes, { file: fixture("small.csv") }), undefined);
  const later = START + 3600;
  const iso = (at: number) => new Date(at * 1000).toISOString();
  const { start, hearing, run } = play(`time,a\n${iso(later)},1\n${iso(later + 7)},2\n`);
  assert.equal((await start()).origin, later);
  await run();
  assert.deepEqual(
    hearing.rows.map((row) => row.at),
    [later, later + 7],
  );
});

test("a recording that is open already is not opened again", async () => {
  const reader = await RecordingReader.open(bytesOf("t,a\n0,1\n1,2\n"), { file: "moss.csv" });
  const { ports, bench } = portsWith(() => assert.fail("it was opened again"), BEGIN);
  const device = played(reader).create(recording.schema.parse({ file: "moss.csv" }), ports);
  const hearing = new Hearing();
  await device.start(hearing);
  await bench.clock.run(forever);
  assert.deepEqual(hearing.values, [[1], [2]]);
  await device.stop();
});

test("a column that turned to text is told once in a thousand lines, not in each", async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `${i},${i < 3000 ? i % 7 : "rain"},5`);
  const { start, hearing, run } = play(`t,a,b\n${rows.join("\n")}\n`);
  await start();
  await run();
  assert.deepEqual(
    hearing.faults.map(({ reason }) => reason),
    [3002, 4003].map((line) => `line ${line}: text in a number's place`),
  );
});

test("a bad row is told with its line and shown as a gap, and the run goes on", async () => {
  const { start, hearing, run, said } = play("t,a,b\n0,1,2\n1,3\n1,9,9\n2,x,5\n3,6,7\n");
  await start();
  await run();
  assert.deepEqual(hearing.faults, [
    { at: BEGIN + 1, reason: "line 3: too few cells" },
    { at: BEGIN + 1, reason: "line 4: a time that is not after the one before" },
    { at: BEGIN + 2, reason: "line 5: text in a number's place" },
  ]);
  assert.deepEqual(hearing.rows, [
    { at: BEGIN, values: [1, 2] },
    { at: BEGIN + 1, values: [Number.NaN, Number.NaN] },
    { at: BEGIN + 2, values: [Number.NaN, 5] },
    { at: BEGIN + 3, values: [6, 7] },
  ]);
  assert.equal(said.length, 1);
  assert.match(said[0] as string, /^warn: moss\.csv: 3 bad rows: 1 with too few cells \(in line 3\)/);
});

test("what passes during a rest is not told, and what comes after it is", async () => {
  const text = `a\n${Array.from({ length: 100 }, (_, i) => (i === 30 ? "oops" : i)).join("\n")}\n`;
  const { start, hearing, run, device } = play(text);
  await start();
  await run(BEGIN + 9.5);
  device.rest();
  await run(BEGIN + 59.5);
  device.wake();
  await run();
  const told = hearing.values.map(([value]) => value);
  assert.deepEqual(told, [...Array(10).keys(), ...Array.from({ length: 40 }, (_, i) => i + 60)]);
  assert.equal(hearing.endings, 1);
  assert.deepEqual(hearing.faults, []);
});

test("a clock that is late gets all rows that were due, in order, in one go", async () => {
  const clock = new HandClock(BEGIN);
  const { ports } = portsWith(() => bytesOf(`a\n${[...Array(1000).keys()].join("\n")}\n`), BEGIN);
  const hearing = new Hearing();
  const device = recording.create(recording.schema.parse({ file: "moss.csv" }), { ...ports, clock });
  await device.start(hearing);
  clock.pass(900.5);
  assert.deepEqual(
    hearing.values.map(([value]) => value),
    [...Array(901).keys()],
  );
  assert.equal(clock.due, BEGIN + 901, "and one timer for the next");
});

test("nothing is told after a stop, and stopping twice or before the start does no harm", async () => {
  const { start, hearing, run, device } = play(`a\n${"1\n".repeat(500)}`);
  await start();
  await run(BEGIN + 10);
  await device.stop();
  await device.stop();
  await run(BEGIN + 100);
  assert.equal(hearing.rows.length, 11);
  assert.equal(hearing.endings, 0);
  await play("a\n1\n").device.stop();
});

test("a device that is stopped by its own row says nothing more", async () => {
  const { hearing, run, device } = play("a\n1\n2\n3\n");
  let stopped: Promise<void> | undefined;
  hearing.row = () => {
    stopped ??= device.stop();
  };
  await device.start(hearing);
  await run();
  await stopped;
  assert.equal(hearing.endings, 0);
});

test("a file that cannot be read on ends with a fault, and what came before it stays", async () => {
  const good = bytesOf(`a\n${"1\n".repeat(50_000)}`);
  let reads = 0;
  const failing = (): ByteSource => ({
    read: (into) => (++reads > 1 ? Promise.reject(new Error("EIO: i/o error, read")) : good.read(into)),
    close: () => good.close(),
  });
  const { start, hearing, run, device } = play(failing);
  await start();
  await run();
  assert.ok(hearing.rows.length > 30_000);
  assert.match(hearing.faults[0]?.reason ?? "", /^moss\.csv: cannot be read any further \(EIO/);
  assert.equal(hearing.endings, 1);
  await device.stop();
});

test("a file that is no recording fails the start, and the device can still be stopped", async () => {
  const { start, device } = play("");
  await assert.rejects(start(), (error) => isAndasError(error, "recording") && /is empty/.test(error.message));
  await device.stop();
});

test("the card's fields are checked", () => {
  assert.throws(() => recording.schema.parse({}));
  assert.throws(() => recording.schema.parse({ file: "a", rate_hz: 0 }));
  assert.throws(() => recording.schema.parse({ file: "a", unit: "kV" }));
  assert.throws(() => recording.schema.parse({ file: "a", rate: 1 }));
  assert.throws(() => recording.schema.parse({ file: "a", columns: { b: "voltage" } }));
});
