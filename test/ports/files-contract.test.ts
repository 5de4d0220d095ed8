import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { replaceFile } from "../../src/ports/atomic-file.js";
import type { Files } from "../../src/ports/files.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { CrashFiles } from "../fakes/crash-files.js";

/** Both kinds of files, and a folder of their own in each. */
const KINDS: readonly [string, (t: TestContext) => Promise<{ files: Files; folder: string }>][] = [
  [
    "the operating system's",
    async (t) => {
      const folder = await mkdtemp(join(tmpdir(), "andas-files-"));
      t.after(() => rm(folder, { recursive: true, force: true }));
      return { files: new OsFiles(), folder };
    },
  ],
  ["the fake's", async () => ({ files: new CrashFiles({ "/s/other": "" }), folder: "/s" })],
];

const bytes = (text: string) => Buffer.from(text, "utf8");
const text = (found: Uint8Array | undefined) => found && Buffer.from(found).toString("utf8");

function contract(promise: string, check: (files: Files, path: string) => Promise<void>): void {
  for (const [kind, make] of KINDS)
    test(`${kind} files: ${promise}`, async (t) => {
      const { files, folder } = await make(t);
      await check(files, `${folder}/a`);
    });
}

contract("what is not there reads as nothing", async (files, path) => {
  assert.equal(await files.read(path), undefined);
  assert.equal(await files.readBytes(path, 0, 10), undefined);
  assert.equal(await files.size(path), undefined);
});

contract("bytes are written and read back, any range of them", async (files, path) => {
  await files.writeDurably(path, Uint8Array.from([0, 255, 10, 128]));
  assert.deepEqual([...((await files.readBytes(path, 0, 100)) ?? [])], [0, 255, 10, 128]);
  assert.deepEqual([...((await files.readBytes(path, 1, 2)) ?? [])], [255, 10]);
  assert.deepEqual([...((await files.readBytes(path, 3, 9)) ?? [])], [128]);
  assert.deepEqual([...((await files.readBytes(path, 4, 9)) ?? [7])], []);
  assert.deepEqual([...((await files.readBytes(path, 40, 9)) ?? [7])], []);
});

contract("bytes are read into what is there, where there is room", async (files, path) => {
  await files.writeDurably(path, Uint8Array.from([1, 2, 3]));
  const room = new Uint8Array(4);
  assert.deepEqual([...((await files.readBytes(path, 1, 9, room)) ?? [])], [2, 3]);
  assert.deepEqual([...room], [2, 3, 0, 0]);
  assert.deepEqual([...((await files.readBytes(path, 0, 3, new Uint8Array(1))) ?? [])], [1, 2, 3]);
});

contract("a file grows at its end, over closing and opening", async (files, path) => {
  for (const word of ["skogen ", "andas"]) {
    const file = await files.openToAppend(path);
    await file.append(bytes(word));
    await file.append(bytes(""));
    await file.sync();
    await file.close();
    await file.close();
  }
  assert.equal(await files.read(path), "skogen andas");
  assert.equal((await files.openToAppend(path)).length, 12);
});

contract("opening makes a file, and empties none", async (files, path) => {
  const file = await files.openToAppend(path);
  assert.deepEqual([await files.size(path), file.length], [0, 0]);
  await file.close();
});

contract("bytes are written over in place, and the others stay", async (files, path) => {
  await files.writeDurably(path, "boot 0001, births 7");
  await files.overwrite(path, 5, bytes("0002"));
  assert.equal(await files.read(path), "boot 0002, births 7");
  await assert.rejects(files.overwrite(`${path}-which-is-not-there`, 0, bytes("x")), { code: "ENOENT" });
});

contract("who appends may use the buffer again", async (files, path) => {
  const file = await files.openToAppend(path);
  const buffer = bytes("one");
  await file.append(buffer);
  buffer.fill(0);
  await file.append(bytes(" two"));
  assert.equal(await files.read(path), "one two");
  await file.close();
});

contract("a file is cut, and grows on from there; it is never made longer", async (files, path) => {
  await files.writeDurably(path, "whole, torn");
  const file = await files.openToAppend(path);
  await file.truncate(5);
  assert.equal(file.length, 5);
  await file.sync();
  await file.append(bytes("!"));
  await file.truncate(100);
  assert.equal(await files.read(path), "whole!");
  await file.truncate(0);
  assert.equal(await files.size(path), 0);
  await file.close();
});

contract("what is closed takes nothing more", async (files, path) => {
  const file = await files.openToAppend(path);
  await file.close();
  await assert.rejects(file.append(bytes("late")), { code: "EBADF" });
  await assert.rejects(file.sync(), { code: "EBADF" });
  await assert.rejects(file.truncate(-1), { code: "EBADF" });
});

contract("an open file is found under its new name", async (files, path) => {
  const file = await files.openToAppend(path);
  await file.append(bytes("one"));
  await files.rename(path, `${path}b`);
  await file.append(bytes(" two"));
  assert.equal(await files.read(`${path}b`), "one two");
  await file.close();
});

contract("a folder that is not there takes no file", async (files, path) => {
  await assert.rejects(files.openToAppend(`${path}/b`), { code: "ENOENT" });
});

contract("a file is replaced in one step, and its old content is kept where one wants it", async (files, path) => {
  await replaceFile(files, path, "one");
  await replaceFile(files, path, bytes("two"), `${path}.before`);
  assert.deepEqual([await files.read(path), await files.read(`${path}.before`)], ["two", "one"]);
  assert.equal(await files.read(`${path}.tmp`), undefined);
  await assert.rejects(replaceFile(files, `${path}/b`, "three"));
  assert.equal(text(await files.readBytes(path, 0, 9)), "two");
});
