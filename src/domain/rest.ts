import type { BoardPower } from "./board-power.js";
import type { Seconds } from "./time.js";

/** What of a board may be turned down while nobody needs it. */
export const POWER_PARTS = ["radio", "bluetooth", "governor", "leds", "hdmi", "usb"] as const;
export type PowerPart = (typeof POWER_PARTS)[number];

/** How deep a rest goes: everything awaits one timer, or the board is off and an alarm will wake it. */
export const DEPTHS = ["idle", "off"] as const;
export type Depth = (typeof DEPTHS)[number];

/** What may wake a board that is off. */
export const ALARMS = ["auto", "rtc", "witty-pi"] as const;
export type AlarmChoice = (typeof ALARMS)[number];

/** `rest` of `breath.json` in force. */
export interface RestSettings {
  /** `off` wherever it is safe and pays; `auto`: the same, but only where no device is heard in rests. */
  readonly depth: Depth | "auto";
  readonly turnsDown: readonly PowerPart[];
  readonly alarm: AlarmChoice;
  /** So long the board stays on after somebody started it by hand. */
  readonly minAwake: Seconds;
  /** Measured by who wrote the card; each counts more than the table's. */
  readonly figures: BoardPower;
  /** When the node switches the board off to save it; absent: never. */
  readonly safeHalt?: SafeHaltSettings;
}

/** What is bad enough to go off for, if it lasts. */
export interface SafeHaltSettings {
  /** Share of the battery, 0 to 1. */
  readonly batteryBelow: number;
  /** The supply sags below what the board needs. */
  readonly underVoltage: boolean;
  /** °C of the processor. */
  readonly hotterThan: number;
  readonly lasting: Seconds;
  /** After so long the alarm starts it again. */
  readonly returnsAfter: Seconds;
  /** Goes off too where no alarm would start it again: somebody has to come. */
  readonly withoutAlarm: boolean;
}

/** Why a node goes off by itself. */
export const HALT_REASONS = ["battery", "supply", "heat"] as const;
export type HaltReason = (typeof HALT_REASONS)[number];

/** The board is to go off once the run is over. */
export interface Halt {
  /** For the broker: one line. */
  readonly reason: string;
  /** When a proven alarm starts it again; absent where somebody must. */
  readonly wakes?: Seconds;
  /** It is a rest of the breath, and the broker has been told of it. */
  readonly rests?: true;
}
