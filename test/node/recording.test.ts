import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { recordingStart } from "../../devices/recording.js";
import { SignalRing } from "../../src/acquisition/signal-ring.js";
import type { Reflex } from "../../src/domain/reflex.js";
import { openBytes } from "../../src/ports/os/open-bytes.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest, START } from "./a-forest.js";

const KEEP: Reflex = {
  id: "keep",
  when: { source: "operator", type: "note" },
  actions: [{ kind: "record", before: 60, after: 30 }],
  coolDown: 0,
};

async function recording(place?: { files: CrashFiles; folder: string }) {
  const forest = await aForest({
    devices: [],
    reflexes: [KEEP],
    more: (clock) => new ScriptedDevice(clock).planned(),
    ...(place && {
      keeping: { recordings: { ...place, folder: `${place.folder}/recordings` }, backup: place },
    }),
  });
  await forest.node.start();
  return forest;
}

test("the raw signal around a moment is kept as a recording that begins at its own time, and the reflex says so", async (t) => {
  const files = new CrashFiles();
  const { node, says, until, noticed } = await recording({ files, folder: "/s" });
  await until(100.5);
  says("note", { text: "look here" });
  assert.deepEqual(files.paths, [], "nobody waits for it");
  await until(200);
  const path = "/s/recordings/2000-01-01T00-01-40.500Z-keep.csv";
  assert.deepEqual(files.paths, [path]);
  const text = (await files.read(path)) ?? "";
  const rows = text.trimEnd().split("\n");
  assert.equal(rows[0], "time,e1_mv,e2_mv");
  assert.equal(rows.length - 1, 90, "a minute before and half a minute after, a row a second");
  assert.equal(rows[1], `2000-01-01T00:00:41.000Z,${0.01 * Math.sin(41)},41`);
  assert.equal(rows[2]?.split(",")[2], "", "what was missing is missing");
  const [recorded] = noticed("reflex/keep");
  assert.deepEqual([recorded?.type, recorded?.tags, recorded?.data.rows], ["recorded", ["routine"], 90]);
  assert.deepEqual(recorded?.data.files, ["2000-01-01T00-01-40.500Z-keep.csv"]);

  const folder = await mkdtemp(join(tmpdir(), "andas-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "r.csv"), text);
  const file = join(folder, "r.csv");
  assert.equal(await recordingStart(openBytes, { file }), START + 41, "andas reads it as what it is");
  await node.stop("stopped");
});

test("who calls again while it records makes it longer, and a node that stops keeps what it heard so far", async () => {
  const files = new CrashFiles();
  const { node, says, until, noticed } = await recording({ files, folder: "/s" });
  await until(100);
  says("note", { text: "look here" });
  await until(120);
  says("note", { text: "and still" });
  await until(140);
  assert.deepEqual(files.paths, []);
  await node.stop("stopped");
  assert.equal(files.paths.length, 1);
  assert.equal(noticed("reflex/keep")[0]?.data.rows, 40 + 60 + 1);
});

test("a node that keeps nothing on disk says that it recorded, and keeps nothing", async () => {
  const { node, says, until, noticed } = await recording();
  await until(100);
  says("note", { text: "look here" });
  await until(200);
  assert.deepEqual([noticed("reflex/keep")[0]?.type, noticed("reflex/keep")[0]?.data.kept], ["recorded", false]);
  await node.stop("stopped");
});

test("a full disk is a failure that is noticed, and leaves no half file", async () => {
  const files = new CrashFiles();
  files.capacity = 100;
  const { node, says, until, noticed } = await recording({ files, folder: "/s" });
  await until(100);
  says("note", { text: "look here" });
  await until(200);
  const [failed] = noticed("reflex/keep");
  assert.equal(failed?.type, "failed");
  assert.match(String(failed?.data.reason), /ENOSPC.*free some space/);
  assert.deepEqual(files.paths, []);
  await node.stop("stopped");
});

test("however fast a device is, its memory of the raw signal stays within a megabyte, and holds the latest", () => {
  const names = Array.from({ length: 16 }, (_, i) => `e${i}`);
  const ring = new SignalRing("adc", names, 1000);
  const rows = 30_000;
  for (let i = 0; i < rows; i++) {
    ring.row(i);
    for (let column = 0; column < names.length; column++) ring.set(column, i + column);
  }
  const kept: number[] = [];
  ring.each(0, rows, (at, values) => {
    assert.equal(values[5], at + 5);
    kept.push(at);
  });
  assert.ok(kept.length * 17 * 8 <= 2 ** 20 && kept.length > 7000, `${kept.length} rows`);
  assert.equal(kept.at(-1), rows - 1);
  assert.ok(kept.every((at, i) => i === 0 || at === (kept[i - 1] as number) + 1));
});
