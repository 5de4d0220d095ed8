import type { Seconds } from "../../../src/domain/time.js";
import type { Understood } from "../row/understood.js";
import { CLOCK, DATE } from "../time/date-time.js";
import type { CellTime, TimeColumn } from "../time/time-column.js";
import type { Columns } from "./columns.js";
import type { Dialect } from "./dialect.js";
import { titleOf } from "./header.js";
import type { LoggerHabits } from "./loggers.js";
import type { ColumnSample } from "./samples.js";
import { TO_MILLIVOLTS } from "./units.js";

const SEPARATED: Readonly<Record<string, string>> = {
  "\t": "tabs",
  ";": "semicolons",
  ",": "commas",
  "|": "bars",
  " ": "spaces",
};
const COMMA = 44;

export interface Found {
  readonly dialect: Dialect;
  readonly logger: LoggerHabits | undefined;
  readonly samples: readonly ColumnSample[];
  readonly columns: Columns;
  readonly names: readonly string[];
  readonly times: TimeColumn | undefined;
  readonly rate: number;
  readonly rateFrom: Understood["rateFrom"];
  readonly start: Seconds | undefined;
}

/** All that was found out, for people to check. */
export function describe(found: Found): Understood {
  const { dialect, logger, samples, columns, names, times, rate, rateFrom, start } = found;
  const decimal = dialect.numbers.point === COMMA ? ", decimal commas" : "";
  const written = `${logger === undefined ? "" : `${logger.name}, `}${dialect.cells === 1 ? "one column" : SEPARATED[dialect.separator]}${decimal}`;
  return {
    written,
    columns: columns.read,
    leftOut: columns.leftOut,
    timeColumns: [...new Set(times?.cells.map(({ cell }) => titleOf(names[cell] ?? "", cell)) ?? [])],
    timeFormat: [...new Set(times?.cells.map(({ time }) => formatOf(time)) ?? [])].join(" and "),
    rate,
    rateFrom,
    from: times?.epoch ?? (start === undefined ? undefined : start + (times?.first ?? 0)),
    assumed:
      columns.assumed.length === 0
        ? undefined
        : { names: columns.assumed.map(({ name }) => name), typical: typical(columns, samples) },
    notes: names.every((name) => name === "") ? ["no header: its columns are named by their place"] : [],
  };
}

function formatOf(time: CellTime): string {
  if (time.kind === "number") return time.name;
  if (time.kind === "part") return `${time.part}s`;
  if (time.kind === "half") return "AM or PM";
  if (time.what === CLOCK) return "clock";
  const order = { ymd: "", dmy: ", day first", mdy: ", month first" }[time.style.order];
  const zone = time.east === 0 ? "" : `, ${time.east / 3600} h east of UTC`;
  return `${time.what === DATE ? "dates" : "dates and clock"}${order}${zone}`;
}

/** The usual size of the first values of electrodes without a unit, in mV. */
function typical({ assumed }: Columns, samples: readonly ColumnSample[]): number {
  const sizes = assumed
    .flatMap(({ cell, unit }) => {
      const { times, per } = TO_MILLIVOLTS[unit ?? "mV"];
      return samples[cell]!.values.map((value) => (Math.abs(value) * times) / per);
    })
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? Number.NaN;
}
