import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import type { HostReading } from "../../../src/domain/health.js";
import { powerFlags } from "../../../src/ports/os/board-power.js";
import { Host, type HostPlaces } from "../../../src/ports/os/host.js";
import { FakePrograms } from "../../fakes/fake-programs.js";

/** A board as files under a temporary root; a text that is undefined is a folder, which no read survives (EISDIR, as EIO). */
async function board(
  t: TestContext,
  files: Readonly<Record<string, string | undefined>>,
  more: Partial<HostPlaces> = {},
): Promise<Host> {
  const root = await mkdtemp(join(os.tmpdir(), "andas-host-"));
  t.after(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(text === undefined ? join(root, path) : dirname(join(root, path)), { recursive: true });
    if (text !== undefined) await writeFile(join(root, path), text);
  }
  return new Host({
    root,
    stateFolder: join(root, "var/lib/andas/not/made/yet"),
    programs: new FakePrograms(),
    ...more,
  });
}

const INA = "sys/class/hwmon/hwmon2";
const FLAGS = "sys/devices/platform/soc/soc:firmware/get_throttled";

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
    clockSource: "ntp",
  });
  assert.ok(diskFree !== undefined && diskTotal !== undefined && diskFree > 0 && diskFree <= diskTotal);
  assert.ok(resident !== undefined && resident > 1e6);
});

test("what a board has no sensor for is absent, and nothing is thrown", async (t) => {
  const host = await board(t, { "sys/class/hwmon/hwmon0/name": "nvme\n", "proc/meminfo": "nonsense" });
  const reading = await host.read();
  assert.deepEqual(new Set(Object.keys(reading)), new Set(["diskFree", "diskTotal", "resident", "clockSource"]));
  assert.equal(await host.model(), undefined);
  assert.deepEqual(await host.i2cBuses(), []);
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

test("errors that its file systems met are counted, where they count any", async (t) => {
  const errors = async (files: Record<string, string>) => (await (await board(t, files)).read()).diskErrors;
  assert.equal(await errors({}), undefined);
  assert.equal(await errors({ "sys/fs/ext4/features/lazy": "" }), undefined);
  const sound = { "sys/fs/ext4/mmcblk0p2/errors_count": "0\n" };
  assert.equal(await errors(sound), 0);
  assert.equal(await errors({ ...sound, "sys/fs/ext4/sda1/errors_count": "3\n" }), 3);
});

test("buses are listed in order", async (t) => {
  const host = await board(t, {
    "dev/i2c-20": "",
    "dev/i2c-1": "",
    "dev/i2c-notes": "",
  });
  assert.deepEqual(await host.i2cBuses(), [1, 20]);
});

test("of several thermal zones the processor's is told, and of none that says so the first that makes sense", async (t) => {
  const zone = (n: number, temp: string | undefined, type?: string) => ({
    [`sys/class/thermal/thermal_zone${n}/temp`]: temp,
    ...(type && { [`sys/class/thermal/thermal_zone${n}/type`]: `${type}\n` }),
  });
  const celsius = async (...zones: Record<string, string | undefined>[]) =>
    (await (await board(t, Object.assign({}, ...zones))).read()).temperature;
  assert.equal(await celsius(zone(0, "27800", "acpitz"), zone(1, "51000", "x86_pkg_temp")), 51);
  assert.equal(await celsius(zone(0, "27800"), zone(1, "30000", "iwlwifi_1")), 27.8);
  assert.equal(await celsius(zone(0, "-127000"), zone(1, "30000")), 30, "the first is broken");
});

test("nonsense is unknown and never trusted: -127 °C, a billion, nothing, half a file, one that cannot be read", async (t) => {
  for (const temp of ["-127000", "1000000000", "", "\n", "41 degrees", "NaN", "Infinity", "0x", undefined])
    assert.equal(
      (await (await board(t, { "sys/class/thermal/thermal_zone0/temp": temp })).read()).temperature,
      undefined,
      String(temp),
    );
  const broken = await board(t, {
    "sys/class/hwmon/hwmon1/name": "rpi_volt",
    "sys/class/hwmon/hwmon1/in0_lcrit_alarm": undefined,
    [`${INA}/name`]: "ina219",
    [`${INA}/in1_input`]: "1000000000",
    [FLAGS]: "garbage",
    "proc/meminfo": "MemTotal: 100 kB\nMemAvailable: 200 kB\n",
  });
  const known = new Set(Object.keys(await broken.read()));
  for (const name of ["underVoltage", "slowed", "supplyVolts", "memoryFree", "memoryTotal"])
    assert.ok(!known.has(name), name);
});

test("the firmware's flags are told from sysfs, or asked of vcgencmd where a Pi has them only there", async (t) => {
  const told = async (files: Record<string, string>, programs = new FakePrograms()): Promise<HostReading> =>
    (await board(t, files, { programs })).read();
  const { underVoltage, slowed, hadUnderVoltage, wasSlowed } = await told({ [FLAGS]: "50005\n" });
  assert.deepEqual(
    { underVoltage, slowed, hadUnderVoltage, wasSlowed },
    {
      ...{ underVoltage: true, slowed: true, hadUnderVoltage: true, wasSlowed: true },
    },
  );
  const programs = new FakePrograms();
  programs.answers.set("vcgencmd get_throttled", "throttled=0x10000\n");
  const pi = { "proc/device-tree/model": "Raspberry Pi 4 Model B Rev 1.4\0" };
  assert.equal((await told(pi, programs)).hadUnderVoltage, true);
  assert.equal((await told(pi, programs)).underVoltage, false);
  assert.equal((await told(pi)).underVoltage, undefined, "it is not installed");
  assert.equal((await told({}, programs)).hadUnderVoltage, undefined, "another board is not asked");
  const alarm = { "sys/class/hwmon/hwmon1/name": "rpi_volt", "sys/class/hwmon/hwmon1/in0_lcrit_alarm": "0" };
  assert.equal((await told({ [FLAGS]: "1", ...alarm })).underVoltage, true, "one of the two is enough");
  assert.equal((await told(alarm)).underVoltage, false);
});

test("flags that the firmware never says are none", () => {
  assert.deepEqual(powerFlags("throttled=0x0"), {
    ...{ underVoltage: false, slowed: false, hadUnderVoltage: false, wasSlowed: false },
  });
  for (const text of ["", "throttled=", "0x", "ffffffff", "100000", 'error=1 error_msg="not registered"', "-1"])
    assert.equal(powerFlags(text), undefined, text);
});

test("a power board is heard through the kernel or by itself; with a battery it is known how much is left", async (t) => {
  const battery = { empty: 3, full: 4 };
  const kernel = { [`${INA}/name`]: "ina219\n", [`${INA}/in1_input`]: "3750\n", [`${INA}/curr1_input`]: "-210\n" };
  const supply = async (host: Host) => {
    const { supplyVolts, supplyAmps, battery } = await host.read();
    return [supplyVolts, supplyAmps, battery];
  };
  assert.deepEqual(await supply(await board(t, kernel, { battery })), [3.75, -0.21, 0.75]);
  assert.deepEqual(await supply(await board(t, kernel)), [3.75, -0.21, undefined]);
  const own = (read: () => Promise<{ volts: number }>) => board(t, kernel, { powerBoard: { read }, battery });
  assert.deepEqual(await supply(await own(async () => ({ volts: 4.2 }))), [4.2, undefined, 1]);
  assert.deepEqual(await supply(await own(async () => ({ volts: 2.1 }))), [2.1, undefined, 0]);
  assert.deepEqual(await supply(await own(async () => ({ volts: 1e9 }))), [undefined, undefined, undefined]);
  const silent = await own(() => Promise.reject(new Error("no answer")));
  assert.deepEqual(await supply(silent), [undefined, undefined, undefined]);
});
