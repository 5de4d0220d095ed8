import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { Host } from "../../../src/ports/os/host.js";

/** A board as files under a temporary root. */
async function board(t: TestContext, files: Readonly<Record<string, string>>): Promise<Host> {
  const root = await mkdtemp(join(os.tmpdir(), "andas-host-"));
  t.after(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return new Host({ root, stateFolder: join(root, "var/lib/andas/not/made/yet") });
}

test("a Pi tells its heat, supply, memory, disk and clock", async (t) => {
  const host = await board(t, {
    "sys/class/thermal/thermal_zone0/temp": "48312\n",
    "sys/class/hwmon/hwmon0/name": "cpu_thermal\n",
    "sys/class/hwmon/hwmon1/name": "rpi_volt\n",
    "sys/class/hwmon/hwmon1/in0_lcrit_alarm": "1\n",
    "proc/meminfo": "MemTotal:         443764 kB\nMemFree:           60000 kB\nMemAvailable:     283064 kB\n",
    "run/systemd/timesync/synchronized": "",
  });
  const { diskFree, diskTotal, resident, ...rest } = await host.read();
  assert.deepEqual(rest, {
    temperature: 48.312,
    underVoltage: true,
    memoryFree: 283064 * 1024,
    memoryTotal: 443764 * 1024,
    clockSynchronized: true,
  });
  assert.ok(diskFree !== undefined && diskTotal !== undefined && diskFree > 0 && diskFree <= diskTotal);
  assert.ok(resident !== undefined && resident > 1e6);
});

test("what a board has no sensor for is absent, and nothing is thrown", async (t) => {
  const host = await board(t, { "sys/class/hwmon/hwmon0/name": "nvme\n", "proc/meminfo": "nonsense" });
  const reading = await host.read();
  assert.deepEqual(new Set(Object.keys(reading)), new Set(["diskFree", "diskTotal", "resident"]));
  assert.equal(await host.model(), undefined);
  assert.deepEqual(await host.wakeAlarm(), { present: false });
  assert.deepEqual(await host.i2cBuses(), []);
  assert.deepEqual(await host.serialPorts(), []);
});

test("the clock's quality is ntp, rtc or floor", async (t) => {
  const quality = async (files: Record<string, string>) => (await board(t, files)).timeQuality();
  const rtc = { "sys/class/rtc/rtc0/since_epoch": "1780000000\n" };
  assert.equal(await quality({ "run/systemd/timesync/synchronized": "", ...rtc }), "ntp");
  assert.equal(await quality(rtc), "rtc");
  assert.equal(await quality({ "sys/class/rtc/rtc0/name": "rtc-ds1307" }), "rtc");
  assert.equal(await quality({ "sys/class/rtc/rtc0/since_epoch": "946684900\n" }), "floor", "its battery is empty");
  assert.equal(await quality({}), "floor");
});

test("a time server that was not heard yet is known, one that nobody asks is not", async (t) => {
  const unheard = await board(t, { "run/systemd/timesync/.keep": "" });
  assert.equal((await unheard.read()).clockSynchronized, false);
});

test("the model loses the NUL that the device tree ends it with", async (t) => {
  const host = await board(t, { "proc/device-tree/model": "Raspberry Pi Zero 2 W Rev 1.0\0" });
  assert.equal(await host.model(), "Raspberry Pi Zero 2 W Rev 1.0");
});

test("a wake alarm is free or set", async (t) => {
  const free = await board(t, { "sys/class/rtc/rtc0/wakealarm": "" });
  assert.deepEqual(await free.wakeAlarm(), { present: true });
  const set = await board(t, { "sys/class/rtc/rtc0/wakealarm": "1780000600\n" });
  assert.deepEqual(await set.wakeAlarm(), { present: true, due: 1_780_000_600 });
});

test("buses and serial ports are listed in order", async (t) => {
  const host = await board(t, {
    "dev/i2c-20": "",
    "dev/i2c-1": "",
    "dev/i2c-notes": "",
    "dev/serial/by-id/usb-b": "",
    "dev/serial/by-id/usb-a": "",
  });
  assert.deepEqual(await host.i2cBuses(), [1, 20]);
  assert.deepEqual(await host.serialPorts(), ["/dev/serial/by-id/usb-a", "/dev/serial/by-id/usb-b"]);
});
