import type { Phase } from "./breath.js";
import type { Seconds } from "./time.js";

/** Boards whose figures are known, by the names that a card may give. */
export const BOARD_NAMES = ["zero-2-w", "3b-plus", "4", "5"] as const;
export type BoardName = (typeof BOARD_NAMES)[number];

/** `energy` of `node.json` in force: what the node lives on. */
export interface EnergySettings {
  /** Absent: found by what the board says that it is. */
  readonly board?: BoardName;
  /** What the battery holds when it is full, in watt-hours. */
  readonly battery?: number;
  readonly panel?: PanelSettings;
  /** What the board is fed with, in volts: currents for people are told at it. */
  readonly volts: number;
}

export interface PanelSettings {
  /** In full sun, in watts. */
  readonly watts: number;
  /** Hours of full sun that a day is worth where the panel hangs, January to December. */
  readonly sunHours: readonly number[];
}

/** What was spent in a phase, over some time. */
export interface PhaseEnergy {
  readonly seconds: Seconds;
  readonly joules: number;
}

/** How long the battery will last, and how anybody can know. */
export interface BatteryForecast {
  /** Absent: nobody can know. Infinity: it is not getting less. */
  readonly days?: number;
  /** `trend`: from how the battery was measured to change. `capacity`: from what it holds and what is spent. */
  readonly how: "trend" | "capacity" | "unknown";
  /** What is taken for granted. */
  readonly assumes: readonly ForecastAssumption[];
}

export const FORECAST_ASSUMPTIONS = [
  /** Nothing measures the battery: it is thought to be full. */
  "battery-is-full",
  /** What a battery holds by its volts is thought to be a straight line. */
  "volts-are-share",
  /** What is spent is estimated by a table of boards. */
  "spending-is-estimated",
  /** The board is none of the table: it is thought to be the smallest of it. */
  "board-is-guessed",
  /** The panel brings what the card says. */
  "panel-as-on-card",
  /** Tomorrow is as yesterday. */
  "life-goes-on-as-it-did",
] as const;
export type ForecastAssumption = (typeof FORECAST_ASSUMPTIONS)[number];

/** What a node spent of late. */
export interface EnergyReport {
  readonly board: BoardName;
  /** The board said that it is this one, or the card does. */
  readonly boardIsKnown: boolean;
  /** Of the latest day: how much of it is in the ledger, what was spent, and by how many of its seconds it was measured, 0 to 1. */
  readonly seconds: Seconds;
  readonly joules: number;
  readonly measured: number;
  readonly phases: Readonly<Partial<Record<Phase, PhaseEnergy>>>;
  /** Of the seconds: with the radio up, and with the board off. */
  readonly radio: Seconds;
  readonly off: Seconds;
  /** A rest must be longer than this for switching the board off to pay. */
  readonly breakEven: Seconds;
  readonly forecast: BatteryForecast;
}
