// What a resting node costs beside a resting Node-RED 4, on the same machine in the same minutes: memory that is divided among who shares it
// (PSS), processor time by the scheduler's nanoseconds, wakeups; children and threads of both included.
// Usage: node scripts/beside-node-red.mjs [--seconds 600]
// Node-RED is installed once with npm, into $ANDAS_NODE_RED or else ~/.cache/andas-node-red, and runs without a flow. Linux only.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeFresh } from "./fresh.mjs";

const PORT = 18_881;
/** Node-RED's own loading is over after this, in ms; it is given as long as a node is. */
const SETTLED = 30_000;

const { values } = parseArgs({ options: { seconds: { type: "string", default: "600" } } });
const seconds = Number(values.seconds);
if (!(seconds > 0)) {
  console.error(`andas: --seconds ${values.seconds}: give a number of seconds, like 600`);
  process.exit(2);
}

makeFresh();
const { accountOf } = await import("../dist/src/commands/bench/account.js");
const folder = process.env.ANDAS_NODE_RED ?? join(homedir(), ".cache", "andas-node-red");
const red = join(folder, "node_modules", "node-red", "red.js");
if (!existsSync(red)) {
  console.error(`andas: installing Node-RED 4 in ${folder} …`);
  mkdirSync(folder, { recursive: true });
  execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "node-red@4"], { stdio: "inherit" });
}

const flows = mkdtempSync(join(tmpdir(), "andas-node-red-"));
const other = spawn(process.execPath, [red, "--port", `${PORT}`, "--userDir", flows, "-D", "uiHost=127.0.0.1"], {
  stdio: "ignore",
});
try {
  console.error("andas: starting Node-RED …");
  while (!(await answers())) {
    if (other.exitCode !== null) throw new Error(`Node-RED ended with ${other.exitCode}`);
    await wait(500);
  }
  await wait(SETTLED);
  const before = await accountOf(other.pid);
  const since = performance.now();
  const andas = fileURLToPath(new URL("../dist/andas/andas.js", import.meta.url));
  const bench = spawn(process.execPath, [andas, "bench", "idle", "--seconds", values.seconds], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  for await (const part of bench.stdout) told += part;
  const watched = (performance.now() - since) / 1000;
  const after = await accountOf(other.pid);
  const nodeRed = {
    watched_s: Math.round(watched),
    proportional_mb: Math.round(after.proportional / 1e5) / 10,
    processes: after.processes,
    share_of_one_core: Math.round((1e5 * (after.cpu - before.cpu)) / watched) / 1e5,
    wakeups_per_s: Math.round((100 * (after.wakeups - before.wakeups)) / watched) / 100,
  };
  console.log(JSON.stringify({ andas: JSON.parse(told), node_red: nodeRed }, undefined, 1));
} finally {
  other.kill();
  rmSync(flows, { recursive: true, force: true });
}

function answers() {
  return new Promise((resolve) => {
    get({ host: "127.0.0.1", port: PORT }, (response) => resolve(response.resume() !== undefined)).on("error", () =>
      resolve(false),
    );
  });
}
