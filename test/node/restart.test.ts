import assert from "node:assert/strict";
import { test } from "node:test";
import type { Adapter } from "lowdb";
import { type KeptSenses, SenseKeeper } from "../../src/acquisition/sense-keeper.js";
import { HOUR } from "../../src/domain/time.js";
import { DurableAdapter } from "../../src/storage/durable-adapter.js";
import { KEPT, LOST } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aForest, START } from "./a-forest.js";

const grove = { kind: "grove", config: { electrodes: 2, rate_hz: 1, settle_minutes: 0 } };

/** A file that lives in memory, as JSON, and what the keeper said of it. */
function aFile() {
  const file = { text: "null", log: [] as string[] };
  const adapter: Adapter<KeptSenses> = {
    read: async () => JSON.parse(file.text),
    write: async (kept) => {
      file.text = JSON.stringify(kept);
    },
  };
  return { onDisk: file, adapter, log: file.log };
}

type File = ReturnType<typeof aFile>;

/** A life of so many hours, stopped in peace or cut off; begins so many hours after the millennium. */
async function aLife(file: File, life: { from?: number; hours: number; version?: string; cut?: boolean }) {
  const { adapter, log } = file;
  const senses = new SenseKeeper({ adapter, version: life.version ?? "1.0.0", log: (_, line) => void log.push(line) });
  const from = (life.from ?? 0) * HOUR;
  const forest = await aForest({ devices: [grove], keeper: senses, begins: from });
  await forest.node.start();
  await forest.until(from + life.hours * HOUR);
  if (life.cut !== true) await forest.node.stop("stopped");
  const settled = forest.node.inputs.all
    .flatMap((input) => input.electrodes)
    .filter(({ glyph }) => glyph?.name !== "settling");
  return { settled: settled.length, sigma: forest.node.inputs.all[0]?.electrodes[0]?.sigma };
}

test("after a planned restart the electrodes need not settle again", async () => {
  const file = aFile();
  const first = await aLife(file, { hours: 8 });
  assert.equal(first.settled, 2);
  assert.equal((await aLife(file, { from: 8.1, hours: 0.1 })).settled, 2);
  assert.equal((await aLife(aFile(), { from: 8.1, hours: 0.1 })).settled, 0, "a node without a past settles first");
});

test("a long rest, another version or a clock that was set back makes them begin anew", async () => {
  for (const [why, later] of Object.entries({
    "a long rest": { from: 16 },
    "another version": { from: 8.1, version: "1.0.1" },
    "a clock set back": { from: 7 },
  })) {
    const file = aFile();
    await aLife(file, { hours: 8 });
    assert.equal((await aLife(file, { ...later, hours: 0.1 })).settled, 0, why);
  }
});

test("what was kept is taken up once: after a power cut it would be older than what was told", async () => {
  const file = aFile();
  await aLife(file, { hours: 8 });
  await aLife(file, { from: 8.1, hours: 0.1, cut: true });
  assert.equal((await aLife(file, { from: 8.3, hours: 0.1 })).settled, 0);
});

test("whatever becomes of the file and of the one before it, what was taken up once is never taken up again", async () => {
  const files = new CrashFiles({ "/s/state.json": "" });
  const keeperOn = (disk: CrashFiles) =>
    new SenseKeeper({ adapter: new DurableAdapter(disk, "/s", "senses"), version: "1.0.0", log: () => {} });
  const kept = await aForest({ devices: [grove], keeper: keeperOn(files) });
  await kept.node.start();
  await kept.until(HOUR);
  await kept.node.stop("stopped");
  const now = START + HOUR + 60;
  const isTaken = async (disk: CrashFiles) => Object.keys((await keeperOn(disk).takeUp(now)).inputs).length > 0;

  const disk = files.crash(files.steps.length, KEPT);
  assert.ok(await isTaken(disk));
  const after = disk.steps.length;
  assert.ok(!(await isTaken(disk.crash(after, LOST))));
  for (const damaged of ["/s/senses.json", "/s/senses.last-good.json"]) {
    const rotten = disk.crash(after, KEPT);
    await rotten.writeDurably(damaged, "rot");
    assert.ok(!(await isTaken(rotten)), damaged);
  }
  // A power cut before anybody heard anything of them leaves them to the next start.
  assert.ok(await isTaken(disk.crash(0, LOST)));
});

test("a torn file costs a warning and a settling, no more", async () => {
  const file = aFile();
  await aLife(file, { hours: 8 });
  file.onDisk.text = "{";
  assert.equal((await aLife(file, { from: 8.1, hours: 0.1 })).settled, 0);
  assert.match(file.log.join(), /the senses begin anew, what they knew cannot be read/);
});
