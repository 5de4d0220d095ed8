import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { RecordingReader } from "../../../devices/recording/reader.js";
import type { Spike } from "../../../src/domain/spike.js";
import { ElectrodeSense } from "../../../src/sensing/electrode-sense.js";
import { bytesOf } from "../bytes.js";
import { clock, comma, HEIGHTS_MV, moment, ONSETS, ROWS, recordingOf, signal, stamp } from "./two-spikes.js";

const START = moment(0).getTime() / 1000;
const UNIX = 1_790_000_000;

interface Case {
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
  /** Only the first electrode is in it. */
  readonly alone?: true;
}

const SENTINELS = ["OVER", "---", "#N/A", "inf", "-Infinity", "1e400", "N/A", "null", "**", "OL", "-9999"];
const plain = (i: number, e1: number, e2: number) => `${i},${e1},${e2}`;
const month = (i: number) => `${stamp(i).slice(5, 7)}/${stamp(i).slice(8, 10)}/26`;
const noon = (i: number) => `${month(i)} ${clock(i)} ${Number(clock(i).slice(0, 2)) < 12 ? "AM" : "PM"}`;

const CASES: Readonly<Record<string, Case>> = {
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
};

for (const [
  name,
  { text, options, every = 1, from, leftOut = [], bad = "", odd = "", alone, within = 15 },
] of Object.entries(CASES))
  test(`${name}: the two spikes stand where they were, as high as they were`, async () => {
    const reader = await RecordingReader.open(bytesOf(text), { file: "moss.csv", ...options });
    const electrodes = reader.columns.filter(({ role }) => role === "electrode");
    assert.equal(electrodes.length, alone ? 1 : 2);
    assert.equal(reader.epoch, from);
    assert.ok(Math.abs(reader.rate * every - 1) < 0.001, `${reader.rate} Hz`);
    assert.deepEqual(
      reader.understood.leftOut.map(({ header }) => header),
      leftOut,
    );
    const spikes: Spike[] = [];
    const senses = electrodes.map(
      ({ name }) =>
        new ElectrodeSense(
          { name, device: "recording", channel: name, profile: "fungus", control: false },
          { spike: (spike) => spikes.push(spike), glyph: () => {}, percept: () => {} },
        ),
    );
    let rows = 0;
    await reader.each(({ time, values }) => {
      rows++;
      if (!Number.isNaN(time)) for (const [i, sense] of senses.entries()) sense.pushValue(time, values[i]!);
    });
    assert.equal(String(reader.bad), bad);
    assert.equal(String(reader.odd), odd);
    assert.ok(rows >= ROWS, "no row was thrown away");
    assert.equal(spikes.length, 2, JSON.stringify(spikes));
    const scale = every < 1 ? 1 : every;
    for (const [n, { electrode, onset, amplitude }] of spikes.entries()) {
      assert.match(electrode, /^e1/);
      assert.ok(Math.abs(onset - (reader.firstTime + ONSETS[n]! * scale)) <= within * scale, `${onset}`);
      assert.ok(Math.abs(amplitude / HEIGHTS_MV[n]! - 1) < 0.15, `${amplitude} mV`);
    }
  });
