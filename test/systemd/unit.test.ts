import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { temporary } from "../config/card-folder.js";
import { CHECKOUT } from "../scripts/checkout.js";

const UNITS = ["andas.service", "andas-first-boot.service", "andas-visit.service"] as const;
const text = await readFile(join(CHECKOUT, "systemd", "andas.service"), "utf8");
const rules = await readFile(join(CHECKOUT, "systemd", "andas-poweroff.rules"), "utf8");

for (const name of UNITS)
  test(`systemd understands every line of ${name}`, async (t) => {
    await withUnits(t, (folder) => {
      const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", join(folder, name)], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stderr], [0, ""]);
    });
  });

/** The most that `systemd-analyze security` may find open, of 10. */
const EXPOSURES = [
  ["the node, with pins through /sys", "andas.service", 1.9, false],
  ["the node, with pins through the character device", "andas.service", 1.6, true],
  ["a visit, which is root's", "andas-visit.service", 2.3, false],
  ["the first boot, which writes to /etc", "andas-first-boot.service", 3, false],
] as const;

for (const [what, name, most, closed] of EXPOSURES)
  test(`${what}, leaves little open: its exposure is at most ${most}`, async (t) => {
    await withUnits(t, async (folder) => {
      const unit = join(folder, name);
      if (!closed) await rm(join(folder, "andas.service.d"), { recursive: true });
      const args = ["security", "--no-pager", "--offline=true", `--threshold=${most * 10}`, unit];
      const { status, stdout, stderr } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
      const open = stdout.split("\n").filter((line) => !line.startsWith("✓"));
      t.diagnostic(open.at(-2) ?? "");
      assert.equal(status, 0, `${open.join("\n")}\n${stderr}`);
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

test("what it hardens leaves the node what it needs: V8, /sys, the card, its buses, its releases and its watchdog", () => {
  assert.equal(setting("MemoryDenyWriteExecute"), "no");
  assert.equal(setting("ProtectKernelTunables"), "no");
  assert.ok(setting("ReadWritePaths").includes("/boot/firmware/andas"));
  assert.ok(!/^PrivateDevices=yes/m.test(text));
  for (const device of ["char-i2c", "/dev/vcio"]) assert.ok(text.includes(`DeviceAllow=${device} rw`));
  assert.equal(setting("StateDirectory"), "andas andas-releases");
  assert.match(setting("ExecStart"), /^\/opt\/andas\/scripts\/andas-launch run /);
  assert.equal(setting("NotifyAccess"), "all");
  assert.ok(setting("RestrictAddressFamilies").includes("AF_UNIX"), "the socket of systemd-notify");
});

test("a visit begins by the node's wish alone, ends with it, and runs nothing that the node may write", async () => {
  const [path, visit] = await Promise.all(
    ["andas-visit.path", "andas-visit.service"].map((name) => readFile(join(CHECKOUT, "systemd", name), "utf8")),
  );
  assert.equal(setting("RuntimeDirectory"), "andas");
  assert.match(path ?? "", /^PathExists=\/run\/andas\/visit\.json$/m);
  assert.match(visit ?? "", /^ExecStart=\/usr\/bin\/node \/opt\/andas\/dist\/andas\/andas\.js visit$/m);
  assert.match(visit ?? "", /^ExecStopPost=-\+\/bin\/rm -f \/run\/andas\/visit\.json$/m);
});

test("what lets the node rest its board is given to its group alone, and to the files that it writes", async () => {
  const rules = await readFile(join(CHECKOUT, "systemd", "60-andas-power.rules"), "utf8");
  const lines = rules.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const given = lines.flatMap((line) => [...line.matchAll(/chgrp andas \/sys%p\/([\w/]+)/g)].map(([, file]) => file));
  assert.deepEqual(given, ["wakealarm", "trigger", "status", "power/control"]);
  const open = lines.flatMap((line) => [...line.matchAll(/(?:chmod|MODE=")\s*(\d{4})/g)].map(([, mode]) => mode));
  assert.deepEqual(new Set(open), new Set(["0660", "0664"]), "nobody else may write");
  const tmpfiles = await readFile(join(CHECKOUT, "systemd", "andas-power.conf"), "utf8");
  assert.match(tmpfiles, /^z \/sys\/devices\/system\/cpu\/cpufreq\/policy\*\/scaling_governor 0664 root andas -$/m);
  assert.ok(text.includes("DeviceAllow=/dev/rfkill rw"));
});

function setting(key: string): string {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${key}=`));
  assert.ok(line, `${key} is not set`);
  return line.slice(key.length + 1);
}

/** Copies of the units that start a program which exists here: `verify` looks for it. */
async function withUnits(t: TestContext, check: (folder: string) => Promise<void> | void): Promise<void> {
  if (spawnSync("systemd-analyze", ["--version"]).error !== undefined) {
    t.skip("needs systemd-analyze: apt-get install systemd");
    return;
  }
  const folder = join(await temporary(t), "systemd");
  await cp(join(CHECKOUT, "systemd"), folder, { recursive: true });
  for (const name of UNITS) {
    const unit = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), unit.replace(/^ExecStart=(-?)\S+/m, `ExecStart=$1${process.execPath}`));
  }
  await check(folder);
}

test("the rule that lets a node switch its board off is understood by Debian's polkitd, and lets nobody else", async (t) => {
  // The engine of polkitd, as a program.
  if (spawnSync("duk", ["--help"]).error !== undefined) return t.skip("needs duk: apt-get install duktape");
  const asked = [
    ["andas", "org.freedesktop.login1.power-off"],
    ["andas", "org.freedesktop.login1.power-off-multiple-sessions"],
    ["andas", "org.freedesktop.login1.reboot"],
    ["somebody", "org.freedesktop.login1.power-off"],
  ];
  const program = `
    var polkit = { Result: { YES: "yes" }, addRule: function (rule) { this.rule = rule; } };
    ${rules}
    print(${JSON.stringify(asked)}.map(function (one) { return polkit.rule({ id: one[1] }, { user: one[0] }) || "no"; }).join());`;
  const file = join(await temporary(t), "rules.js");
  await writeFile(file, program);
  const { stdout, stderr } = spawnSync("duk", [file], { encoding: "utf8" });
  assert.deepEqual([stdout.trim(), stderr], ["yes,yes,no,no", ""]);
});
