import { AndasError } from "../../../src/domain/errors.js";
import type { ColumnSample } from "./samples.js";

/** What a column is called that says of whom a row is. */
const WHOSE =
  /entity|sensor|channel|kanal|field|variable|parameter|series|probe|electrode|elektrod|topic|metric|\btag|device|\bkey\b|\bname\b|\bpoint/i;
/** Bytes and text are one and the same. */
const PLAIN = /^[!#-~ ]+$/;
const MOST_SERIES = 200;
const NAMED = 4;

/** The one series whose rows are read: what its column must hold. */
export interface Series {
  readonly cell: number;
  readonly text: string;
}

/**
 * A table with a row for each reading of each electrode (Home Assistant, InfluxDB, `melt` of pandas) is not read as if all were one.
 * @returns the one series that its first rows are of, if they say
 * @throws AndasError `recording` that says how to part them
 */
export function oneSeries(file: string, samples: readonly ColumnSample[], electrodes: number): Series | undefined {
  if (electrodes !== 1) return undefined;
  let found: Series | undefined;
  for (const { header, cell, kind, texts } of samples) {
    const series = [...new Set(texts.filter((text) => text !== ""))];
    if (kind !== "text" || !WHOSE.test(header) || series.length > MOST_SERIES) continue;
    const [text] = series;
    if (series.length === 1 && text !== undefined && PLAIN.test(text)) found ??= { cell, text };
    if (series.length < 2) continue;
    if (series.length > texts.length / 2) continue;
    const named = `${series.slice(0, NAMED).join(", ")}${series.length > NAMED ? ", …" : ""}`;
    throw new AndasError(
      "recording",
      `${file}: has a row for each of ${series.length} series (${named} in "${header}"): give each a column of its own (pivot), or keep one: grep -e '${header}' -e '${series[0]}' ${file} > one.csv`,
    );
  }
  return found;
}
