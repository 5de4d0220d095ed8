import { COLUMN_ROLES, type ColumnRole, UNITS, type Unit } from "../../../devices/recording/format/header.js";
import type { OptionTable } from "../cli/option.js";
import { type Options, wrong } from "../cli/options.js";

const GROUP = "How the recording is written";

/** How a recording is to be understood: the same options wherever a command takes one. */
export const RECORDING_OPTIONS = {
  rate: { value: "HZ", help: "rows a second, where the file has no time column (default 1)", group: GROUP },
  unit: {
    value: "mV|V|uV",
    help: "what the voltages are written in, whatever the header says",
    offers: UNITS,
    group: GROUP,
  },
  column: {
    value: "NAME=ROLE",
    help: `what a column is, if no electrode: ${COLUMN_ROLES.filter((role) => role !== "electrode").join(", ")}`,
    repeated: true,
    group: GROUP,
  },
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

/** What `RECORDING_OPTIONS` say. */
export interface RecordingLayout {
  readonly rate: number | undefined;
  readonly unit: Unit | undefined;
  readonly columns: Record<string, ColumnRole> | undefined;
}

/** @throws AndasError `usage` */
export function layoutOf(options: Options): RecordingLayout {
  return { rate: options.positive("rate"), unit: unitOf(options), columns: columnsOf(options) };
}

function unitOf(options: Options): Unit | undefined {
  const text = options.text("unit");
  if (text === undefined) return undefined;
  const unit = UNITS.find((known) => known.toLowerCase() === text.toLowerCase());
  if (unit === undefined) throw wrong("unit", text, `one of ${UNITS.join(", ")}`);
  return unit;
}

function columnsOf(options: Options): Record<string, ColumnRole> | undefined {
  const given = options.list("column");
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((text) => {
      const at = text.lastIndexOf("=");
      const role = COLUMN_ROLES.find((known) => known === text.slice(at + 1));
      if (at < 1 || role === undefined)
        throw wrong("column", text, `NAME=ROLE, the role one of ${COLUMN_ROLES.join(", ")}`);
      return [text.slice(0, at), role];
    }),
  );
}
