import assert from "node:assert/strict";
import { test } from "node:test";
import type { Adapter } from "lowdb";
import { type KeptSenses, SenseKeeper } from "../../src/acquisition/sense-keeper.js";
import { RingReader, type Stretch } from "../../src/storage/ring/ring-reader.js";
import type { SavedSections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest, START } from "./a-forest.js";

const RAW = "/s/raw";
const HOUR = 3600;

async function stretchesIn(files: CrashFiles): Promise<Stretch[]> {
  const all: Stretch[] = [];
  for await (const stretch of (await RingReader.open(files, RAW)).stretches()) all.push(stretch);
  return all;
}

test("a node keeps all that it hears with each exhale, in memory no more than a breath of it, and says what it wrote", async () => {
  const files = new CrashFiles();
  const wire = new FakeWire();
  const raw = { files, folder: RAW, bytes: 1e6 };
  const { node, until } = await aForest({
    devices: [],
    raw,
    wire,
    more: (clock) => new ScriptedDevice(clock).planned(),
  });
  await node.start();
  await until(2 * HOUR);
  const rows = (await stretchesIn(files)).flatMap(({ times }) => [...times]);
  assert.ok(rows.length > 2 * HOUR - 480, `${rows.length}`);
  const health = JSON.parse(wire.retained.get("andas/1/test/n1/health") ?? "{}");
  assert.ok(health.raw.bytes_written > 1000 && health.raw.bytes_written < 100_000, JSON.stringify(health.raw));
  await until(2 * HOUR + 100);
  await node.stop("stopped");
  const stretches = await stretchesIn(files);
  const times = stretches.flatMap(({ times }) => [...times]);
  assert.deepEqual(
    times,
    Array.from({ length: times.length }, (_, i) => START + 1 + i),
  );
  assert.equal(times.length, 2 * HOUR + 100, "the last breath too");
  const e2 = stretches.flatMap(({ values }) => [...values[1]!]);
  assert.deepEqual(
    e2,
    times.map((_, i) => ((i + 1) % 7 === 0 ? Number.NaN : i + 1)),
  );
  assert.deepEqual(
    new Set(stretches.map(({ device, quality }) => `${device} ${quality}`)),
    new Set(["probe simulated"]),
  );
});

test("what it did not hear because it rested is marked, each time", async () => {
  const files = new CrashFiles();
  const raw = { files, folder: RAW, bytes: 1e6 };
  const { node, until } = await aForest({
    devices: [],
    raw,
    more: (clock) => new ScriptedDevice(clock).planned("inhale"),
  });
  await node.start();
  await until(4 * 480 - 10);
  await node.stop("stopped");
  const begins = (await stretchesIn(files)).flatMap(({ rested, times }) => rested.map((row) => times[row]! - START));
  assert.equal(begins.length, 3);
  for (const [i, at] of begins.entries()) assert.ok(Math.abs(at - 480 * (i + 1)) <= 2, `${at}`);
});

test("a planned restart inside a rest is no gap in what is kept; one in the middle of an inhale is", async () => {
  for (const [stopped, rested] of [
    [470, 1],
    [60, 0],
  ] as const) {
    const files = new CrashFiles();
    const raw = { files, folder: RAW, bytes: 1e6 };
    const store = new VolatileStore<SavedSections>({});
    const kept: { value: KeptSenses | null } = { value: null };
    const adapter: Adapter<KeptSenses> = {
      read: async () => kept.value,
      write: async (value) => {
        kept.value = value;
      },
    };
    const aLife = async (begins: number, ends: number) => {
      const { node, until } = await aForest({
        ...{ devices: [], raw, store, begins },
        keeper: new SenseKeeper({ adapter, version: "1", log: () => {} }),
        more: (clock) => new ScriptedDevice(clock).planned("inhale"),
      });
      await node.start();
      await until(ends);
      await node.stop("stopped");
    };
    await aLife(0, stopped);
    await aLife(stopped + 30, stopped + 90);
    const second = (await stretchesIn(files)).filter(({ boot }) => boot === 2);
    assert.equal(second.flatMap((stretch) => stretch.rested).length, rested, `stopped after ${stopped} s`);
    if (rested === 1) assert.deepEqual(second[0]?.rested, [0]);
  }
});

test("who asks gets the last hours as messages that go through the outbox", async () => {
  const files = new CrashFiles();
  const wire = new FakeWire();
  const raw = { files, folder: RAW, bytes: 1e6 };
  const { node, until, of } = await aForest({
    devices: [],
    raw,
    wire,
    more: (clock) => new ScriptedDevice(clock).planned(),
  });
  await node.start();
  await until(HOUR);
  await wire.deliver("andas/1/test/n1/cmd/dump.recording", '{"transaction":"1","hours":0.5}');
  await until(HOUR + 480);
  await node.stop("stopped");
  const answer = wire.published.find(({ topic }) => topic === "andas/1/test/n1/res/dump.recording");
  const result = JSON.parse(answer?.payload ?? "{}");
  assert.equal(result.status, "ok", JSON.stringify(result));
  assert.equal(result.data.parts, of("recording").length);
  assert.ok(result.data.parts > 0);
  const sent = wire.published.filter(({ topic }) => topic === `andas/1/test/n1/recording/${result.data.dump}`);
  assert.equal(sent.length, result.data.parts);
});

test("on a full card the state has the room: the ring gives up its oldest for it", async () => {
  const files = new CrashFiles();
  const store = new Store<SavedSections>({ files, processes: new FakeProcesses(), folder: "/s", defaults: {} });
  const raw = { files, folder: RAW, bytes: 100_000 };
  const devices = [{ kind: "grove", config: { electrodes: 4, rate_hz: 1 } }];
  const { node, until, of } = await aForest({ devices, raw, store });
  await node.start();
  await until(8 * HOUR);
  files.capacity = files.paths.reduce((sum, path) => sum + files.bytes(path)!.length, 0) + 100;
  const before = files.paths.filter((path) => path.startsWith(RAW));
  await until(10 * HOUR);
  const after = files.paths.filter((path) => path.startsWith(RAW));
  assert.ok(!after.includes(before[0]!), "the oldest went");
  assert.ok(after.includes(before.at(-1)!), "and not the newest");
  assert.equal(
    of("alert")
      .filter(({ alert }) => alert.id === "state")
      .at(-1)?.alert.raised,
    false,
  );
  await node.stop("stopped");
});
