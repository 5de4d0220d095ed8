import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Reflex } from "../../src/domain/reflex.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { tryOpenReader } from "../../src/spiralformer/model/open-reader.js";
import { FakeReader } from "../fakes/fake-reader.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { modelsOf, POLICY } from "../spiralformer/some-models.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest, START } from "./a-forest.js";

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const CYCLE = 480;
const grove = (electrodes: number) => ({
  kind: "grove",
  config: { electrodes, activity: 0, disturbance: 0, settle_minutes: 0 },
});

/** A node whose ear takes noise for a stir, and whose reader reads waves. */
async function readingForest(given: Partial<Parameters<typeof aForest>[0]> = {}) {
  const reader = new FakeReader();
  reader.says = "wave";
  const models = modelsOf({ policy: { ...POLICY, close: false, gasp_at: 2 } });
  const wire = new FakeWire();
  const breath = { phases: PHASES };
  const forest = await aForest({ devices: [grove(2)], reader: { models, reader }, wire, breath, ...given });
  const health = () => JSON.parse(wire.retained.get("andas/1/test/n1/health") ?? "{}") as Record<string, unknown>;
  return { ...forest, reader, health };
}

test("a wave that nothing which was heard bears out is not told", async () => {
  const { node, of, noticed, until } = await readingForest();
  await node.start();
  await until(2 * CYCLE);
  await node.stop("stopped");
  assert.deepEqual([of("reading"), noticed("reader")], [[], []]);
});

test("what is read and borne out becomes a percept with its sentence and its embedding, and is told as it is", async () => {
  const { node, of, noticed, until } = await readingForest({ devices: [{ kind: "grove", config: { electrodes: 4 } }] });
  await node.start();
  await until(12 * HOUR);
  await node.stop("stopped");
  const [told] = of("reading");
  assert.ok(told);
  const { reading } = told;
  assert.match(reading.text, /e\d → e\d.*; woken by: .+\)\.$/);
  const [percept] = noticed("reader");
  assert.deepEqual([percept?.type, percept?.at], [reading.event, reading.decided]);
  assert.ok(Math.abs((percept?.intensity ?? 0) - 0.9) < 1e-6);
  assert.deepEqual(percept?.data.embedding, [0.6, 0.8]);
  assert.deepEqual([percept?.data.text, percept?.data.electrodes], [reading.text, reading.electrodes]);
});

test("it is read in the node's own breath, and every wake is a glyph of the ear's: a stir", async () => {
  const { node, reader, of, until } = await readingForest();
  await node.start();
  await until(3 * CYCLE);
  await node.stop("stopped");
  const stirs = of("glyph").flatMap(({ glyph }) => (glyph.name === "stir" ? [glyph] : []));
  const woken = reader.calls.filter(({ mode }) => mode !== "hold");
  assert.equal(stirs.length, woken.length);
  assert.ok(stirs.length > 10, `${stirs.length} stirs`);
  for (const { electrode, start, end, decided } of stirs) {
    assert.match(electrode, /^e[12]$/);
    assert.deepEqual([end - start, decided], [30, end]);
    const into = (end - 15 - START) % CYCLE;
    const open = into < PHASES.inhale || (into >= PHASES.inhale + PHASES.hold && into < CYCLE - PHASES.pause);
    assert.ok(open, `${into} s into the breath nothing but a gasp wakes it`);
  }
  assert.equal(reader.calls.length - woken.length, 3, "once in each breath it holds");
});

test("`health` says who reads, how often that was, and what it cost", async () => {
  const { node, reader, health, until } = await readingForest();
  await node.start();
  reader.loses = 2;
  await until(3 * CYCLE);
  reader.trouble = "died with SIGILL";
  await node.stop("stopped");
  const told = health();
  const calls = reader.calls.length;
  const holds = reader.calls.filter(({ mode }) => mode === "hold").length;
  assert.deepEqual([told.reader, told.reader_trouble], [reader.name, "died with SIGILL"]);
  const { macs, ...reading } = told.reading as Record<string, number>;
  assert.deepEqual(reading, { calls, wakes: calls - holds, lost: 2, model_ms: Math.round((calls - 2) * 0.25) });
  assert.ok((macs ?? 0) > calls * 100);
  assert.deepEqual([reader.proved, reader.closed], [1, true], "proved at the start, and closed at the end");
});

test("a node whose models are missing says so in its log, starts, and lives", async () => {
  const folder = await mkdtemp(join(tmpdir(), "andas-no-models-"));
  const log: string[] = [];
  const reader = await tryOpenReader(folder, (level, line) => log.push(`${level}: ${line}`));
  await rm(folder, { recursive: true });
  assert.equal(log.length, 1);
  assert.match(log[0] ?? "", /^warn: .*ear\.json: cannot be read .*; the node lives without readings$/);
  const { node, of, health, until } = await readingForest({ reader });
  await node.start();
  await until(2 * CYCLE);
  await node.stop("stopped");
  assert.deepEqual(of("reading"), []);
  assert.ok(of("breath").length >= 8 && of("commit").length > 0);
  assert.deepEqual([health().reader, health().reading], ["none", undefined]);
  assert.match(String(health().reader_trouble), /ear\.json: cannot be read/);
});

test("a reader that loses every call costs readings, and nothing else", async () => {
  const { node, reader, of, log, until } = await readingForest();
  reader.loses = Number.POSITIVE_INFINITY;
  await node.start();
  await until(2 * CYCLE);
  await node.stop("stopped");
  assert.ok(reader.calls.length > 5);
  assert.deepEqual(of("reading"), []);
  assert.ok(log.some((line) => /^debug: reads: .*, lost, fake 00000000$/.test(line)));
  assert.ok(of("commit").length >= 2);
});

const UNWELL: Reflex = {
  id: "unwell",
  when: { source: "device/*", type: "fault", count: { atLeast: 5, within: 60 } },
  actions: [{ kind: "rest", seconds: HOUR, probe: 20 * MINUTE }],
  coolDown: HOUR,
};

test("a node that has withdrawn is not read, and reads again when it comes back", async () => {
  let device: ScriptedDevice | undefined;
  const { node, reader, until } = await readingForest({
    ...{ devices: [], reflexes: [UNWELL] },
    more: (clock) => {
      device = new ScriptedDevice(clock);
      return device.planned();
    },
  });
  const probe = device ?? assert.fail();
  await node.start();
  await until(CYCLE);
  assert.ok(reader.calls.length > 0);
  probe.broken = true;
  await until(CYCLE + 15);
  assert.notEqual(node.status().withdrawn, null);
  const before = reader.calls.length;
  await until(CYCLE + 18 * MINUTE);
  assert.equal(reader.calls.length, before);
  probe.broken = false;
  await until(CYCLE + 2 * HOUR);
  assert.equal(node.status().withdrawn, null);
  assert.ok(reader.calls.length > before);
  await node.stop("stopped");
});

test("more electrodes than slots are made of are listened to as far as they go, and the log says so", async () => {
  const ten = await readingForest({ devices: [grove(10)] });
  await ten.node.start();
  await ten.until(CYCLE);
  await ten.node.stop("stopped");
  assert.ok(
    ten.reader.calls.some(({ mode, channel }) => mode === "inhale" && channel.length === 8),
    "eight have a channel",
  );
  const many = await readingForest({ devices: [grove(64), grove(16)] });
  await many.node.start();
  await many.until(CYCLE);
  await many.node.stop("stopped");
  assert.ok(many.log.includes("warn: the Spiralformer listens to the first 64 of 80 electrodes"));
  assert.ok(many.reader.calls.length > 0);
});

test("while a call is under way simulated time stands still: nothing is heard out of turn", async () => {
  const { node, reader, now, until } = await readingForest();
  const times: [number, number][] = [];
  const read = reader.read.bind(reader);
  reader.read = async (call) => {
    const began = now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    times.push([began, now()]);
    return read(call);
  };
  await node.start();
  await until(CYCLE);
  await node.stop("stopped");
  assert.ok(times.length > 5);
  for (const [began, ended] of times) assert.equal(ended, began);
});
