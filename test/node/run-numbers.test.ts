import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeState } from "../../src/node/node-state.js";
import { RunNumbers } from "../../src/node/run-numbers.js";
import { NumberFile } from "../../src/storage/number-file.js";
import { type SavedSections, Sections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { fatesAfter, KEPT } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest } from "./a-forest.js";

/** 2026-07-01T00:00:00Z, and what counts on from there. */
const NOW = 1_782_864_000;
const FAR = NOW * 2 ** 20;

/** A run on a disk of which the state says nothing: all that is known is in the file. */
async function aRun(files: CrashFiles, { now = NOW, chance = 0 } = {}) {
  const state = nodeState(new Sections({}));
  const log: string[] = [];
  const numbers = await RunNumbers.begin({
    ...{ state, file: new NumberFile(files, "/s"), now: () => now, chance: () => chance },
    log: (level, line) => void log.push(`${level}: ${line}`),
  });
  return { state, numbers, log };
}

const fresh = () => new CrashFiles({ "/s/state.json": "" });
const fails = (files: CrashFiles, code: string, reads = false) => {
  files.fault = ({ do: what }) => (reads || (what !== "read" && what !== "list") ? code : undefined);
};
const bytesOn = (files: CrashFiles) => files.paths.reduce((sum, path) => sum + (files.bytes(path)?.length ?? 0), 0);

test("a card without a free byte takes the numbers of run after run", async () => {
  const files = fresh();
  await aRun(files);
  files.capacity = bytesOn(files);
  for (const boot of [2, 3, 4]) {
    const { state, numbers, log } = await aRun(files);
    assert.equal(state.boot.value, boot);
    assert.equal(state.births.value, 10 * (boot - 2));
    state.births.value += 10;
    state.percepts.value += 500;
    await numbers.keep();
    assert.deepEqual(log, []);
  }
});

test("power cut after every step, torn at every byte: no run gets the number of another, and what was kept is known", async () => {
  const files = fresh();
  /** How many steps had been done when each of these births was kept. */
  const kept: [steps: number, boot: number, births: number][] = [[0, 0, 0]];
  for (let run = 0; run < 4; run++) {
    const { state, numbers } = await aRun(files);
    kept.push([files.steps.length, state.boot.value, state.births.value]);
    state.births.value += 3;
    await numbers.keep();
    kept.push([files.steps.length, state.boot.value, state.births.value]);
  }
  let cuts = 0;
  for (let steps = 0; steps <= files.steps.length; steps++) {
    const [, boot, births] = kept.findLast(([at]) => at <= steps)!;
    for (const [name, fate] of fatesAfter(files.steps[steps - 1])) {
      const { state, log } = await aRun(files.crash(steps, fate));
      const story = `cut after ${steps} steps, ${name}`;
      assert.ok(state.boot.value > boot && state.boot.value <= boot + 2, `${story}: boot ${state.boot.value}`);
      assert.ok(state.births.value >= births, `${story}: born ${state.births.value} times`);
      assert.deepEqual(log, [], story);
      cuts++;
    }
  }
  assert.ok(cuts > 500, `${cuts} cuts`);
});

for (const code of ["EROFS", "EIO"])
  test(`a card that takes nothing (${code}) costs the order of runs, and no name is given twice; it is said once a run`, async () => {
    const files = fresh();
    await aRun(files);
    const given = new Set([1]);
    fails(files, code);
    for (const [now, chance] of [
      [NOW, 0.25],
      [NOW + 90, 0],
      [NOW + 90, 0.5],
    ] as const) {
      const { state, numbers, log } = await aRun(files, { now, chance });
      assert.ok(state.boot.value > FAR && Number.isSafeInteger(state.boot.value));
      assert.deepEqual([state.births.value, state.percepts.value], [state.boot.value, state.boot.value]);
      given.add(state.boot.value);
      await numbers.keep();
      assert.equal(log.length, 1);
      assert.match(
        log[0] ?? "",
        /^warn: the card does not keep which numbers were given \(E.*named twice; look after the disk$/,
      );
    }
    files.fault = undefined;
    const { state, log } = await aRun(files);
    given.add(state.boot.value);
    assert.equal(given.size, 5);
    assert.deepEqual(log, []);
  });

test("a card that cannot be read may have known a higher number: the run counts on from far above, and that is known afterwards", async () => {
  const files = fresh();
  for (let run = 0; run < 3; run++) await aRun(files);
  files.fault = ({ do: what }) => (what === "read" ? "EIO" : undefined);
  const { state } = await aRun(files);
  assert.ok(state.boot.value > FAR);
  files.fault = undefined;
  // A clock that went back to 1970 meanwhile does not matter.
  assert.equal((await aRun(files, { now: 0 })).state.boot.value, state.boot.value + 1);
});

test("damage to both copies is no reason to begin at one again", async () => {
  const files = new CrashFiles({ "/s/numbers": "rot" });
  const { state, log } = await aRun(files);
  assert.ok(state.boot.value > FAR);
  assert.match(log[0] ?? "", /\/s\/numbers is damaged: if it happens again, change the disk/);
  assert.equal((await aRun(files.crash(files.steps.length, KEPT))).state.boot.value, state.boot.value + 1);
});

test("a card that fails in the middle of a run keeps the run's number; what is counted goes on far above", async () => {
  const files = fresh();
  const { state, numbers, log } = await aRun(files);
  fails(files, "EIO");
  for (let commit = 0; commit < 3; commit++) {
    state.births.value++;
    await numbers.keep();
  }
  assert.equal(state.boot.value, 1);
  assert.equal(state.births.value, FAR + 3);
  assert.equal(log.length, 1);
});

test("a node on a full card tells its births by numbers that the next run knows", async () => {
  const files = fresh();
  const wire = new FakeWire();
  const devices = [{ kind: "grove", config: { electrodes: 1, rate_hz: 0.1 } }];
  const storeOn = (disk: CrashFiles, run: string) =>
    new Store<SavedSections>({ files: disk, processes: new FakeProcesses(1, run), folder: "/s", defaults: {} });
  const first = await aForest({ devices, disk: files, store: storeOn(files, "first"), wire });
  files.capacity = bytesOn(files);
  await first.node.start();
  await first.until(3600);
  const births = first.state.births.value;
  assert.ok(births > 3 && (files.bytes("/s/state.json")?.length ?? 0) === 0);

  const disk = files.crash(files.steps.length, KEPT);
  const next = await aForest({ devices, disk, store: storeOn(disk, "next"), wire, begins: 7200 });
  assert.deepEqual([next.state.boot.value, next.state.births.value], [2, births]);
});
