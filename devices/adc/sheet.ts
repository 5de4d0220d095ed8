import type { Seconds } from "../../src/domain/time.js";
import type { Wired } from "../wiring/wiring.js";

/** What a converter's data sheet says of it, as far as andas must know it: everything that differs between two chips is a figure here. */
export interface ConverterSheet extends Wired {
  readonly addresses: readonly ChipAddress[];
  /** Names of its channels, as on the card. */
  readonly channels: readonly string[];
  readonly gains: readonly Gain[];
  /** Slowest, and so quietest, first. */
  readonly speeds: readonly Speed[];
}

export interface ChipAddress {
  readonly address: number;
  /** How its address pins are tied for that. */
  readonly tied: string;
}

export interface Gain {
  /** As the data sheet writes it: `2/3`, `16`. */
  readonly gain: string;
  /** ± mV that it can show. */
  readonly fullScale: number;
  /** Differential input impedance in MΩ: what an electrode sees. */
  readonly impedance: number;
}

export interface Speed {
  /** Conversions a second, nominal. */
  readonly rate: number;
  /** Conversions a second of the slowest chip that the data sheet allows. */
  readonly slowest: number;
  /** Bits of a result, its sign among them. */
  readonly bits: number;
}

/** One step of the converter in mV. */
export function stepOf(fullScale: number, bits: number): number {
  return fullScale / 2 ** (bits - 1);
}

/** Seconds until a conversion is surely done; the half millisecond is for a chip that has to power up first. */
export function conversionTime(speed: Speed): Seconds {
  return 1 / speed.slowest + 0.0005;
}

/** Seconds on top of each conversion for two transfers at 100 kHz and the coarseness of timers. */
const OVERHEAD: Seconds = 0.002;

/** Seconds that so many conversions, one after the other, take at most if the bus does not stall. */
export function rowTime(conversions: number, speed: Speed): Seconds {
  return conversions * (conversionTime(speed) + OVERHEAD);
}

/** The slowest speed at which a row of so many conversions fits its period: slower is quieter. Undefined if none does. */
export function quietestSpeed(sheet: ConverterSheet, conversions: number, rowsPerSecond: number): Speed | undefined {
  return sheet.speeds.find((speed) => rowTime(conversions, speed) <= 1 / rowsPerSecond);
}
