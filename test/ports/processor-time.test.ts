import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { OsProcessorTime } from "../../src/ports/os/processor-time.js";

const proc = await mkdtemp(join(tmpdir(), "andas-proc-"));
after(() => rm(proc, { recursive: true, force: true }));

/** proc_pid_stat(5), with ticks of user and system time, of its own and of the children that it waited for. */
async function aProcess(pid: number, ticks: readonly [number, number, number, number], children: string) {
  await mkdir(join(proc, String(pid), "task", String(pid)), { recursive: true });
  const fields = ["S", ...Array.from({ length: 10 }, () => "0"), ...ticks, "20", "0"];
  await writeFile(join(proc, String(pid), "stat"), `${pid} (a (strange) name) ${fields.join(" ")}`);
  await writeFile(join(proc, String(pid), "task", String(pid), "children"), children);
}

test("processor time is that of this process, of its living children, and of those that have ended", async () => {
  await aProcess(10, [9999, 9999, 100, 50], "11 12 99 ");
  await aProcess(11, [200, 100, 0, 0], "");
  await aProcess(12, [10, 5, 30, 5], "");
  const time = new OsProcessorTime(proc, 10, () => 2);
  assert.equal(time.used(), 2 + 1.5 + 3 + 0.5);
});

test("without /proc it is this process alone, and it goes up", () => {
  const alone = new OsProcessorTime(join(proc, "none"), 10, () => 7);
  assert.equal(alone.used(), 7);
  const real = new OsProcessorTime();
  const before = real.used();
  while (real.used() === before) Math.sqrt(before);
  assert.ok(real.used() > before);
});
