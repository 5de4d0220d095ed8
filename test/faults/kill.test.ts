import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isAndasError } from "../../src/domain/errors.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { OsProcesses } from "../../src/ports/os/processes.js";
import { Store } from "../../src/storage/store.js";

const CHILD = fileURLToPath(new URL("./committing-child.js", import.meta.url));
const KILLS = 20;

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "andas-kill-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function storeOn(folder: string) {
  const defaults = { n: 0, ballast: "" };
  return new Store({ files: new OsFiles(), processes: new OsProcesses(), folder, defaults });
}

function start(t: TestContext, folder: string) {
  const child = spawn(process.execPath, [CHILD, folder], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

test("a process killed at any moment loses nothing that it was told is safe, and leaves nothing in the way", async (t) => {
  const folder = await folderFor(t);
  for (let kill = 1; kill <= KILLS; kill++) {
    const child = start(t, folder);
    const exit = once(child, "exit");
    let acknowledged = 0;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (++lines === kill) child.kill("SIGKILL");
    }
    await exit;
    assert.ok(lines >= kill, "it committed until it was killed");

    const store = storeOn(folder);
    const { recovered, unlocked } = await store.open();
    assert.equal(recovered, undefined);
    assert.equal(unlocked, undefined);
    const { n, ballast } = store.state;
    assert.ok(n === acknowledged || n === acknowledged + 1, `told of ${acknowledged}, found ${n}`);
    assert.equal(ballast, `${n} `.repeat(500 + (n % 500)));
    await store.close();
  }
  const left = await new OsFiles().list(folder);
  assert.deepEqual(left, ["state.json", "state.last-good.json"]);
});

test("while one process has the folder, no other gets it; once it is killed, the next does", async (t) => {
  const folder = await folderFor(t);
  const child = start(t, folder);
  await once(child.stdout, "data");
  await assert.rejects(
    storeOn(folder).open(),
    (error) =>
      isAndasError(error, "state") && error.message.startsWith(`another andas (pid ${child.pid}) uses ${folder}`),
  );
  child.stdout.resume();
  child.kill("SIGKILL");
  await once(child, "exit");
  const store = storeOn(folder);
  await store.open();
  assert.ok(store.state.n >= 1);
  await store.close();
});
