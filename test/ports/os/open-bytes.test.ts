import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isAndasError } from "../../../src/domain/errors.js";
import { openBytes } from "../../../src/ports/os/open-bytes.js";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "andas-bytes-"));
});
after(() => rm(folder, { recursive: true }));

const refusal = (pattern: RegExp) => (error: unknown) =>
  isAndasError(error, "recording") && pattern.test(error.message);

test("a file comes piece by piece, and then nothing", async () => {
  const path = join(folder, "a.csv");
  await writeFile(path, "hello");
  const source = await openBytes(path);
  const into = new Uint8Array(3);
  assert.equal(await source.read(into), 3);
  assert.equal(await source.read(into), 2);
  assert.equal(await source.read(into), 0);
  await source.close();
});

test("a file that is not there, and a folder, are refused in a line that says what to do", async () => {
  await assert.rejects(
    openBytes(join(folder, "nowhere.csv")),
    refusal(/nowhere\.csv: there is no such file: check the path/),
  );
  await assert.rejects(openBytes(join(folder, "a.csv", "b")), refusal(/there is no such file/));
  await assert.rejects(openBytes(folder), refusal(/is a folder: name a CSV or TSV file in it/));
});
