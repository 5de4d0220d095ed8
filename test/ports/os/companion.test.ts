import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Companion } from "../../../src/ports/companion.js";
import { osCompanion } from "../../../src/ports/os/companion.js";
import { temporary } from "../../config/card-folder.js";

/** A process of ours that runs this program, and what was heard of it. */
async function run(t: TestContext, program: string, ...args: string[]) {
  const file = join(await temporary(t), "program.mjs");
  await writeFile(file, program);
  const messages: unknown[] = [];
  let hear: () => void = () => {};
  let companion: Companion | undefined;
  const ended = new Promise<string>((resolve) => {
    const start = osCompanion(pathToFileURL(file), args);
    companion = start({
      message: (message) => {
        messages.push(message);
        hear();
      },
      ended: resolve,
    });
  });
  t.after(() => companion?.kill());
  const first = async () => {
    if (messages.length === 0) await new Promise<void>((resolve) => (hear = resolve));
    return messages[0];
  };
  return { companion: companion as Companion, messages, ended, first };
}

test("what is sent comes as it was, numbers to the bit, and so does the answer", async (t) => {
  const { companion, first } = await run(t, `process.on("message", (message) => process.send(message))`);
  const told = {
    kind: "read",
    numbers: Float32Array.of(0.1, -0, Number.NaN),
    bytes: Uint8Array.of(1, 2),
    nested: [{ a: 1 }],
  };
  companion.send(told);
  assert.deepEqual(await first(), told);
  companion.kill();
});

test("how it ended is told once, in a few words: with what, or by which signal", async (t) => {
  assert.equal(await (await run(t, "process.exit(3)")).ended, "ended with 3");
  assert.equal(
    await (await run(t, "process.kill(process.pid, 'SIGILL'); setInterval(() => {}, 1000)")).ended,
    "died with SIGILL",
  );
  assert.equal(await (await run(t, "throw new Error('a bug')")).ended, "ended with 1");
  const long = await run(t, "setInterval(() => {}, 1000)");
  long.companion.kill();
  assert.equal(await long.ended, "died with SIGKILL");
});

test("who is gone can be told things and killed again, and nothing happens", async (t) => {
  const { companion, ended, messages } = await run(t, "process.exit(0)");
  await ended;
  companion.send({ kind: "read" });
  companion.kill();
  await sleep(20);
  assert.deepEqual(messages, []);
});

test("it is given its words, and a small heap", async (t) => {
  const program = `process.send({ words: process.argv.slice(2), flags: process.execArgv }); setInterval(() => {}, 1000)`;
  const { first, companion } = await run(t, program, "model.onnx", "card.json");
  const { words, flags } = (await first()) as { words: string[]; flags: string[] };
  assert.deepEqual(words, ["model.onnx", "card.json"]);
  assert.ok(flags.some((flag) => /^--max-old-space-size=\d+$/.test(flag)));
  companion.kill();
});
