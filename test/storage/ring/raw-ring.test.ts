import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RingReader } from "../../../src/storage/ring/ring-reader.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { aRing, FOLDER, type Row, rowsIn } from "./a-ring.js";

/** So many rows a second apart, from the ring's present on. */
function hear({ ring, pass, time }: ReturnType<typeof aRing>, count: number, of = ring.open("adc", ["e1", "e2"])) {
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    pass(1);
    const row: Row = [
      time.wall,
      Math.round(1000 * Math.sin(time.steady)) / 1000,
      time.steady % 7 === 0 ? Number.NaN : i,
    ];
    of.row(row[0]);
    for (const column of [0, 1]) of.set(column, row[column + 1]!);
    rows.push(row);
  }
  return { rows, of };
}

test("what was heard between exhales is kept, and read again as it was", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  const { rows, of } = hear(one, 300);
  await one.keep();
  const more = hear(one, 200, of).rows;
  assert.deepEqual(await rowsIn(files), rows, "what was not kept yet is not there");
  await one.keep();
  await one.ring.close();
  assert.deepEqual(await rowsIn(files), [...rows, ...more]);
  assert.deepEqual(files.paths, [`${FOLDER}/00000001.raw`]);
  const { bytes, bytes_written } = one.ring.report();
  assert.equal(bytes, 0, "it is closed");
  assert.equal(bytes_written, files.bytes(`${FOLDER}/00000001.raw`)?.length);
});

test("an exhale in which nothing was heard writes nothing", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  one.ring.open("adc", ["e1"]);
  await one.keep();
  assert.equal(files.steps.length, 0);
  hear(one, 3);
  await one.keep();
  const steps = files.steps.length;
  await one.keep();
  assert.equal(files.steps.length, steps);
});

test("a fast device between two exhales: its rows are packed when there are many, and none is lost", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  const { rows } = hear(one, 5000);
  await one.keep();
  assert.deepEqual(await rowsIn(files), rows);
});

test("several devices, and electrodes that come and go with the card", async () => {
  const files = new CrashFiles();
  const first = aRing(files);
  const line = first.ring.open("line", ["x"]);
  const { rows } = hear(first, 10);
  line.row(1003.25);
  line.set(0, 17);
  await first.keep();
  await first.ring.close();
  const second = aRing(files, { boot: 2, wall: 5000 });
  const other = second.ring.open("adc", ["e2", "e3"]);
  other.row(5001);
  other.set(0, 1);
  other.set(1, 2);
  await second.keep();
  const reader = await RingReader.open(files, FOLDER);
  assert.deepEqual(await reader.devices(), [
    { device: "line", names: ["x"], rows: 1 },
    { device: "adc", names: ["e1", "e2", "e3"], rows: 11 },
  ]);
  assert.deepEqual(await reader.devices({ from: 2000 }), [{ device: "adc", names: ["e2", "e3"], rows: 1 }]);
  assert.deepEqual(await rowsIn(files), [...rows, [5001, 1, 2]]);
  assert.deepEqual(await rowsIn(files, "line"), [[1003.25, 17]]);
});

test("a rest is told apart from a gap, over an exhale too", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  const { of } = hear(one, 3);
  of.rest();
  await one.keep();
  one.pass(100);
  hear(one, 2, of);
  one.pass(50); // nobody rested: the device was silent
  hear(one, 2, of);
  of.rest();
  of.rest();
  hear(one, 1, of);
  await one.keep();
  const rested: number[] = [];
  for await (const stretch of (await RingReader.open(files, FOLDER)).stretches())
    rested.push(...stretch.rested.map((row) => stretch.times[row]!));
  assert.deepEqual(rested, [1104, 1158]);
});

test("the ring is bounded: the oldest file gives way, and the newest is there", async () => {
  const files = new CrashFiles();
  const one = aRing(files, { bytes: 8000 });
  const { of, rows } = hear(one, 100);
  await one.keep();
  for (let i = 0; i < 100; i++) {
    rows.push(...hear(one, 100, of).rows);
    await one.keep();
    const bytes = files.paths.reduce((sum, path) => sum + files.bytes(path)!.length, 0);
    assert.ok(bytes <= 8000, `${bytes} bytes`);
    assert.equal(one.ring.report().bytes, bytes);
  }
  const kept = await rowsIn(files);
  assert.ok(kept.length > 2000, `${kept.length} rows`);
  assert.deepEqual(kept, rows.slice(-kept.length));

  const smaller = aRing(files, { bytes: 2000, boot: 2, wall: 1e6 });
  hear(smaller, 10);
  await smaller.keep();
  assert.ok(
    files.paths.reduce((sum, path) => sum + files.bytes(path)!.length, 0) <= 2000,
    "a smaller bound counts at once",
  );
});

test("a full card: it says so once, waits, and goes on where it stopped", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  const { of, rows } = hear(one, 100);
  await one.keep();
  files.capacity = files.bytes(`${FOLDER}/00000001.raw`)!.length + 10;
  for (let i = 0; i < 3; i++) {
    rows.push(...hear(one, 100, of).rows);
    await one.keep();
  }
  assert.equal((await rowsIn(files)).length, 100);
  assert.equal(one.log.length, 1);
  assert.match(
    one.log[0]!,
    /^warn: the card is full, \/s\/raw takes no raw signal: free some space, or set a smaller raw.keep_mb/,
  );
  assert.match(String(one.ring.report().problem), /^the card is full/);
  files.capacity = Number.POSITIVE_INFINITY;
  rows.push(...hear(one, 100, of).rows);
  await one.keep();
  assert.deepEqual(await rowsIn(files), rows);
  assert.equal(one.log[1], "info: the raw signal is kept again in /s/raw");
  assert.equal(one.ring.report().problem, undefined);
});

test("a card that takes nothing for long: memory is bounded, and what was given up is counted", async () => {
  const files = new CrashFiles();
  files.fault = ({ do: what }) => (what === "write" ? "EROFS" : undefined);
  const one = aRing(files, { bytes: 1e8 });
  const device = one.ring.open("adc", ["e1"]);
  let heard = 0;
  for (let i = 0; i < 100; i++) {
    for (let k = 0; k < 2048; k++, heard++) {
      one.pass(1);
      device.row(one.time.wall);
      device.set(0, Math.sin(heard) * Math.PI);
    }
    await one.keep();
  }
  const lost = Number(one.ring.report().rows_lost);
  assert.ok(lost > 0 && lost < heard, `${lost} of ${heard}`);
  files.fault = undefined;
  await one.keep();
  const kept = await rowsIn(files);
  assert.equal(kept.length, heard - lost);
  assert.equal(kept.at(-1)![0], one.time.wall);
});

test("after a sync that failed the same is written again, and is there once", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  const { of, rows } = hear(one, 50);
  let failing = false;
  files.fault = ({ do: what }) => (failing && what === "fsync" ? "EIO" : undefined);
  for (const fails of [true, false, true, true, false]) {
    failing = fails;
    rows.push(...hear(one, 50, of).rows);
    await one.keep();
  }
  assert.deepEqual(await rowsIn(files), rows);
});

test("the state comes first: the ring gives up its oldest file for it, and never its newest", async () => {
  const files = new CrashFiles();
  const one = aRing(files, { bytes: 4000 });
  const { of } = hear(one, 100);
  await one.keep();
  for (let i = 0; i < 20; i++) {
    hear(one, 100, of);
    await one.keep();
  }
  const before = files.paths;
  await one.ring.giveWay();
  assert.deepEqual(files.paths, before.slice(1));
  assert.match(one.log.at(-1)!, /the oldest raw signal was given up, so that the state finds room/);
  const anew = aRing(files, { bytes: 4000, boot: 2 });
  for (let i = 0; i < 20; i++) await anew.ring.giveWay();
  assert.deepEqual(files.paths, before.slice(-1));
});

test("a damaged byte costs the block that it hits, and no other", async () => {
  const files = new CrashFiles();
  const one = aRing(files);
  const { of, rows } = hear(one, 100);
  await one.keep();
  const begin = files.bytes(`${FOLDER}/00000001.raw`)!.length;
  hear(one, 100, of);
  await one.keep();
  rows.push(...hear(one, 100, of).rows);
  await one.keep();
  const bytes = Uint8Array.from(files.bytes(`${FOLDER}/00000001.raw`)!);
  bytes[begin + 40]! ^= 4;
  const found = new CrashFiles({ [`${FOLDER}/00000001.raw`]: bytes });
  assert.deepEqual(await rowsIn(found), rows);
  assert.ok((await RingReader.open(found, FOLDER)).damaged > 100);
  const next = aRing(found, { boot: 2, wall: 9000 });
  rows.push(...hear(next, 10).rows);
  await next.keep();
  assert.deepEqual(await rowsIn(found), rows, "and what comes later is not cut off with it");
});

test("law: whatever is in the files, reading them ends, and a ring goes on behind", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (junk, marked) => {
      const content = marked ? Uint8Array.of(0x72, 0x61, 0x77, 1, ...junk) : junk;
      const files = new CrashFiles({ [`${FOLDER}/00000007.raw`]: content, [`${FOLDER}/notes.txt`]: "mine" });
      const one = aRing(files);
      const { rows } = hear(one, 5);
      await one.keep();
      assert.deepEqual(await rowsIn(files), rows);
    }),
  );
});
