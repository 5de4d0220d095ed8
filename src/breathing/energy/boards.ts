import type { BoardPower } from "../../domain/board-power.js";
import type { BoardName } from "../../domain/energy.js";
import type { Seconds } from "../../domain/time.js";

/** What a board draws, bare but for its card: in watts, of its own supply. */
export interface Board {
  readonly name: BoardName;
  /** As its device tree names it. */
  readonly model: RegExp;
  /** Linux up, nothing to do, radio down, no screen. */
  readonly idle: number;
  /** One core at work, beside that. */
  readonly core: number;
  /** The radio up and connected, beside that. */
  readonly radio: number;
  /** Switched off by whoever will wake it: its supply is cut, but for a clock. */
  readonly off: number;
  /** Halted, and fed all the same. */
  readonly halted: number;
  /** From the alarm to a node that listens, and down again before it: joules. */
  readonly boot: number;
  /** What sets the alarm: the board's own clock, or a power board that cuts the supply. */
  readonly wakes: "own-clock" | "power-board";
  /** Figures that nobody has measured, as far as we know: estimates, to be replaced by whoever measures. */
  readonly assumed: readonly Figure[];
}

export type Figure = "idle" | "core" | "radio" | "off" | "halted" | "boot";

/** From the alarm to the first inhale; assumed for all of them. */
const BOOT: Seconds = 25;

/*
 * Sources. [CNX]: cnx-software.com, 2021-12-09, Zero 2 W on an Otii Arc. [PID]: pidramble.com, "Power Consumption Benchmarks", a USB meter.
 * [RPI]: Raspberry Pi documentation, power-supplies.adoc (an older copy; "boot avg", typical bare-board figures) and rtc.adoc. [GC2]:
 * blog.gc2.at, Zero W with and without WLAN. [UL]: u-labs.de, Pi 5 at rest.
 *
 * Boot: the documentation's mean current at boot, times 5 V, times `BOOT`. Off by a power board: what such a board draws by
 * itself; its makers do not say, 2 mA at 5 V are assumed.
 */
export const BOARDS: readonly Board[] = [
  {
    name: "zero-2-w",
    model: /Zero 2/,
    idle: 0.375, // [CNX] below 75 mA at 5 V, tuned; 0.6 as delivered
    core: 0.35, // of a Zero W, 80 mA at 5 V for its one core [GC2]: 0.4
    radio: 0.1, // of a Zero W, 90 mA without and 110 mA with WLAN [GC2]
    off: 0.01,
    halted: 0.275, // [RPI] 55 mA of a Zero
    boot: 25,
    wakes: "power-board",
    assumed: ["core", "radio", "off", "boot"],
  },
  {
    name: "3b-plus",
    model: /3 Model [AB] Plus/,
    idle: 1.7, // [PID] HDMI and lights off
    core: 0.8, // [PID] 5.1 W with four cores at work, 1.9 W with none
    radio: 0.2,
    off: 0.01,
    halted: 0.5, // [RPI] 0.10 A of a 3B
    boot: 44, // [RPI] 0.35 A of a 3B
    wakes: "power-board",
    assumed: ["radio", "off", "boot"],
  },
  {
    name: "4",
    model: /Pi 4|Compute Module 4/,
    idle: 2.7, // [PID] 540 mA
    core: 0.93, // [PID] 6.4 W with four cores at work
    radio: 0.25,
    off: 0.01, // a Pi 4 has no clock that wakes it
    halted: 0.115, // [RPI] 23 mA
    boot: 88, // [RPI] 0.7 A
    wakes: "power-board",
    assumed: ["radio", "off", "boot"],
  },
  {
    name: "5",
    model: /Pi 5|Compute Module 5/,
    idle: 3, // [UL] about 3 W at rest
    core: 1.2,
    radio: 0.25,
    off: 0.015, // [RPI] about 3 mA with POWER_OFF_ON_HALT=1 and WAKE_ON_GPIO=0; 1.2 to 1.8 W without
    halted: 1.4, // jeffgeerling.com, 2023: 1.2 to 1.6 W without the EEPROM's lines
    boot: 75, // 5 W for 15 s
    wakes: "own-clock",
    assumed: ["core", "radio", "boot"],
  },
];

export function boardNamed(name: BoardName): Board {
  return BOARDS.find((board) => board.name === name)!;
}

/** The board of this device tree; the smallest one, and not known, where there is none or another. */
export function boardOf(model: string | undefined): { readonly board: Board; readonly isKnown: boolean } {
  const found = model === undefined ? undefined : BOARDS.find((board) => board.model.test(model));
  return { board: found ?? BOARDS[0]!, isKnown: found !== undefined };
}

/** What a rest on it costs at either depth. @param cut its supply is cut when it goes off: by its EEPROM or by a power board */
export function powerOf({ idle, off, halted, boot }: Board, cut: boolean): Required<BoardPower> {
  return { idleWatts: idle, offWatts: cut ? off : halted, bootJoules: boot, bootSeconds: BOOT };
}
