import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "../../src/commands/cli/progress.js";
import { countedBytes } from "../../src/commands/recording/counted-bytes.js";
import { installed } from "../../src/ports/os/package-folder.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";

function aTerminal() {
  const clock = new SimulatedClock(0);
  const written: string[] = [];
  const progress = new Progress({ name: "read", clock, write: (text) => written.push(text) });
  const wait = (until: number) => clock.run(new AbortController().signal, { until });
  return { clock, written, progress, wait };
}

test("a command that is over within two seconds shows no bar", async () => {
  const { written, progress, wait } = aTerminal();
  progress.done(1, 4);
  await wait(1.9);
  progress.end();
  await wait(10);
  assert.deepEqual(written, []);
});

test("one that takes longer shows how far it is, and how long it will still take; nothing of it is left", async () => {
  const { written, progress, wait } = aTerminal();
  await wait(3);
  assert.match(written.at(-1)!, /andas read {2}3 s$/, "as long as nobody knows how much there is to do");
  progress.done(250, 1000);
  await wait(4);
  assert.match(written.at(-1)!, /andas read {2}━{6}─{18} 25 % {2}12 s left$/);
  progress.done(5, 0);
  await wait(5);
  assert.match(written.at(-1)!, /5 s$/);
  progress.end();
  progress.end();
  assert.equal(written.at(-1), "\r\x1b[K");
});

test("what the command says takes its place, and it comes back when nothing more is said", async () => {
  const { written, progress, wait } = aTerminal();
  await wait(3);
  progress.giveWay();
  assert.equal(written.at(-1), "\r\x1b[K");
  const before = written.length;
  await wait(4.5);
  assert.equal(written.length, before);
  await wait(5.5);
  assert.ok(written.length > before);
});

test("how much of a file was read is told, against how large it is", async () => {
  const told: [number, number][] = [];
  const open = countedBytes({ progress: (done, total) => told.push([done, total]) });
  const source = await open(installed("package.json"));
  const into = new Uint8Array(100);
  while ((await source.read(into)) > 0);
  await source.close();
  assert.ok(told.length > 2);
  assert.deepEqual(told.at(-1), [source.size, source.size]);
});
