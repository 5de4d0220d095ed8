import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseIsoTime } from "../../../../devices/recording/time/iso-time.js";

function parse(text: string): number | undefined {
  const bytes = new TextEncoder().encode(`"${text}"`);
  const instant = { seconds: 0, nanoseconds: 0 };
  return parseIsoTime(bytes, 1, bytes.length - 1, instant)
    ? Math.round((instant.seconds + instant.nanoseconds / 1e9) * 1000)
    : undefined;
}

const instants = fc.date({
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59Z"),
  noInvalidDate: true,
});

test("every instant from the year 1 to 9999 is what the calendar says", () => {
  fc.assert(
    fc.property(instants, (date) => parse(date.toISOString()) === date.getTime()),
    { numRuns: 2000 },
  );
});

test("a zone moves a time by its offset, whatever the way it is written", () => {
  const noon = Date.UTC(2026, 5, 1, 12);
  for (const text of ["12:00Z", "12:00:00z", "14:00+02:00", "14:00:00.000+0200", "14:00+02", "06:30:00-05:30"])
    assert.equal(parse(`2026-06-01T${text}`), noon, text);
});

test("a time without a zone is UTC, in whatever zone the machine lives", (t) => {
  const home = process.env.TZ;
  t.after(() => {
    if (home === undefined) delete process.env.TZ;
    else process.env.TZ = home;
  });
  for (const zone of ["Asia/Tokyo", "America/St_Johns"]) {
    process.env.TZ = zone;
    assert.notEqual(new Date(2026, 5, 1).getTimezoneOffset(), 0, "the zone is in force");
    assert.equal(parse("2026-06-01 12:00:00"), Date.UTC(2026, 5, 1, 12));
    assert.equal(parse("2026-06-01"), Date.UTC(2026, 5, 1));
  }
});

test("a second and its nanoseconds stay whole numbers", () => {
  const instant = { seconds: 0, nanoseconds: 0 };
  const bytes = new TextEncoder().encode("2026-06-01T12:00:00.1234567899Z");
  assert.ok(parseIsoTime(bytes, 0, bytes.length, instant));
  assert.deepEqual(instant, { seconds: Date.UTC(2026, 5, 1, 12) / 1000, nanoseconds: 123_456_789 });
});

test("days that no calendar has and times that no clock shows are refused", () => {
  const days = [
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-1-1",
    "01.06.2026",
    "20260601",
    "1900-02-29",
  ];
  const times = [
    "T24:00",
    "T12:60",
    "T12:00:61",
    "T12",
    "T12:00:0",
    "T12:00:00.",
    "T12:00:00+2",
    "T12:00:00 UTC",
    "x12:00",
  ];
  for (const text of [...days, ...times.map((time) => `2026-06-01${time}`), "", "noon"])
    assert.equal(parse(text), undefined, text);
  assert.notEqual(parse("2024-02-29"), undefined);
  assert.notEqual(parse("2000-02-29"), undefined);
});
