import { iso, type Seconds } from "../domain/time.js";

/** The header of a recording: its time column, and its electrodes in millivolts. */
export function recordingHeader(names: readonly string[]): string {
  return ["time", ...names.map((name) => `${name}_mv`)].join(",");
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
