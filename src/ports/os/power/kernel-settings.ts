import type { RootFiles } from "../root-files.js";
import { chosen, type KernelSetting, type KernelSettings } from "./file-switch.js";

const CPUFREQ = "sys/devices/system/cpu/cpufreq";
const LEDS = "sys/class/leds";
const DRM = "sys/class/drm";
const USB = "sys/bus/usb/devices";

/** The processor's pace. (Linux, Documentation/admin-guide/pm/cpufreq.rst: `scaling_governor`.) */
export const GOVERNOR: KernelSettings = {
  part: "governor",
  of: /^sys\/devices\/system\/cpu\/cpufreq\//,
  async find(files) {
    const settings: KernelSetting[] = [];
    for (const policy of await files.list(CPUFREQ)) {
      const path = `${CPUFREQ}/${policy}/scaling_governor`;
      const now = (await files.text(path))?.trim();
      const offered = ((await files.text(`${CPUFREQ}/${policy}/scaling_available_governors`)) ?? "")
        .trim()
        .split(/\s+/);
      if (now !== undefined && offered.includes("powersave")) settings.push({ path, now, low: "powersave" });
    }
    const text = settings.length > 0 ? `${settings.map(({ now }) => now).join(", ")} now, powersave in rests` : "none";
    return { settings, text: settings.length > 0 ? text : "no cpufreq with the governor powersave" };
  },
};

/** The board's own lights; one that nothing triggers is somebody's. (Linux, Documentation/leds/leds-class.rst.) */
export const BOARD_LEDS: KernelSettings = {
  part: "leds",
  of: /^sys\/class\/leds\//,
  async find(files) {
    const settings: KernelSetting[] = [];
    const names = (await files.list(LEDS)).filter((name) => /^(ACT|PWR|led\d)$/.test(name));
    for (const name of names) {
      const path = `${LEDS}/${name}/trigger`;
      const now = chosen((await files.text(path)) ?? "none");
      if (now !== "none") settings.push({ path, now, low: "none" });
    }
    if (settings.length === 0) return { settings, text: names.length > 0 ? `${names.join(", ")}: dark` : "none" };
    return { settings, text: settings.map(({ path, now }) => `${path.split("/")[3]} (${now})`).join(", ") };
  },
};

/**
 * The sockets for screens that something hangs on. `off` is read back as `disconnected`, what `detect` finds is the screen's affair.
 * (Linux, drivers/gpu/drm/drm_sysfs.c: `status`.)
 */
export const HDMI: KernelSettings = {
  part: "hdmi",
  of: /^sys\/class\/drm\//,
  async find(files) {
    const sockets = (await files.list(DRM)).filter((name) => /^card\d+-HDMI-/.test(name));
    const settings: KernelSetting[] = [];
    for (const socket of sockets) {
      const path = `${DRM}/${socket}/status`;
      if ((await files.text(path))?.trim() === "connected") settings.push({ path, now: "detect", low: "off" });
    }
    if (sockets.length === 0)
      return { settings, text: "no socket in /sys/class/drm: the kernel's driver vc4 is not loaded" };
    const used = settings.map(({ path }) => path.split("/")[3]).join(", ");
    return { settings, text: used === "" ? "no screen hangs on it: it is down already" : `a screen on ${used}` };
  },
  accepts: (written, text) => written === "detect" || text === "off" || text === "disconnected",
};

/** USB's own hubs may sleep, where nothing else hangs on them. (Linux, Documentation/driver-api/usb/power-management.rst.) */
export const USB_HUBS: KernelSettings = {
  part: "usb",
  of: /^sys\/bus\/usb\//,
  async find(files) {
    const settings: KernelSetting[] = [];
    const others: string[] = [];
    // `1-1:1.0` is an interface of the device 1-1.
    const devices = (await files.list(USB)).filter((name) => !name.includes(":"));
    for (const name of devices) {
      const hub = (await files.text(`${USB}/${name}/bDeviceClass`))?.trim() === "09";
      const path = `${USB}/${name}/power/control`;
      const now = (await files.text(path))?.trim();
      if (!hub) others.push((await nameOf(files, name)) ?? name);
      else if (now === "on") settings.push({ path, now, low: "auto" });
    }
    if (devices.length === 0) return { settings: [], text: "none" };
    if (others.length > 0) return { settings: [], text: `left alone, for something hangs on it: ${others.join(", ")}` };
    return { settings, text: settings.length > 0 ? `${settings.length} hubs` : "its hubs sleep by themselves" };
  },
};

async function nameOf(files: RootFiles, device: string): Promise<string | undefined> {
  return (await files.text(`${USB}/${device}/product`))?.trim();
}
