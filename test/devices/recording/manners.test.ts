import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { RecordingReader } from "../../../devices/recording/reader.js";
import { bytesOf } from "../bytes.js";

/** A recording of twelve rows, written in some manner, and what it means. */
interface Manner {
  readonly text: string | Uint8Array;
  readonly options?: Omit<RecordingOptions, "file">;
  /** `name:role:unit` of each column that is read. */
  readonly columns: string;
  /** When its own time is zero, in seconds since 1970; undefined where it does not say. */
  readonly epoch: number | undefined;
  /** Time and at most four values (mV, SI units) of the first row, and of the last. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const ROWS = 12;
const two = (number: number) => String(number).padStart(2, "0");
const clock = (second: number) => `05:00:${two(second)}`;

function table(header: string, row: (i: number) => string): string {
  return `${[header, ...Array.from({ length: ROWS }, (_, i) => row(i))].join("\n")}\n`;
}

const MANNERS: Readonly<Record<string, Manner>> = {
  "UTF-16, the big end first, with its mark": {
    text: Buffer.from(`\ufeff${table("t_s,e1_mv", (i) => `${i},${i * 0.5}`)}`, "utf16le").swap16(),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0],
    last: [11, 5.5],
  },
  "UTF-16 without a mark": {
    text: Buffer.from(
      table("t_s,e1_mv", (i) => `${i},${i * 0.5}`),
      "utf16le",
    ),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0],
    last: [11, 5.5],
  },
  "UTF-16, the big end first, without a mark": {
    text: Buffer.from(
      table("t_s,e1_mv", (i) => `${i},${i * 0.5}`),
      "utf16le",
    ).swap16(),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0],
    last: [11, 5.5],
  },
  "temperature, humidity, soil and light beside an electrode; air pressure and notes are left out": {
    text: table(
      "time_s,Temp (°C),RH (%),Soil VWC (%),e1 (mV),Light (lux),Pressure (hPa),Note",
      (i) => `${i},12.${i},80,31,${i * 0.5},400,1013,dry`,
    ),
    columns: "temp:temperature rh:humidity soil-vwc:moisture e1:electrode:mV light:light",
    epoch: undefined,
    first: [0, 12, 80, 31, 0],
    last: [11, 12.11, 80, 31, 5.5],
  },
  "apostrophes between thousands": {
    text: table("t_s;e1_uV", (i) => `${i};1'23${i % 10}.5`),
    columns: "e1:electrode:uV",
    epoch: undefined,
    first: [0, 1.2305],
    last: [11, 1.2315],
  },
  "a unit behind each number": {
    text: table("t_s;e1;e2;e3", (i) => `${i};1${i % 10}.5 µV;0.${(i % 10) + 1} mV;0.0${(i % 10) + 1} V`),
    columns: "e1:electrode:uV e2:electrode:mV e3:electrode:V",
    epoch: undefined,
    first: [0, 0.0105, 0.1, 10],
    last: [11, 0.0115, 0.2, 20],
  },
  "dots between thousands": {
    text: table("t_s;e1_uV", (i) => `${i};-1.23${i % 10},5`),
    columns: "e1:electrode:uV",
    epoch: undefined,
    first: [0, -1.2305],
    last: [11, -1.2315],
  },
  "spaces between thousands": {
    text: table("t_s;e1_uV", (i) => `${i};1 23${i % 10},5`),
    columns: "e1:electrode:uV",
    epoch: undefined,
    first: [0, 1.2305],
    last: [11, 1.2315],
  },
  "modified Julian days": {
    text: table("mjd,e1_mV", (i) => `${(61000 + i / 86400).toFixed(8)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1763683200,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "days since 1904": {
    text: table("Date (1904),e1_mV", (i) => `${(44000 + i / 86400).toFixed(8)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1718755200,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "MATLAB's days": {
    text: table("time_d,e1_mV", (i) => `${(740000 + i / 86400).toFixed(8)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1768694400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "LabVIEW's seconds": {
    text: table("time,e1_mV", (i) => `${3.86e9 + i},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777155200,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "Unix milliseconds": {
    text: table("timestamp,e1_mV", (i) => `${1790000000000 + i * 1000},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1790000000,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "compact dates and a clock": {
    text: table("date,time,e1_mV", (i) => `20260501,${clock(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "compact stamps": {
    text: table("timestamp,e1_mV", (i) => `202605010500${two(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "a row a day": {
    text: table("date,e1_mV", (i) => `2026-05-${two(i + 1)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777593600,
    first: [0, 0.5],
    last: [950400, 11.5],
  },
  "a clock without a date": {
    text: table("time,e1_mV", (i) => `${clock(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "milliseconds in a column of their own": {
    text: table("date,time,ms,e1_mV", (i) => `2026-05-01,05:00:0${Math.floor(i / 2)},${(i % 2) * 500},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600,
    first: [0, 0.5],
    last: [5.5, 11.5],
  },
  "a zone in the header": {
    text: table('"Date Time, GMT+02:00",e1_mV', (i) => `2026-05-01 ${clock(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777604400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "a zone west of Greenwich, with minutes": {
    text: table("Time (UTC-5:30),e1_mV", (i) => `2026-05-01 ${clock(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777631400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "a header that says day first": {
    text: table("DD/MM/YYYY HH:mm:ss,e1_mV", (i) => `03/04/2026 ${clock(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1775192400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "a header that says month first": {
    text: table("Date MM/DD/YYYY,e1_mV", (i) => `03/04/2026 ${clock(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1772600400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "dots in dates, commas in numbers": {
    text: table("Zeit;e1_mV", (i) => `03.04.2026 ${clock(i)};${i},5`),
    columns: "e1:electrode:mV",
    epoch: 1775192400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "minutes and seconds, said so": {
    text: table("time mm:ss,e1_mV", (i) => `00:${two(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "minutes and seconds, since there are no 30 hours": {
    text: table("time,e1_mV", (i) => `30:${two(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "day first, as asked for": {
    text: table("time,e1_mV", (i) => `03/04/2026 ${clock(i)},${i}.5`),
    options: { timeFormat: "%d/%m/%Y" },
    columns: "e1:electrode:mV",
    epoch: 1775192400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "month first, as asked for": {
    text: table("time,e1_mV", (i) => `03/04/2026 ${clock(i)},${i}.5`),
    options: { timeFormat: "MM/DD/YYYY HH:mm:ss" },
    columns: "e1:electrode:mV",
    epoch: 1772600400,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "hours, as asked for": {
    text: table("t,e1_mV", (i) => `${i / 4},${i}.5`),
    options: { timeFormat: "h" },
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [9900, 11.5],
  },
  "Unix milliseconds, as asked for": {
    text: table("t,e1_mV", (i) => `${1790000000000 + i * 1000},${i}.5`),
    options: { timeFormat: "unix-ms" },
    columns: "e1:electrode:mV",
    epoch: 1790000000,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "Python's milliseconds behind a comma": {
    text: table("time,e1_mV", (i) => `2026-05-01 ${clock(i)},123,${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600.123,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "a date and a clock under one name": {
    text: table("time e1_mV", (i) => `2026-05-01 ${clock(i)} ${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "year to second in columns of their own": {
    text: table("year,month,day,hour,minute,second,e1_mV", (i) => `2026,5,1,5,0,${i},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "year, day of the year and hhmm": {
    text: table("year,day,hhmm,e1_mV", (i) => `2026,121,5${two(i)},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: 1777611600,
    first: [0, 0.5],
    last: [660, 11.5],
  },
  "hour, minute and second": {
    text: table("hour,minute,second,e1_mV", (i) => `5,0,${i},${i}.5`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "time in a language that nobody knows": {
    text: table("aika,e1,e2", (i) => `${i * 2},${i % 3}.5,${i % 4}.25`),
    columns: "e1:electrode:mV e2:electrode:mV",
    epoch: undefined,
    first: [0, 0.5, 0.25],
    last: [22, 2.5, 3.25],
  },
  "row numbers before the time": {
    text: table("no,time_s,e1_mV", (i) => `${i + 1},${i * 2},${i % 3}.5`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [22, 2.5],
  },
  "a second clock": {
    text: table("time_s,uptime_ms,e1_mV", (i) => `${i * 2},${i * 2000},${i % 3}.5`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [22, 2.5],
  },
  "a row of units": {
    text: table("time,e1,e2\ns,mV,uV", (i) => `${i},${i % 3}.5,${i % 4}.25`),
    columns: "e1:electrode:mV e2:electrode:uV",
    epoch: undefined,
    first: [0, 0.5, 0.00025],
    last: [11, 2.5, 0.00325],
  },
  "a row of units, one of them a temperature's": {
    text: table("time,e1,air\ns,mV,°C", (i) => `${i},${i % 3}.5,1${i % 4}.25`),
    columns: "e1:electrode:mV air:temperature",
    epoch: undefined,
    first: [0, 0.5, 10.25],
    last: [11, 2.5, 13.25],
  },
  "a separator at the end of each row": {
    text: table("t_s;e1_mV;", (i) => `${i};${i}.5;`),
    columns: "e1:electrode:mV",
    epoch: undefined,
    first: [0, 0.5],
    last: [11, 11.5],
  },
  "units in words, before and behind names": {
    text: table("t_s,e1 in millivolts,uV e2,mV,Voltage/V", (i) => `${i},${i}.5,1,2,3`),
    columns: "e1:electrode:mV e2:electrode:uV e3:electrode:mV voltage:electrode:V",
    epoch: undefined,
    first: [0, 0.5, 0.001, 2, 3000],
    last: [11, 11.5, 0.001, 2, 3000],
  },
};

for (const [manner, { text, options, columns, epoch, first, last }] of Object.entries(MANNERS))
  test(`${manner}: understood`, async () => {
    const bytes = bytesOf(typeof text === "string" ? text : new Uint8Array(text));
    const reader = await RecordingReader.open(bytes, { file: "moss.csv", ...options });
    const named = reader.columns.map(({ name, role, unit }) =>
      [name, role, ...(unit === undefined ? [] : [unit])].join(":"),
    );
    assert.equal(named.join(" "), columns);
    assert.equal(reader.epoch, epoch);
    const rows: number[][] = [];
    while (await reader.next()) rows.push([reader.row.time, ...reader.row.values.slice(0, 4)]);
    assert.equal(rows.length, ROWS);
    assert.deepEqual(rows[0], first);
    assert.deepEqual(rows.at(-1), last);
    await reader.close();
  });
