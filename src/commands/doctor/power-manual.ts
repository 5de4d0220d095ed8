import type { PowerPart } from "../../domain/rest.js";

/** What the doctor looks for: the parts, whether the board may be off, and what would wake it. */
export type Capability = PowerPart | "switching off" | "wake alarm";

/** How each is tried here, whatever the board. */
export const TRIED: Readonly<Record<Capability, string>> = {
  radio: "by `rfkill`, read back in /sys/class/rfkill",
  bluetooth: "by `rfkill`, read back in /sys/class/rfkill",
  governor: "by scaling_governor of cpufreq",
  leds: "by their trigger in /sys/class/leds",
  hdmi: "by its status in /sys/class/drm",
  usb: "by power/control of its hubs",
  "switching off": "by `systemctl poweroff`; logind is asked",
  "wake alarm": "cleared, set and read back before each rest that is off",
};

/** Boards that the manuals are told of, by the name in their device tree. */
export const MANUALS: readonly { readonly model: RegExp; readonly says: Readonly<Record<Capability, string>> }[] = [
  {
    model: /Zero 2/,
    says: {
      ...shared(),
      leds: "ACT alone, there is no power light (dtparam=act_led_trigger, firmware overlays README)",
      usb: "one port without a hub, nothing to switch (schematics)",
      "switching off":
        "0.055 A at 5 V halted, of a Zero (power-supplies.adoc); a power board that cuts the supply draws less",
    },
  },
  {
    model: /Pi 3/,
    says: {
      ...shared(),
      usb: "hub and Ethernet are one chip; the power of its ports is switched together (uhubctl README)",
      "switching off":
        "0.10 A at 5 V halted, of a 3B (power-supplies.adoc); a power board that cuts the supply draws less",
    },
  },
  {
    model: /Pi 4/,
    says: {
      ...shared(),
      usb: "the power of its four ports is switched together (uhubctl README)",
      "switching off": "0.023 A at 5 V halted (power-supplies.adoc), more with WAKE_ON_GPIO=1 (rpi-eeprom#330)",
    },
  },
  {
    model: /Pi 5/,
    says: {
      ...shared(),
      usb: "the power of its ports is switched together (uhubctl README)",
      "switching off":
        "about 3 mA with POWER_OFF_ON_HALT=1 and WAKE_ON_GPIO=0 (rtc.adoc), 1.2 to 1.6 W without (jeffgeerling.com, 2023)",
      "wake alarm": "its own clock starts it, by the board's supply or a cell at J5 (rtc.adoc)",
    },
  },
];

/** What holds of all of them. */
function shared(): Record<Capability, string> {
  return {
    radio: "dtoverlay=disable-wifi switches it off for good (firmware overlays README)",
    bluetooth: "dtoverlay=disable-bt switches it off for good (firmware overlays README)",
    governor: "powersave is the slowest pace, ondemand the usual (cpufreq.rst)",
    leds: "ACT and PWR (dtparam=act_led_trigger, pwr_led_trigger, firmware overlays README)",
    hdmi: "a port with a screen costs some 50 mA (power-supplies.adoc)",
    usb: "",
    "switching off": "",
    "wake alarm": "no clock of its own that starts it: a Witty Pi or the like does",
  };
}
