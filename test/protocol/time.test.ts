import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { iso } from "../../src/domain/time.js";
import { parseTime, recordingTime } from "../../src/protocol/time.js";
import { time } from "./arbitraries.js";

test("a time that is written is read", () => {
  fc.assert(fc.property(time, (at) => assert.equal(parseTime(iso(at)), at)));
});

test("ISO 8601 in UTC is read, with or without seconds and parts of them", () => {
  for (const text of [
    "2000-01-01T00:00Z",
    "2000-01-01T00:00:00Z",
    "2000-01-01T00:00:00.000Z",
    "2000-01-01T00:00:00+00:00",
  ])
    assert.equal(parseTime(text), 946_684_800, text);
  assert.equal(parseTime("2000-01-01T00:00:00.25Z"), 946_684_800.25);
  assert.equal(parseTime("2024-02-29T12:00:00Z"), 1_709_208_000);
});

test("what is no such time is none: other zones, other orders, days and hours that are not", () => {
  const others = ["", "soon", "2000", "2000-01-01", "2000-01-01T00:00:00", "2000-01-01T00:00:00+02:00", "1 Jan 2000"];
  const impossible = ["2001-02-29T00:00:00Z", "2000-13-01T00:00:00Z", "2000-01-01T24:00:00Z", "2000-01-01T00:60:00Z"];
  const near = [" 2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z\n", "2000-01-01 00:00:00Z", "2000-01-01T00:00:60Z"];
  for (const text of [...others, ...impossible, ...near]) assert.equal(parseTime(text), undefined, text);
  fc.assert(fc.property(fc.string(), (text) => void parseTime(text)));
});

test("in a replay a time is seconds of the recording, without the noise of the epoch", () => {
  assert.equal(recordingTime(946_684_800).write(946_684_800.1), 0.1);
});
