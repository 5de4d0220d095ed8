import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";

/** The most that `systemd-analyze security` may find open, of 10. */
const EXPOSURE = 2.5;

const text = await readFile(join(root(import.meta.dirname), "systemd", "andas.service"), "utf8");

test("systemd understands every line of the unit", async (t) => {
  await withUnit(t, (unit) => {
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" });
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });
});

test(`the unit leaves little open: its exposure is at most ${EXPOSURE}`, async (t) => {
  await withUnit(t, (unit) => {
    const args = ["security", "--no-pager", "--offline=true", `--threshold=${EXPOSURE * 10}`, unit];
    const { status, stdout, stderr } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
    assert.equal(
      status,
      0,
      `${stdout
        .split("\n")
        .filter((line) => !line.startsWith("✓"))
        .join("\n")}\n${stderr}`,
    );
  });
});

test("a node in a forest is started again for ever, without a network, and may exhale before it ends", () => {
  assert.equal(setting("Restart"), "always");
  assert.equal(setting("StartLimitIntervalSec"), "0");
  assert.ok(Number.parseInt(setting("RestartSec"), 10) >= 10, "a failing node does not eat the battery");
  assert.equal(setting("After"), "network.target");
  assert.ok(!/^(Wants|Requires)=/m.test(text));
  assert.ok(Number.parseInt(setting("TimeoutStopSec"), 10) > 3, "minutes: a whole exhale takes three");
});

test("what it hardens leaves the node what it needs: V8, /sys, the card, its buses and its watchdog", () => {
  assert.equal(setting("MemoryDenyWriteExecute"), "no");
  assert.equal(setting("ProtectKernelTunables"), "no");
  assert.ok(setting("ReadWritePaths").includes("/boot/firmware/andas"));
  assert.ok(!/^PrivateDevices=yes/m.test(text));
  assert.ok(text.includes("DeviceAllow=char-i2c rw"));
  assert.equal(setting("NotifyAccess"), "all");
  assert.ok(setting("RestrictAddressFamilies").includes("AF_UNIX"), "the socket of systemd-notify");
});

test("what lets the node rest its board is given to its group alone, and to the files that it writes", async () => {
  const rules = await readFile(join(root(import.meta.dirname), "systemd", "60-andas-power.rules"), "utf8");
  const lines = rules.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const given = lines.flatMap((line) => [...line.matchAll(/chgrp andas \/sys%p\/([\w/]+)/g)].map(([, file]) => file));
  assert.deepEqual(given, ["wakealarm", "trigger", "status", "power/control"]);
  const open = lines.flatMap((line) => [...line.matchAll(/(?:chmod|MODE=")\s*(\d{4})/g)].map(([, mode]) => mode));
  assert.deepEqual(new Set(open), new Set(["0660", "0664"]), "nobody else may write");
  const tmpfiles = await readFile(join(root(import.meta.dirname), "systemd", "andas-power.conf"), "utf8");
  assert.match(tmpfiles, /^z \/sys\/devices\/system\/cpu\/cpufreq\/policy\*\/scaling_governor 0664 root andas -$/m);
  assert.ok(text.includes("DeviceAllow=/dev/rfkill rw"));
});

function setting(key: string): string {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${key}=`));
  assert.ok(line, `${key} is not set`);
  return line.slice(key.length + 1);
}

/** A copy of the unit that starts a program which exists here: `verify` looks for it. */
async function withUnit(t: TestContext, check: (unit: string) => void): Promise<void> {
  if (spawnSync("systemd-analyze", ["--version"]).error !== undefined) {
    t.skip("needs systemd-analyze: apt-get install systemd");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "andas-unit-"));
  try {
    const unit = join(folder, "andas.service");
    await writeFile(unit, text.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
    check(unit);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The project's folder: this test may lie compiled, anywhere below it. */
function root(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : root(dirname(folder));
}
