/**
 * The registers of the ADS1115, as pure functions. Source: Texas Instruments, ADS1113/ADS1114/ADS1115 data sheet, SBAS444E
 * (May 2009, revised December 2024); headings are given, as numbers move between revisions.
 */

/** "Address Pointer Register": which register is meant. */
export const CONVERSION = 0x00;
export const CONFIG = 0x01;

/** "Config Register Field Descriptions", MUX[2:0]: what is measured, positive input first; a single digit is against ground. */
const MUX = {
  "0-1": 0b000,
  "0-3": 0b001,
  "1-3": 0b010,
  "2-3": 0b011,
  "0": 0b100,
  "1": 0b101,
  "2": 0b110,
  "3": 0b111,
} as const;
export type AdsChannel = keyof typeof MUX;
export const ADS_CHANNELS = ["0-1", "0-3", "1-3", "2-3", "0", "1", "2", "3"] as const satisfies readonly AdsChannel[];

/** PGA[2:0], as full scale in ± mV. The place in the list is the code. */
export const FULL_SCALES = [6144, 4096, 2048, 1024, 512, 256] as const;
export type FullScale = (typeof FULL_SCALES)[number];

/** DR[2:0], in conversions a second. The place in the list is the code. */
export const DATA_RATES = [8, 16, 32, 64, 128, 250, 475, 860] as const;
export type DataRate = (typeof DATA_RATES)[number];

/** OS: written as 1 it starts a conversion, read as 0 one is going on. */
const OS = 1 << 15;
/** MODE: one conversion, then power-down. Between rows the chip draws half a microampere. */
const SINGLE_SHOT = 1 << 8;
/** COMP_QUE: comparator off, ALERT/RDY left floating. */
const NO_COMPARATOR = 0b11;

/** Readings that stand at an end of the scale: "Data Format" says that the output clips there. */
const TOP = 0x7fff;
const BOTTOM = -0x8000;

/** The config word that starts one conversion of `channel`. */
export function configWord(channel: AdsChannel, fullScale: FullScale, rate: DataRate): number {
  return (
    OS |
    (MUX[channel] << 12) |
    (FULL_SCALES.indexOf(fullScale) << 9) |
    SINGLE_SHOT |
    (DATA_RATES.indexOf(rate) << 5) |
    NO_COMPARATOR
  );
}

/** Does what was read back match what was written? OS is status when read, so it is left out. */
export function sameConfig(read: number, written: number): boolean {
  return (read & ~OS) === (written & ~OS);
}

/** SMBus sends a word's low byte first, this chip the high byte ("Writing to and Reading from the Registers"). */
export function swapped(word: number): number {
  return ((word & 0xff) << 8) | ((word >> 8) & 0xff);
}

/** The two's complement number in a conversion register. */
export function signed(word: number): number {
  return (word << 16) >> 16;
}

/** "Full-Scale Range (FSR) and LSB Size": one step is full scale / 2^15, exact in binary for every scale (0.1875 … 0.0078125 mV). */
export function millivolts(raw: number, fullScale: FullScale): number {
  return (raw * fullScale) / 32768;
}

/** Clipped: the voltage lies at the end of the scale or beyond, nobody knows how far. */
export function atRail(raw: number): boolean {
  return raw === TOP || raw === BOTTOM;
}

/**
 * Seconds until a conversion is surely done: the internal oscillator may be 10 % slow ("Electrical Characteristics", data rate
 * variation), and the chip needs some 30 µs to power up.
 */
export function conversionTime(rate: DataRate): number {
  return 1.1 / rate + 0.0005;
}

/** Seconds on top of each conversion for two transfers at 100 kHz and the coarseness of timers. */
const OVERHEAD = 0.002;

/** Seconds that one row of so many channels takes at most, if the bus does not stall. */
export function rowTime(channels: number, rate: DataRate): number {
  return channels * (conversionTime(rate) + OVERHEAD);
}

/** The slowest rate at which a row fits its period: slower is quieter ("Noise Performance"). Undefined if none does. */
export function quietestRate(channels: number, rowsPerSecond: number): DataRate | undefined {
  return DATA_RATES.find((rate) => rowTime(channels, rate) <= 1 / rowsPerSecond);
}
