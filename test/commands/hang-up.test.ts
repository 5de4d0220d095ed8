import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { isState } from "../mqtt/real-brokers.js";
import { keptIn } from "../node/kept.js";
import { aBroker, saidOn, stateNames } from "./a-broker.js";
import { ANDAS, nodeOn, start } from "./andas.js";

const LIVING = { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } };
const CHECKOUT = join(import.meta.dirname, "..", "..", "..");
const START = join(CHECKOUT, "scripts", "start.mjs");

test("SIGHUP is as good as SIGTERM, however often it comes: one exhale, disconnected, exit code 0", async (t) => {
  const broker = await aBroker(t);
  const node = await nodeOn(t, { broker: broker.url, files: LIVING });
  const running = start(t, node.args);
  await broker.until((message) => isState(message, "sleeping"));
  for (let i = 0; i < 3; i++) running.process.kill("SIGHUP");
  const { code, stderr } = await running.ended;
  assert.equal(code, 0, stderr);
  await broker.until((message) => isState(message, "disconnected"));
});

for (const [how, program] of [
  ["andas run", [ANDAS]],
  ["npm start", [START]],
] as const)
  test(`${how}: a terminal that is closed costs nothing: the node exhales without it, and keeps what it knows`, async (t) => {
    const broker = await aBroker(t);
    const node = await nodeOn(t, { broker: broker.url, files: LIVING });
    const args = program[0] === ANDAS ? node.args : node.args.slice(1); // `npm start` says `run` itself
    // A live view on a terminal of its own, which is gone as soon as socat is.
    const command = [process.execPath, ...program, ...args].join(" ");
    const terminal = spawn("socat", ["-u", `EXEC:${command},pty,setsid,ctty`, "STDOUT"], {
      env: { ...process.env, TERM: "xterm" },
    });
    t.after(() => terminal.kill("SIGKILL"));
    let shown = "";
    terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
    await broker.until((message) => isState(message, "sleeping"));
    assert.ok(shown.includes("\x1b[?1049h"), "it shows its live view");
    const before = await births();
    terminal.kill("SIGKILL");
    await broker.until((message) => isState(message, "disconnected"));
    assert.ok(!stateNames(broker.heard).includes("lost"));
    const last = saidOn(broker.heard, "$state").at(-1)?.body;
    assert.equal((await births()) > before, true, "the last exhale was committed");
    assert.equal(await births(), last?.bd);

    async function births(): Promise<number> {
      return keptIn(await readFile(join(node.state, "state.json"), "utf8")).births;
    }
  });

test("who ends npm ends the node below it: one exhale, and nothing goes on alone", async (t) => {
  const broker = await aBroker(t);
  const node = await nodeOn(t, { broker: broker.url, files: LIVING });
  const npm = spawn("npm", ["start", "--", ...node.args.slice(1)], { cwd: CHECKOUT, stdio: "ignore" });
  t.after(() => npm.kill("SIGKILL"));
  const ended = new Promise((resolve) => npm.on("close", resolve));
  await broker.until((message) => isState(message, "sleeping"));
  npm.kill("SIGTERM");
  await ended;
  await broker.until((message) => isState(message, "disconnected"));
});
