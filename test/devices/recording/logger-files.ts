import { gzipSync } from "node:zlib";
import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { clock, comma, moment, recordingOf, signal, stamp } from "./two-spikes.js";

const START = moment(0).getTime() / 1000;
const UNIX = 1_790_000_000;

/** A file as some logger or spreadsheet writes it, and what it means. */
export interface LoggerFile {
  readonly text: string | Uint8Array;
  readonly options?: Omit<RecordingOptions, "file">;
  /** Seconds from row to row, if not one. */
  readonly every?: number;
  /** When it began, since 1970; absent where it does not say. */
  readonly from?: number;
  /** What is not read. */
  readonly leftOut?: readonly string[];
  readonly bad?: string;
  readonly odd?: string;
  /** How exact an onset is, in rows, where some rows are lost. */
  readonly within?: number;
  /** Rows a second, where each value comes more than once. */
  readonly hz?: number;
  /** What the line says that tells how it was understood. */
  readonly says?: RegExp;
  /** Only the first electrode is in it. */
  readonly alone?: true;
}

/** A number with so many digits behind a decimal comma, or a whole one, its thousands apart. */
const thousands = (value: number, sign: string, digits = 0) => {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, sign);
  return fraction === undefined ? apart : `${apart},${fraction}`;
};
const SENTINELS = ["OVER", "---", "#N/A", "inf", "-Infinity", "1e400", "N/A", "null", "**", "OL", "-9999"];
const plain = (i: number, e1: number, e2: number) => `${i},${e1},${e2}`;
const month = (i: number) => `${stamp(i).slice(5, 7)}/${stamp(i).slice(8, 10)}/26`;
const noon = (i: number) => `${month(i)} ${clock(i)} ${Number(clock(i).slice(0, 2)) < 12 ? "AM" : "PM"}`;

export const LOGGER_FILES: Readonly<Record<string, LoggerFile>> = {
  "a plain file": { text: recordingOf("t_s,e1_mv,e2_mv\n", plain) },
  "gzip of it": { text: gzipSync(recordingOf("t_s,e1_mv,e2_mv\n", plain)) },
  "UTF-16, as spreadsheets save Unicode text": {
    text: Buffer.from(
      `\ufeff${recordingOf("t_s\te1 (µV)\te2 (µV)\n", (i, a, b) => `${i}\t${(a * 1000).toFixed(1)}\t${(b * 1000).toFixed(1)}`)}`,
      "utf16le",
    ),
  },
  "carriage returns alone": { text: recordingOf("t_s,e1_mv,e2_mv\n", plain).replaceAll("\n", "\r") },
  "Unix seconds and a second clock for people": {
    text: recordingOf("Timestamp,Timestamp_local,e1_mV,e2_mV\n", (i, a, b) => `${UNIX + i},${stamp(i)},${a},${b}`),
    from: UNIX,
    leftOut: ["Timestamp_local"],
  },
  "milliseconds in the header": { text: recordingOf("Time (ms),e1_mv,e2_mv\n", (i, a, b) => `${i * 1000},${a},${b}`) },
  "PicoLog: a nameless clock, quotes, CRLF": {
    text: recordingOf('"","e1 Ave. (mV)","e2 Ave. (mV)"\r\n', (i, a, b) => `"${clock(i)}","${a}","${b}"\r`),
  },
  "comments above the header": {
    text: recordingOf(
      "#Logger type: FieldLog 4\n#Serial Number: 000123\n#Start: 2026-06-01 08:00:00\n\ntime,e1_mv,e2_mv\n",
      plain,
    ),
    from: START,
  },
  "a row of units": {
    text: recordingOf("time,e1,e2\ns,uV,uV\n", (i, a, b) => `${i},${(a * 1000).toFixed(1)},${(b * 1000).toFixed(1)}`),
  },
  "semicolons and decimal commas": {
    text: recordingOf("time;e1_mv;e2_mv\n", (i, a, b) => `${i};${comma(a)};${comma(b)}`),
  },
  "date and time in two columns": {
    text: recordingOf("Date,Time,e1_mv,e2_mv\n", (i, a, b) => `${stamp(i).slice(0, 10)},${clock(i)},${a},${b}`),
    from: START,
  },
  "days of a spreadsheet": {
    text: recordingOf("time,e1_mv,e2_mv\n", (i, a, b) => `${(46174.3333333 + i / 86400).toFixed(8)},${a},${b}`),
    from: START,
  },
  "seconds that begin again at zero": {
    text: recordingOf("t_s,e1_mv,e2_mv\n", (i, a, b) => plain(i < 2000 ? i : i - 2000, a, b)),
    odd: "1 with a clock that was set, where a new stretch begins (in line 2002)",
  },
  "a clock set back by an hour": {
    text: recordingOf("time,e1_mv,e2_mv\n", (i, a, b) => `${stamp(i < 4000 ? i : i - 3600)},${a},${b}`),
    from: START,
    odd: "1 with a clock that was set, where a new stretch begins (in line 4002)",
  },
  "one time far ahead": {
    text: recordingOf("t_s,e1_mv,e2_mv\n", (i, a, b) => plain(i === 2000 ? 20_000_000 : i, a, b)),
    bad: "1 with a time far ahead of those around it (in line 2002)",
  },
  "zeros behind a power cut": {
    text: `${recordingOf("t_s,e1_mv,e2_mv\n", plain)}8000,0.4${"\0".repeat(4096)}`,
    bad: "1 with too few cells (in line 8002)",
  },
  "words for no value": {
    text: recordingOf(
      "t_s,e1_mv,e2_mv\n",
      (i, a, b) => `${i},${i > 7000 && i % 7 === 0 ? SENTINELS[(i / 7) % SENTINELS.length] : a},${b}`,
    ),
    odd: "142 with a word or number for no value (first in line 7009)",
  },
  "a separator at the end of rows": { text: recordingOf("t_s,e1_mv,e2_mv\n", (i, a, b) => `${plain(i, a, b)},`) },
  "whole seconds at 4 Hz": {
    text: recordingOf("timestamp,e1_mv,e2_mv\n", (i, a, b) =>
      Array.from({ length: 4 }, () => `${stamp(i)},${a},${b}`).join("\n"),
    ),
    every: 0.25,
    from: START,
  },
  "a comma before the fraction": {
    text: recordingOf("time;e1_mv;e2_mv\n", (i, a, b) => `${stamp(i)},250;${a};${b}`),
    from: START + 0.25,
  },
  "time in the last column": {
    text: recordingOf("e1_mv,e2_mv,timestamp\n", (i, a, b) => `${a},${b},${i * 5}`),
    every: 5,
  },
  DateTime: {
    text: recordingOf("DateTime,e1_mv,e2_mv\n", (i, a, b) => `${stamp(i * 5).replace(" ", "T")},${a},${b}`),
    every: 5,
    from: START,
  },
  "two rows swapped each 100 s": {
    text: recordingOf("t_s,e1_mv,e2_mv\n", (i) => {
      const other = i % 100 === 0 ? i + 1 : i % 100 === 1 ? i - 1 : i;
      return plain(other, ...signal(other));
    }),
    within: 30,
    bad: "80 with a time that is not after the one before (first in line 3)",
  },
  "hours without a zero": {
    text: recordingOf("time,e1_mv,e2_mv\n", (i, a, b) => `${stamp(i).replace(" 0", " ")},${a},${b}`),
    from: START,
  },
  "HOBOware without its title": {
    text: recordingOf(
      '"#","Date Time, GMT+02:00","Voltage, V (LGR S/N: 111, LBL: e1)"\n',
      (i, a) => `${i + 1},${noon(i)},${(a / 1000).toFixed(7)}`,
    ),
    from: START - 7200,
    leftOut: ["#"],
    alone: true,
  },
  "HOBOware whole": {
    text: recordingOf(
      '"Plot Title: log"\n"#","Date Time, GMT+00:00","Voltage, V (LGR S/N: 1, LBL: e1)","Host Connected (LGR S/N: 1)"\n',
      (i, a) => `${i + 1},${noon(i)},${(a / 1000).toFixed(7)},`,
    ),
    from: START,
    leftOut: ["#", "Host Connected (LGR S/N: 1)"],
    alone: true,
  },
  "Campbell TOA5": {
    text: recordingOf(
      '"TOA5","CR1000","CR1000","1"\n"TIMESTAMP","RECORD","e1","e2"\n"TS","RN","mV","mV"\n"","","Avg","Avg"\n',
      (i, a, b) => `"${stamp(i)}",${i},${a},${b}`,
    ),
    from: START,
    leftOut: ["RECORD"],
  },
  "LabVIEW LVM": {
    text: recordingOf(
      "LabVIEW Measurement\t\nWriter_Version\t2\nSeparator\tTab\n***End_of_Header***\t\n\t\nChannels\t2\t\n***End_of_Header***\t\t\nX_Value\te1 (mV)\te2 (mV)\tComment\n",
      (i, a, b) => `${i}\t${a}\t${b}`,
    ),
  },
  "a microcontroller that also talks": {
    text: recordingOf(
      "millis,e1_mV,e2_mV\n",
      (i, a, b) => `${i * 1000},${a},${b}${i % 1000 === 500 ? "\nWiFi connected" : ""}`,
    ),
    odd: "8 with a line that is no row (first in line 503)",
  },
  "a date with two meanings, settled": {
    text: recordingOf("Datum;e1_mv;e2_mv\n", (i, a, b) => `06/01/2026 ${clock(i)};${a};${b}`),
    options: { timeFormat: "MM/DD/YYYY" },
    from: START,
  },
  "a column that is said to be time": {
    text: recordingOf("a1,e1_mv,e2_mv\n", (i, a, b) => `${i * 2},${a},${b}`),
    options: { columns: { a1: "time" } },
    every: 2,
  },
  "milliseconds at 10 Hz, each value ten times": {
    text: recordingOf("time_ms,e1_mv,e2_mv\n", (i, a, b) =>
      Array.from({ length: 10 }, (_, k) => `${i * 1000 + k * 100},${a},${b}`).join("\n"),
    ),
    hz: 10,
  },
  "OpenBCI: samples counted to 255, microvolts, Unix seconds": {
    text: recordingOf(
      "%OpenBCI Raw EXG Data\n%Number of channels = 2\n%Sample Rate = 4 Hz\nSample Index, EXG Channel 0, EXG Channel 1, Timestamp, Timestamp (Formatted)\n",
      (i, a, b) => `${i % 256}, ${(a * 1000).toFixed(1)}, ${(b * 1000).toFixed(1)}, ${UNIX + i}.5, ${stamp(i)}.500`,
    ),
    from: UNIX + 0.5,
    leftOut: ["Sample Index", "Timestamp (Formatted)"],
  },
  "Campbell TOA5 without its first line": {
    text: recordingOf(
      '"TIMESTAMP","RECORD","e1_Avg","e2_Avg"\n"TS","RN","mV","mV"\n"","","Avg","Avg"\n',
      (i, a, b) => `"${stamp(i)}",${i},${a},${b}`,
    ),
    from: START,
    leftOut: ["RECORD"],
  },
  "no header: a clock and numbers": {
    text: recordingOf("", (i, a, b) => `${stamp(i)},${a},${b}`),
    from: START,
    says: /no header: its columns are named by their place/,
  },
  "no header: numbers alone": {
    text: recordingOf("", (_, a, b) => `${a}\t${b}`),
    says: /no time column: a row a second assumed.*no header/,
  },
  "R's write.table: quoted row numbers between single spaces": {
    text: recordingOf('"time_s" "e1_mV" "e2_mV"\n', (i, a, b) => `"${i + 1}" ${i} ${a} ${b}`),
    leftOut: ["column 1"],
  },
  "names of two words between single spaces": {
    text: recordingOf("time_s e1 probe e2 probe\n", (i, a, b) => `${i} ${a} ${b}`),
    says: /e1-probe, e2-probe.*no unit found: mV assumed, which makes 1\.\d+ mV typical/,
  },
  "thousands parted by narrow spaces that cannot be broken": {
    text: recordingOf(
      "Zeit_s;e1_uV;e2_uV\n",
      (i, a, b) => `${i};${thousands(a * 1000, "\u202f", 1)};${thousands(b * 1000, "\u202f", 1)}`,
    ),
  },
  "thousands parted by commas, in quotes": {
    text: recordingOf(
      "Time (ms),e1_nV,e2_nV\n",
      (i, a, b) => `"${thousands(i * 1000, ",")}","${thousands(a * 1e6, ",")}","${thousands(b * 1e6, ",")}"`,
    ),
  },
  "AM and PM in a column of their own": {
    text: recordingOf("Date,Time,AM/PM,e1_mV,e2_mV\n", (i, a, b) => {
      const hour = moment(i * 5).getUTCHours();
      const twelve = `${((hour + 11) % 12) + 1}${stamp(i * 5).slice(13)}`;
      return `${stamp(i * 5).slice(0, 10)},${twelve},${hour < 12 ? "AM" : "PM"},${a},${b}`;
    }),
    every: 5,
    from: START,
  },
  "days first, as midnights show": {
    text: recordingOf("Time,e1_mV,e2_mV\n", (i, a, b) => {
      const [year, two, day] = stamp(i * 60)
        .slice(0, 10)
        .split("-");
      return `${day}/${two}/${year} ${clock(i * 60)},${a},${b}`;
    }),
    every: 60,
    from: START,
  },
  "a clock that stood at 1970 for the first rows": {
    text: recordingOf(
      "timestamp,e1_mV,e2_mV\n",
      (i, a, b) => `${i < 100 ? new Date(i * 1000).toISOString() : moment(i).toISOString()},${a},${b}`,
    ),
    from: START,
    odd: "1 with a clock that was set, where a new stretch begins (in line 102)",
  },
  "Unix seconds that were those of a clock not set": {
    text: recordingOf("timestamp,e1_mV,e2_mV\n", (i, a, b) => `${i < 100 ? i : UNIX + i},${a},${b}`),
    from: UNIX,
    odd: "1 with a clock that was set, where a new stretch begins (in line 102)",
  },
  "clocks of a spreadsheet, as fractions of a day": {
    text: recordingOf(
      "Time;e1_mV;e2_mV\n",
      (i, a, b) => `${comma(Number((1 / 3 + i / 86_400).toFixed(9)))};${comma(a)};${comma(b)}`,
    ),
  },
  "Gamry: names above units against a reference": {
    text: recordingOf(
      "EXPLAIN\nTAG\tCHRONOA\nCURVE\tTABLE\t8000\n\tPt\tT\te1\te2\n\t#\ts\tV vs. Ref.\tV\n",
      (i, a, b) => `\t${i}\t${i}\t${(a / 1000).toExponential(6)}\t${(b / 1000).toExponential(6)}`,
    ),
    leftOut: ["Pt"],
  },
  "LabVIEW without times: its step and units stand above": {
    text: recordingOf(
      "LabVIEW Measurement\t\nX_Columns\tNo\n***End_of_Header***\t\nChannels\t2\t\t\nY_Unit_Label\tVolts\tVolts\t\nDelta_X\t5.000000\t5.000000\t\n***End_of_Header***\t\t\nX_Value\te1\te2\tComment\n",
      (_, a, b) => `\t${(a / 1000).toFixed(7)}\t${(b / 1000).toFixed(7)}`,
    ),
    every: 5,
    leftOut: ["X_Value"],
  },
  "a multimeter's readings with their unit in a column": {
    text: recordingOf("e1,Unit,Relative Time\n", (i, a) => `${(a / 1000).toExponential(8)},Volt DC,${i}.0`),
    leftOut: ["Unit"],
    alone: true,
  },
  "InfluxDB, annotated": {
    text: recordingOf(
      "#group,false,false,true,false,true\n#datatype,string,long,dateTime:RFC3339,double,string\n#default,_result,,,,\n,result,table,_time,_value,_field\n",
      (i, a) => `,,0,${moment(i).toISOString()},${a},e1`,
    ),
    from: START,
    leftOut: ["result", "table", "_field"],
    alone: true,
  },
  "the readings of another sensor below those of the first": {
    text: `${recordingOf("time,sensor,e1_mV\n", (i, a) => `${stamp(i)},left,${a}`)}${recordingOf("", (i, _, b) => `${stamp(i)},right,${b}`)}`,
    from: START,
    leftOut: ["sensor"],
    bad: "8000 with another series than the first rows have (first in line 8002)",
    alone: true,
  },
  "a unit for all in the title": {
    text: recordingOf(
      "Recorded in uV\ntime_s,e1,e2\n",
      (i, a, b) => `${i},${(a * 1000).toFixed(1)},${(b * 1000).toFixed(1)}`,
    ),
  },
  "the battery of a logger, and sums below": {
    text: `${recordingOf("t_s,BattV_Min,e1_mV,e2_mV\n", (i, a, b) => `${i},12.${i % 10},${a},${b}`)}Mean,12,1,2\nN,8000,8000,8000\n`,
    leftOut: ["BattV_Min"],
    odd: "2 with a summary of others (first in line 8002)",
  },
  "years of two digits in front": {
    text: recordingOf("Time,e1_mV,e2_mV\n", (i, a, b) => `${stamp(i).slice(2).replaceAll("-", "/")},${a},${b}`),
    from: START,
  },
};
