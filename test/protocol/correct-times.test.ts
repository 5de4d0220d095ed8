import assert from "node:assert/strict";
import { test } from "node:test";
import type { TimeCorrection } from "../../src/domain/time-correction.js";
import { correctTimes } from "../../src/protocol/correct-times.js";
import { decode } from "../../src/protocol/payloads/decode.js";

const DAY = 86_400;
const correction = (more: Partial<TimeCorrection> = {}): TimeCorrection => ({
  ...{ boot: 7, at: 1_000_000, shift: 3 * DAY, was: "floor", is: "ntp" },
  ...more,
});
const SPIKE = JSON.stringify({
  ...{ v: 1, boot: 7, seq: 2, at: "2026-01-01T00:00:00.000Z", tq: "floor", onset: "2025-12-31T23:58:00.000Z" },
  ...{ note: "since 2026-01-01T00:00:00.000Z", more: [{ from: "2026-01-01T00:00:00Z", n: 1, x: null }] },
});

test("every time in a message that was written before the truth arrived moves, and it says by how much", () => {
  const said = JSON.parse(correctTimes(SPIKE, 7, [correction()]));
  assert.deepEqual(said, {
    ...{ v: 1, boot: 7, seq: 2, at: "2026-01-04T00:00:00.000Z", tq: "ntp", onset: "2026-01-03T23:58:00.000Z" },
    ...{ note: "since 2026-01-01T00:00:00.000Z", more: [{ from: "2026-01-04T00:00:00.000Z", n: 1, x: null }] },
    corrected_s: 3 * DAY,
  });
});

test("once: of another run, of a better time, or corrected already, it stays as it is", () => {
  assert.equal(correctTimes(SPIKE, 8, [correction()]), SPIKE);
  assert.equal(correctTimes(SPIKE, 7, [correction({ was: "rtc" })]), SPIKE);
  assert.equal(correctTimes(SPIKE, 7, []), SPIKE);
  const once = correctTimes(SPIKE, 7, [correction()]);
  assert.equal(correctTimes(once, 7, [correction()]), once);
  const bare = '{"v":1,"boot":7}';
  assert.equal(correctTimes(bare, 7, [correction()]), bare);
});

test("first a better time and then the best: both count", () => {
  const both = [correction({ shift: 10, is: "rtc" }), correction({ shift: -3, was: "rtc" })];
  const said = JSON.parse(correctTimes(SPIKE, 7, both));
  assert.deepEqual([said.at, said.tq, said.corrected_s], ["2026-01-01T00:00:07.000Z", "ntp", 7]);
});

test("a time that turned out to be right is worth more, and does not move", () => {
  const said = JSON.parse(correctTimes(SPIKE, 7, [correction({ shift: 0 })]));
  assert.deepEqual(said, { ...JSON.parse(SPIKE), tq: "ntp", more: said.more });
});

test("whoever listens reads a corrected message like any other", () => {
  const voice = { v: 1, boot: 7, seq: 1, at: "2026-01-01T00:00:00.000Z", tq: "floor", line: "x", text: "it rains" };
  const heard = decode({ kind: "voice", name: "x" }, correctTimes(JSON.stringify(voice), 7, [correction()]));
  assert.equal(heard?.kind, "voice");
});
