import { z } from "zod";

/** Samples a second of all channels together. */
export const SAMPLE_RATE = 10_000;
const STEPS = 1024;

export const spikerboxSchema = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .meta({
        description: "The serial port, best by a name that stays: a link in /dev/serial/by-id.",
        examples: ["/dev/serial/by-id/usb-Backyard_Brains_Plant_SpikerBox-if00"],
      }),
    baud: z
      .int()
      .min(9600)
      .max(1_000_000)
      .default(230_400)
      .describe(
        "Speed of the port. A board of 16 MHz says 230400 and means 222222: both work, a clone may want the second.",
      ),
    channels: z
      .int()
      .min(1)
      .max(6)
      .default(1)
      .describe("How many inputs it samples, from A0 on; they share 10,000 samples a second."),
    rate_hz: z
      .number()
      .min(0.1)
      .max(1000)
      .default(10)
      .describe(
        "Rows a second that are made of the samples, each the mean of its time. With 10 or 5 the mains' hum is averaged out.",
      ),
    gain: z.number().min(0.1).max(100_000).default(72).describe("Of its amplifier: 72 in the Plant SpikerBox."),
    reference_mv: z
      .number()
      .min(1000)
      .max(5500)
      .default(5000)
      .describe("Full scale of its converter, in mV: its supply."),
  })
  .refine(({ channels, rate_hz }) => rate_hz <= SAMPLE_RATE / channels, {
    path: ["rate_hz"],
    message: "more than the board samples: 10,000 divided by the channels",
  });

export type SpikerboxConfig = z.infer<typeof spikerboxSchema>;

/** Samples of a row. */
export function factorOf({ channels, rate_hz }: SpikerboxConfig): number {
  return Math.max(1, Math.round(SAMPLE_RATE / channels / rate_hz));
}

/** Rows a second, as near to `rate_hz` as whole samples allow. */
export function rowRateOf(config: SpikerboxConfig): number {
  return SAMPLE_RATE / config.channels / factorOf(config);
}

/** Millivolts at the electrode, of one step of the converter. */
export function stepOf({ reference_mv, gain }: SpikerboxConfig): number {
  return reference_mv / STEPS / gain;
}
