import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fate, KEPT, LOST, torn, zeroed } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aRing, type Row, rowsIn } from "../storage/ring/a-ring.js";

/** One life of a node: each breath it hears three rows and keeps them, until the power goes. */
async function live(files: CrashFiles, boot: number, breaths: number) {
  const one = aRing(files, { boot, wall: 1e6 * boot, bytes: 2500 });
  const adc = one.ring.open("adc", ["e1", "e2"]);
  const rows: Row[] = [];
  /** How many steps had been done, and rows kept, when each exhale was over. */
  const kept = [{ steps: files.steps.length, rows: 0 }];
  for (let breath = 0; breath < breaths; breath++) {
    for (let i = 0; i < 3; i++) {
      one.pass(1);
      const row: Row = [one.time.wall, rows.length / 1000, Math.PI * breath];
      adc.row(row[0]);
      adc.set(0, row[1]!);
      adc.set(1, row[2]!);
      rows.push(row);
    }
    await one.keep();
    kept.push({ steps: files.steps.length, rows: rows.length });
  }
  assert.deepEqual(one.log, []);
  return { rows, kept };
}

/** What may become of the last write, at every byte or at every `by`th. */
function fatesFor(files: CrashFiles, steps: number, by: number): Fate[] {
  const unsynced = files.steps.slice(0, steps).reduce((sum, step) => {
    if (step.do === "fsync" || step.do === "empty") return 0;
    return step.do === "write" ? sum + step.bytes.length : sum;
  }, 0);
  const cuts = Array.from({ length: Math.ceil(unsynced / by) }, (_, i) => i * by);
  return [LOST, KEPT, ...cuts.flatMap((cut) => [torn(cut), zeroed(cut)])];
}

/** `found` ends with what was kept, and at most with the breath that was in flight. */
function holds(found: readonly Row[], rows: readonly Row[], least: number, story: string): void {
  assert.ok(found.length <= rows.length, story);
  const end = found.at(-1) === undefined ? 0 : rows.findIndex(([at]) => at === found.at(-1)![0]) + 1;
  assert.ok(end >= least && end <= least + 3, `${story}: up to row ${end}, where ${least} were kept`);
  assert.deepEqual(found, rows.slice(end - found.length, end), story);
}

test("power cut after every step, torn at every byte: what an exhale kept is there, and at most a breath is lost", async () => {
  const files = new CrashFiles();
  const { rows, kept } = await live(files, 1, 30);
  assert.ok(files.paths.length > 2, "the ring has gone round by then");
  let cuts = 0;
  for (let steps = 0; steps <= files.steps.length; steps++) {
    const least = kept.filter((one) => one.steps <= steps).at(-1)?.rows ?? 0;
    for (const fate of fatesFor(files, steps, 1)) {
      holds(await rowsIn(files.crash(steps, fate)), rows, least, `cut after ${steps} steps`);
      cuts++;
    }
  }
  assert.ok(cuts > 5000, `${cuts} cuts`);
});

test("and the next life goes on behind the last whole block, itself cut after every step", async () => {
  const files = new CrashFiles();
  const first = await live(files, 1, 4);
  let cuts = 0;
  for (let steps = 0; steps <= files.steps.length; steps++) {
    for (const fate of fatesFor(files, steps, 37)) {
      const second = files.crash(steps, fate);
      const before = await rowsIn(second);
      const { rows, kept } = await live(second, 2, 2);
      assert.deepEqual(await rowsIn(second), [...before, ...rows]);
      for (let more = 0; more <= second.steps.length; more++) {
        const least = before.length + (kept.filter((one) => one.steps <= more).at(-1)?.rows ?? 0);
        for (const again of [LOST, KEPT, torn(20)]) {
          holds(
            await rowsIn(second.crash(more, again)),
            [...before, ...rows],
            least,
            `cut after ${steps}, then ${more}`,
          );
          cuts++;
        }
      }
    }
  }
  assert.ok(first.rows.length === 12 && cuts > 1000, `${cuts} cuts`);
});
