import type { ChipAddress, ChipPin, ConverterSheet, Gain, Speed } from "../adc/sheet.js";

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
  { name: "ADDR", to: "GND, VDD, SDA or SCL: the address" },
  { name: "ALERT/RDY", to: "a GPIO, pulled up; may stay open" },
  { name: "GND", to: "ground, header pin 6" },
  { name: "AIN0", to: "electrode of channel 0-1, +" },
  { name: "AIN1", to: "electrode of channel 0-1, -" },
  { name: "AIN2", to: "electrode of channel 2-3, +" },
  { name: "AIN3", to: "electrode of channel 2-3, -" },
  { name: "VDD", to: "3.3 V, header pin 1" },
  { name: "SDA", to: "GPIO2, header pin 3" },
  { name: "SCL", to: "GPIO3, header pin 5" },
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
