import assert from "node:assert/strict";
import { test } from "node:test";
import type { RhythmNews } from "../../../src/breathing/rhythms/rhythm.js";
import { rhythmFor } from "../../../src/breathing/rhythms/rhythm-for.js";
import { DAY, HOUR } from "../../../src/domain/time.js";

const ENTRAINED = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  rhythm: {
    kind: "entrained",
    spiral: { longest: HOUR },
    entrained: { shortestPeriod: 300, longestPeriod: DAY, longest: HOUR },
    staggered: { mostShift: 60 },
  },
} as const;

test("a breath does not follow what it hears only because it inhales", () => {
  const periodOf = (partly: boolean) => {
    const rhythm = rhythmFor(ENTRAINED);
    for (let beat = 1; beat <= 12; beat++)
      for (const electrode of ["e1", "e2"]) {
        const life: RhythmNews = { kind: "life", electrode, at: beat * 2400, cycle: beat, partly };
        rhythm.hear?.(life);
      }
    rhythm.hear?.({ kind: "look", now: 12.1 * 2400, cycle: 12, wake: 12.2 * 2400 });
    return rhythm.field?.period;
  };
  assert.ok(Math.abs((periodOf(false) ?? 0) / 2400 - 1) < 0.05);
  assert.equal(periodOf(true), undefined);
});
