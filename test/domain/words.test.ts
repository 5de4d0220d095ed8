import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nameFrom } from "../../src/domain/electrode.js";
import { AndasError, exitCodeOf, isAndasError, messageOf } from "../../src/domain/errors.js";
import { globMatches } from "../../src/domain/glob.js";
import { iso, roundTime, spoken } from "../../src/domain/time.js";
import { spikeBody } from "../../src/protocol/payloads/spike.js";
import { recordingTime, UTC } from "../../src/protocol/time.js";

test("a star stands for anything, everything else for itself", () => {
  for (const [glob, text, fits] of [
    ["electrode/*", "electrode/e1", true],
    ["electrode/*", "electrode", false],
    ["*", "", true],
    ["*/e1", "electrode/e1", true],
    ["a*a", "a", false],
    ["a*b*c", "axxbyyc", true],
    ["a.c", "abc", false],
  ] as const) {
    assert.equal(globMatches(glob, text), fits, `${glob} on ${text}`);
  }
});

test("globs agree with the regular expressions that they stand for", () => {
  const text = fc.stringMatching(/^[ab/]{0,8}$/);
  const glob = fc.stringMatching(/^[ab/*]{0,6}$/);
  fc.assert(
    fc.property(glob, text, (g, t) => {
      assert.equal(globMatches(g, t), new RegExp(`^${g.replaceAll("*", ".*")}$`).test(t));
    }),
    { numRuns: 500 },
  );
});

test("durations are said as people say them", () => {
  assert.deepEqual([0.25, 42, 300, 3 * 3600, 12.5 * 3600, 12 * 86400].map(spoken), [
    "250 ms",
    "42 s",
    "5 min",
    "3 h",
    "13 h",
    "12 d",
  ]);
});

test("times on the wire are UTC, times of a replay are seconds of the recording", () => {
  const spike = {
    electrode: "e1",
    onset: 1000.1,
    peak: 1010,
    end: 1030,
    amplitude: -0.0123456,
    polarity: -1,
    z: 7.777,
    match: 0.91234,
    decided: 1031,
  } as const;
  assert.equal(spikeBody(spike, UTC).onset, "1970-01-01T00:16:40.100Z");
  const told = spikeBody(spike, recordingTime(1000));
  assert.deepEqual([told.onset_s, told.decided_s, told.amplitude_mv], [0.1, 31, -0.01235]);
});

test("adding an epoch and taking it away leaves the time as it was", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: 0, max: 1e12 }), (epoch, microseconds) => {
      const at = microseconds / 1e6;
      assert.ok(Math.abs(roundTime(epoch + at - epoch) - at) <= 1e-6);
      assert.equal(Date.parse(iso(epoch)), epoch * 1000);
    }),
  );
});

test("names are made of what a topic may hold", () => {
  assert.equal(nameFrom("Differential 1 - 2 Ave.", "e1"), "differential-1-2-ave");
  assert.equal(nameFrom("ÅÄÖ", "e3"), "e3");
  fc.assert(fc.property(fc.string(), (text) => assert.match(nameFrom(text, "e1"), /^[a-z0-9-]+$/)));
});

test("what the caller can mend ends with 2, what failed while running with 1", () => {
  assert.equal(exitCodeOf(new AndasError("usage", "")), 2);
  assert.equal(exitCodeOf(new AndasError("config", "")), 2);
  assert.equal(exitCodeOf(new AndasError("port-in-use", "")), 1);
  assert.equal(exitCodeOf(new Error("")), 1);
  assert.equal(isAndasError(new AndasError("state", ""), "broker"), false);
  assert.equal(messageOf("plain"), "plain");
});
