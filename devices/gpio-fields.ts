import { z } from "zod";
import type { Taken } from "../src/ports/device.js";
import { gpioChip, gpioLine } from "./gpio/line.js";

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
