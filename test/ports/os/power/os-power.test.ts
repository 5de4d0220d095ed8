import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { AlarmChoice, PowerPart } from "../../../../src/domain/rest.js";
import { cutsPower, readEeprom } from "../../../../src/ports/os/power/eeprom.js";
import { FileSwitch } from "../../../../src/ports/os/power/file-switch.js";
import { BOARD_LEDS } from "../../../../src/ports/os/power/kernel-settings.js";
import { osPower } from "../../../../src/ports/os/power/os-power.js";
import { RfkillSwitch } from "../../../../src/ports/os/power/rfkill-radio.js";
import { RtcAlarm } from "../../../../src/ports/os/power/rtc-alarm.js";
import { RootFiles } from "../../../../src/ports/os/root-files.js";
import { FakePrograms } from "../../../fakes/fake-programs.js";
import { aBoard, type BoardFiles, FakeRfkill, FOUR_BOARDS } from "./a-board.js";

async function power(t: TestContext, files: BoardFiles, alarm: AlarmChoice = "auto") {
  const board = await aBoard(t, files);
  const programs = new FakeRfkill(board.put);
  const found = osPower({ root: board.root, programs, alarm });
  const all = [found.radio, ...found.parts];
  const part = (name: PowerPart) => all.find((one) => one.part === name) ?? assert.fail(name);
  return { ...board, programs, power: found, all, part };
}

const never = new AbortController().signal;

test("what each of four boards can turn down is found under its root", async (t) => {
  const can: Record<string, string> = {};
  for (const [name, files] of Object.entries(FOUR_BOARDS)) {
    const { all } = await power(t, files);
    const found = await Promise.all(all.map(async (one) => ((await one.look()).can ? [one.part] : [])));
    can[name] = found.flat().join(" ");
  }
  assert.deepEqual(can, {
    "Zero 2 W": "radio bluetooth governor leds",
    "3B+": "radio bluetooth governor leds hdmi",
    "4": "radio bluetooth governor leds hdmi usb",
    "5": "radio bluetooth governor leds",
  });
});

test("everything goes down, is read back, and stands afterwards as it stood before", async (t) => {
  const { all, text } = await power(t, FOUR_BOARDS["4"]);
  const saved = await Promise.all(all.map((one) => one.save()));
  for (const one of all) await one.down();
  assert.equal(await text("sys/class/rfkill/rfkill0/soft"), "1\n");
  assert.equal(await text("sys/class/rfkill/rfkill1/soft"), "1\n");
  assert.equal(await text("sys/devices/system/cpu/cpufreq/policy0/scaling_governor"), "powersave");
  assert.equal(await text("sys/class/leds/ACT/trigger"), "none");
  assert.equal(await text("sys/class/drm/card1-HDMI-A-1/status"), "off");
  assert.equal(await text("sys/class/drm/card1-HDMI-A-2/status"), "disconnected\n", "nothing hangs there");
  assert.equal(await text("sys/bus/usb/devices/1-1/power/control"), "auto");
  const together = Object.assign({}, ...saved);
  for (const one of all) await one.restore(together);
  assert.equal(await text("sys/class/rfkill/rfkill0/soft"), "0\n");
  assert.equal(await text("sys/devices/system/cpu/cpufreq/policy0/scaling_governor"), "ondemand");
  assert.equal(await text("sys/class/leds/ACT/trigger"), "mmc0");
  assert.equal(await text("sys/class/leds/PWR/trigger"), "default-on");
  assert.equal(await text("sys/class/drm/card1-HDMI-A-1/status"), "detect");
  assert.equal(await text("sys/bus/usb/devices/usb1/power/control"), "on");
});

test("a board that shows nothing is left alone, and says what is missing", async (t) => {
  const { all, power: board } = await power(t, { "proc/version": "Linux" });
  for (const one of all) {
    const { can, text } = await one.look();
    assert.equal(can, false, one.part);
    assert.ok(text.length > 3);
    assert.deepEqual(await one.save(), {});
    await one.down();
    await one.restore({});
  }
  await board.radio.up(never);
  for (const alarm of board.alarms) assert.equal((await alarm.look()).can, false);
  assert.equal(await board.boot(), undefined);
  assert.match((await board.canSwitchOff()).text, /^logind cannot be asked: the program busctl/);
});

test("what hangs on USB, a dark light, a radio that a switch holds off: left alone, and said", async (t) => {
  const { part } = await power(t, {
    ...FOUR_BOARDS["3B+"],
    "sys/class/rfkill/rfkill0/hard": "1\n",
    "sys/class/leds/ACT/trigger": "[none] mmc0\n",
    "sys/class/leds/PWR/trigger": "[none] mmc0\n",
    "sys/class/drm/card0-HDMI-A-1/status": "disconnected\n",
    "sys/devices/system/cpu/cpufreq/policy0/scaling_available_governors": "performance\n",
  });
  const text = async (name: PowerPart) => (await part(name).look()).text;
  assert.equal(await text("usb"), "left alone, for something hangs on it: LAN7800");
  assert.equal(await text("radio"), "rfkill0 (on); held off by a switch on the board");
  assert.equal(await text("leds"), "ACT, PWR: dark");
  assert.equal(await text("hdmi"), "no screen hangs on it: it is down already");
  assert.equal(await text("governor"), "no cpufreq with the governor powersave");
});

test("what this user may not write is left alone, and said with the rule that lets it", async (t) => {
  const { root } = await aBoard(t, FOUR_BOARDS["4"]);
  const files = new (class extends RootFiles {
    override async isWritable(): Promise<boolean> {
      return false;
    }
  })(root);
  const leds = new FileSwitch(files, BOARD_LEDS);
  const radio = new RfkillSwitch("radio", files, new FakePrograms());
  const alarm = new RtcAlarm(files, "rtc0", async () => undefined);
  assert.match((await leds.look()).text, /trigger may not be written: install systemd\/60-andas-power\.rules/);
  assert.match((await radio.look()).text, /\/dev\/rfkill may not be written: install systemd\/60-andas-power\.rules/);
  assert.match((await alarm.look()).text, /^rtc0 may not be set: install systemd\/60-andas-power\.rules/);
  for (const one of [leds, radio]) {
    assert.deepEqual(await one.save(), {});
    await one.down();
    await one.restore({ "sys/class/leds/ACT/trigger": "timer" });
  }
});

test("what the kernel refuses is said as it says it", async (t) => {
  const { root, put } = await aBoard(t, FOUR_BOARDS["4"]);
  const failing = (code: string) =>
    new (class extends RootFiles {
      override async write(): Promise<void> {
        throw Object.assign(new Error(`${code}: it is busy`), { code });
      }
    })(root);
  await assert.rejects(new FileSwitch(failing("EBUSY"), BOARD_LEDS).down(), {
    message: "none could not be written to /sys/class/leds/ACT/trigger (EBUSY: it is busy)",
  });
  await assert.rejects(new FileSwitch(failing("EACCES"), BOARD_LEDS).down(), /install systemd/);
  await put("sys/class/rtc/rtc0/wakealarm", "");
  const alarm = new RtcAlarm(failing("EBUSY"), "rtc0", async () => undefined);
  await assert.rejects(alarm.arm(600), { message: "the alarm of rtc0 is not taken (EBUSY: it is busy)" });
});

test("a radio that does not do as it is told is an error with its number; one that is up has a network or says so", async (t) => {
  const { power: board, programs, put } = await power(t, FOUR_BOARDS["Zero 2 W"]);
  programs.obeys = false;
  await assert.rejects(board.radio.down(), { message: "rfkill0 was blocked, and reads otherwise" });
  await board.radio.up(never);
  await put("proc/net/route", "Iface\tDestination\n");
  await assert.rejects(board.radio.up(never), { message: "it was on already, and there is no network" });
  await put("proc/net/ipv6_route", `${"0".repeat(32)} 00 ${"0".repeat(32)} 00 fe80 00000400 1 0 00000003    wlan0\n`);
  await board.radio.up(never);
});

test("a radio that was off comes up, and is waited for until there is a network or nobody waits", async (t) => {
  const { power: board, put, text } = await power(t, FOUR_BOARDS["Zero 2 W"]);
  await board.radio.down();
  await put("sys/class/net/wlan0/operstate", "down\n");
  const patience = new AbortController();
  const up = board.radio.up(patience.signal);
  setTimeout(() => patience.abort(), 20);
  await up;
  assert.equal(await text("sys/class/rfkill/rfkill0/soft"), "0\n");
});

test("the kernel's word counts: a setting that reads otherwise was not taken", async (t) => {
  const { part, put, root } = await power(t, FOUR_BOARDS["4"]);
  const { governor } = { governor: part("governor") };
  await assert.rejects(governor.restore({ "sys/devices/system/cpu/cpufreq/policy0/scaling_governor": "a [b] c" }), {
    message: "/sys/devices/system/cpu/cpufreq/policy0/scaling_governor reads b after a [b] c was written",
  });
  await put("sys/class/leds/ACT/trigger", "none [mmc0]");
  await governor.restore({ "sys/class/leds/ACT/trigger": "heartbeat" });
  assert.ok(root.length > 0 && (await part("leds").save())["sys/class/leds/ACT/trigger"] === "mmc0", "not its own");
});

test("a Pi 5's alarm is cleared, set by its clock's own epoch and read back; elsewhere it must be wired, and said to be", async (t) => {
  const { power: five, text, put } = await power(t, FOUR_BOARDS["5"]);
  const [alarm] = five.alarms;
  assert.deepEqual(await alarm?.look(), { can: true, text: "rtc0, free" });
  assert.equal(await alarm?.arm(600.4), 600);
  assert.equal(await text("sys/class/rtc/rtc0/wakealarm"), "1780000600");
  assert.equal((await alarm?.look())?.text, "rtc0, set to 2026-05-28T20:36:40.000Z");
  assert.equal(await alarm?.startedBy(), undefined);
  await alarm?.disarm();
  assert.equal(await text("sys/class/rtc/rtc0/wakealarm"), "0");
  // A clock that jumped since: what counts is how long from now on.
  await put("sys/class/rtc/rtc0/since_epoch", "946684800\n");
  assert.equal(await alarm?.arm(600), 600);
  await put("sys/class/rtc/rtc0/since_epoch", "nonsense");
  assert.equal((await alarm?.look())?.can, false);
  await assert.rejects(alarm?.arm(600) ?? Promise.resolve(), { message: /does not say its time/ });

  const { power: four } = await power(t, FOUR_BOARDS["4"]);
  assert.match((await four.alarms[0]?.look())?.text ?? "", /starts no board but a Pi 5 by itself; if yours is wired/);
  const { power: wired } = await power(t, FOUR_BOARDS["4"], "rtc");
  assert.equal((await wired.alarms[0]?.look())?.can, true);
  const { power: other } = await power(t, FOUR_BOARDS["4"], "witty-pi");
  assert.deepEqual(other.alarms, []);
});

test("who may switch off is logind's to say, and a start of the kernel has its own name", async (t) => {
  const { power: board, programs, put } = await power(t, FOUR_BOARDS["5"]);
  const question =
    "busctl --system call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager CanPowerOff";
  programs.answers.set(question, 's "yes"\n');
  assert.equal((await board.canSwitchOff()).can, true);
  programs.answers.set(question, 's "challenge"\n');
  assert.match((await board.canSwitchOff()).text, /install systemd\/andas-poweroff\.rules/);
  await put("proc/sys/kernel/random/boot_id", "0b1c\n");
  assert.equal(await board.boot(), "0b1c");
});

test("the EEPROM's lines are read by whichever tool there is; unset ones have their defaults", async () => {
  const programs = new FakePrograms();
  assert.equal(await readEeprom(programs), undefined);
  programs.answers.set("vcgencmd bootloader_config", "[all]\nBOOT_UART=0\nWAKE_ON_GPIO=0\nPOWER_OFF_ON_HALT=1\n");
  const right = await readEeprom(programs);
  assert.deepEqual(right, { powerOffOnHalt: true, wakeOnGpio: false });
  assert.ok(right && cutsPower(right));
  programs.answers.set("rpi-eeprom-config", "[all]\nBOOT_UART=1\nPOWER_OFF_ON_HALT=1\n");
  const unset = await readEeprom(programs);
  assert.deepEqual(unset, { powerOffOnHalt: true, wakeOnGpio: true });
  assert.ok(unset && !cutsPower(unset), "WAKE_ON_GPIO overrules it");
});
