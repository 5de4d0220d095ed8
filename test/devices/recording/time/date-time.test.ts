import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DateOrder, DateTimeReader, NO_TIME } from "../../../../devices/recording/time/date-time.js";

function read(text: string, order: DateOrder = "dmy"): string | number | undefined {
  const bytes = new TextEncoder().encode(text);
  const instant = { seconds: 0, nanoseconds: 0 };
  const found = new DateTimeReader({ order }).read(bytes, 0, bytes.length, instant);
  if (found === NO_TIME) return undefined;
  const seconds = instant.seconds + instant.nanoseconds / 1e9;
  return found === 2 ? seconds : new Date(Math.round(seconds * 1000)).toISOString().slice(0, 23);
}

const MORNING = "2026-06-01T08:00:00.000";
const EVENING = "2026-06-01T20:00:00.000";

test("dates as they are written in many places", () => {
  for (const text of [
    "2026-06-01 8:00",
    "01.06.2026 08:00:00",
    "1/6/2026 8:00:00",
    "01-06-26 08:00",
    "1 Jun 2026 08:00:00",
    "01-Jun-2026 08:00",
    "Mon, 1 June 2026 08:00:00 GMT",
    "2026/06/01 08:00:00",
    "20260601T080000Z",
    "20260601080000",
    "2026-152T08:00:00Z",
    "2026-W23-1T08:00:00",
    "1 juni 2026 08:00",
    "1. Juni 2026 08:00:00",
    "1 de junio de 2026 08:00",
    "1 июня 2026 08:00",
    "2026年6月1日 08:00:00",
    "08:00:00 01/06/2026",
    "2026-06-01T10:00:00+02",
    "2026-06-01 10:00:00 +0200",
    "2026-06-01T10:00:00+02:00[Europe/Stockholm]",
  ])
    assert.equal(read(text), MORNING, text);
  assert.equal(read("06/01/2026 08:00:00", "mdy"), MORNING);
  assert.equal(read("26-06-01 08:00", "ymd"), MORNING);
});

test("clocks of twelve hours, in many languages", () => {
  for (const text of [
    "1/6/2026 8:00 PM",
    "1/6/2026 08:00:00 p.m.",
    "1/6/2026 8:00:00 p. m.",
    "1/6/2026 8:00 em",
    "2026/6/1 下午8:00:00",
    "2026-06-01 오후 8:00:00",
    "1/6/2026 8:00 μμ",
  ])
    assert.equal(read(text), EVENING, text);
  assert.equal(read("1/6/2026 12:00:00 AM"), "2026-06-01T00:00:00.000");
  assert.equal(read("1/6/2026 12:30:00 PM"), "2026-06-01T12:30:00.000");
  assert.equal(read("1/6/2026 13:00 PM"), undefined);
});

test("fractions of any length, leap seconds, and the end of a day", () => {
  assert.equal(read("2026-06-01 08:00:00,25"), "2026-06-01T08:00:00.250");
  assert.equal(read("2026-06-01T08:00:00.1234567891234"), "2026-06-01T08:00:00.123");
  assert.equal(read("2026-06-01T08:00,5"), "2026-06-01T08:00:30.000");
  assert.equal(read("2026-06-01T24:00:00"), "2026-06-02T00:00:00.000");
  assert.equal(read("2026-06-30 23:59:60"), "2026-07-01T00:00:00.000");
});

test("time that has passed since a beginning", () => {
  assert.equal(read("26:15:00"), 94_500);
  assert.equal(read("00:00:01.5"), 1.5);
  assert.equal(read("08:01.5"), 481.5);
  assert.equal(read("1:02:03:04"), 93_784);
  assert.equal(read("1.02:03:04"), 93_784);
  assert.equal(read("2 days 01:00:00"), 176_400);
});

test("what is no time is none", () => {
  for (const text of [
    "0.885",
    "-12.5",
    "1.234,5",
    "12 mV",
    "e1_mv",
    "31.02.2026",
    "2026-13-01",
    "08:61",
    "192.168.1.1",
    "NaN",
    "hello 123",
    "1e400",
  ])
    assert.equal(read(text), undefined, text);
});

test("whatever stands in a cell, it is read or it is not: nothing is thrown", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => void read(text)),
    { numRuns: 3000 },
  );
});
