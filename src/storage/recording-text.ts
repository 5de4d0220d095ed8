import { covariateIn, type Quantity } from "../domain/covariate.js";
import { iso, type Seconds } from "../domain/time.js";

/** How a header says what surrounds the electrodes, so that whoever reads it again knows it as such: some units need a word beside them. */
const IN_HEADER: Readonly<Record<Quantity, { readonly unit: string; readonly word?: string }>> = {
  temperature: { unit: "(°C)" },
  humidity: { unit: "(%RH)" },
  moisture: { unit: "(%)", word: "moisture" },
  light: { unit: "(lx)" },
  rain: { unit: "(mm)", word: "rain" },
};

/** The header of a recording: its time column, its electrodes in millivolts, and what surrounds them (`columnOf`) in its units. */
export function recordingHeader(columns: readonly string[]): string {
  return ["time", ...columns.map(titleOf)].join(",");
}

function titleOf(column: string): string {
  const covariate = covariateIn(column);
  if (covariate === undefined) return `${column}_mv`;
  const { name, quantity } = covariate;
  const { unit, word = "" } = IN_HEADER[quantity];
  return name.includes(word) ? `${name} ${unit}` : `${name} ${word} ${unit}`;
}

/** A row of a recording: its time as ISO 8601 in UTC, and its values as they came; what was missing is an empty cell. */
export function recordingRow(at: Seconds, values: ArrayLike<number>): string {
  let line = isoFine(at);
  for (let i = 0; i < values.length; i++) line += Number.isFinite(values[i]) ? `,${values[i]}` : ",";
  return line;
}

/** With milliseconds; with microseconds where there are some. */
export function isoFine(at: Seconds): string {
  const micros = Math.round(at * 1e6);
  const rest = ((micros % 1e6) + 1e6) % 1e6;
  if (rest % 1000 === 0) return iso(at);
  return `${iso((micros - rest) / 1e6).slice(0, 20)}${String(rest).padStart(6, "0")}Z`;
}
