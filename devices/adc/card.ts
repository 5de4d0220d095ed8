import { z } from "zod";
import type { AdcSettings } from "./adc-device.js";
import { sensorsField } from "./sensors.js";
import { type ConverterSheet, quietestSpeed, rowTime, type Speed } from "./sheet.js";

/** What the cards of all converters say alike. */
export interface AdcConfig {
  readonly bus: number;
  readonly address: number | string;
  readonly channels: readonly string[];
  readonly full_scale_mv: number;
  readonly rate_hz: number;
  readonly oversample: number;
  readonly calibration: AdcSettings["calibration"];
  readonly sensors: AdcSettings["sensors"];
  readonly source_kohm?: number | undefined;
}

const calibration = z
  .strictObject({
    offset_mv: z.number().min(-1000).max(1000).default(0).describe("What it shows when its inputs are shorted, in mV."),
    gain: z.number().min(0.5).max(2).default(1).describe("By what the rest is multiplied."),
  })
  .describe("The true voltage is (shown - offset_mv) * gain.");

/** The fields that every converter has. `addresses`, `channels` and `gains` are those of its sheet. */
export function adcFields(
  sheet: Pick<ConverterSheet, "addresses" | "channels" | "gains">,
  usual: { fullScale: number; channels: string[] },
) {
  const addresses = sheet.addresses.map(({ address }) => address);
  const [first, last] = [Math.min(...addresses), Math.max(...addresses)];
  const finest = sheet.gains.at(-1)!;
  return {
    bus: z.int().min(0).max(255).default(1).describe("The I2C bus: 1 is /dev/i2c-1, pins 3 and 5 of a Pi's header."),
    address: z
      .union([z.int().min(first).max(last), z.string().regex(hexBetween(first, last), betweenText(first, last))])
      .default(hex(first))
      .describe(`${hex(first)} to ${hex(last)}: ${sheet.addresses.map(({ tied }) => tied).join("; ")}.`),
    channels: z
      .array(z.enum(sheet.channels))
      .min(1)
      .refine((names) => new Set(names).size === names.length, "names a channel twice")
      .meta({
        description: "What is measured, in this order: pairs, or a single input against ground.",
        examples: [usual.channels],
      }),
    full_scale_mv: z
      .literal(sheet.gains.map(({ fullScale }) => fullScale))
      .default(usual.fullScale)
      .describe(`± full scale in mV. The smaller, the finer; ${finest.fullScale} is gain ${finest.gain}.`),
    rate_hz: z
      .number()
      .min(1 / 3600)
      .max(400)
      .default(1)
      .describe("Rows a second; a row measures every channel once."),
    oversample: z
      .int()
      .min(1)
      .max(256)
      .default(1)
      .describe(
        "Conversions of a channel whose mean is its reading: quieter, and finer than a step where there is noise.",
      ),
    calibration: z
      .partialRecord(z.enum(sheet.channels), calibration)
      .default({})
      .describe("By channel: what was found with its inputs shorted, and at a known voltage."),
    sensors: sensorsField(sheet.channels),
    source_kohm: z
      .number()
      .positive()
      .max(1e6)
      .optional()
      .describe(
        "Impedance of the electrodes in kΩ, if it was measured: `check` says what the converter's own does to them.",
      ),
  };
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** Addresses of one chip share all but their last digit. */
function hexBetween(first: number, last: number): RegExp {
  const digits = Array.from({ length: last - first + 1 }, (_, i) => (first + i).toString(16).slice(-1));
  const either = digits.flatMap((digit) => [digit, digit.toUpperCase()]);
  return new RegExp(`^0x${first.toString(16).slice(0, 1)}[${[...new Set(either)].join("")}]$`);
}

function betweenText(first: number, last: number): string {
  return `must be ${hex(first)} to ${hex(last)}`;
}

type Pacing = Pick<AdcConfig, "channels" | "rate_hz" | "oversample">;

/** `wanted`, or the quietest speed that fits; undefined when a row does not fit its period. */
export function speedFor(sheet: ConverterSheet, config: Pacing, wanted: Speed | undefined): Speed | undefined {
  const conversions = config.channels.length * config.oversample;
  if (wanted === undefined) return quietestSpeed(sheet, conversions, config.rate_hz);
  return rowTime(conversions, wanted) <= 1 / config.rate_hz ? wanted : undefined;
}
