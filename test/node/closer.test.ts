import assert from "node:assert/strict";
import { test } from "node:test";
import { DeviceInputs } from "../../src/acquisition/device-inputs.js";
import { BreathCalls } from "../../src/breathing/breath-calls.js";
import { BreathClock } from "../../src/breathing/breath-clock.js";
import { fixed } from "../../src/breathing/rhythms/fixed.js";
import { EventLog } from "../../src/domain/event-log.js";
import type { HostReading } from "../../src/domain/health.js";
import { DAY } from "../../src/domain/time.js";
import { CloserListening } from "../../src/node/closer-listening.js";
import { Effectors } from "../../src/node/effectors.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { FakeNeighbours } from "../fakes/fake-neighbours.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest, START } from "./a-forest.js";

const PHASES = { inhale: 30, hold: 15, exhale: 45, pause: 30 };

test("who is asked to listen closer hears through the rests, inhales at once, and rests again after it", async () => {
  let device: ScriptedDevice | undefined;
  const { node, says, until } = await aForest({
    devices: [],
    breath: { phases: PHASES },
    more: (clock) => {
      device = new ScriptedDevice(clock);
      return device.planned("inhale");
    },
  });
  const probe = device ?? assert.fail();
  await node.start();
  await until(100.5);
  assert.deepEqual([node.breath?.phase, probe.resting], ["pause", true]);
  assert.equal(says("listen", { for_s: 300, electrode: "e1" }).status, "ok");
  await until(101);
  assert.deepEqual([node.breath?.phase, node.breath?.cause, probe.resting], ["inhale", "gasp", false]);
  const before = probe.given;
  await until(400);
  assert.ok(probe.given - before >= 298, `${probe.given - before} rows in 299 s`);
  await until(101 + 300 + 85);
  assert.equal(probe.resting, true, "in the next rest it rests");
  await node.stop("stopped");
});

test("scarcity rouses a node, and never shortens its rest", async () => {
  const breathsWith = async (host: HostReading) => {
    const grove = { kind: "grove", config: { electrodes: 4 } };
    const forest = await aForest({ devices: [grove], reflexes: [], host: () => host });
    await forest.node.start();
    await forest.until(DAY / 4);
    await forest.node.stop("stopped");
    const arousal = Math.max(0, forest.node.threads().arousal);
    return { arousal, breaths: forest.of("breath"), noticed: forest.noticed("host") };
  };
  const plenty = await breathsWith({ temperature: 20, underVoltage: false, diskFree: 9, diskTotal: 10 });
  const nothingLeft = await breathsWith({
    temperature: 95,
    underVoltage: true,
    memoryFree: 0,
    memoryTotal: 1,
    diskFree: 0,
    diskTotal: 10,
  });
  assert.deepEqual(plenty.noticed, []);
  assert.ok(nothingLeft.noticed.length >= 4, "it knows how little there is");
  assert.deepEqual(
    nothingLeft.breaths.map(({ breath }) => breath),
    plenty.breaths.map(({ breath }) => breath),
  );
});

test("what threads want is carried out: the reader reads with their reason, the neighbours are asked, and no pause is slept through", async () => {
  const clock = new SimulatedClock(START);
  const asked: unknown[] = [];
  const reading = { ask: (...what: unknown[]) => asked.push(what) > 0 };
  const log: string[] = [];
  const say = (_: string, line: string) => void log.push(line);
  const breath = new BreathClock({ clock, rhythm: fixed(PHASES), earlyExhaleEvery: 600, entered: () => {} });
  const listener = {
    ...{ sample() {}, spike() {}, glyph() {}, percept() {}, fault() {}, called() {}, halt() {}, visit() {} },
  };
  const device = new ScriptedDevice(clock);
  const inputs = new DeviceInputs({ devices: [device.planned("inhale")], clock, listener, remembers: false });
  const neighbours = new FakeNeighbours();
  const events = new EventLog();
  const calls = new BreathCalls({ clock, breath, events, log: say });
  const effectors = new Effectors({
    ...{ events, calls, reading, neighbours },
    closer: new CloserListening({ inputs, breath, calls, log: say }),
    actions: { act: () => {} },
    hushes: { withholds: () => false },
    notice: () => {},
  });
  await inputs.start();
  breath.start();
  inputs.phase("inhale");

  effectors.carryOut({ kind: "read", electrodes: ["e2"], reason: "what is this burst?" }, START);
  assert.deepEqual(asked, [[["e2"], "what is this burst?"]]);
  effectors.carryOut({ kind: "ask-neighbours", seconds: 600, reason: "does it reach you?" }, START);
  assert.deepEqual(neighbours.asked, [{ seconds: 600, reason: "does it reach you?" }]);
  await clock.run(new AbortController().signal, { until: START + 100 });
  assert.equal(breath.breath?.phase, "pause");
  effectors.carryOut({ kind: "listen", electrode: "e1", seconds: 300, reason: "hear it out" }, START + 100);
  effectors.carryOut({ kind: "listen", electrode: "e9", seconds: 300, reason: "hear it out" }, START + 100);
  await clock.run(new AbortController().signal, { until: START + 101 });
  assert.equal(breath.breath?.phase, "inhale");
  assert.ok(log.some((line) => line.includes('there is no electrode "e9"; there are e1, e2')));
  calls.stop();
  await inputs.stop();
});
