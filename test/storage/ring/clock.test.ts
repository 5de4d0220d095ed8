import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RingReader } from "../../../src/storage/ring/ring-reader.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { aRing, FOLDER } from "./a-ring.js";

async function told(files: CrashFiles) {
  const found: { at: number; mv: number; quality: string; corrected: number }[] = [];
  for await (const { times, values, quality, corrected } of (await RingReader.open(files, FOLDER)).stretches())
    for (const [i, at] of times.entries()) found.push({ at, mv: values[0]![i]!, quality, corrected });
  return found;
}

/** A node whose rows say when they truly were. */
function aNode(files: CrashFiles, wall: number, boot = 1) {
  const one = aRing(files, { boot, wall });
  const device = one.ring.open("adc", ["e1"]);
  const hear = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      one.pass(1);
      device.row(one.time.wall);
      device.set(0, one.time.steady);
    }
  };
  const set = (by: number) => {
    one.time.wall += by;
    one.time.quality = "ntp";
  };
  return { ...one, hear, set };
}

test("the true time arrives hours after a power cut: what was stamped before is set right, to the row", async () => {
  const files = new CrashFiles();
  const node = aNode(files, 1000);
  for (let i = 0; i < 3; i++) {
    node.hear(100);
    await node.keep();
  }
  node.hear(30);
  node.set(1_000_000);
  node.hear(70);
  await node.keep();
  node.hear(10);
  await node.keep();
  const rows = await told(files);
  assert.equal(rows.length, 410);
  for (const { at, mv, quality } of rows) assert.deepEqual([at - mv, quality], [1_001_000, "ntp"]);
  assert.deepEqual([rows[329]!.corrected, rows[330]!.corrected], [1_000_000, 0]);
});

test("law: at whatever moment a clock is set, forward or back, all rows of that run tell the true time", async () => {
  const set = fc.oneof(fc.integer({ min: 700, max: 1e8 }), fc.integer({ min: -1e8, max: -700 }));
  await fc.assert(
    fc.asyncProperty(fc.nat(100), set, async (when, by) => {
      const files = new CrashFiles();
      const node = aNode(files, 2e8);
      node.hear(300);
      await node.keep();
      node.hear(when);
      node.set(by);
      node.hear(100 - when);
      await node.keep();
      for (const { at, mv } of await told(files)) assert.equal(at - mv, 2e8 + by);
    }),
    { numRuns: 50 },
  );
});

test("where nothing is heard any more, the clock's own record says it", async () => {
  const files = new CrashFiles();
  const node = aNode(files, 1000);
  node.hear(10);
  await node.keep();
  node.pass(60);
  node.set(5000);
  await node.keep();
  for (const { at, mv, quality } of await told(files)) assert.deepEqual([at - mv, quality], [6000, "ntp"]);
});

test("each run has a clock of its own: what one learns says nothing of another", async () => {
  const files = new CrashFiles();
  const first = aNode(files, 1000);
  first.hear(10);
  await first.keep();
  const second = aNode(files, 5000, 2);
  second.hear(10);
  await second.keep();
  second.set(700);
  second.hear(10);
  await second.keep();
  // A state that was lost counts its runs from one again: its steady clock tells that it is another.
  const third = aNode(files, 9000, 2);
  third.hear(10);
  await third.keep();
  const rows = await told(files);
  const offsets = [0, 10, 30].map((row) => [rows[row]!.at - rows[row]!.mv, rows[row]!.quality]);
  assert.deepEqual(offsets, [
    [1000, "floor"],
    [5700, "ntp"],
    [9000, "floor"],
  ]);
});

test("what is asked for by time is asked for by the right time", async () => {
  const files = new CrashFiles();
  const node = aNode(files, 1000);
  node.hear(10);
  await node.keep();
  node.set(5000);
  node.hear(10);
  await node.keep();
  const reader = await RingReader.open(files, FOLDER);
  assert.deepEqual(await reader.devices({ from: 6001, to: 6010 }), [{ device: "adc", names: ["e1"], rows: 10 }]);
  assert.deepEqual(await reader.devices({ to: 2000 }), []);
});
