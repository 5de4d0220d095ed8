import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NodeEvent } from "../../src/domain/event.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { Digest } from "../../src/view/digest.js";
import { aBreath } from "../fakes/a-breath.js";
import { anyEvent } from "./any-event.js";
import { glyphOn, MIDNIGHT, spikeOn, thread } from "./telling-events.js";

function page(events: Iterable<NodeEvent>): string[] {
  const digest = new Digest("forest.csv", MIDNIGHT, ENGLISH);
  for (const event of events) digest.hear(event);
  return digest.lines();
}

const HOUR = 3600;

test("a recording becomes one page: breaths, spikes, time, threads, reflexes, insights, alerts and losses", () => {
  const at = (hours: number) => MIDNIGHT + hours * HOUR;
  const breath = aBreath({ since: at(0), until: at(1) });
  const follow = thread("t-1", "follow the burst on e1", 0.5, "active");
  const insight = {
    id: "i",
    kind: "pattern",
    subject: "e1",
    sentence: "e1 bursts at dusk",
    data: { form: "fact" },
    support: 3,
    against: 1,
    firstSeen: at(1),
    lastSeen: at(2),
  } as const;
  const lines = page([
    { type: "breath", breath: { ...breath, cycle: 1, cause: "rhythm" }, at: at(0), seq: 0 },
    { type: "breath", breath: { ...breath, cycle: 4, cause: "gasp" }, at: at(1), seq: 1 },
    spikeOn("e1", at(1), 0.5),
    spikeOn("e1", at(2), -0.8),
    spikeOn("e1", at(3), 0.4),
    glyphOn("e1", "burst", at(1), at(2), 3),
    glyphOn("e1", "silence", at(2), at(5)),
    glyphOn("e2", "gap", at(0), at(5)),
    { type: "thread", change: "created", thread: { ...follow, status: "paused", created: at(1) }, at: at(1), seq: 2 },
    { type: "thread", change: "activated", thread: { ...follow, created: at(1) }, at: at(1.5), seq: 3 },
    {
      type: "thread",
      change: "completed",
      thread: { ...follow, salience: 0.2, status: "complete", created: at(1) },
      at: at(3),
      seq: 4,
    },
    {
      type: "reflex",
      reflex: "lamp",
      action: { kind: "pulse", output: "led", seconds: 1 },
      percept: "p-1",
      at: at(1),
      seq: 5,
    },
    {
      type: "reflex",
      reflex: "lamp",
      action: { kind: "pulse", output: "led", seconds: 1 },
      percept: "p-2",
      at: at(2),
      seq: 6,
    },
    { type: "insight", insight, at: at(2), seq: 7 },
    { type: "alert", alert: { id: "supply", text: "the supply sags", at: at(2), raised: true }, at: at(2), seq: 8 },
    { type: "sample-gap", device: "forest", reason: "row 7 has too few cells", lost: 2, at: at(3), seq: 9 },
    { type: "commit", bytes: 1500, commits: 1, at: at(5), seq: 10 },
  ]);
  assert.deepEqual(lines, [
    "forest.csv: 5 h, 00:00:00 (2000-01-01T00:00:00Z) to 05:00:00",
    "4 breaths (phases begun otherwise than by the rhythm: 1 by gasp), 0 percepts, 1 commit (1.5 kB).",
    "",
    "Spikes",
    "  electrode  spikes  upward  median mV  largest mV        at  bursts  trains  silences",
    "  e1              3    67 %      0.500      -0.800  02:01:00       1       0         1",
    "  e2              0       –          –           –         –       0       0         0",
    "",
    "Time",
    "  electrode  active  resting  silent  drifting  disturbed  not heard",
    "  e1           25 %      0 %    75 %       0 %        0 %        0 %",
    "  e2            0 %      0 %     0 %       0 %        0 %      100 %",
    "",
    "Threads",
    "  1 begun, 1 done, 0 culled.",
    "  thread     begun     ended   held  salience  end   goal",
    "  t-1     01:00:00  03:00:00  1.5 h      0.50  done  follow the burst on e1",
    "",
    "Reflexes",
    "  reflex  times     first      last  does",
    "  lamp        2  01:00:00  02:00:00  pulse",
    "",
    "Learnt",
    "  e1 bursts at dusk (seen 3×, contradicted 1×)",
    "",
    "Alerts",
    "  alert   times     first      last  text",
    "  supply      1  02:00:00  02:00:00  the supply sags",
    "",
    "Lost",
    "  forest: 2 rows or reads; the last: row 7 has too few cells",
  ]);
});

test("of what has no end it keeps the foremost and says how many more there were", () => {
  const events: NodeEvent[] = [];
  for (let i = 0; i < 500; i++) {
    const at = MIDNIGHT + i * 100;
    const one = thread(`t-${i}`, `goal ${i}`, 0.5, "active");
    events.push({ type: "thread", change: "activated", thread: { ...one, created: at }, at, seq: i });
    // Number 250 holds the attention longest.
    const until = at + (i === 250 ? 90 : i / 10);
    events.push({
      type: "thread",
      change: "completed",
      thread: { ...one, status: "complete", created: at },
      at: until,
      seq: i,
    });
    const insight = {
      id: `i-${i % 50}`,
      kind: "fact",
      subject: "e1",
      sentence: `fact ${i % 50}`,
      data: { form: "fact" },
      support: 1,
      against: 0,
      firstSeen: at,
      lastSeen: at,
    } as const;
    events.push({ type: "insight", insight, at, seq: i });
  }
  const lines = page(events);
  assert.ok(lines.length < 50, `${lines.length} lines`);
  assert.ok(lines.includes("  500 begun, 500 done, 0 culled. The 12 that held the attention longest:"));
  assert.ok(lines.some((line) => line.endsWith("goal 250")));
  assert.ok(lines.includes("  and 488 more"));
  assert.ok(lines.includes("  and 30 more"), "each insight without a place is counted once");
});

test("the median height is right to a few percent without keeping a single spike", () => {
  const amplitudes = Array.from({ length: 10_001 }, (_, i) => 0.01 * 1.0007 ** i);
  const lines = page(amplitudes.map((amplitude, i) => spikeOn("e1", MIDNIGHT + i, i % 2 ? amplitude : -amplitude)));
  const told = Number(
    lines
      .find((line) => line.startsWith("  e1"))
      ?.trim()
      .split(/\s+/)[4],
  );
  const median = amplitudes[5000] ?? 0;
  assert.ok(Math.abs(told / median - 1) < 0.03, `${told} for ${median}`);
});

test("the same events give the same page, whatever they are, and no line can steer a terminal", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const lines = page(events);
      assert.deepEqual(lines, page(events));
      for (const line of lines) assert.ok(!/\p{Cc}|\p{Cf}/u.test(line), JSON.stringify(line));
    }),
  );
});

test("a recording in which nothing happened is still a page", () => {
  assert.deepEqual(page([]), [
    "forest.csv: 0 ms, 00:00:00 (2000-01-01T00:00:00Z) to 00:00:00",
    "0 breaths, 0 percepts, 0 commits (0 B).",
  ]);
});
