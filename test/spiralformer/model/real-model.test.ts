import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ModelProcess } from "../../../src/spiralformer/model/model-process.js";
import type { ReaderCall } from "../../../src/spiralformer/model/reader.js";
import { bits, realProcess, skip, someBreath } from "./real-model.js";

function opened(t: TestContext) {
  const real = realProcess();
  t.after(() => real.process.close());
  return real;
}

async function readAll(process: ModelProcess, calls: readonly ReaderCall[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const call of calls) answers.push(bits(await process.read(call)));
  return answers;
}

/** Its process is killed by somebody else, and it has heard of that. */
async function killed(process: ModelProcess): Promise<void> {
  const { pid } = process;
  assert.ok(pid !== undefined);
  globalThis.process.kill(pid, "SIGKILL");
  while (process.pid === pid) await sleep(5);
}

test("the model that this version comes with says hello, and gives the answers that its card knows", {
  skip,
}, async (t) => {
  const { process } = opened(t);
  await process.prove();
  assert.equal(process.trouble, undefined);
  const answer = await process.read(someBreath(1)[0]!);
  assert.ok(answer);
  assert.equal([answer.event.length, answer.following.length, answer.embedding.length].join(), "7,96,16");
  const sum = (numbers: Float32Array) => numbers.reduce((total, one) => total + one, 0);
  assert.ok(Math.abs(sum(answer.event) - 1) < 1e-5 && Math.abs(sum(answer.following) - 8) < 1e-4);
  assert.ok(Math.abs(Math.hypot(...answer.embedding) - 1) < 1e-4, "the embedding is of unit length");
});

test("two processes give the same answers to the same calls, to the bit", { skip }, async (t) => {
  const calls = [...someBreath(1), ...someBreath(100)];
  const [one, other] = [opened(t), opened(t)];
  const answers = await readAll(one.process, calls);
  assert.ok(answers.every((answer) => answer !== undefined));
  assert.deepEqual(await readAll(other.process, calls), answers);
});

test("a process that was killed is followed by one that remembers: the answers are the same, to the bit", {
  skip,
}, async (t) => {
  const [before, after] = [someBreath(1), someBreath(100)];
  const [whole, broken] = [opened(t), opened(t)];
  await readAll(whole.process, before);
  const answers = await readAll(whole.process, after);
  await readAll(broken.process, before);
  await killed(broken.process);
  assert.equal(broken.process.trouble, "died with SIGKILL");
  await broken.pass(3);
  assert.deepEqual(await readAll(broken.process, after), answers);
  assert.equal(broken.process.trouble, undefined);
});

test("one that was ended for idleness remembers too; one that knows nothing answers otherwise", { skip }, async (t) => {
  const [before, after] = [someBreath(1), someBreath(100)];
  const [whole, idle, fresh] = [opened(t), opened(t), opened(t)];
  await readAll(whole.process, before);
  const answers = await readAll(whole.process, after);
  await readAll(idle.process, before);
  await idle.pass(700);
  assert.equal(idle.process.pid, undefined);
  assert.deepEqual(await readAll(idle.process, after), answers);
  assert.notDeepEqual(await readAll(fresh.process, after), answers);
});

test("the process ends with its parent, however that ended: nothing is left behind", { skip }, async (t) => {
  const program = `
    const { realProcess } = await import(${JSON.stringify(new URL("./real-model.js", import.meta.url))});
    const { process: model } = realProcess();
    await model.prove();
    console.log(model.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => parent.kill("SIGKILL"));
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const child = Number(line);
  assert.ok(isAlive(child));
  parent.kill("SIGKILL");
  for (let i = 0; i < 500 && isAlive(child); i++) await sleep(10);
  assert.equal(isAlive(child), false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
