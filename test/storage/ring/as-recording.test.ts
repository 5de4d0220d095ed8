import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isoFine, recordingRow } from "../../../src/storage/recording-text.js";
import { RecordingText } from "../../../src/storage/ring/as-recording.js";
import type { Stretch } from "../../../src/storage/ring/ring-reader.js";

const START = 946_684_800;

const stretch = (changes: Partial<Stretch>): Stretch => ({
  ...{ device: "adc", names: ["e1"], boot: 1, quality: "ntp", corrected: 0, rested: [] },
  ...{ times: Float64Array.of(START, START + 1), values: [Float64Array.of(0.5, Number.NaN)] },
  ...changes,
});

test("notes stand in front of the rows from which they hold; what a device had not is an empty cell", () => {
  const text = new RecordingText({ names: ["e1", "e2"], from: START, to: START + 10 });
  const lines = [
    ...text.rows(stretch({})),
    ...text.rows(stretch({ times: Float64Array.of(START - 5, START + 2), rested: [0] })),
    ...text.rows(stretch({ boot: 2, corrected: 3600.25, times: Float64Array.of(START + 3, START + 11) })),
  ];
  assert.equal(text.header, "time,e1_mv,e2_mv");
  assert.deepEqual(lines.join("").trimEnd().split("\n"), [
    "# boot 1, time quality ntp",
    "2000-01-01T00:00:00.000Z,0.5,",
    "2000-01-01T00:00:01.000Z,,",
    "# unheard",
    "2000-01-01T00:00:02.000Z,,",
    "# boot 2, time quality ntp, set right by 3600.250 s",
    "2000-01-01T00:00:03.000Z,0.5,",
  ]);
  assert.deepEqual([text.count, text.first, text.last], [4, START, START + 3]);
});

test("law: a time is told to the microsecond, and with no more digits than it needs", () => {
  assert.equal(recordingRow(START + 0.001_25, [1, Number.POSITIVE_INFINITY]), "2000-01-01T00:00:00.001250Z,1,");
  assert.equal(isoFine(START + 0.25), "2000-01-01T00:00:00.250Z");
  fc.assert(
    fc.property(fc.nat(4e9), fc.nat(999_999), (seconds, micros) => {
      const text = isoFine(seconds + micros / 1e6);
      const [, fraction = ""] = /\.(\d+)Z$/.exec(text) ?? [];
      assert.equal(Date.parse(`${text.slice(0, 19)}Z`) / 1000, seconds);
      assert.equal(Number(fraction.padEnd(6, "0")), micros);
      assert.equal(fraction.length, micros % 1000 === 0 ? 3 : 6);
    }),
  );
});
