import assert from "node:assert/strict";
import { test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import { FolderLock } from "../../src/storage/folder-lock.js";
import { Store } from "../../src/storage/store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";

const LOCK = "/s/andas.lock";
const disk = () => new CrashFiles({ "/s/other": "" });

function storeOn(files: CrashFiles, processes: FakeProcesses) {
  return new Store({ files, processes, folder: "/s", defaults: { n: 0 } });
}

test("a second andas on the same folder is told who is there and what to do", async () => {
  const files = disk();
  const first = new FakeProcesses(4711);
  const second = new FakeProcesses(4712, "boot-1", first);
  await storeOn(files, first).open();
  await assert.rejects(storeOn(files, second).open(), (error) => {
    assert.ok(isAndasError(error, "state"));
    assert.equal(error.message, "another andas (pid 4711) uses /s: stop it, or give --state another folder");
    return true;
  });
});

test("the one who was refused takes nothing with it, and gets in when the first has left", async () => {
  const files = disk();
  const first = new FakeProcesses(4711);
  const second = new FakeProcesses(4712, "boot-1", first);
  const one = storeOn(files, first);
  const two = storeOn(files, second);
  await one.open();
  await assert.rejects(two.open());
  await two.close();
  assert.match((await files.read(LOCK)) ?? "", /4711/);
  await one.close();
  await two.open();
  assert.match((await files.read(LOCK)) ?? "", /4712/);
});

test("the lock of a process that was killed holds nobody up", async () => {
  const files = disk();
  const first = new FakeProcesses(4711);
  await storeOn(files, first).open();
  first.die();
  await storeOn(files, new FakeProcesses(4712, "boot-1", first)).open();
  assert.deepEqual(files.paths, [LOCK, "/s/other"]);
});

test("after a power cut another process, or andas itself, may have the same pid", async () => {
  const files = disk();
  await storeOn(files, new FakeProcesses(412, "boot-1")).open();
  const after = new FakeProcesses(412, "boot-2");
  await storeOn(files, after).open();
  assert.match((await files.read(LOCK)) ?? "", /boot-2/);
});

test("a lock that a power cut left empty or half written holds nobody up", async () => {
  for (const text of ["", "{", "null", "{}", '{"pid":1}']) {
    const files = new CrashFiles({ [LOCK]: text });
    await new FolderLock(files, new FakeProcesses(), "/s").acquire();
    assert.match((await files.read(LOCK)) ?? "", /"pid":100/);
  }
});

test("of many that find a stale lock at once, one gets in", async () => {
  const files = new CrashFiles({ [LOCK]: "" });
  const first = new FakeProcesses(1);
  const all = Array.from({ length: 8 }, (_, i) => new FakeProcesses(i + 2, "boot-1", first));
  const outcomes = await Promise.allSettled(all.map((each) => new FolderLock(files, each, "/s").acquire()));
  assert.equal(outcomes.filter((each) => each.status === "fulfilled").length, 1);
});

test("a lock that changed hands while we looked is given back", async () => {
  const other = new FakeProcesses(4711);
  const us = new FakeProcesses(4712, "boot-1", other);
  const theirs = JSON.stringify(await other.self());
  class ChangingHands extends CrashFiles {
    override async rename(from: string, to: string): Promise<void> {
      await this.remove(LOCK);
      await this.create(LOCK, theirs);
      await super.rename(from, to);
    }
  }
  const files = new ChangingHands({ [LOCK]: "" });
  await assert.rejects(new FolderLock(files, us, "/s").acquire(), /another andas \(pid 4711\)/);
  assert.equal(await files.read(LOCK), theirs);
  assert.deepEqual(files.paths, [LOCK]);
});

test("opening twice is opening once", async () => {
  const files = disk();
  const store = storeOn(files, new FakeProcesses());
  assert.equal(await store.open(), await store.open());
});

test("a disk that is full or read-only cannot be locked, and the node lives all the same", async () => {
  for (const code of ["ENOSPC", "EROFS"]) {
    const files = disk();
    files.fault = (attempt) => (attempt.do === "read" || attempt.do === "list" ? undefined : code);
    const report = await storeOn(files, new FakeProcesses()).open();
    assert.equal(report.fresh, true);
    assert.match(report.unlocked ?? "", /full|read-only/);
  }
});
