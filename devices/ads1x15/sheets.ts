import type { ChipAddress, ConverterSheet, Gain, Speed } from "../adc/sheet.js";
import type { ChipPin } from "../wiring/wiring.js";

/**
 * The ADS1115 and its quicker, coarser sister, the ADS1015. Source: Texas Instruments, ADS1113/ADS1114/ADS1115 data sheet, SBAS444E (May 2009,
 * revised December 2024), and ADS1013/ADS1014/ADS1015, SBAS473E (revised January 2018); headings are given, as numbers move between revisions.
 */

/** "I2C Address Selection". */
const ADDRESSES: readonly ChipAddress[] = [
  { address: 0x48, tied: "ADDR to GND" },
  { address: 0x49, tied: "ADDR to VDD" },
  { address: 0x4a, tied: "ADDR to SDA" },
  { address: 0x4b, tied: "ADDR to SCL" },
];

/** "Config Register Field Descriptions", MUX[2:0]: positive input first; a single digit is against ground. The place is the code. */
const CHANNELS = ["0-1", "0-3", "1-3", "2-3", "0", "1", "2", "3"] as const;

/** PGA[2:0]; the place is the code. Impedances: "Analog Inputs", "Differential Input Impedance". */
const GAINS: readonly Gain[] = [
  { gain: "2/3", fullScale: 6144, impedance: 22 },
  { gain: "1", fullScale: 4096, impedance: 15 },
  { gain: "2", fullScale: 2048, impedance: 4.9 },
  { gain: "4", fullScale: 1024, impedance: 2.4 },
  { gain: "8", fullScale: 512, impedance: 0.71 },
  { gain: "16", fullScale: 256, impedance: 0.71 },
];

/** "Pin Configuration and Functions", VSSOP-10. */
const PINS: readonly ChipPin[] = [
  { name: "VDD", use: "power" },
  { name: "SDA", use: "data" },
  { name: "SCL", use: "clock" },
  { name: "GND", use: "ground" },
  { name: "ALERT/RDY", use: "alert" },
  { name: "ADDR", use: "address", note: "GND: 0x48" },
  { name: "AIN0", use: "electrode", note: "0-1, +" },
  { name: "AIN1", use: "electrode", note: "0-1, -" },
  { name: "AIN2", use: "electrode", note: "2-3, +" },
  { name: "AIN3", use: "electrode", note: "2-3, -" },
];

/** DR[2:0]; the place is the code. "Electrical Characteristics", data rate variation: the oscillator may be 10 % slow. */
function speeds(rates: readonly number[], bits: number): Speed[] {
  return rates.map((rate) => ({ rate, slowest: rate / 1.1, bits }));
}

const COMMON = { addresses: ADDRESSES, channels: CHANNELS, gains: GAINS, pins: PINS };

export const ADS1115: ConverterSheet = {
  ...COMMON,
  chip: "ADS1115",
  source: "TI SBAS444E",
  speeds: speeds([8, 16, 32, 64, 128, 250, 475, 860], 16),
};

export const ADS1015: ConverterSheet = {
  ...COMMON,
  chip: "ADS1015",
  source: "TI SBAS473E",
  speeds: speeds([128, 250, 490, 920, 1600, 2400, 3300], 12),
};
