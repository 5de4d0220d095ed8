import assert from "node:assert/strict";
import { test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import { Store } from "../../src/storage/store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";

interface State {
  n: number;
}

function storeOn(files: CrashFiles) {
  return new Store<State>({ files, processes: new FakeProcesses(), folder: "/s", defaults: { n: 0 } });
}

/** What a node would wake with if the power went now. */
async function onDisk(files: CrashFiles): Promise<number> {
  const copy = new CrashFiles(Object.fromEntries(files.paths.map((path) => [path, files.bytes(path) as Uint8Array])));
  await copy.remove("/s/andas.lock");
  const store = storeOn(copy);
  const { recovered } = await store.open();
  assert.equal(recovered, undefined);
  return store.state.n;
}

/** A store with two commits behind it. */
async function settled() {
  const files = new CrashFiles();
  const store = storeOn(files);
  await store.open();
  for (store.state.n = 1; store.state.n <= 2; store.state.n++) await store.commit();
  return { files, store };
}

test("a disk that is full at any byte of a commit keeps the old state whole, and takes the new one once there is room", async () => {
  const { files: before } = await settled();
  const size = before.bytes("/s/state.json")?.length ?? 0;
  const used = before.paths.reduce((sum, path) => sum + (before.bytes(path)?.length ?? 0), 0);
  for (let room = 0; room < size; room++) {
    const { files, store } = await settled();
    files.capacity = used + room;
    store.state.n = 3;
    await assert.rejects(store.commit(), (error) => {
      assert.ok(isAndasError(error, "state"));
      assert.match(error.message, /^the disk is full: free space on \/s; nothing is lost while the node runs/);
      return true;
    });
    assert.equal(await onDisk(files), 2, `room for ${room} bytes`);
    assert.equal(store.state.n, 3);
    assert.ok(!files.paths.some((path) => path.endsWith(".tmp")), "what did not fit is taken away again");
    files.capacity = Number.POSITIVE_INFINITY;
    await store.commit();
    assert.equal(await onDisk(files), 3);
  }
});

test("a node that starts on a full disk starts, with or without a state, whatever little room there is", async () => {
  for (const files of [new CrashFiles({ "/s/other": "x" }), (await settled()).files]) {
    const known = files.bytes("/s/state.json") ? 2 : 0;
    await files.remove("/s/andas.lock");
    const used = files.paths.reduce((sum, path) => sum + (files.bytes(path)?.length ?? 0), 0);
    for (let room = 0; room < 40; room++) {
      files.capacity = used + room;
      const store = storeOn(files);
      const report = await store.open();
      assert.equal(report.unlocked !== undefined, files.bytes("/s/andas.lock") === undefined, `room for ${room}`);
      assert.equal(store.state.n, known);
      await assert.rejects(store.commit(), (error) => isAndasError(error, "state"));
      await store.close();
      assert.equal(files.bytes("/s/andas.lock"), undefined);
    }
  }
});

test("a disk that fails at any step of a commit, in any way, harms nothing that was acknowledged", async () => {
  const steps = await stepsOfOneCommit();
  assert.ok(steps >= 7);
  for (const code of ["EIO", "EROFS", "ENOSPC", "EACCES", "EMFILE"])
    for (let failing = 0; failing < steps; failing++) {
      const { files, store } = await settled();
      const from = files.steps.length + failing;
      files.fault = (attempt) => (attempt.do !== "read" && files.steps.length >= from ? code : undefined);
      store.state.n = 3;
      await assert.rejects(store.commit(), (error) => isAndasError(error, "state") && !error.message.includes("\n"));
      files.fault = undefined;
      assert.ok([2, 3].includes(await onDisk(files)), `${code} at step ${failing}`);
      store.state.n = 4;
      await store.commit();
      assert.equal(await onDisk(files), 4, `${code} at step ${failing}, mended`);
    }
});

test("one failed step is got over: the next commit is whole", async () => {
  const steps = await stepsOfOneCommit();
  for (let failing = 0; failing < steps; failing++) {
    const { files, store } = await settled();
    const at = files.steps.length + failing;
    let once = true;
    files.fault = () => {
      const fails = once && files.steps.length === at;
      if (fails) once = false;
      return fails ? "EIO" : undefined;
    };
    await assert.rejects(store.commit());
    store.state.n = 5;
    await store.commit();
    assert.equal(await onDisk(files), 5);
  }
});

async function stepsOfOneCommit(): Promise<number> {
  const { files, store } = await settled();
  const before = files.steps.length;
  await store.commit();
  return files.steps.length - before;
}
