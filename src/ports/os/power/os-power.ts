import { messageOf } from "../../../domain/errors.js";
import type { AlarmChoice } from "../../../domain/rest.js";
import type { Found, Power, WakeAlarm } from "../../power.js";
import type { Programs } from "../../programs.js";
import { RootFiles } from "../root-files.js";
import { FileSwitch } from "./file-switch.js";
import { BOARD_LEDS, GOVERNOR, HDMI, USB_HUBS } from "./kernel-settings.js";
import { RfkillRadio, RfkillSwitch } from "./rfkill-radio.js";
import { RtcAlarm } from "./rtc-alarm.js";

export interface OsPowerOptions {
  /** `/`, or a folder laid out like it. */
  readonly root: string;
  readonly programs: Programs;
  readonly alarm: AlarmChoice;
  /** A power board with an alarm of its own. */
  readonly board?: WakeAlarm | undefined;
}

/** Boards whose own clock switches them on (Raspberry Pi documentation, "RTC": wake from power off by an alarm). */
const WAKES_ITSELF = /^Raspberry Pi (5|500|Compute Module 5)\b/;

/** The board under a root. */
export function osPower({ root, programs, alarm, board }: OsPowerOptions): Power {
  const files = new RootFiles(root);
  const notWired = async (): Promise<string | undefined> => {
    if (alarm === "rtc") return undefined; // somebody knows how it is wired
    const model = (await files.text("proc/device-tree/model")) ?? "";
    return WAKES_ITSELF.test(model)
      ? undefined
      : 'which starts no board but a Pi 5 by itself; if yours is wired to, say so with "alarm": "rtc" under rest in breath.json';
  };
  const clocks = ["rtc0", "rtc1"].map((name) => new RtcAlarm(files, name, notWired));
  const boards = board === undefined ? [] : [board];
  return {
    radio: new RfkillRadio(files, programs),
    parts: [
      new RfkillSwitch("bluetooth", files, programs),
      ...[GOVERNOR, BOARD_LEDS, HDMI, USB_HUBS].map((kind) => new FileSwitch(files, kind)),
    ],
    alarms: { auto: [...boards, ...clocks], rtc: clocks, "witty-pi": boards }[alarm],
    canSwitchOff: () => canSwitchOff(programs),
    boot: async () => (await files.text("proc/sys/kernel/random/boot_id"))?.trim(),
  };
}

/** What logind would answer `systemctl poweroff` (org.freedesktop.login1(5), CanPowerOff). */
const ASKS_LOGIND = [
  ...["busctl", "--system", "call", "org.freedesktop.login1", "/org/freedesktop/login1"],
  ...["org.freedesktop.login1.Manager", "CanPowerOff"],
];

async function canSwitchOff(programs: Programs): Promise<Found> {
  try {
    const answer = (await programs.ask(ASKS_LOGIND)).trim();
    if (answer === 's "yes"') return { can: true, text: "logind lets this user switch the board off" };
    return {
      can: false,
      text: `logind does not let this user (it says ${answer}): install systemd/andas-poweroff.rules`,
    };
  } catch (error) {
    return { can: false, text: `logind cannot be asked: ${messageOf(error)}` };
  }
}
