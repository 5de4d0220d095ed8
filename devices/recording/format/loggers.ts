import type { Unit } from "../row/column.js";
import type { DateOrder } from "../time/date-time.js";

/** What is known of the files of one logger that its files do not say themselves. */
export interface LoggerHabits {
  readonly name: string;
  /** Seen in the lines above the rows. */
  readonly sign: RegExp;
  /** How it writes dates. */
  readonly order?: DateOrder;
  /** The unit of channels that name none. */
  readonly unit?: Unit;
  /** If there are such, they alone are electrodes. */
  readonly electrodes?: RegExp;
}

/** Adding a logger is adding a line. Most need none: their files say all. */
const LOGGERS: readonly LoggerHabits[] = [
  { name: "OpenBCI", sign: /OpenBCI/i, unit: "uV", electrodes: /^(EXG|EEG) Channel/i },
  { name: "HOBOware", sign: /Plot Title:|Date Time, GMT/i, order: "mdy" },
  { name: "HOBOware", sign: /\(LGR S\/N/i }, // in other languages: dates as there
  { name: "Campbell Scientific", sign: /^"?TOA5"?\b|"?TIMESTAMP"?.*"?RECORD"?/i },
  { name: "LabVIEW", sign: /LabVIEW Measurement/i },
  { name: "InfluxDB", sign: /^#datatype,/, electrodes: /^_value$/ },
  { name: "PicoLog", sign: /PicoLog/i },
];

export function loggerOf(lines: readonly string[]): LoggerHabits | undefined {
  return LOGGERS.find(({ sign }) => lines.some((line) => sign.test(line)));
}
