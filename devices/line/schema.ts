import { z } from "zod";
import { UNITS } from "../recording/row/column.js";
import { CHECKSUMS } from "./checksum.js";
import { FORMATS, groupsOf } from "./formats.js";
import { LINE_ROLES, TIME_UNITS } from "./layout.js";

export const lineSchema = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .meta({
        description: "The serial port, best by a name that stays: a link in /dev/serial/by-id.",
        examples: ["/dev/serial/by-id/usb-Arduino_LLC_Arduino_Micro-if00"],
      }),
    baud: z.int().min(50).max(4_000_000).default(115_200).describe("Speed of the port, in bits a second."),
    format: z
      .enum(FORMATS)
      .default("csv")
      .describe(
        "How a line is written. csv: cells between semicolons or tabs (with decimal commas, if you like), commas or spaces. key-value: `e1=1.5 e2=-3`. json: an object " +
          "a line; what lies deeper is named `soil.t`, `pair.0`. pattern: by a regular expression.",
      ),
    pattern: z
      .string()
      .max(1000)
      .optional()
      .meta({
        description: "For format pattern: a regular expression whose named groups are the columns.",
        examples: ["^A(?<e1_uv>-?\\d+)B(?<e2_uv>-?\\d+)$"],
      }),
    columns: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({
        description:
          "What the cells of a row are, in order, as in the header of a recording; or which keys are read. Units may be given as " +
          "in `e1 (V)`. One named t, time, t_ms, millis … is the board's own time, one named seq counts its rows. Without it the " +
          "board must say them: in a header line, or with each row.",
        examples: [["e1", "e2"]],
      }),
    unit: z
      .enum(UNITS)
      .optional()
      .describe("What all voltages are written in. Without it: what the column says, or mV."),
    roles: z
      .record(z.string(), z.enum(LINE_ROLES))
      .optional()
      .meta({
        description: "Columns that are no electrode, by name.",
        examples: [{ soil: "temperature", debug: "ignore" }],
      }),
    rate_hz: z
      .number()
      .positive()
      .max(1000)
      .default(1)
      .describe("Rows a second that the microcontroller prints, nominally."),
    checksum: z
      .enum(CHECKSUMS)
      .default("auto")
      .describe(
        "How a line is sealed: `*` and two hexadecimal digits (nmea) or four (crc16, CCITT-FALSE; or crc16-modbus). auto: lines that " +
          "have one, or begin with $, are held to it. With the others every line must have it.",
      ),
    clock: z
      .enum(["arrival", "device"])
      .default("arrival")
      .describe("Whose time a row has: when it arrived, or the board's own, followed by when its rows arrive."),
    time_unit: z.enum(TIME_UNITS).optional().describe("Of the board's own time. Without it: as its name says, or s."),
  })
  .superRefine(({ format, pattern }, context) => {
    const complain = (message: string) => context.addIssue({ code: "custom", path: ["pattern"], message });
    if (format !== "pattern") return pattern === undefined ? undefined : complain("is read with format pattern only");
    const groups = pattern === undefined ? [] : groupsOf(pattern);
    if (groups === undefined) complain("is no regular expression");
    else if (groups.length === 0) complain("needs a named group for each column, such as (?<e1_uv>-?\\d+)");
  });

export type LineConfig = z.infer<typeof lineSchema>;
