import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, type Seconds } from "../../src/domain/time.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { harvest, type Place } from "../../src/visit/harvest.js";
import { AS_FAT, KEPT, LOST, torn } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aRing } from "../storage/ring/a-ring.js";

const MAY: Seconds = Date.parse("2026-05-01T00:00:00Z") / 1000;
const STICK: Place = { folder: "/stick/andas-oak", spare: 0, givesUp: false };
const never = new AbortController().signal;

/** A node that heard so many rows on each of so many days. */
async function aNode(days: number, rows = 6) {
  const files = new CrashFiles({ "/s/state.json": "{}", "/s/recordings/e1 05:00.csv": "time,e1_mv\n", "/stick/x": "" });
  await hear(files, MAY, days, rows);
  const log: string[] = [];
  const parts = (on: CrashFiles) => ({
    ...{ files: on, state: "/s", site: "north", node: "oak", words: catalogueOf("en").visit },
    exportState: async function* () {
      yield '{"v":1}\n';
    },
    log: (_: string, line: string) => void log.push(line),
  });
  const collect = (place = STICK, on = files, stop = never) => harvest(parts(on), place, () => {}, stop);
  return { files, log, parts, collect, hear: (from: Seconds, n: number) => hear(files, from, n, rows) };
}

async function hear(files: CrashFiles, from: Seconds, days: number, rows: number) {
  const { ring, time, pass, keep } = aRing(files, { wall: from, boot: from });
  time.quality = "ntp";
  const signal = ring.open("adc", ["e1", "e2"]);
  for (let day = 0; day < days; day++) {
    for (let i = 0; i < rows; i++) {
      signal.row(time.wall);
      signal.set(0, i);
      signal.set(1, day);
      pass(DAY / rows);
    }
    await keep();
  }
  await ring.close();
}

const text = (files: CrashFiles, name: string) => files.read(`${STICK.folder}/${name}`);

test("a stick has the state, each day of each device and the moments, and a page that says what is what", async () => {
  const { files, collect } = await aNode(2);
  assert.deepEqual(await collect(), { files: 4, of: 4, leftOut: [], over: "all" });
  assert.deepEqual(
    files.paths.filter((path) => path.startsWith("/stick/andas-oak/")).map((path) => path.slice(17)),
    ["READ ME.txt", "moments/e1 05-00.csv", "signal/2026-05-01 adc.csv", "signal/2026-05-02 adc.csv", "state.json"],
  );
  const day = ((await text(files, "signal/2026-05-02 adc.csv")) ?? "").split("\n");
  assert.equal(day[0], "time,e1_mv,e2_mv");
  assert.equal(day.filter((line) => line.startsWith("2026-05-02T")).length, 6);
  assert.match(day.at(-2) ?? "", /^# whole: [0-9a-f]{12}$/);
  assert.match(
    (await text(files, "READ ME.txt")) ?? "",
    /^What oak of the site north heard.*\r\n[\s\S]*All is here: 4 files\.\r\n/,
  );
});

test("the next visit writes what is new, and a day again that has grown", async () => {
  const { files, collect, hear } = await aNode(2);
  await collect();
  const writes = () => files.steps.filter((step) => step.do === "rename" && /signal/.test(JSON.stringify(step))).length;
  const before = writes();
  await hear(MAY + 2 * DAY - 3600, 1);
  await collect();
  assert.equal(writes() - before, 2, "the second day has grown, the third is new, the first is as it was");
});

test("a node that heard nothing yet gives what it knows", async () => {
  const { collect } = await aNode(0);
  assert.deepEqual(await collect(), { files: 2, of: 2, leftOut: [], over: "all" });
});

test("a stick that is full keeps the newest days, and is told what is missing; whatever is on it is whole", async () => {
  const { files, collect, log } = await aNode(4, 100);
  files.capacity = (await used(files)) + 12_000;
  const { leftOut, over } = await collect();
  assert.deepEqual(
    [leftOut.includes("2026-05-04 adc.csv"), leftOut.includes("2026-05-01 adc.csv"), over],
    [false, true, "all"],
  );
  assert.match((await text(files, "READ ME.txt")) ?? "", /Left out, for want of room.*2026-05-01 adc\.csv/);
  assert.match(log.join("\n"), /2026-05-01 adc\.csv is left out of the harvest: there is no room/);
  assert.ok(!files.paths.some((path) => path.endsWith(".part")));
});

test("on the card the oldest days of earlier visits make room for new ones", async () => {
  const { files, collect, hear } = await aNode(2, 100);
  const card: Place = { folder: "/card/harvest", spare: 1000, givesUp: true };
  await collect(card);
  await hear(MAY + 9 * DAY, 1);
  files.capacity = (await used(files)) + 4000;
  await collect(card);
  const days = files.paths.filter((path) => path.startsWith("/card/harvest/signal/"));
  assert.ok(
    days.some((path) => path.includes("2026-05-10")),
    days.join(),
  );
  assert.ok(!days.some((path) => path.includes("2026-05-01")), days.join());
});

test("power that goes at any step leaves whole files alone, and the next visit ends the work", async () => {
  const { files: before, parts } = await aNode(2);
  const begun = before.crash(before.steps.length, KEPT);
  await harvest(parts(begun), STICK, () => {}, never);
  const want = begun.paths.filter((path) => path.startsWith("/stick"));
  for (let steps = 0; steps <= begun.steps.length; steps++)
    for (const fate of [LOST, KEPT, AS_FAT, torn(3)]) {
      const files = begun.crash(steps, fate);
      for (const path of files.paths.filter((path) => path.startsWith("/stick") && /csv$|json$/.test(path)))
        assert.deepEqual(files.bytes(path), begun.bytes(path), `${path}, cut after ${steps}`);
      await harvest(parts(files), STICK, () => {}, never);
      assert.deepEqual(
        files.paths.filter((path) => path.startsWith("/stick")),
        want,
        `cut after ${steps}`,
      );
      for (const path of want) assert.deepEqual(files.bytes(path), begun.bytes(path), `${path}, cut after ${steps}`);
    }
});

test("a visit that ends in the middle stops there, and says so", async () => {
  const { files, parts, collect } = await aNode(3);
  const stop = new AbortController();
  const tell = ({ files: done }: { files: number }) => void (done === 2 && stop.abort());
  const end = await harvest(parts(files), STICK, tell, stop.signal);
  assert.deepEqual([end.files, end.over], [2, "stopped"]);
  assert.match((await text(files, "READ ME.txt")) ?? "", /The next visit goes on/);
  assert.equal((await collect()).files, 5);
});

async function used(files: CrashFiles): Promise<number> {
  return files.paths.reduce((sum, path) => sum + (files.bytes(path)?.length ?? 0), 0);
}
