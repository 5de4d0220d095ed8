import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Io } from "../../src/commands/cli/command.js";
import type { CardInspection, DoctorParts } from "../../src/commands/doctor/checks.js";
import { cardInspector } from "../../src/commands/doctor/inspect-card.js";
import { doctorCommand } from "../../src/commands/doctor.js";
import { AndasError } from "../../src/domain/errors.js";
import type { HealthCheck, HealthStatus } from "../../src/domain/health.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { nodeState, STATE_FORMAT } from "../../src/node/node-state.js";
import { addonError } from "../../src/ports/os/addons.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { OsProcesses } from "../../src/ports/os/processes.js";
import { type SavedSections, Sections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { FakeI2c } from "../fakes/fake-i2c.js";
import { FakePrograms } from "../fakes/fake-programs.js";
import { FOUR_BOARDS } from "../ports/os/power/a-board.js";

/** Runs the command, and gives what it printed and its exit code. */
async function run(parts: Partial<DoctorParts>, options: Record<string, string | true> = {}, columns = 100) {
  let printed = "";
  const io: Io = {
    out: (text) => {
      printed += text;
    },
    err: (text) => assert.fail(text),
    signal: new AbortController().signal,
    terminal: false,
    columns,
    rows: 40,
    env: {},
  };
  const code = await doctorCommand(parts).run({ words: [], options }, io);
  return { printed, code };
}

/** The same for programs: the checks by name. */
async function examine(parts: Partial<DoctorParts>, options: Record<string, string | true> = {}) {
  const { printed, code } = await run(parts, { ...options, json: true });
  const page = JSON.parse(printed) as { v: 1; status: HealthStatus; checks: (HealthCheck & { section: string })[] };
  return { code, page, check: (name: string) => page.checks.find((check) => check.name === name) };
}

async function root(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(os.tmpdir(), "andas-doctor-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const card = (inspection: Partial<CardInspection>) => async (): Promise<CardInspection> => ({
  status: "healthy",
  text: "is right",
  packages: [],
  ...inspection,
});

/** A world in which everything compiled is there. */
const WELL: Partial<DoctorParts> = {
  load: async () => ({}),
  programs: new FakePrograms(),
  tryApart: async () => {},
  tryBroker: async () => [],
  lastCommit: async () => undefined,
  inspectCard: card({}),
  reader: async () => "spiralformer 12345678: opened, and answered its known calls",
};

/** A world without a compiler: nothing was built. */
const BARE: Partial<DoctorParts> = {
  ...WELL,
  load: (name) =>
    Promise.reject(addonError(name, Object.assign(new Error(`'${name}'`), { code: "ERR_MODULE_NOT_FOUND" }))),
  tryApart: () => Promise.reject(new AndasError("addon", "onnxruntime-node died with SIGILL while loading")),
};

const PI = {
  "proc/device-tree/model": "Raspberry Pi 4 Model B Rev 1.4\0",
  "proc/meminfo": "MemTotal: 3884400 kB\nMemAvailable: 3200000 kB\n",
  "sys/class/thermal/thermal_zone0/temp": "41000",
  "sys/class/hwmon/hwmon1/name": "rpi_volt",
  "sys/class/hwmon/hwmon1/in0_lcrit_alarm": "0",
  "sys/class/gpio/gpiochip512/label": "pinctrl-bcm2711",
  "sys/class/gpio/gpiochip512/base": "512",
  "sys/class/gpio/gpiochip512/ngpio": "58",
  "sys/class/rtc/rtc0/wakealarm": "",
  "sys/class/rtc/rtc0/since_epoch": "1780000000",
  "run/systemd/timesync/synchronized": "",
  "dev/i2c-1": "",
  "dev/serial/by-id/usb-logger": "",
};

test("on the machine at hand it prints a calm page, names every add-on, and exits with 0", async () => {
  const { printed, code } = await run({});
  assert.equal(code, 0, printed);
  for (const name of [
    "Node.js",
    "i2c-bus",
    "onoff",
    "serialport",
    "onnxruntime-node",
    "rest depths",
    "reader",
    "broker",
  ])
    assert.match(printed, new RegExp(`^  (ok|--|!|!!) +${name}  `, "m"));
  assert.match(printed, /reader +spiralformer [0-9a-f]{8}: opened, and answered its known calls/);
});

test("without its add-ons it says plainly what each is for and how to get it, and that is no failure", async () => {
  const { code, page, check } = await examine(BARE);
  assert.equal(code, 0);
  assert.equal(page.status, "warning");
  assert.equal(
    check("i2c-bus")?.text,
    "i2c-bus is not installed: run `apt-get install build-essential python3`, then `npm install --include=optional`; only needed for a converter on I2C",
  );
  for (const name of ["i2c-bus", "onoff", "serialport", "onnxruntime-node"])
    assert.equal(check(name)?.status, "warning");
  assert.match(check("onnxruntime-node")?.text ?? "", /died with SIGILL.*; only needed for the model$/);
});

test("where no clock knows the time, it judges the broker's certificates by when the state was last written, as the node does", async (t) => {
  const state = await root(t, {});
  const store = new Store<SavedSections>({
    ...{ files: new OsFiles(), folder: state, defaults: {}, format: STATE_FORMAT },
    processes: new OsProcesses(),
  });
  await store.open();
  nodeState(new Sections(store.state)).committed.value = 1_780_000_000;
  await store.commit();
  const floors: unknown[] = [];
  const { lastCommit: _, ...well } = WELL;
  const parts: Partial<DoctorParts> = {
    ...well,
    inspectCard: card({ broker: { address: { url: "mqtts://b", tls: {} }, identity: { site: "s", node: "n" } } }),
    tryBroker: async (_broker, floor) => {
      floors.push(floor);
      return [];
    },
  };
  const bare = await root(t, {});
  const { check } = await examine(parts, { root: bare, state });
  assert.match(check("clock")?.text ?? "", /after a power cut time goes on from 2026-05-28T20:26:40/);
  await examine(parts, { root: bare, state: await root(t, { "state.json": "{" }) });
  await examine(parts, { root: await root(t, PI), state });
  await store.close();
  assert.deepEqual(floors, [1_780_000_000, undefined, undefined]);
});

test("an add-on that a device of the card needs, and that is missing, stands in the way", async (t) => {
  const parts = { ...BARE, inspectCard: card({ packages: ["i2c-bus"] }) };
  const { code, page, check } = await examine(parts, { root: await root(t, PI) });
  assert.equal(code, 1);
  assert.equal(page.status, "critical");
  assert.equal(check("i2c-bus")?.status, "critical");
  assert.match(check("i2c-bus")?.text ?? "", /a device of the card needs it$/);
  assert.equal(check("onoff")?.status, "warning");
});

test("a Pi in good health has all there is to say", async (t) => {
  const i2c = new FakeI2c();
  i2c.attach(
    1,
    0x49,
    new FakeAds1x15(
      () => 0,
      () => 0,
    ),
  );
  const { code, page, check } = await examine({ ...WELL, openI2c: i2c.open }, { root: await root(t, PI) });
  assert.equal(code, 0);
  assert.deepEqual(
    page.checks.filter((c) => c.status !== "healthy" && c.section !== "power").map((c) => c.name),
    [],
  );
  const texts = Object.fromEntries(page.checks.map(({ name, text }) => [name, text]));
  assert.match(texts.board ?? "", /^Raspberry Pi 4 Model B Rev 1\.4 \(/);
  assert.equal(texts.temperature, "41.0 °C");
  assert.equal(texts.I2C, "/dev/i2c-1");
  assert.equal(texts.GPIO, "header on pinctrl-bcm2711, lines from 512 on, through /sys/class/gpio");
  assert.equal(texts.serial, "/dev/serial/by-id/usb-logger");
  assert.equal(texts.ADCs, "somebody answers at 0x49 on bus 1");
  assert.equal(texts.clock, "follows a time server (ntp)");
  assert.match(
    texts["wake alarm"] ?? "",
    /^rtc0, which starts no board but a Pi 5 by itself; if yours is wired to, say so with/,
  );
  assert.equal(texts["rest depths"], "idle");
  assert.equal(check("I2C")?.section, "buses");
  assert.equal(i2c.openNow, 0);
});

test("a card whose file system has met errors is to know of", async (t) => {
  const dying = { ...PI, "sys/fs/ext4/mmcblk0p2/errors_count": "3\n" };
  const { check } = await examine(WELL, { root: await root(t, dying) });
  assert.equal(check("disk errors")?.status, "warning");
  assert.match(check("disk errors")?.text ?? "", /^3 met by its file systems: copy what is on it/);
});

test("what four boards can turn down and be woken by is printed: what is there, how it is tried, what the manual says", async (t) => {
  const marks: Record<string, string> = {};
  for (const [name, files] of Object.entries(FOUR_BOARDS)) {
    const { page } = await examine(WELL, { root: await root(t, files) });
    const rows = page.checks.filter(({ section }) => section === "power");
    const told = rows.filter(({ name }) => name !== "EEPROM" && name !== "rest depths");
    for (const { name: row, text } of told) assert.match(text, /; .*; its manual: \S/, `${name}: ${row}`);
    marks[name] = rows.flatMap((row) => (row.status === "healthy" ? [row.name] : [])).join(" ");
  }
  assert.deepEqual(marks, {
    "Zero 2 W": "radio bluetooth governor leds rest depths",
    "3B+": "radio bluetooth governor leds hdmi rest depths",
    "4": "radio bluetooth governor leds hdmi usb rest depths",
    "5": "radio bluetooth governor leds wake alarm rest depths",
  });
});

test("a Pi 5 may be off once logind allows it; its EEPROM's lines are given where they are not set, or not known", async (t) => {
  const programs = new FakePrograms();
  const look = async (alarm?: "rtc") => {
    const inspectCard = card(alarm ? { alarm } : {});
    const { check, code } = await examine(
      { ...WELL, programs, inspectCard },
      { root: await root(t, FOUR_BOARDS["5"]) },
    );
    assert.equal(code, 0);
    return check;
  };
  const both = "`sudo rpi-eeprom-config --edit`: POWER_OFF_ON_HALT=1 and WAKE_ON_GPIO=0; without them";
  const unknown = await look();
  assert.equal(unknown("EEPROM")?.status, "unknown");
  assert.ok(unknown("EEPROM")?.text.startsWith(`cannot be read; see that it says, by ${both}`));
  assert.match(
    unknown("wake alarm")?.text ?? "",
    /^rtc0, free; cleared, set and read back before each rest that is off/,
  );
  assert.equal(unknown("rest depths")?.text, "idle");

  programs.answers.set("rpi-eeprom-config", "[all]\nBOOT_UART=1\nPOWER_OFF_ON_HALT=0\n");
  assert.equal((await look())("EEPROM")?.status, "warning");
  programs.answers.set("rpi-eeprom-config", "[all]\nPOWER_OFF_ON_HALT=1\n");
  assert.match((await look())("EEPROM")?.text ?? "", /--edit`: WAKE_ON_GPIO=0; without/);
  programs.answers.set("rpi-eeprom-config", "[all]\nPOWER_OFF_ON_HALT=1\nWAKE_ON_GPIO=0\n");
  programs.answers.set(
    "busctl --system call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager CanPowerOff",
    's "yes"\n',
  );
  const ready = await look("rtc");
  assert.equal(ready("EEPROM")?.text, "switches the board off when it is halted");
  assert.equal(ready("switching off")?.status, "healthy");
  assert.equal(ready("rest depths")?.text, "idle; off, once an alarm was set and read back");
});

test("a bare computer has nothing to be ashamed of", async (t) => {
  const { code, page, check } = await examine(WELL, { root: await root(t, {}) });
  assert.equal(code, 0);
  assert.equal(page.status, "unknown");
  assert.equal(check("GPIO")?.text, "no chip in /sys/class/gpio or /dev");
  assert.equal(check("serial")?.text, "nothing in /dev/serial/by-id, and no ttyUSB, ttyACM or ttyAMA");
  assert.equal(check("rest depths")?.text, "idle");
});

test("what is wrong with the board is said by weight", async (t) => {
  const sick = {
    ...PI,
    "sys/class/thermal/thermal_zone0/temp": "82000",
    "sys/class/hwmon/hwmon1/in0_lcrit_alarm": "1",
    "proc/meminfo": "MemTotal: 443764 kB\nMemAvailable: 9000 kB\n",
  };
  const old = { node: "18.19.0", arch: "arm64", platform: "linux" };
  const i2c = new FakeI2c();
  const { code, check } = await examine({ ...WELL, openI2c: i2c.open, machine: old }, { root: await root(t, sick) });
  assert.equal(code, 1);
  assert.equal(check("temperature")?.status, "warning");
  assert.equal(check("supply")?.status, "warning");
  assert.equal(check("memory")?.status, "critical");
  assert.equal(check("Node.js")?.text, "18.19.0: install 20 or newer");
  assert.match(check("ADCs")?.text ?? "", /nobody answers/);
});

test("a card that was asked for and is wrong stands in the way; one nobody asked for may be absent", async (t) => {
  const wrong = { ...WELL, inspectCard: card({ status: "critical", text: "node.json: site: is missing" }) };
  assert.equal((await examine(wrong)).code, 1);

  const folder = await root(t, {});
  const { inspectCard: _, ...real } = WELL;
  const asked = await examine(real, { config: folder });
  assert.equal(asked.code, 1);
  assert.match(asked.check("card")?.text ?? "", /holds no node\.json: put one there/);
  assert.match(asked.check("broker")?.text ?? "", /put the card in order first/, "nobody knows which broker it means");

  const unasked = await examine(real, { root: folder });
  assert.equal(unasked.check("card")?.status, "unknown");

  await mkdir(join(folder, "boot/firmware/andas"), { recursive: true });
  await writeFile(join(folder, "boot/firmware/andas/node.json"), "{}");
  const there = await examine(real, { root: folder });
  assert.match(there.check("card")?.text ?? "", /boot\/firmware\/andas: is there; `andas check` says/);
});

const forest = {
  address: { url: "mqtts://forest.example", username: "spruce", password: "hunter2" },
  identity: { site: "grove", node: "spruce-1" },
};

test("the way to the broker is told step by step; what the network does is weather, the rest somebody must mend", async () => {
  const asked: unknown[] = [];
  const way = (last: "TCP" | "login" | "publication", well: boolean) =>
    examine({
      ...WELL,
      inspectCard: card({ broker: forest }),
      tryBroker: async (broker) => {
        asked.push(broker);
        return [
          { step: "name", well: true, text: "forest.example is 192.0.2.1" },
          { step: last, well, text: "so it is" },
        ];
      },
    });
  const there = await way("publication", true);
  assert.deepEqual(asked, [forest]);
  assert.deepEqual(
    there.page.checks.filter(({ name }) => name.startsWith("broker")).map(({ name, status }) => [name, status]),
    [
      ["broker name", "healthy"],
      ["broker publication", "healthy"],
    ],
  );
  const unplugged = await way("TCP", false);
  assert.equal(unplugged.code, 0);
  assert.equal(unplugged.check("broker TCP")?.text, "so it is; the node lives on and keeps its messages");
  const shut = await way("login", false);
  assert.equal(shut.code, 1);
  assert.equal(shut.check("broker login")?.status, "critical");
  assert.ok(!JSON.stringify(shut.page).includes("hunter2"));
});

test("with the card's own words it finds out that a password is wrong, and repeats none", async (t) => {
  const broker = new EmbeddedBroker({ tcp: 0, webSocket: 0, username: "spruce", password: "moss" });
  await broker.start();
  t.after(() => broker.stop());
  const files = (password: string) => ({
    "node.json": JSON.stringify({ site: "grove", node: "n1", broker: { url: broker.url, credentials: "mqtt.json" } }),
    "mqtt.json": JSON.stringify({ username: "spruce", password }),
  });
  const { tryBroker: _, ...real } = WELL;
  const parts = { ...real, inspectCard: await cardInspector() };
  const right = await examine(parts, { config: await root(t, files("moss")) });
  assert.equal(right.code, 0);
  assert.match(right.check("broker publication")?.text ?? "", /came back$/);
  const wrong = await examine(parts, { config: await root(t, files("hunter2")) });
  assert.equal(wrong.code, 1);
  assert.match(wrong.check("broker login")?.text ?? "", /does not let this node in/);
  assert.ok(!JSON.stringify(wrong.page).includes("hunter2"));
});

test("a broker that cannot even be tried is said", async () => {
  const tryBroker = () => Promise.reject(new Error("out of the blue"));
  const { check } = await examine({ ...WELL, inspectCard: card({ broker: forest }), tryBroker });
  assert.equal(check("broker")?.text, "out of the blue");
});

test("whatever its parts throw, it goes on to the end", async (t) => {
  const throws = () => Promise.reject(new Error("out of the blue"));
  const parts = {
    load: throws,
    tryApart: throws,
    openI2c: throws,
    programs: { ask: throws, start: () => assert.fail("nothing is started") },
    tryBroker: throws,
    inspectCard: throws,
    reader: throws,
  };
  const { code, page } = await examine(parts, { root: await root(t, PI) });
  assert.equal(code, 0);
  assert.ok(page.checks.length >= 18);
});

test("long lines are folded under themselves on a narrow terminal", async () => {
  const { printed } = await run(BARE, {}, 70);
  for (const line of printed.split("\n")) assert.ok(line.length <= 70, line);
  assert.match(printed, /\d to know of \(!\)\.\n$/);
});

test("pins are told with their chip, by label, and the way to them", async (t) => {
  const sysfs = { "sys/class/gpio/gpiochip600/label": "pinctrl-rp1", "sys/class/gpio/gpiochip600/base": "600" };
  const gpio = async (files: Record<string, string>, more: Partial<DoctorParts> = {}) =>
    (await examine({ ...WELL, ...more }, { root: await root(t, files) })).check("GPIO");
  assert.equal(
    (await gpio({ ...PI, ...sysfs }))?.text,
    "header on pinctrl-bcm2711, lines from 512 on, through /sys/class/gpio; also pinctrl-rp1, lines from 600 on",
  );
  const strange = { "sys/class/gpio/gpiochip0/label": "INT34C6:00", "sys/class/gpio/gpiochip0/base": "0" };
  assert.match((await gpio(strange))?.text ?? "", /^no header's chip among INT34C6:00, lines from 0 on, through/);
});

test("where the kernel has no sysfs GPIO it is libgpiod's tools that reach pins, and onoff need not be there", async (t) => {
  const dev = await root(t, { "dev/gpiochip0": "", "dev/gpiochip4": "" });
  const tools = new FakePrograms();
  const parts = { ...BARE, inspectCard: card({ packages: ["onoff"] }), programs: tools };
  const without = await examine(parts, { root: dev });
  assert.match(without.check("GPIO")?.text ?? "", /libgpiod's tools are not installed: run `apt-get install gpiod`/);
  assert.deepEqual([without.check("GPIO")?.status, without.check("onoff")?.status], ["critical", "critical"]);

  tools.answers.set("gpiodetect --version", "gpiodetect (libgpiod) v2.2.1");
  const forbidden = await examine(parts, { root: dev });
  assert.match(forbidden.check("GPIO")?.text ?? "", /^gpiochip0, gpiochip4 in \/dev may not be opened: .*group gpio$/);

  tools.answers.set("gpiodetect", "gpiochip0 [pinctrl-rp1] (54 lines)\ngpiochip4 [gpio-brcmstb] (4 lines)\n");
  const { code, check } = await examine(parts, { root: dev });
  assert.equal(code, 0);
  assert.equal(
    check("GPIO")?.text,
    "header on pinctrl-rp1 (gpiochip0, 54 lines), by libgpiod 2.2.1; also gpio-brcmstb (gpiochip4, 4 lines)",
  );
  assert.equal(check("onoff")?.status, "healthy");
});

test("a serial port is told with where its name leads and who holds it", async (t) => {
  const folder = await root(t, { "dev/ttyUSB3": "", "dev/ttyAMA0": "", "proc/77/comm": "minicom" });
  await mkdir(join(folder, "dev/serial/by-id"), { recursive: true });
  await symlink("../../ttyUSB3", join(folder, "dev/serial/by-id/usb-logger"));
  await mkdir(join(folder, "proc/77/fd"));
  await symlink("/dev/ttyUSB3", join(folder, "proc/77/fd/3"));
  const { check } = await examine(WELL, { root: folder });
  assert.equal(check("serial")?.text, "/dev/serial/by-id/usb-logger (ttyUSB3), held by minicom (pid 77); /dev/ttyAMA0");
});

test("what the firmware remembers of heat and power is told, and what a power board measures", async (t) => {
  const flags = (bits: string) => ({
    ...PI,
    "sys/devices/platform/soc/soc:firmware/get_throttled": bits,
    "sys/class/hwmon/hwmon2/name": "ina219",
    "sys/class/hwmon/hwmon2/in1_input": "3920",
    "sys/class/hwmon/hwmon2/curr1_input": "310",
  });
  const supply = { chip: "kernel", bus: 1, address: 0x40, shunt: 0.1, battery: { empty: 3.3, full: 4.15 } } as const;
  const told = async (files: Record<string, string>, inspection: Partial<CardInspection> = { supply }) => {
    const { check } = await examine({ ...WELL, inspectCard: card(inspection) }, { root: await root(t, files) });
    return [check("temperature"), check("supply")].map((one) => `${one?.status}: ${one?.text}`);
  };
  assert.deepEqual(await told(flags("0")), [
    "healthy: 41.0 °C",
    "healthy: steady, 3.92 V, 0.310 A, 73 % of the battery left",
  ]);
  const [warm, sagged] = await told(flags("50000"));
  assert.equal(warm, "healthy: 41.0 °C; since its start it was slowed down at times");
  assert.match(sagged ?? "", /^warning: steady now, and has sagged since the board was started: .*, 3\.92 V/);
  const [slow, sags] = await told(flags("50005"));
  assert.match(slow ?? "", /^warning: 41\.0 °C: it slows itself down/);
  assert.match(sags ?? "", /^warning: the voltage sags below/);
  const laptop = { "sys/class/hwmon/hwmon2/name": "ina219", "sys/class/hwmon/hwmon2/in1_input": "5100" };
  assert.deepEqual(await told(laptop, {}), ["unknown: no sensor", "healthy: 5.10 V"]);
});

test("a power board of the card that does not answer stands in the way", async (t) => {
  const supply = { chip: "ina219", bus: 1, address: 0x41, shunt: 0.1 } as const;
  const i2c = new FakeI2c();
  const parts = { ...WELL, openI2c: i2c.open, inspectCard: card({ supply }) };
  const { code, check } = await examine(parts, { root: await root(t, {}) });
  assert.equal(code, 1);
  assert.match(check("power board")?.text ?? "", /^no ina219 answers at 0x41 on I2C bus 1/);
  i2c.attach(1, 0x41, { read: () => [0x1f, 0x40] });
  const well = await examine(parts, { root: await root(t, {}) });
  assert.equal(well.check("power board"), undefined);
  assert.match(well.check("supply")?.text ?? "", /^4\.00 V, /);
});
