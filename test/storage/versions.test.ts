import assert from "node:assert/strict";
import { test } from "node:test";
import { seal } from "../../src/storage/envelope.js";
import type { StateFormat } from "../../src/storage/state-format.js";
import { Store } from "../../src/storage/store.js";
import { KEPT, LOST, torn } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";

/** Three andas, each of which knows one version more; the third has only a section that is newer. */
const OLD: StateFormat = { migrations: [] };
const NEW: StateFormat = { migrations: [(old) => ({ notes: { v: 1, data: old } })], sections: { notes: 1 } };
const NEWEST: StateFormat = { ...NEW, sections: { notes: 2 } };

const FIRST = "/s/state.v1.json";
let boots = 0;

/** One run of an andas: what it found; then it writes `data`, so many times. */
async function runs(files: CrashFiles, format: StateFormat, data: object, commits = 1) {
  const processes = new FakeProcesses(1, `boot-${boots++}`);
  const store = new Store<Record<string, unknown>>({ files, processes, folder: "/s", defaults: {}, format });
  const report = await store.open();
  const found = structuredClone(store.state);
  for (const name of Object.keys(store.state)) delete store.state[name];
  Object.assign(store.state, data);
  for (let i = 0; i < commits; i++) await store.commit();
  await store.close();
  return { found, ...report };
}
const notes = (v: number, n: number) => ({ notes: { v, data: { n } } });

test("an upgrade keeps the state of the older andas as it was, whatever is committed after it", async () => {
  const files = new CrashFiles({ "/s/state.json": seal(1, { n: 1 }) });
  const { found, fresh, newer } = await runs(files, NEW, notes(1, 2), 5);
  assert.deepEqual([found, fresh, newer], [notes(1, 1), false, undefined]);
  assert.equal(await files.read(FIRST), seal(1, { n: 1 }));
  assert.equal(await files.read("/s/state.json"), seal(2, notes(1, 2)));
});

test("a downgrade goes on from the older state, says so, and leaves the newer one alone; so does every run after it", async () => {
  const files = new CrashFiles({ "/s/state.json": seal(1, { n: 1 }) });
  await runs(files, NEW, notes(1, 2));
  for (const n of [1, 3, 4]) {
    const { found, fresh, newer, others } = await runs(files, OLD, { n: n === 1 ? 3 : n + 1 }, 2);
    assert.deepEqual([found, fresh], [{ n }, false]);
    assert.match(
      newer ?? "",
      /^a newer andas wrote \/s\/state\.json \(version 2, this one knows 1\): .* state\.v1\.json; update andas/,
    );
    assert.deepEqual(others, [notes(1, 2)]);
  }
  assert.equal(await files.read("/s/state.json"), seal(2, notes(1, 2)));
});

test("an upgrade after that goes on from the newer state, and knows what the older one counted meanwhile", async () => {
  const files = new CrashFiles({ "/s/state.json": seal(1, { n: 1 }) });
  await runs(files, NEW, notes(1, 2));
  await runs(files, OLD, { n: 30 });
  const { found, newer, others } = await runs(files, NEW, notes(1, 4));
  assert.deepEqual([found, newer, others], [notes(1, 2), undefined, [notes(1, 30)]]);
  assert.equal(await files.read(FIRST), seal(1, { n: 30 }));
});

test("an older andas that finds none of its own begins anew, beside the newer one", async () => {
  const files = new CrashFiles({ "/s/state.json": seal(2, notes(1, 2)) });
  const { found, fresh, newer } = await runs(files, OLD, { n: 1 });
  assert.deepEqual([found, fresh], [{}, true]);
  assert.match(newer ?? "", /begins anew, in state\.v1\.json/);
  assert.deepEqual((await runs(files, OLD, { n: 2 })).found, { n: 1 });
  assert.equal(await files.read("/s/state.json"), seal(2, notes(1, 2)));
});

test("a newer section is a newer state, and is kept before it is migrated like any other", async () => {
  const files = new CrashFiles({ "/s/state.json": seal(2, notes(1, 1)) });
  await runs(files, NEWEST, notes(2, 2), 3);
  assert.equal(await files.read("/s/state.v2.json"), seal(2, notes(1, 1)));
  const { found, newer } = await runs(files, NEW, notes(1, 3));
  assert.deepEqual(found, notes(1, 1));
  assert.match(newer ?? "", /version 2 of "notes", this one knows 1/);
  assert.deepEqual((await runs(files, NEWEST, notes(2, 4))).found, notes(2, 2));
});

test("where the copy too is a newer one's, nothing of it is written over", async () => {
  const files = new CrashFiles({
    "/s/state.json": seal(2, notes(9, 1)),
    "/s/state.v2.json": seal(2, notes(2, 2)),
  });
  assert.deepEqual((await runs(files, NEW, notes(1, 3))).found, {});
  assert.deepEqual((await runs(files, NEW, notes(1, 4))).found, notes(1, 3));
  assert.equal(await files.read("/s/state.v2.json"), seal(2, notes(2, 2)));
  // And when its own is brought up, that one is kept beside it too.
  assert.deepEqual((await runs(files, NEWEST, notes(2, 5))).found, notes(2, 2));
});

test("the next migration is the last word on the copies before it, and on no newer one", async () => {
  const files = new CrashFiles({
    "/s/state.json": seal(2, notes(1, 2)),
    [FIRST]: seal(1, { n: 1 }),
    "/s/state.v1.last-good.json": seal(1, { n: 0 }),
    "/s/state.v7.json": seal(7, {}),
  });
  await runs(files, NEWEST, notes(2, 3));
  const copies = files.paths.filter((path) => path.includes(".v"));
  assert.deepEqual(copies, ["/s/state.v2.json", "/s/state.v7.json"]);
});

test("what is to be migrated is kept even if only the last good one is whole, and nothing is written when it can't be", async () => {
  const files = new CrashFiles({ "/s/state.json": "{", "/s/state.last-good.json": seal(1, { n: 1 }) });
  files.fault = (attempt) => (attempt.do === "link" && attempt.path.includes(".v1.") ? "ENOSPC" : undefined);
  await assert.rejects(runs(files, NEW, notes(1, 2)), /the disk is full/);
  assert.equal(await files.read("/s/state.json"), undefined);
  files.fault = undefined;
  assert.deepEqual((await runs(files, NEW, notes(1, 2))).found, notes(1, 1));
  assert.equal(await files.read(FIRST), seal(1, { n: 1 }));
});

test("a power cut after any step of any turn: both find their own last state, or the one in flight", async () => {
  const turns = [
    { format: NEW, data: notes(1, 2), old: 1, new: [1, 2] },
    { format: OLD, data: { n: 3 }, old: 1, new: [2] },
    { format: NEW, data: notes(1, 4), old: 3, new: [2, 4] },
  ];
  let files = new CrashFiles({ "/s/state.json": seal(1, { n: 1 }) });
  for (const turn of turns) {
    const before = files.crash(files.steps.length, KEPT);
    await runs(before, turn.format, turn.data);
    for (let steps = 0; steps <= before.steps.length; steps++)
      for (const fate of [LOST, KEPT, torn(1), torn(20)]) {
        const story = `${JSON.stringify(turn.data)}, cut after ${steps}`;
        const asNew = before.crash(steps, fate);
        const { found, recovered } = await runs(asNew, NEW, notes(1, 9));
        assert.equal(recovered, undefined, story);
        assert.ok(
          turn.new.some((n) => JSON.stringify(found) === JSON.stringify(notes(1, n))),
          story,
        );
        const asOld = await runs(before.crash(steps, fate), OLD, { n: 9 });
        assert.ok(
          [turn.old, 3].some((n) => JSON.stringify(asOld.found) === JSON.stringify({ n })),
          story,
        );
        // The older one's state is there still once the newer one has gone over it.
        const after = await runs(asNew, OLD, { n: 9 });
        assert.ok(
          [turn.old, 3].some((n) => JSON.stringify(after.found) === JSON.stringify({ n })),
          story,
        );
      }
    files = before;
  }
});
