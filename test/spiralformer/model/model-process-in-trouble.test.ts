import assert from "node:assert/strict";
import { test } from "node:test";
import type { StartCompanion } from "../../../src/ports/companion.js";
import { SimulatedClock } from "../../../src/ports/simulated-clock.js";
import { ModelProcess } from "../../../src/spiralformer/model/model-process.js";
import type { Behaviour } from "../../fakes/fake-companion.js";
import { answerTo, aProcess, callOn, saidOf, WELL } from "./a-process.js";

/** Says hello, and then this to every call. */
function saying(said: (message: unknown) => unknown): Behaviour {
  return {
    ...WELL,
    hears: (one, message) => {
      if (answerTo(message)) one.says(said(message));
    },
  };
}

test("a child that never says hello is given up after a minute, and tried again after a pause", async () => {
  const { process, companions, read, pass } = aProcess({});
  const first = read(1);
  await pass(59);
  assert.equal(companions.latest?.killed, false);
  await pass(2);
  assert.equal(await first, undefined);
  assert.deepEqual([companions.latest?.killed, process.trouble], [true, "did not answer in time"]);
  companions.behaviour = WELL;
  await pass(5);
  assert.equal(await read(2), 2);
  assert.equal(process.trouble, undefined, "all is well again");
});

test("a child that hangs at a call costs that reading, and what was read before is remembered", async () => {
  let hangs = false;
  const hears: Behaviour["hears"] = (one, message) => hangs || WELL.hears?.(one, message);
  const { companions, read, pass, told } = aProcess({ ...WELL, hears });
  await read(1);
  hangs = true;
  const lost = read(2);
  await pass(9);
  assert.equal(companions.latest?.killed, false);
  await pass(2);
  assert.equal(await lost, undefined);
  assert.equal(companions.latest?.killed, true);
  hangs = false;
  await pass(2);
  assert.equal(await read(3), 3);
  assert.deepEqual(told(), [1], "of the lost one nothing");
});

test("after each failure it is left alone for twice as long, up to ten minutes of the node's own time", async () => {
  const { companions, read, log } = aProcess({ begins: (one) => one.dies("died with SIGILL") });
  const tried: number[] = [];
  for (let slot = 0; slot < 100; slot++) {
    const started = companions.started.length;
    assert.equal(await read(slot), undefined);
    if (companions.started.length > started) tried.push(slot);
  }
  assert.deepEqual(tried, [0, 1, 3, 7, 15, 31, 51, 71, 91]);
  assert.deepEqual(log, [["warn", "model: died with SIGILL; nobody reads, and it is tried again in 30 s"]]);
});

test("a reading that succeeds ends the patience with it: when it dies then, it is started again at once", async () => {
  const { companions, read, process } = aProcess({ begins: (one) => one.dies("ended with 1") });
  for (const slot of [0, 1, 3]) await read(slot);
  companions.behaviour = WELL;
  assert.equal(await read(7), 7);
  companions.latest?.dies("died with SIGKILL");
  assert.equal(process.trouble, "died with SIGKILL");
  assert.equal(await read(7), 7, "it was between two calls: nothing is lost");
});

test("a death between calls, in a call or at the start is the same: the node is told, and lives", async () => {
  const dying = saying(() => assert.fail("it is dead"));
  const { companions, read, pass, process } = aProcess({ ...dying, hears: (one) => one.dies("died with SIGSEGV") });
  assert.equal(await read(1), undefined);
  assert.equal(process.trouble, "died with SIGSEGV");
  companions.behaviour = { begins: (one) => one.dies("spawn ENOMEM") };
  await pass(2);
  assert.equal(await read(2), undefined);
  assert.equal(process.trouble, "spawn ENOMEM");
});

test("a process that cannot be started at all has ended before it began", async () => {
  const clock = new SimulatedClock(0);
  const start: StartCompanion = (listener) => {
    listener.ended("spawn EAGAIN");
    return { pid: undefined, send: () => assert.fail("there is nobody"), kill: () => {} };
  };
  const shape = { hidden: 1, layers: 1, reach: 1, width: 1 };
  const process = new ModelProcess({ name: "model", shape, start, clock, log: () => {} });
  assert.equal(await process.read(callOn(1)), undefined);
  assert.deepEqual([process.trouble, process.pid], ["spawn EAGAIN", undefined]);
});

test("a model that fails says why, and is believed: no number, a wrong answer, another opset", async () => {
  const { read, process, companions } = aProcess(saying(() => ({ kind: "failed", reason: "said what is no number" })));
  assert.equal(await read(1), undefined);
  assert.equal(process.trouble, "said what is no number");
  assert.equal(companions.latest?.killed, true);
});

test("what it says after its end is not heard", async () => {
  const { companions, read, pass, process } = aProcess({ begins: (one) => one.dies("ended with 1") });
  await read(1);
  const [dead] = companions.started;
  companions.behaviour = WELL;
  await pass(3);
  assert.equal(await read(2), 2);
  dead?.says({ kind: "failed", reason: "from the grave" });
  dead?.dies("ended with 1");
  assert.equal(process.trouble, undefined);
  assert.equal(await read(3), 3);
});

test("a child that floods its parent with answers is ended", async () => {
  const { companions, read, process } = aProcess();
  await read(1);
  for (let i = 0; i < 20; i++) companions.latest?.says({ kind: "answer", id: 99, said: saidOf(1) });
  assert.equal(process.trouble, "floods its parent with answers");
  assert.equal(companions.latest?.killed, true);
});

const NONSENSE: readonly unknown[] = [
  null,
  "hello",
  { kind: "poem" },
  { kind: "hello" },
  { kind: "failed" },
  { kind: "answer", said: saidOf(1) },
  { kind: "answer", id: 1 },
  { kind: "answer", id: 1, said: "a poem" },
  { kind: "answer", id: 1, said: { ...saidOf(1), event: undefined } },
  { kind: "answer", id: 1, said: { ...saidOf(1), cell: new Float32Array(99) } },
  { kind: "answer", id: 1, said: { ...saidOf(1), rows: Float32Array.of(1) } },
  { kind: "answer", id: 1, said: { ...saidOf(1), event: Float32Array.of(Number.NaN) } },
  { kind: "answer", id: 1, said: { ...saidOf(1), following: [0.5] } },
  { kind: "answer", id: 1, said: { ...saidOf(1), milliseconds: undefined } },
];

test("a child that talks nonsense is not believed, costs one reading, and leaves nothing in the memory", async () => {
  for (const nonsense of NONSENSE) {
    const { companions, read, pass, process, told } = aProcess(saying(() => nonsense));
    assert.equal(await read(1), undefined, JSON.stringify(nonsense));
    assert.match(process.trouble ?? "", /^said what nobody understands$/, JSON.stringify(nonsense));
    companions.behaviour = WELL;
    await pass(3);
    assert.equal(await read(2), 2);
    assert.deepEqual(told(), []);
  }
});
