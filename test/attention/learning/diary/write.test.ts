import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accounted,
  deafened,
  handled,
  without,
  withRun,
  withSpike,
} from "../../../../src/attention/learning/diary/write.js";
import { emptyDiary, LATEST_KEPT, RUNS_KEPT, SPIKES_KEPT } from "../../../../src/attention/state/diary.js";
import { HOUR, MINUTE } from "../../../../src/domain/time.js";

test("a burst begins with the spike that it began with, and is one of the spikes", () => {
  let diary = emptyDiary(0);
  for (const at of [1000, 5000, 5200, 5400]) diary = withSpike(diary, at, at + 60);
  // Told an hour later: it took from the onset of the first to the end of the last.
  diary = withRun(diary, "burst", 3, 9000, 460);
  assert.deepEqual(diary.runs, [[5000, 3, "burst"]]);
  assert.deepEqual(diary.spikes, [1000, 5000]);
  assert.deepEqual(withRun(diary, "burst", 3, 9000, 460).runs.length, 1, "told again it is the same");
});

test("a train is made of single spikes, and stands beside them", () => {
  let diary = emptyDiary(0);
  for (const at of [1000, 2000, 3000]) diary = withSpike(diary, at, at + 60);
  diary = withRun(diary, "train", 3, 4000, 2060);
  assert.deepEqual([diary.runs[0]![0], diary.spikes], [1000, [1000, 2000, 3000]]);
  assert.equal(withRun(emptyDiary(0), "burst", 3, 4000, 600).runs[0]![0], 3400, "of a burst without spikes, as told");
});

test("spikes that are decided late stand where they were", () => {
  const diary = withSpike(withSpike(emptyDiary(0), 500, 560), 400, 460);
  assert.deepEqual(diary.spikes, [400, 500]);
});

test("what is shown about a hand on the wire is no life", () => {
  let diary = emptyDiary(0);
  for (const at of [HOUR, HOUR + 40 * MINUTE, HOUR + 70 * MINUTE]) diary = withSpike(diary, at, at + 60);
  diary = handled(diary, HOUR + 45 * MINUTE, HOUR + 55 * MINUTE);
  assert.deepEqual(diary.spikes, [HOUR, HOUR + 70 * MINUTE], "from five minutes before it");
  diary = withSpike(diary, HOUR + 60 * MINUTE, HOUR + 61 * MINUTE);
  diary = withRun(diary, "burst", 3, HOUR + 64 * MINUTE, 60);
  assert.equal(diary.spikes.length, 2, "to ten minutes after it");
  assert.equal(diary.runs.length, 0);
  assert.equal(without(diary, 0, 3 * HOUR).spikes.length, 0);
});

test("what it was deaf to was not heard, now and in what was accounted for before", () => {
  let diary = accounted(emptyDiary(0), 2 * HOUR);
  diary = accounted(deafened(diary, HOUR, 3 * HOUR), 4 * HOUR);
  assert.equal(diary.listening.days[0]!.heard.slice(0, 4), "9009");
  assert.equal(accounted(diary, 4 * HOUR), diary);
});

test("its lists are bounded", () => {
  let diary = emptyDiary(0);
  for (let at = 0; at < 1000; at++) {
    diary = withSpike(diary, at * 1000, at * 1000 + 60);
    diary = withRun(diary, "train", 1, at * 1000 + 60, 60);
  }
  assert.deepEqual(
    [diary.spikes.length, diary.runs.length, diary.latest.length],
    [SPIKES_KEPT, RUNS_KEPT, LATEST_KEPT],
  );
});
