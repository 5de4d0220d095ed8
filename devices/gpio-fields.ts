import { z } from "zod";
import type { Taken } from "../src/ports/device.js";

/** More lines than any chip of a board has. */
const LAST_LINE = 511;

/** The lines of the header of 40 pins, by pin; the others are supply and ground (Raspberry Pi documentation, "GPIO and the 40-pin header"). */
const HEADER: Readonly<Record<number, number>> = {
  ...{ 3: 2, 5: 3, 7: 4, 8: 14, 10: 15, 11: 17, 12: 18, 13: 27, 15: 22, 16: 23, 18: 24, 19: 10, 21: 9, 22: 25 },
  ...{ 23: 11, 24: 8, 26: 7, 27: 0, 28: 1, 29: 5, 31: 6, 32: 12, 33: 13, 35: 19, 36: 16, 37: 26, 38: 20, 40: 21 },
};
const HOW = 'write its number as in a pin-out, 17 or "GPIO17"';

const named = z.string().transform((text, { addIssue }): number => {
  const line = /^(?:GPIO)?(\d{1,3})$/i.exec(text)?.[1];
  if (line !== undefined && Number(line) <= LAST_LINE) return Number(line);
  // Pins are counted on boards of all makes in other ways: what was meant is said, and not guessed.
  const pin = /^pin *(\d+)$/i.exec(text)?.[1];
  const meant = HEADER[Number(pin)];
  if (pin === undefined) addIssue(`is the text "${text}"; ${HOW}`);
  else if (meant === undefined) addIssue(`pin ${pin} of a Raspberry Pi's header is no GPIO line; ${HOW}`);
  else addIssue(`pin ${pin} of a Raspberry Pi's header is GPIO${meant}; write ${meant} or "GPIO${meant}"`);
  return z.NEVER;
});

/** A line by its number in its chip, which is the one in the names of the header's pins. */
export const gpioLine = z
  .union([z.int(`is no line; ${HOW}`).min(0, `is no line; ${HOW}`).max(LAST_LINE, `is no line; ${HOW}`), named], {
    error: `is no line; ${HOW}`,
  })
  .meta({
    description: "The line's number in its chip, as printed in a pin-out: GPIO17 is 17. `GPIO17` may be written too.",
    examples: [17],
  });

export const gpioChip = z
  .string()
  .min(1)
  .optional()
  .meta({
    description: "Label of the GPIO chip. Without it: the one that the board's header hangs on.",
    examples: ["pinctrl-rp1"],
  });

/** What every device on one GPIO line has on the card. */
export const GPIO_FIELDS = {
  line: gpioLine,
  active_low: z.boolean().default(false).describe("On is the low level."),
  chip: gpioChip,
};

/** Its line, which two devices cannot share: one would drive what the other reads. */
export function takenLine({ line, chip }: { line: number; chip?: string | undefined }): readonly Taken[] {
  return [{ field: "line", what: `GPIO line ${line}${chip === undefined ? "" : ` of ${chip}`}` }];
}

/** The line on which a converter speaks, if it does. */
export function takenAlert({ alert }: { alert?: Parameters<typeof takenLine>[0] | undefined }): readonly Taken[] {
  return alert === undefined ? [] : takenLine(alert).map(({ what }) => ({ field: "alert", what }));
}
