import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { OsProcesses } from "../../src/ports/os/processes.js";
import { temporary } from "../config/card-folder.js";

test("this process is alive, and one that had its pid before is not", async () => {
  const processes = new OsProcesses();
  const self = await processes.self();
  assert.equal(await processes.isAlive(self), true);
  assert.equal(await processes.isAlive({ ...self, since: `${self.since}0` }), false);
  assert.equal(await processes.isAlive({ ...self, since: "" }), true, "nobody knows: rather not both");
});

test("after a power cut whoever has the pid now is another, also where systemd hides it from us", async (t) => {
  const proc = await temporary(t);
  await mkdir(join(proc, "sys/kernel/random"), { recursive: true });
  await writeFile(join(proc, "sys/kernel/random/boot_id"), await readFile("/proc/sys/kernel/random/boot_id"));
  const hidden = new OsProcesses(proc);
  const { pid, since } = await new OsProcesses().self();
  assert.equal(await hidden.isAlive({ pid, since: "an-earlier-boot/4711" }), false);
  assert.equal(await hidden.isAlive({ pid, since }), true, "of this boot, and there: it may be ours");
});
