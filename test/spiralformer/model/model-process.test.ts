import assert from "node:assert/strict";
import { test } from "node:test";
import type { Behaviour } from "../../fakes/fake-companion.js";
import { aProcess, callOn, saidOf, WELL } from "./a-process.js";

const MINUTE = 60;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("nothing is started before somebody calls; then one process reads them all, one after the other", async () => {
  const { process, companions, read } = aProcess();
  assert.deepEqual([companions.started.length, process.pid, process.trouble], [0, undefined, undefined]);
  assert.deepEqual(await Promise.all([read(1), read(2), read(3)]), [1, 2, 3]);
  assert.equal(companions.started.length, 1);
  assert.equal(process.pid, companions.latest?.pid);
});

test("whoever wants to know whether it can read has it prove itself, without a call", async () => {
  const { process, companions } = aProcess();
  await process.prove();
  assert.equal(companions.started.length, 1);
  assert.equal(process.trouble, undefined);
  await process.close();
});

test("a process that nobody called for three minutes is ended, and the next one remembers what it knew", async () => {
  const { process, companions, read, pass, told, log } = aProcess();
  for (const slot of [1, 2, 3]) await read(slot);
  await pass(2 * MINUTE);
  await read(4);
  await pass(2 * MINUTE);
  assert.equal(companions.latest?.killed, false, "each call keeps it for another while");
  await pass(2 * MINUTE);
  assert.deepEqual([companions.latest?.killed, process.pid], [true, undefined]);
  assert.deepEqual(log, [], "that is no trouble");
  assert.equal(process.trouble, undefined);
  assert.equal(await read(5), 5);
  assert.equal(companions.started.length, 2);
  assert.deepEqual(told(), [1, 2, 3, 4]);
});

test("who calls in the last moment is not cut off for idleness", async () => {
  let answers = true;
  const hears: Behaviour["hears"] = (one, message) => answers && WELL.hears?.(one, message);
  const { companions, read, pass } = aProcess({ ...WELL, hears });
  await read(1);
  await pass(3 * MINUTE - 1);
  answers = false;
  const late = read(2);
  await pass(5);
  assert.equal(companions.latest?.killed, false);
  companions.latest?.says({ kind: "answer", id: 2, said: saidOf(2) });
  assert.equal(await late, 2);
});

test("one that was only proved holds no memory for long", async () => {
  const { process, companions, pass } = aProcess();
  await process.prove();
  await pass(4);
  assert.equal(companions.latest?.killed, false, "a call that follows at once finds it there");
  await pass(2);
  assert.equal(companions.latest?.killed, true);
});

test("who closes during a call gets no answer to it, and nothing is started any more", async () => {
  const { process, companions, read, log } = aProcess({
    begins: (one) => one.says({ kind: "hello", milliseconds: 1 }),
  });
  const under = read(1);
  const waiting = read(2);
  while (companions.latest?.heard.length !== 2) await turn(); // to remember, and to read
  await process.close();
  assert.deepEqual([await under, await waiting, await read(3)], [undefined, undefined, undefined]);
  assert.deepEqual([companions.started.length, companions.latest?.killed], [1, true]);
  assert.deepEqual(log, []);
});

test("who closes while it says hello, or before anything, waits for nothing", async () => {
  const { process, companions, read } = aProcess({});
  const under = read(1);
  while (companions.started.length === 0) await turn();
  await process.close();
  assert.equal(await under, undefined);
  assert.equal(companions.latest?.killed, true);
  await aProcess({}).process.close();
});

test("a child gets the call as it is, with all of its numbers", async () => {
  const { companions, read } = aProcess();
  await read(7);
  assert.deepEqual(companions.latest?.heard.at(-1), { kind: "read", id: 1, call: callOn(7) });
});
