import { z } from "zod";
import { type AdcConfig, adcFields, speedFor } from "../adc/card.js";
import type { ConverterKind } from "../adc/kind.js";
import type { ConverterSheet, Speed } from "../adc/sheet.js";
import { gpioChip, gpioLine } from "../gpio-fields.js";
import { AdsChip } from "./chip.js";

const alert = z
  .strictObject({
    line: gpioLine.describe("The GPIO line that ALERT/RDY is wired to: GPIO17 is 17, and may be written too."),
    chip: gpioChip,
  })
  .describe("Where the chip says that a conversion is done, and, while the node rests, that its sentinel calls.");

function sentinel(channels: readonly string[]) {
  return z
    .strictObject({
      channel: z.enum(channels).meta({ description: "Which channel is watched.", examples: ["0-1"] }),
      band_mv: z
        .number()
        .positive()
        .max(6144)
        .meta({ description: "How far it may go from where it lay when the rest began, in mV.", examples: [0.5] }),
      readings: z
        .literal([1, 2, 4])
        .default(2)
        .describe("So many readings in a row outside are a call: more are slower, and surer."),
    })
    .describe("What ends a rest of the node; with `listening: sentinel`, and `alert`.");
}

/** The card of an ADS1115 or ADS1015: what differs is in the sheet. */
export function adsSchema(sheet: ConverterSheet) {
  return z
    .strictObject({
      ...adcFields(sheet, { fullScale: 256, channels: ["0-1", "2-3"] }),
      data_rate: z
        .literal(sheet.speeds.map(({ rate }) => rate))
        .optional()
        .describe(
          "Conversions a second inside the chip; slower is quieter. Without it: the slowest that rate_hz allows.",
        ),
      mode: z
        .enum(["single", "continuous"])
        .default("single")
        .describe(
          "`single`: it sleeps between conversions. `continuous`: it converts its one channel all the time, and a " +
            "reading is up to one conversion old.",
        ),
      alert: alert.optional(),
      sentinel: sentinel(sheet.channels).optional(),
    })
    .refine((config) => adsSpeed(sheet, config) !== undefined, {
      path: ["rate_hz"],
      message:
        "more than the chip can convert: lower rate_hz or oversample, raise data_rate, or measure fewer channels",
    })
    .refine(({ mode, channels }) => mode === "single" || channels.length === 1, {
      path: ["mode"],
      message: "continuous is for one channel: a chip that turns from one to the other begins anew each time",
    })
    .refine((config) => config.sentinel === undefined || config.alert !== undefined, {
      path: ["sentinel"],
      message: 'calls on a pin: say which GPIO it is wired to, as "alert": {"line": 17}',
    })
    .refine((config) => config.sentinel === undefined || config.channels.includes(config.sentinel.channel), {
      path: ["sentinel"],
      message: "watches a channel that is not measured: name one of channels",
    });
}

export interface AdsConfig extends AdcConfig {
  readonly data_rate?: number | undefined;
  readonly mode: "single" | "continuous";
  readonly alert?: { readonly line: number; readonly chip?: string | undefined } | undefined;
  readonly sentinel?: { readonly channel: string; readonly band_mv: number; readonly readings: 1 | 2 | 4 } | undefined;
}

type Pacing = Pick<AdsConfig, "channels" | "rate_hz" | "oversample" | "data_rate">;

function adsSpeed(sheet: ConverterSheet, config: Pacing): Speed | undefined {
  const wanted = sheet.speeds.find(({ rate }) => rate === config.data_rate);
  return speedFor(sheet, config, wanted);
}

/** The parts of a kind that follow from its sheet. */
export function adsKind(sheet: ConverterSheet): Omit<ConverterKind<AdsConfig>, "kind" | "summary" | "takes"> {
  return {
    schema: adsSchema(sheet),
    sheetOf: () => sheet,
    speedOf: (config) => adsSpeed(sheet, config),
    settingsOf: ({ alert, sentinel }) => ({ alert, sentinel }),
    chip: (config, speed) =>
      new AdsChip(sheet, {
        address: Number(config.address),
        fullScale: config.full_scale_mv,
        speed,
        continuous: config.mode === "continuous",
        ready: config.alert !== undefined,
        queue: config.sentinel?.readings ?? 2,
      }),
  };
}
