import assert from "node:assert/strict";
import { test } from "node:test";
import { BreathClock } from "../../../src/breathing/breath-clock.js";
import { KEPT_RHYTHM } from "../../../src/breathing/rhythms/kept-rhythm.js";
import { rhythmFor } from "../../../src/breathing/rhythms/rhythm-for.js";
import { type Onset, plantedField, scattered } from "../../../src/commands/bench/breath/planted-field.js";
import type { Breath, BreathSettings, RhythmSettings } from "../../../src/domain/breath.js";
import { DAY, HOUR, MINUTE } from "../../../src/domain/time.js";
import { SimulatedClock } from "../../../src/ports/simulated-clock.js";
import { breathTopicBody } from "../../../src/protocol/payloads/breath.js";

const PERIOD = 41 * MINUTE;
const ENTRAINED: RhythmSettings = {
  kind: "entrained",
  spiral: { longest: HOUR },
  entrained: { shortestPeriod: 300, longestPeriod: DAY, longest: HOUR },
  staggered: { mostShift: 60 },
};
const SETTINGS: Pick<BreathSettings, "phases" | "rhythm"> = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  rhythm: ENTRAINED,
};
const PLANTED = {
  ...{ electrodes: 4, period: PERIOD, from: 0, to: DAY, end: DAY },
  ...{ jitter: 0.05, missed: 0.1, background: 0.25 },
};

/** A node over a field, breath for breath; `moved`: its clock jumps by so much at half of the time. */
async function live(onsets: readonly Onset[], settings = SETTINGS, until = DAY) {
  const clock = new SimulatedClock(0);
  const breaths: Breath[] = [];
  let heard = 0;
  const breath = new BreathClock({
    ...{ clock, rhythm: rhythmFor(settings), earlyExhaleEvery: 600 },
    entered: (begun) => {
      if (begun.phase === "exhale") {
        for (; heard < onsets.length && onsets[heard]![1] <= begun.since; heard++) {
          const [electrode, at] = onsets[heard]!;
          breath.hear({ kind: "life", electrode, at, cycle: begun.cycle });
        }
        breath.look();
      }
      breaths.push(breath.breath ?? begun);
    },
  });
  breath.start();
  await clock.run(new AbortController().signal, { until });
  return { breaths, breath };
}

test("a breath locks to the field within eight cycles, and from then on inhales when life begins", async () => {
  const { breaths } = await live(plantedField("a", PLANTED));
  const locked = breaths.find(({ rhythm }) => rhythm.field?.period !== undefined);
  assert.ok(locked && locked.since <= 8 * PERIOD);
  assert.ok(Math.abs((locked.rhythm.field?.period ?? 0) / PERIOD - 1) < 0.05);
  const later = breaths.filter(({ phase, since }) => phase === "inhale" && since > 12 * PERIOD);
  const beats = Array.from({ length: 20 }, (_, i) => (13 + i) * PERIOD);
  const met = beats.filter((beat) =>
    later.some(({ since, until }) => beat > since - 0.05 * PERIOD && beat < until + 0.05 * PERIOD),
  );
  assert.ok(met.length >= 18, `${met.length} of 20`);
  for (const { phase, since, until } of breaths)
    if (phase === "pause") assert.ok(until - since >= 60 && until - since <= HOUR);
});

test("its coherence and the period that it follows stand in the topic", async () => {
  const { breath } = await live(plantedField("a", PLANTED));
  assert.ok(breath.breath);
  const { kind, coherence, period_s } = breathTopicBody(breath.breath).rhythm as Record<string, unknown>;
  assert.equal(kind, "entrained");
  assert.ok(Number(coherence) > 0.5 && Number(coherence) <= 1);
  assert.ok(Math.abs(Number(period_s) / PERIOD - 1) < 0.05);
});

test("a field of noise locks nothing, and coherence says so: the breath is as the card has it", async () => {
  const { breaths } = await live(scattered("a", plantedField("a", PLANTED), DAY));
  for (const { rhythm, phase, since, until } of breaths) {
    assert.deepEqual(rhythm.field, { coherence: 0 });
    if (phase === "pause") assert.equal(until - since, 120);
  }
});

test("what it has learnt outlives a restart, as it lies in the state", async () => {
  const { breath } = await live(plantedField("a", PLANTED));
  const kept = KEPT_RHYTHM.parse(JSON.parse(JSON.stringify(breath.learnt)));
  const again = rhythmFor(SETTINGS, { node: "", electrodes: 4, kept, callInhale: () => {} });
  again.hear?.({ kind: "look", now: DAY, cycle: 200, wake: DAY + 300 });
  assert.ok(Math.abs((again.field?.period ?? 0) / PERIOD - 1) < 0.05);
});

test("a clock that jumps takes what was heard with it", async () => {
  const { breath } = await live(plantedField("a", PLANTED));
  breath.moved(3 * DAY);
  const clock = breath.breath;
  assert.ok(clock);
  breath.hear({ kind: "look", now: 4 * DAY, cycle: clock.cycle, wake: 4 * DAY + 300 });
  assert.ok(Math.abs((breath.breath?.rhythm.field?.period ?? 0) / PERIOD - 1) < 0.05);
  breath.hear({ kind: "look", now: 0, cycle: clock.cycle, wake: 300 });
  assert.equal(breath.breath?.rhythm.field?.period, undefined, "of what lies ahead nothing is known");
});

test("where a breath is longer than the field's period, it is drawn out to whole ones", async () => {
  const rhythm = { ...ENTRAINED, entrained: { ...ENTRAINED.entrained, longest: 2 * HOUR } };
  const long = { rhythm, phases: { inhale: 300, hold: 60, exhale: 180, pause: 3000 } };
  const { breaths } = await live(plantedField("b", { ...PLANTED, to: 2 * DAY, end: 2 * DAY }), long, 2 * DAY);
  const inhales = breaths.filter(({ phase, since }) => phase === "inhale" && since > DAY).map(({ since }) => since);
  for (const [i, since] of inhales.slice(1).entries()) {
    const periods = (since - inhales[i]!) / PERIOD;
    assert.ok(Math.abs(periods - Math.round(periods)) < 0.1, String(periods));
  }
});
