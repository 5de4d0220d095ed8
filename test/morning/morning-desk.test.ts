import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDiary } from "../../src/attention/state/diary.js";
import { type AttentionState, emptyAttention } from "../../src/attention/state/state.js";
import type { Happening } from "../../src/domain/event.js";
import { EventLog } from "../../src/domain/event-log.js";
import type { Insight } from "../../src/domain/insight.js";
import type { Morning } from "../../src/domain/morning.js";
import type { Thread } from "../../src/domain/thread.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";
import { MORNING_STATE, MorningDesk, type MorningState } from "../../src/morning/morning-desk.js";
import { together } from "../../src/morning/together.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { thread as aThread } from "../view/telling-events.js";

const MIDNIGHT: Seconds = 946_684_800;
const SIX = 6 * HOUR;

/** A node whose page is due at six. */
function aNode(options: { kept?: MorningState; at?: Seconds; attention?: AttentionState } = {}) {
  const clock = new SimulatedClock(options.at ?? MIDNIGHT);
  const events = new EventLog();
  const kept = { value: options.kept ?? null };
  const pages: { at: Seconds; morning: Morning }[] = [];
  let due = SIX;
  const desk = new MorningDesk({
    ...{ clock, events, kept, morning: () => due },
    attention: { value: options.attention ?? emptyAttention(MIDNIGHT) },
    draw: ({ from, to }) => [`${from} to ${to}`],
  });
  desk.start();
  events.listen((event) => {
    if (event.type === "morning") pages.push({ at: event.at - MIDNIGHT, morning: event.morning });
  });
  const until = (at: Seconds) => clock.run(new AbortController().signal, { until: MIDNIGHT + at });
  const tell = async (at: Seconds, happening: Happening) => {
    await until(at);
    events.tell(MIDNIGHT + at, happening);
  };
  const dueAt = (time: Seconds) => {
    due = time;
    desk.again();
  };
  return { clock, desk, kept, pages, tell, dueAt, until };
}

function learnt(id: string, forgotten = false): Happening {
  const insight: Insight = {
    ...{ id, kind: "pattern", subject: "e1", sentence: `${id} is so`, data: { form: "hours" } },
    ...{ support: 17, against: 3, firstSeen: 0, lastSeen: 0, sure: 0.98 },
  };
  return { type: "insight", insight, ...(forgotten && { forgotten: true }) };
}

function follows(id: string, salience: number, more: Partial<Thread> = {}): Happening {
  const thread = { ...aThread(id, `follow the burst of ${id}`, salience, "active"), kind: "follow-burst", ...more };
  return { type: "thread", change: "created", thread, percept: `p-${id}` };
}

/** The burst that a thread begins with; told when it is over. */
function burst(id: string, at: Seconds, duration: Seconds): Happening {
  const noticed = { source: "electrode/e1", type: "burst", intensity: 0.5, tags: [] } as const;
  return { type: "percept", percept: { id: `p-${id}`, ...noticed, at: MIDNIGHT + at, data: { duration_s: duration } } };
}

test("the page is told once a day, at the time that the card says, and is of the time since the last", async () => {
  const node = aNode();
  await node.until(3 * DAY);
  assert.deepEqual(
    node.pages.map(({ at, morning }) => [at / HOUR, (morning.from - MIDNIGHT) / HOUR]),
    [
      [6, 0],
      [30, 6],
      [54, 30],
    ],
  );
  node.dueAt(20 * HOUR);
  await node.until(4 * DAY);
  assert.equal(node.pages.at(-1)?.at, 3 * DAY + 20 * HOUR);
});

test("a page that was due while the node was off is told when it comes back, once", async () => {
  const first = aNode();
  await first.until(5 * HOUR);
  await first.tell(5 * HOUR, learnt("a"));
  first.desk.stop();
  const kept = MORNING_STATE.parse(JSON.parse(JSON.stringify(first.kept.value)));
  const second = aNode({ kept, at: MIDNIGHT + 2 * DAY });
  await second.until(2 * DAY + HOUR);
  assert.equal(second.pages.length, 1);
  assert.equal(second.pages[0]?.morning.from, MIDNIGHT);
  assert.deepEqual(
    second.pages[0]?.morning.learnt.map(({ id }) => id),
    ["a"],
  );
});

test("a clock that was years ahead leaves no page that waits for years", async () => {
  const ahead = aNode({ at: MIDNIGHT + 3650 * DAY });
  ahead.desk.stop();
  const node = aNode({ kept: ahead.kept.value });
  await node.until(DAY);
  assert.deepEqual(
    node.pages.map(({ at }) => at),
    [SIX],
  );
});

test("an insight is new on one page, and lost on one; what came and went between two pages is on none", async () => {
  const node = aNode();
  await node.tell(HOUR, learnt("a"));
  await node.tell(2 * HOUR, learnt("b"));
  await node.tell(3 * HOUR, learnt("b", true));
  await node.tell(7 * HOUR, learnt("a")); // a little surer
  await node.tell(2 * DAY, learnt("a", true));
  await node.until(3 * DAY);
  const told = node.pages.map(({ morning }) => [morning.learnt.map(({ id }) => id), morning.lost.map(({ id }) => id)]);
  assert.deepEqual(told, [
    [["a"], []],
    [[], []],
    [[], ["a"]],
  ]);
  const all = node.pages.map(({ morning }) => morning).reduce<Morning | undefined>(together, undefined);
  assert.deepEqual([all?.learnt, all?.lost], [[], []]);
});

test("of what had the attention the three foremost are worth a look, with the raw signal about each", async () => {
  const node = aNode();
  for (const [id, hour, salience] of [
    ["faint", 1, 0.2],
    ["strong", 2, 0.9],
    ["within", 2.1, 0.8],
    ["middling", 3, 0.5],
    ["fair", 4, 0.6],
  ] as const) {
    await node.tell(hour * HOUR, burst(id, hour * HOUR, 10 * MINUTE));
    await node.tell(hour * HOUR, follows(id, salience));
  }
  await node.tell(5 * HOUR, follows("board", 1, { kind: "mind-the-board" }));
  await node.tell(5 * HOUR, follows("nothing", 1, { dismissed: true }));
  await node.until(7 * HOUR);
  const moments = node.pages[0]?.morning.moments ?? [];
  assert.deepEqual(
    moments.map(({ thread }) => thread),
    ["strong", "middling", "fair"],
  );
  const [{ from, until, raw, electrodes } = assert.fail("no moment")] = moments;
  assert.deepEqual([from - MIDNIGHT, until - MIDNIGHT, electrodes], [110 * MINUTE, 120 * MINUTE, ["e1"]]);
  assert.deepEqual([raw.from - MIDNIGHT, raw.until - MIDNIGHT], [105 * MINUTE, 125 * MINUTE]);
});

test("a thread that turns out to be part of another is no moment of its own", async () => {
  const node = aNode();
  await node.tell(HOUR, burst("one", HOUR, MINUTE));
  await node.tell(HOUR, follows("one", 0.9));
  const merged = follows("one", 0.9);
  await node.tell(2 * HOUR, { ...merged, change: "merged", into: "other" } as Happening);
  await node.until(7 * HOUR);
  assert.deepEqual(node.pages[0]?.morning.moments, []);
});

test("hours that nobody heard are told with what was the matter; electrodes that share them share a line", async () => {
  const heard = (digits: string) => ({
    to: MIDNIGHT + SIX,
    hour: 0,
    days: [{ day: MIDNIGHT / DAY, heard: digits.padEnd(24, "0") }],
  });
  const diary = emptyDiary(MIDNIGHT);
  const attention = emptyAttention(MIDNIGHT);
  const diaries = {
    e1: { ...diary, listening: heard("990099") },
    e2: { ...diary, listening: heard("990099") },
    e3: { ...diary, listening: heard("444444") }, // rests between its inhalations, as it should
  };
  const node = aNode({ attention: { ...attention, learning: { ...attention.learning, diaries } } });
  const gap = { ...burst("gap", 3 * HOUR, HOUR) } as Happening & { type: "percept" };
  await node.tell(3 * HOUR, { type: "percept", percept: { ...gap.percept, type: "gap" } });
  await node.until(SIX);
  assert.deepEqual(
    node.pages[0]?.morning.unheard.map(({ electrodes, all, from, until, why }) => [
      ...[electrodes.join(), all, (from - MIDNIGHT) / HOUR, (until - MIDNIGHT) / HOUR, why],
    ]),
    [["e1,e2", false, 2, 4, "gap"]],
  );
});
