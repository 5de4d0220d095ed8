import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT, LOST, torn, zeroed } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";

/** What lies at `/s/a` after each possible power cut. */
async function found(files: CrashFiles, fate = LOST): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for (let steps = 0; steps <= files.steps.length; steps++) all.push(await files.crash(steps, fate).read("/s/a"));
  return all;
}

test("a writer in place is caught: it may lose the old and have nothing of the new", async () => {
  const files = new CrashFiles({ "/s/a": "old" });
  await files.writeDurably("/s/a", "new");
  assert.deepEqual(await found(files, LOST), ["old", "", "", "new"]);
  assert.deepEqual(await found(files, torn(2)), ["old", "", "ne", "new"]);
  assert.deepEqual(await found(files, zeroed(1)), ["old", "", "n\0\0", "new"]);
});

test("a writer that forgets the folder is caught: its rename may be lost", async () => {
  const files = new CrashFiles({ "/s/a": "old" });
  await files.writeDurably("/s/a.tmp", "new");
  await files.rename("/s/a.tmp", "/s/a");
  const { length } = files.steps;
  assert.equal(await files.crash(length, LOST).read("/s/a"), "old");
  assert.equal(await files.crash(length, KEPT).read("/s/a"), "new");
  await files.syncFolder("/s");
  assert.equal(await files.crash(length + 1, LOST).read("/s/a"), "new");
});

test("a writer that forgets to sync the file is caught: the name may be there without its bytes", async () => {
  const files = new CrashFiles({ "/s/a": "old" });
  await files.create("/s/a.tmp", "new");
  await files.rename("/s/a.tmp", "/s/a");
  await files.syncFolder("/s");
  assert.equal(await files.crash(files.steps.length, LOST).read("/s/a"), "");
});

test("a full disk takes what fits, and room comes back when a file goes", async () => {
  const files = new CrashFiles({ "/s/a": "12345" });
  files.capacity = 8;
  await assert.rejects(files.writeDurably("/s/b", "6789abc"), { code: "ENOSPC" });
  assert.equal(await files.read("/s/b"), "678");
  await files.remove("/s/a");
  await files.writeDurably("/s/b", "6789abc");
});

test("two names of one file share its bytes, and renaming one to the other does nothing", async () => {
  const files = new CrashFiles({ "/s/a": "one" });
  await files.keep("/s/a", "/s/b");
  await files.keep("/s/a", "/s/b");
  assert.deepEqual(files.paths, ["/s/a", "/s/b"]);
  files.capacity = 3;
  await files.writeDurably("/s/a", "two");
  assert.equal(await files.read("/s/b"), "two");
});
