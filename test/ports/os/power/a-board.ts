import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { FakePrograms } from "../../../fakes/fake-programs.js";

export type BoardFiles = Readonly<Record<string, string>>;

/** A board as files under a temporary root. */
export async function aBoard(t: TestContext, files: BoardFiles) {
  const root = await mkdtemp(join(os.tmpdir(), "andas-power-"));
  t.after(() => rm(root, { recursive: true }));
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) await put(path, text);
  return { root, put, text: (path: string) => readFile(join(root, path), "utf8") };
}

/** `rfkill` as it works on such a root: it moves the kernel's files. */
export class FakeRfkill extends FakePrograms {
  /** It does what it is told. */
  obeys = true;
  readonly #put: (path: string, text: string) => Promise<void>;

  constructor(put: (path: string, text: string) => Promise<void>) {
    super();
    this.#put = put;
  }

  override async ask(command: readonly string[]): Promise<string> {
    const [name, order, number] = command;
    if (name !== "rfkill") return super.ask(command);
    if (this.obeys) await this.#put(`sys/class/rfkill/rfkill${number}/soft`, order === "block" ? "1\n" : "0\n");
    return "";
  }
}

const RFKILL: BoardFiles = {
  "dev/rfkill": "",
  "sys/class/rfkill/rfkill0/type": "wlan\n",
  "sys/class/rfkill/rfkill0/soft": "0\n",
  "sys/class/rfkill/rfkill0/hard": "0\n",
  "sys/class/rfkill/rfkill1/type": "bluetooth\n",
  "sys/class/rfkill/rfkill1/soft": "0\n",
  "sys/class/rfkill/rfkill1/hard": "0\n",
  "sys/class/net/lo/operstate": "unknown\n",
  "sys/class/net/wlan0/operstate": "up\n",
  "proc/net/route": "Iface\tDestination\tGateway\nwlan0\t00000000\t0101A8C0\n",
};

const CPU: BoardFiles = {
  "sys/devices/system/cpu/cpufreq/policy0/scaling_governor": "ondemand\n",
  "sys/devices/system/cpu/cpufreq/policy0/scaling_available_governors":
    "conservative ondemand userspace powersave performance schedutil\n",
};

const LED = (name: string, trigger: string): BoardFiles => ({ [`sys/class/leds/${name}/trigger`]: trigger });
const ACT = "none rc-feedback kbd-scrolllock [mmc0] timer heartbeat default-on\n";
const PWR = "none rc-feedback kbd-scrolllock mmc0 timer heartbeat [default-on]\n";

/** Four boards as their kernels show them, as far as the node looks: laid out by the kernel's documents, not copied from boards. */
export const FOUR_BOARDS = {
  "Zero 2 W": {
    ...{ "proc/device-tree/model": "Raspberry Pi Zero 2 W Rev 1.0\0" },
    ...{ ...RFKILL, ...CPU, ...LED("ACT", ACT) },
    "sys/class/drm/card0-HDMI-A-1/status": "disconnected\n",
    "sys/bus/usb/devices/usb1/bDeviceClass": "09\n",
    "sys/bus/usb/devices/usb1/power/control": "auto\n",
  },
  "3B+": {
    ...{ "proc/device-tree/model": "Raspberry Pi 3 Model B Plus Rev 1.3\0" },
    ...{ ...RFKILL, ...CPU, ...LED("ACT", ACT), ...LED("PWR", PWR) },
    "sys/class/drm/card0-HDMI-A-1/status": "connected\n",
    "sys/bus/usb/devices/usb1/bDeviceClass": "09\n",
    "sys/bus/usb/devices/usb1/power/control": "auto\n",
    "sys/bus/usb/devices/1-1.1.1/bDeviceClass": "ff\n",
    "sys/bus/usb/devices/1-1.1.1/product": "LAN7800\n",
  },
  "4": {
    ...{ "proc/device-tree/model": "Raspberry Pi 4 Model B Rev 1.4\0" },
    ...{ ...RFKILL, ...CPU, ...LED("ACT", ACT), ...LED("PWR", PWR) },
    "sys/class/drm/card1-HDMI-A-1/status": "connected\n",
    "sys/class/drm/card1-HDMI-A-2/status": "disconnected\n",
    "sys/bus/usb/devices/usb1/bDeviceClass": "09\n",
    "sys/bus/usb/devices/usb1/power/control": "on\n",
    "sys/bus/usb/devices/1-1/bDeviceClass": "09\n",
    "sys/bus/usb/devices/1-1/power/control": "on\n",
    "sys/bus/usb/devices/1-0:1.0/bInterfaceClass": "09\n",
    // A DS3231 that somebody put on the header.
    "sys/class/rtc/rtc0/wakealarm": "",
    "sys/class/rtc/rtc0/since_epoch": "1780000000\n",
  },
  "5": {
    ...{ "proc/device-tree/model": "Raspberry Pi 5 Model B Rev 1.0\0" },
    ...{ ...RFKILL, ...CPU, ...LED("ACT", ACT), ...LED("PWR", PWR) },
    "sys/class/rtc/rtc0/wakealarm": "",
    "sys/class/rtc/rtc0/since_epoch": "1780000000\n",
  },
} as const satisfies Readonly<Record<string, BoardFiles>>;
