/** The registers of the ADS1115 and ADS1015, as pure functions. Sources: `sheets.ts`. */

/** "Address Pointer Register": which register is meant. */
export const CONVERSION = 0x00;
export const CONFIG = 0x01;
export const LOW_THRESHOLD = 0x02;
export const HIGH_THRESHOLD = 0x03;

/** OS: written as 1 it starts a conversion, read as 0 one is going on. */
const OS = 1 << 15;
/** MODE: one conversion, then power-down. Between rows the chip draws half a microampere. */
const SINGLE_SHOT = 1 << 8;
/** COMP_MODE, COMP_LAT: calls outside of a window, and goes on calling until the conversion is read. */
const WINDOW = 1 << 4;
const LATCHING = 1 << 2;
/** COMP_QUE: comparator off, ALERT/RDY left floating. */
const NO_COMPARATOR = 0b11;
/** COMP_QUE of 1, 2 or 4 readings in a row; the first also lets ALERT/RDY say that a conversion is ready. */
const QUEUE: Readonly<Record<number, number>> = { 1: 0b00, 2: 0b01, 4: 0b10 };

/** Readings that stand at an end of the scale: "Data Format" says that the output clips there. */
const TOP = 0x7fff;
const BOTTOM = -0x8000;

/** Places of a channel, gain and data rate in the lists of the sheet. */
export interface Codes {
  readonly channel: number;
  readonly gain: number;
  readonly rate: number;
}

/** What ALERT/RDY does: nothing, `ready` when a conversion is done, or call after so many readings outside of the window. */
export type Alert = "off" | "ready" | 1 | 2 | 4;

/** The config word for conversions of one channel: one, which begins at once, or one after the other. */
export function configWord(codes: Codes, mode: "single" | "continuous" | "sleep", alert: Alert = "off"): number {
  return (
    (mode === "single" ? OS : 0) |
    (codes.channel << 12) |
    (codes.gain << 9) |
    (mode === "continuous" ? 0 : SINGLE_SHOT) |
    (codes.rate << 5) |
    alertBits(alert)
  );
}

/** The same with another use of ALERT/RDY; a conversion that was asked for is not asked for again. */
export function withAlert(word: number, alert: Alert): number {
  return (word & ~(OS | 0b11111)) | alertBits(alert);
}

export function isContinuous(word: number): boolean {
  return (word & SINGLE_SHOT) === 0;
}

function alertBits(alert: Alert): number {
  if (alert === "off") return NO_COMPARATOR;
  if (alert === "ready") return QUEUE[1]!;
  return WINDOW | LATCHING | QUEUE[alert]!;
}

/** Does what was read back match what was written? OS is status when read, so it is left out. */
export function sameConfig(read: number, written: number): boolean {
  return (read & ~OS) === (written & ~OS);
}

/** "Conversion Ready Pin": thresholds that lie the wrong way round turn the comparator's pin into that of readiness. */
export const READY_THRESHOLDS = { low: 0x7fff, high: 0x8000 } as const;

/** Thresholds so many codes below and above `middle`, within what a register holds. */
export function windowAround(middle: number, steps: number): { low: number; high: number } {
  const clip = (code: number) => Math.min(TOP, Math.max(BOTTOM, Math.round(code)));
  return { low: clip(middle - steps) & 0xffff, high: clip(middle + steps) & 0xffff };
}

/** SMBus sends a word's low byte first, this chip the high byte ("Writing to and Reading from the Registers"). */
export function swapped(word: number): number {
  return ((word & 0xff) << 8) | ((word >> 8) & 0xff);
}

/** The two's complement number in a conversion register. The ADS1015 puts its 12 bits on the left, so both have one scale. */
export function signed(word: number): number {
  return (word << 16) >> 16;
}

/** "Full-Scale Range (FSR) and LSB Size": one code is full scale / 2^15, exact in binary for every scale. */
export function millivolts(code: number, fullScale: number): number {
  return (code * fullScale) / 32768;
}

/** At which end it is clipped: the voltage lies there or beyond, nobody knows how far. `bits`: 16, or 12 that stand on the left. */
export function railOf(code: number, bits: number): -1 | 0 | 1 {
  const lowest = 1 << (16 - bits);
  if (code > TOP - lowest) return 1;
  return code === BOTTOM ? -1 : 0;
}
