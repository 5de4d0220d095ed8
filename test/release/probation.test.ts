import assert from "node:assert/strict";
import { test } from "node:test";
import type { Phase } from "../../src/domain/breath.js";
import { Probation } from "../../src/release/probation.js";
import { aBreath } from "../fakes/a-breath.js";
import { aBoard, SHELF } from "./a-board.js";

/** One run of a release on a board, which breathes as it is told to. */
function aRun(board: ReturnType<typeof aBoard>, version: string, onTrial = true) {
  const said: string[] = [];
  let restarts = 0;
  let reached = true;
  const probation = new Probation({
    ...{ shelf: board.shelf, version, onTrial, log: (_, line) => void said.push(line) },
    restart: () => void restarts++,
    reachedBroker: () => reached,
  });
  let seq = 0;
  const phase = (cycle: number, name: Phase) =>
    probation.hear({ type: "breath", breath: aBreath({ cycle, phase: name }), at: cycle, seq: seq++ });
  return {
    said,
    get restarts() {
      return restarts;
    },
    /** A whole breath, up to its rest. */
    async breathes(
      cycle: number,
      has: { commit?: boolean; samples?: boolean; broker?: boolean; pause?: boolean } = {},
    ) {
      const { commit = true, samples = true, broker = true, pause = true } = has;
      phase(cycle, "inhale");
      await probation.settled();
      if (samples) probation.sample();
      phase(cycle, "exhale");
      if (commit) probation.hear({ type: "commit", bytes: 1, commits: 1, at: cycle, seq: seq++ });
      reached = broker;
      if (pause) phase(cycle, "pause");
      await probation.settled();
    },
  };
}

/** A board whose 0.2.0 had samples and a broker, and on which 0.3.0 is to be tried. */
async function onTrial() {
  const board = aBoard();
  await board.files.makeFolder(SHELF);
  await aRun(board, "0.2.0", false).breathes(1);
  await board.install();
  return board;
}

test("three healthy breaths in a row let a release stay", async () => {
  const board = await onTrial();
  const run = aRun(board, "0.3.0");
  await run.breathes(2);
  await run.breathes(3);
  assert.equal(await board.shelf.version("current"), undefined);
  await run.breathes(4);
  assert.deepEqual(
    [await board.shelf.version("current"), await board.shelf.version("trial"), run.restarts],
    ["0.3.0", undefined, 0],
  );
  assert.match(run.said.at(-1) ?? "", /0\.3\.0 breathed well 3 times, and stays/);
});

test("breaths are counted over power cuts and rests that switch the board off, and a healthy one forgives the starts before it", async () => {
  const board = await onTrial();
  await board.files.writeDurably(`${SHELF}/releases/0.3.0/starts`, "..");
  for (const cycle of [2, 3]) await aRun(board, "0.3.0").breathes(cycle);
  assert.equal(await board.files.read(`${SHELF}/releases/0.3.0/starts`), "");
  await aRun(board, "0.3.0").breathes(4);
  assert.equal(await board.shelf.version("current"), "0.3.0");
});

for (const [what, has] of [
  ["a commit", { commit: false }],
  ["samples", { samples: false }],
  ["the broker", { broker: false }],
] as const)
  test(`three breaths that miss ${what} send it back, and it says why`, async () => {
    const board = await onTrial();
    const run = aRun(board, "0.3.0");
    for (const cycle of [2, 3]) await run.breathes(cycle, has);
    assert.equal(run.restarts, 0);
    await run.breathes(4, has);
    assert.deepEqual(
      [await board.shelf.version("trial"), await board.shelf.version("failed"), run.restarts],
      [undefined, "0.3.0", 1],
    );
    assert.match(run.said.at(-1) ?? "", new RegExp(`0\\.3\\.0 is sent back: it missed ${what}`));
    assert.deepEqual((await board.shelf.record("0.3.0")).missed, [what]);
  });

test("a breath that fails in between begins the row anew", async () => {
  const board = await onTrial();
  const run = aRun(board, "0.3.0");
  for (const [cycle, commit] of [
    [2, true],
    [3, true],
    [4, false],
    [5, true],
    [6, true],
  ] as const)
    await run.breathes(cycle, { commit });
  assert.equal(await board.shelf.version("trial"), "0.3.0");
  await run.breathes(7);
  assert.equal(await board.shelf.version("current"), "0.3.0");
});

test("where there was no sample and no broker before, nobody misses them", async () => {
  const board = aBoard();
  await board.files.makeFolder(SHELF);
  await aRun(board, "0.2.0", false).breathes(1, { samples: false, broker: false });
  await board.install();
  const run = aRun(board, "0.3.0");
  for (const cycle of [2, 3, 4]) await run.breathes(cycle, { samples: false, broker: false });
  assert.equal(await board.shelf.version("current"), "0.3.0");
});

test("a breath without a rest is judged with the next one, and a phase that is told again once", async () => {
  const board = await onTrial();
  const run = aRun(board, "0.3.0");
  for (const cycle of [2, 3, 4]) await run.breathes(cycle, { pause: false });
  assert.equal((await board.shelf.record("0.3.0")).healthy, 2);
  await run.breathes(5);
  assert.equal(await board.shelf.version("current"), "0.3.0");
});

test("the release that runs ends its run where another waits to be tried, and writes what is usual only when it changes", async () => {
  const board = aBoard();
  await board.files.makeFolder(SHELF);
  const run = aRun(board, "0.2.0", false);
  await run.breathes(1);
  const written = board.files.steps.length;
  await run.breathes(2);
  assert.deepEqual([board.files.steps.length, run.restarts], [written, 0]);
  await board.install();
  await run.breathes(3);
  assert.equal(run.restarts, 1);
  assert.match(run.said.at(-1) ?? "", /0\.3\.0 is installed: this run ends, and it is tried/);
});

test("a disk that fails is told, and judged again with the next breath", async () => {
  const board = await onTrial();
  const run = aRun(board, "0.3.0");
  board.files.fault = ({ do: what }) => (what === "fsync" ? "EIO" : undefined);
  await run.breathes(2);
  assert.match(run.said.at(-1) ?? "", /could not be judged: EIO/);
  board.files.fault = undefined;
  for (const cycle of [3, 4, 5]) await run.breathes(cycle);
  assert.equal(await board.shelf.version("current"), "0.3.0");
});

test("what a torn file says of it counts as nothing", async () => {
  const board = await onTrial();
  await board.files.writeDurably(`${SHELF}/releases/0.3.0/probation.json`, '{"hea');
  await board.files.writeDurably(`${SHELF}/usual.json`, "{");
  const run = aRun(board, "0.3.0");
  for (const cycle of [2, 3, 4]) await run.breathes(cycle);
  assert.equal(await board.shelf.version("current"), "0.3.0");
});
