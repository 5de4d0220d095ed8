import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { nothingLearnt } from "../../src/attention/state/learning-state.js";
import type { AttentionState } from "../../src/attention/state/state.js";
import { STATE_FORMAT } from "../../src/node/node-state.js";
import { takeState } from "../../src/node/open-state.js";
import { RunNumbers } from "../../src/node/run-numbers.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { seal, unseal } from "../../src/storage/envelope.js";
import { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import type { SavedSections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { keptIn, valuesOf } from "./kept.js";

/** Of a node of andas 0.1.0 after two runs in a grove, the second without a broker. */
const REAL = await readFile(new URL("../../../test/storage/fixtures/state-of-0.1.0.json", import.meta.url), "utf8");

async function openedOn(files: CrashFiles, lastBoot = 0) {
  const processes = new FakeProcesses();
  const store = new Store<SavedSections>({ files, processes, folder: "/s", defaults: {}, format: STATE_FORMAT });
  const log: string[] = [];
  const say = (_level: string, line: string) => void log.push(line);
  const opened = await store.open();
  const state = await takeState(store, opened, say);
  const { others } = opened;
  await RunNumbers.begin({ state, others, lastBoot, now: () => 0, chance: () => 0, log: say });
  return { store, state, log };
}

test("of the state of andas 0.1.0 nothing that was learnt and no number is lost", async () => {
  const opened = unseal(REAL);
  assert.ok("data" in opened && opened.version === 2);
  const old = opened.data as Record<string, unknown> & {
    readonly attention: AttentionState;
    readonly boot: number;
    readonly percepts: number;
    readonly announced: Record<string, string>;
    readonly mutes: Record<string, { readonly until: number; readonly missed: number }>;
  };
  assert.ok(old.attention.insights.length > 5 && old.attention.pool.length > 50, "there is something to lose");

  const files = new CrashFiles({ "/s/state.json": REAL });
  const { store, state, log } = await openedOn(files);
  assert.deepEqual(log, []);
  const { boot, percepts, committed, ...others } = valuesOf(state);
  assert.equal(boot, old.boot + 1);
  assert.ok(percepts >= old.percepts);
  assert.equal(committed, old.at);
  const { boot: _, percepts: __, at: ___, ...before } = old;
  const muted = [{ electrode: "e2", until: old.mutes.e2?.until, withheld: old.mutes.e2?.missed }];
  // 0.1.0 knew of no wrong times, its board never rested, and it kept no diaries: what it counted towards patterns without a test is let go.
  const { weighed, learning } = old.attention;
  const kept = { ...nothingLearnt(weighed), faded: learning.faded, culled: learning.culled };
  const attentionBefore = { ...old.attention, learning: kept };
  const since = {
    ...{ corrections: [], calibrations: [], rhythm: {}, energy: { hours: [], days: [], off: null } },
    rest: { boot: null, found: {}, wakes: null },
    morning: null,
  };
  const announcedBefore = { components: old.announced };
  assert.deepEqual(others, {
    ...before,
    attention: attentionBefore,
    announced: announcedBefore,
    mutes: muted,
    ...since,
  });
  const { alerts, mutes, hushes, outbox, announced, attention } = others;
  for (const part of [alerts, hushes, outbox.messages, mutes, Object.keys(announced.components), attention.live])
    assert.ok(part.length > 0);

  // What it had not sent goes over to the log, once it lies there.
  const waiting = new LogOutbox({ files, folder: "/s/outbox" });
  waiting.begin({ boot, clock: new SimulatedClock(0), older: outbox });
  assert.equal(waiting.depth, outbox.messages.length);
  await waiting.commit();
  assert.ok(waiting.isKept);

  await store.commit();
  assert.deepEqual(keptIn((await files.read("/s/state.json")) ?? "").attention, attentionBefore);
  assert.equal(await files.read("/s/state.v2.json"), REAL);
});

test("a section that cannot be read is set aside and said; everything else goes on", async () => {
  const files = new CrashFiles({ "/s/state.json": REAL });
  const first = await openedOn(files);
  const alerts = first.store.state.alerts;
  assert.ok(alerts);
  alerts.data = [{ id: "burst", at: "yesterday" }];
  await first.store.commit();
  await first.store.close();

  const { store, state, log } = await openedOn(files);
  assert.deepEqual(state.alerts.value, []);
  assert.equal(state.attention.value.insights.length, first.state.attention.value.insights.length);
  assert.equal(log.length, 1);
  assert.match(log[0] ?? "", /^"alerts" of the state cannot be read \(\[0\]\.text: .*without the standing alerts/);
  assert.match(log[0] ?? "", /it is kept as state\.alerts\.set-aside-1\.json: report that file, or delete it$/);
  assert.equal(
    await files.read("/s/state.alerts.set-aside-1.json"),
    '{"v":1,"data":[{"id":"burst","at":"yesterday"}]}',
  );
  await store.commit();
  await store.close();
  assert.deepEqual((await openedOn(files)).log, []);
});

test("no number is given twice, whichever andas counted it", async () => {
  const files = new CrashFiles({ "/s/state.json": REAL });
  const first = await openedOn(files);
  await first.store.commit();
  await first.store.close();
  // An older andas had its turn meanwhile, and started seven times.
  const older = JSON.parse(REAL).data as { boot: number; births: number; percepts: number };
  const meanwhile = { ...older, boot: older.boot + 7, births: older.births + 90, percepts: older.percepts + 5000 };
  await files.writeDurably("/s/state.v2.json", seal(2, meanwhile));
  const { state, log } = await openedOn(files);
  assert.equal(state.boot.value, meanwhile.boot + 1);
  assert.equal(state.births.value, meanwhile.births);
  assert.ok(state.percepts.value > meanwhile.percepts);
  assert.deepEqual(log, []);
});

test("a power cut that left messages of a boot in the outbox, and not the state that counted it, gives no name twice", async () => {
  const files = new CrashFiles({ "/s/state.json": REAL });
  const { boot } = JSON.parse(REAL).data as { boot: number };
  assert.equal((await openedOn(files, boot + 1)).state.boot.value, boot + 2);
});
