import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { OsFiles } from "../../src/ports/os/files.js";
import { OsProcesses } from "../../src/ports/os/processes.js";

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "andas-files-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
const files = new OsFiles();

test("what is written durably is read back, of any length and script", async (t) => {
  const path = join(await folderFor(t), "a");
  for (const text of ["", "skogen andas", "ø".repeat(2_000_000)]) {
    await files.writeDurably(path, text);
    assert.equal(await files.read(path), text);
  }
});

test("what is not there reads as nothing, lists as nothing and is removed without a word", async (t) => {
  const folder = await folderFor(t);
  assert.equal(await files.read(join(folder, "a")), undefined);
  assert.deepEqual(await files.list(join(folder, "b")), []);
  await files.remove(join(folder, "a"));
});

test("a folder in a file's place is an error, not nothing", async (t) => {
  await assert.rejects(files.read(await folderFor(t)), { code: "EISDIR" });
});

test("folders are made with their parents, again and again", async (t) => {
  const folder = join(await folderFor(t), "a/b/c");
  await files.makeFolder(folder);
  await files.makeFolder(folder);
  assert.ok((await stat(folder)).isDirectory());
});

test("keeping makes a second name that outlives the first one's renaming, and leaves no third", async (t) => {
  const folder = await folderFor(t);
  const [main, last] = [join(folder, "main"), join(folder, "last")];
  await files.writeDurably(main, "1");
  await files.keep(main, last);
  await files.keep(main, last);
  assert.equal((await stat(main)).ino, (await stat(last)).ino, "no byte is written twice");
  await files.writeDurably(`${main}.tmp`, "2");
  await files.rename(`${main}.tmp`, main);
  assert.deepEqual([await files.read(main), await files.read(last)], ["2", "1"]);
  await files.keep(main, last);
  assert.equal(await files.read(last), "2");
  assert.deepEqual(await files.list(folder), ["last", "main"]);
  await files.syncFolder(folder);
});

test("a file is created once", async (t) => {
  const folder = await folderFor(t);
  const path = join(folder, "lock");
  const made = await Promise.all([files.create(path, "me"), new OsFiles().create(join(folder, "other"), "you")]);
  assert.deepEqual(made, [true, true]);
  assert.equal(await files.create(path, "you"), false);
  assert.equal(await readFile(path, "utf8"), "me");
  assert.deepEqual(await readdir(folder), ["lock", "other"]);
});

test("a full disk is told by its code", async (t) => {
  if (!existsSync("/dev/full")) return t.skip("needs /dev/full: run it on Linux");
  await assert.rejects(files.writeDurably("/dev/full", "x"), { code: "ENOSPC" });
});

test("a process is alive until it ends, and another of the same pid is another", async (t) => {
  const processes = new OsProcesses();
  const self = await processes.self();
  assert.equal(self.pid, process.pid);
  assert.equal(await processes.isAlive(self), true);

  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  t.after(() => child.kill("SIGKILL"));
  await once(child, "spawn");
  const pid = child.pid as number;
  assert.equal(await processes.isAlive({ pid, since: "" }), true);
  if (existsSync("/proc/self/stat")) assert.equal(await processes.isAlive({ pid, since: self.since }), false);
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal(await processes.isAlive({ pid, since: "" }), false);
});

test("the fallback for file systems without hard links gives the same", async (t) => {
  const shared = await shm(t);
  if (shared === undefined) return t.skip("needs /dev/shm beside the temporary folder, on another file system");
  const folder = await folderFor(t);
  await writeFile(join(shared, "a"), "far away");
  await files.keep(join(shared, "a"), join(folder, "a")); // EXDEV: no link reaches over there
  assert.equal(await files.read(join(folder, "a")), "far away");
  assert.deepEqual(await files.list(folder), ["a"]);
});

async function shm(t: TestContext): Promise<string | undefined> {
  if (!existsSync("/dev/shm")) return undefined;
  const folder = await mkdtemp("/dev/shm/andas-files-").catch(() => undefined);
  if (folder === undefined) return undefined;
  t.after(() => rm(folder, { recursive: true, force: true }));
  return (await stat(folder)).dev === (await stat(tmpdir())).dev ? undefined : folder;
}
