import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NodeEvent } from "../../src/domain/event.js";
import type { Percept } from "../../src/domain/percept.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { plainLog } from "../../src/view/plain-log.js";
import { aBreath } from "../fakes/a-breath.js";
import { anyEvent } from "./any-event.js";
import { glyphOn, MIDNIGHT, spikeOn, thread } from "./telling-events.js";

function logged(events: readonly NodeEvent[]): string[] {
  const lines: string[] = [];
  const listen = plainLog((level, line) => lines.push(`${level} ${line}`), ENGLISH);
  for (const event of events) listen(event);
  return lines;
}

test("a node's life reads as calm lines, each with its time, its level and a sentence", () => {
  const at = MIDNIGHT + 120;
  const percept: Percept = { id: "p-1", source: "electrode/e1", type: "spike", intensity: 0.4, at, tags: [], data: {} };
  const breath = aBreath({ since: at });
  const alert = { id: "supply", text: "the supply sags", at };
  const active = thread("t-1", "follow the burst on e2", 0.7, "active");
  const lines = logged([
    { type: "breath", breath, at, seq: 0 },
    spikeOn("e1", MIDNIGHT, 0.413),
    { type: "percept", percept, at, seq: 2 },
    glyphOn("e1", "rest", MIDNIGHT, at),
    glyphOn("e2", "burst", MIDNIGHT, at, 5),
    {
      type: "reflex",
      reflex: "burst-light",
      action: { kind: "pulse", output: "led", seconds: 2 },
      percept: "p-1",
      at,
      seq: 4,
    },
    { type: "thread", change: "created", thread: active, at, seq: 5 },
    { type: "thread", change: "referred", thread: active, at, seq: 6 },
    { type: "thread", change: "activated", thread: active, at, seq: 7 },
    { type: "thread", change: "completed", thread: active, at, seq: 8 },
    { type: "alert", alert: { ...alert, raised: true }, at, seq: 9 },
    { type: "alert", alert: { ...alert, raised: false }, at, seq: 10 },
    { type: "commit", bytes: 8123, commits: 3, at, seq: 11 },
    { type: "sample-gap", device: "grove", reason: "row 7 has too few cells", lost: 1, at, seq: 12 },
  ]);
  assert.deepEqual(lines, [
    "debug 2000-01-01T00:02:00Z inhale  cycle 1, 2 min",
    "info 2000-01-01T00:05:10Z e1 spike, +0.413 mV in 5 min",
    "info 2000-01-01T00:02:00Z e2 burst of 5 spikes in 2 min, largest +0.700 mV",
    "info 2000-01-01T00:02:00Z reflex burst-light lights led for 2 s",
    "info 2000-01-01T00:02:00Z begins to follow the burst on e2",
    "info 2000-01-01T00:02:00Z turns to: follow the burst on e2",
    "info 2000-01-01T00:02:00Z is done: follow the burst on e2",
    "warn 2000-01-01T00:02:00Z alert: the supply sags",
    "info 2000-01-01T00:02:00Z alert over: the supply sags",
    "debug 2000-01-01T00:02:00Z kept 8.1 kB, 3 commits so far",
    "warn 2000-01-01T00:02:00Z grove: row 7 has too few cells (1 lost so far)",
  ]);
});

test("a broken cable does not fill the card: losses are told ever more rarely, for each device", () => {
  const events = Array.from({ length: 100_000 }, (_, i): NodeEvent[] => [
    { type: "sample-gap", device: "cable", reason: "half a line", lost: i + 1, at: MIDNIGHT + i, seq: i },
    ...(i === 5000
      ? [{ type: "sample-gap", device: "adc", reason: "no answer", lost: 1, at: MIDNIGHT + i, seq: i } as const]
      : []),
  ]).flat();
  const lines = logged(events);
  assert.equal(lines.filter((line) => line.includes("cable:")).length, 17);
  assert.equal(lines.filter((line) => line.includes("adc:")).length, 1);
});

test("whatever is told, a line stays one line and moves no cursor", () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      for (const line of logged([event])) assert.ok(!/\p{Cc}|\p{Zl}|\p{Zp}|\p{Cf}/u.test(line), JSON.stringify(line));
    }),
  );
});

test("what stirred is summed up at the exhale, and then forgotten", () => {
  const at = MIDNIGHT + 300;
  const exhale: NodeEvent = { type: "breath", breath: aBreath({ phase: "exhale", since: at }), at, seq: 9 };
  const stirs = ["e2", "e3", "e2"].map((electrode) => glyphOn(electrode, "stir", MIDNIGHT, MIDNIGHT + 30));
  const lines = logged([...stirs, exhale, exhale]).filter((line) => line.startsWith("info"));
  assert.deepEqual(lines, ["info 2000-01-01T00:05:00Z stirred: e2 2×, e3 1×"]);
});
