import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { TIME_FORMATS, timeFormatFrom } from "../../../devices/recording/format/time-parts.js";
import { ASKED_ROLES, type AskedRole, UNITS, type Unit } from "../../../devices/recording/row/column.js";
import type { OptionTable } from "../cli/option.js";
import { type Options, wrong } from "../cli/options.js";

const GROUP = "How the recording is written";

/** How a recording is to be understood: the same options wherever a command takes one. */
export const LAYOUT_OPTIONS = {
  rate: {
    value: "HZ",
    help: "rows a second, where the file has no time column (default: what it says, or 1)",
    group: GROUP,
  },
  unit: {
    value: "UNIT",
    help: `what the voltages are written in, whatever the header says: ${UNITS.join(", ")}`,
    offers: UNITS,
    group: GROUP,
  },
  column: {
    value: "NAME=ROLE",
    help: `what a column is: ${ASKED_ROLES.join(", ")}`,
    repeated: true,
    group: GROUP,
  },
  "time-format": {
    value: "FORM",
    help:
      "how times are written, where that leaves room for doubt: dmy, mdy or ymd (03/04/2026), s, ms, us, ns, min, h, d, unix, " +
      "unix-ms, unix-us, unix-ns, excel, or a pattern such as DD/MM/YYYY or %d/%m/%Y",
    group: GROUP,
  },
  scale: { value: "MV", help: "millivolts at full scale, of a WAV file", group: GROUP },
} as const satisfies OptionTable;

/** What every command takes that reads a recording and says first how it understood it. */
export const RECORDING_OPTIONS = {
  ...LAYOUT_OPTIONS,
  quiet: { help: "leave out the line on stderr that says how the recording was understood" },
} as const satisfies OptionTable;

/** What every command takes that lets a recording through the senses alone. */
export const SENSING_OPTIONS = {
  channel: { value: "NAME", help: "only this electrode" },
  profile: {
    value: "NAME",
    help: "whose time scales: fungus (default), plant, fast; before what a card says",
    offers: ["fungus", "plant", "fast"],
  },
  listen: {
    value: "S/CYCLE",
    help: "as if the node listened for S seconds of every CYCLE and rested between (120/480: its usual breath)",
  },
  ...RECORDING_OPTIONS,
} as const satisfies OptionTable;

/** What `LAYOUT_OPTIONS` say. */
export type LayoutOptions = Omit<RecordingOptions, "file">;

/**
 * @param scale what a WAV file's option is called, where `--scale` means something else
 * @throws AndasError `usage`
 */
export function layoutOf(options: Options, scale = "scale"): LayoutOptions {
  return {
    rate: options.positive("rate"),
    unit: unitOf(options),
    columns: columnsOf(options),
    timeFormat: timeFormatOf(options),
    scale: options.positive(scale),
  };
}

function timeFormatOf(options: Options): string | undefined {
  const text = options.text("time-format");
  if (text !== undefined && timeFormatFrom(text) === undefined) throw wrong("time-format", text, TIME_FORMATS);
  return text;
}

function unitOf(options: Options): Unit | undefined {
  const text = options.text("unit");
  if (text === undefined) return undefined;
  const unit = UNITS.find((known) => known.toLowerCase() === text.toLowerCase());
  if (unit === undefined) throw wrong("unit", text, `one of ${UNITS.join(", ")}`);
  return unit;
}

function columnsOf(options: Options): Record<string, AskedRole> | undefined {
  const given = options.list("column");
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((text) => {
      const at = text.lastIndexOf("=");
      const role = ASKED_ROLES.find((known) => known === text.slice(at + 1));
      if (at < 1 || role === undefined)
        throw wrong("column", text, `NAME=ROLE, the role one of ${ASKED_ROLES.join(", ")}`);
      return [text.slice(0, at), role];
    }),
  );
}
