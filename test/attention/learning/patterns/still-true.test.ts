import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "../../../../src/attention/learning/patterns/finding.js";
import { stillTrue } from "../../../../src/attention/learning/patterns/still-true.js";
import { type Diary, emptyDiary, RUNS_KEPT, type Run, SPIKES_KEPT } from "../../../../src/attention/state/diary.js";
import type { Insight } from "../../../../src/domain/insight.js";
import { DAY, MINUTE, type Seconds } from "../../../../src/domain/time.js";

const BEAT: Seconds = 75 * MINUTE;
const OVER = 0.5;

/** Heard all the time until now. */
function heard(now: Seconds, spikes: readonly Seconds[], runs: readonly Run[] = []): Diary {
  const days = Array.from({ length: Math.floor(now / DAY) + 1 }, (_, day) => ({ day, heard: "9".repeat(24) })).slice(
    -42,
  );
  return {
    ...emptyDiary(now),
    ...{ spikes: spikes.slice(-SPIKES_KEPT), runs: runs.slice(-RUNS_KEPT), listening: { to: now, hour: 0, days } },
  };
}

function evidenceOf(diaries: Readonly<Record<string, Diary>>, now: Seconds): Evidence {
  return { diaries: Object.entries(diaries), occasions: {}, now, over: {}, within: 2 * 3600 };
}

const RHYTHM: Insight = {
  ...{ id: "e1-rhythm", kind: "pattern", subject: "e1", sentence: "", support: 0, against: 0, sure: 0.99 },
  ...{ firstSeen: 0, lastSeen: 0 },
  data: { form: "rhythm", electrode: "e1", lag_s: BEAT, within_s: 270, block_s: 2700 },
};
const TOLD = { since: 5 * DAY, sure: 0.99, daily: DAY / BEAT, chance: 1 };

function beats(from: Seconds, until: Seconds): Seconds[] {
  return Array.from({ length: Math.floor((until - from) / BEAT) }, (_, index) => from + index * BEAT);
}

test("a beat that goes on is still true, though its diary has long forgotten how it began", () => {
  for (const days of [10, 25, 40, 41]) {
    const now = days * DAY;
    const extra = beats(20 * MINUTE, now); // and as much that is no beat
    const spikes = [...beats(0, now), ...extra.filter((_, index) => index % 2 === 0)].sort((a, b) => a - b);
    assert.ok(stillTrue(RHYTHM, TOLD, evidenceOf({ e1: heard(now, spikes) }, now)) > 0.9, `${days} days`);
  }
});

test("a beat that died is over within three days, and not within a few hours", () => {
  const ended = 20 * DAY;
  const alive = (later: Seconds) =>
    stillTrue(RHYTHM, TOLD, evidenceOf({ e1: heard(ended + later, beats(0, ended)) }, ended + later));
  assert.ok(alive(DAY / 6) > 0.8, "it may pause");
  assert.ok(alive(3 * DAY) < OVER);
});

test("a wave that no longer comes is over, though nothing comes that could have been one", () => {
  const wave: Insight = {
    ...{ id: "wave-e1-e2-e3", kind: "pattern", subject: "grove", sentence: "", support: 0, against: 0, sure: 0.99 },
    ...{ firstSeen: 0, lastSeen: 0 },
    data: {
      ...{
        form: "wave",
        of: "burst",
        electrodes: ["e1", "e2", "e3"],
        lag_s: 45 * MINUTE,
        within_s: 300,
        block_s: 9000,
      },
      ...{ first_lag_s: 20 * MINUTE, first_within_s: 200 },
    },
  };
  const told = { since: 10 * DAY, sure: 0.99, daily: 1.5, chance: 0.05 };
  const alive = (ended: Seconds, now: Seconds) => {
    const starts = Array.from({ length: Math.floor((1.5 * ended) / DAY) }, (_, index) => (index * DAY) / 1.5);
    const runs = (delay: Seconds) => starts.map((at): Run => [at + delay, 5, "burst"]);
    const [e1, e2, e3] = [0, 20 * MINUTE, 45 * MINUTE].map((delay) => heard(now, [], runs(delay)));
    return stillTrue(wave, told, evidenceOf({ e1: e1!, e2: e2!, e3: e3! }, now));
  };
  assert.ok(alive(20 * DAY, 20 * DAY) > 0.9);
  assert.ok(alive(20 * DAY, 25 * DAY) < OVER);
});
