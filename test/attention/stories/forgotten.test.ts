import assert from "node:assert/strict";
import { test } from "node:test";
import { MINUTE } from "../../../src/domain/time.js";
import { changesIn, lessonsIn } from "../attention-under-test.js";
import { aNode } from "./a-node.js";

test("a story of letting go: what nobody turns to freezes, thaws when it matters again, and in the end is slept over", async () => {
  const node = await aNode([]);
  const { freezeAfter, cullAfter } = node.rules.settings.threads;
  const freezing = freezeAfter / MINUTE;

  // A faint burst: a thread is born, and never gets the attention.
  node.hears(0, "electrode/e1", "burst", { intensity: 0.2 });
  assert.equal(node.attendsTo, undefined);
  assert.deepEqual(changesIn(node.thinks(freezing + 1)), ["frozen t-1"]);
  assert.deepEqual(
    { paused: node.summaryAt(freezing + 1).paused.length, frozen: node.summaryAt(freezing + 1).frozen },
    { paused: 0, frozen: 1 },
    "it is only counted now",
  );

  // Another burst on the same electrode is its own: it comes back, and knows what it knew.
  const told = node.hears(freezing + 5, "electrode/e1", "burst", { intensity: 0.2 });
  assert.ok(changesIn(told).includes("thawed t-1"));
  assert.equal(node.thread("follow-burst").state.context.runs, 2);

  // Then nothing more. It freezes again, grows old, and at last is gone.
  const lessons: string[] = [];
  const end = 2 * freezing + cullAfter / MINUTE + 120;
  for (let minute = freezing + 10; minute <= end; minute += 30)
    lessons.push(...lessonsIn(node.breathes(minute)).map(({ sentence }) => sentence));
  assert.deepEqual(node.threads, []);
  assert.equal(node.state.learning.diaries.e1?.runs.length, 2, "what it saw stays in the diary");
  assert.deepEqual(lessons, [], "and two bursts are no law");
});
