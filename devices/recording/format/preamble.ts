import type { Seconds } from "../../../src/domain/time.js";
import { DATE_AND_CLOCK, DateTimeReader } from "../time/date-time.js";
import { timeUnit } from "../time/time-units.js";
import { type Voltage, voltageFrom } from "./units.js";

const RATE =
  /\b(?:sampl\w*|abtast\w*|data)\s*[-_ ]?\s*(?:rate|freq\w*)\b[^\d\n]*?([\d.]+)\s*(k?)(?:hz|sps|\/s|samples)/i;
const INTERVAL = /\b(?:sampl\w*\s*)?(?:interval|period|intervall)\b\s*[:=,;\t ]\s*"?([\d.]+)"?\s*[,;\t ]?\s*"?(\w+)/i;
/** Seconds from row to row in a LabVIEW file. */
const DELTA = /^"?Delta_X"?\s*[\t,;]\s*"?([\d.,]+(?:[eE][+-]?\d+)?)/;
const UNIT =
  /\b(?:units?|einheit(?:en)?|enhet|recorded|values|voltages?)\b\s*(?:[:=,;\t]|\b(?:are\s+)?in\b)\s*"?([^\s",;]+)"?\s*$/i;
const START =
  /^\W*(?:rec\w*\s+|log\w*\s+|mess\w*\s+)?(?:start|begin|started|began|startzeit|beginn|inicio|début|inizio)[a-zé]*(?:[ _-]?(?:time|date|datetime|at|zeit|datum|of \w+))*\s*[:=\t,;]\s*"?([^"]+?)"?\s*$/i;

/** What the lines above the header say of the whole: how fast rows come, and when the first did. */
export interface Preamble {
  readonly rate: number | undefined;
  /** Since 1970. */
  readonly start: Seconds | undefined;
  /** Of what names no unit of its own. */
  readonly voltage: Voltage | undefined;
}

export function readPreamble(lines: readonly string[]): Preamble {
  return { rate: firstOf(lines, rateIn), start: firstOf(lines, startIn), voltage: firstOf(lines, voltageIn) };
}

function rateIn(line: string): number | undefined {
  const [, rate, kilo] = RATE.exec(line) ?? [];
  if (rate !== undefined && Number(rate) > 0) return Number(rate) * (kilo === "" ? 1 : 1000);
  const delta = Number(DELTA.exec(line)?.[1]?.replace(",", "."));
  if (delta > 0) return Number((1 / delta).toPrecision(6));
  const [, interval, unit] = INTERVAL.exec(line) ?? [];
  const known = unit === undefined ? undefined : timeUnit(unit);
  if (known === undefined || !(Number(interval) > 0)) return undefined;
  return Number((known.per / (Number(interval) * known.times)).toPrecision(6));
}

function voltageIn(line: string): Voltage | undefined {
  return voltageFrom(UNIT.exec(line)?.[1] ?? "");
}

/** Only dates that cannot be read in two ways. */
function startIn(line: string): Seconds | undefined {
  const text = START.exec(line)?.[1];
  if (text === undefined || !/^\d{4}\D/.test(text)) return undefined;
  const bytes = new TextEncoder().encode(text);
  const instant = { seconds: 0, nanoseconds: 0 };
  const found = new DateTimeReader({ order: "ymd" }).read(bytes, 0, bytes.length, instant);
  return found === DATE_AND_CLOCK ? instant.seconds + instant.nanoseconds / 1e9 : undefined;
}

function firstOf<T>(lines: readonly string[], find: (line: string) => T | undefined): T | undefined {
  for (const line of lines) {
    const found = find(line);
    if (found !== undefined) return found;
  }
  return undefined;
}
