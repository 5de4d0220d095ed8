// What a resting node costs beside a resting Node-RED 4, on the same machine in the same seconds: `andas bench idle --beside`, with a Node-RED
// that is installed once with npm, into $ANDAS_NODE_RED or else ~/.cache/andas-node-red, and runs without a flow. Linux only.
// Usage: node scripts/beside-node-red.mjs [--seconds 600] [--after 30]
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeFresh } from "./fresh.mjs";

const PORT = 18_881;

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "600" }, after: { type: "string", default: "30" } },
});

makeFresh();
const folder = process.env.ANDAS_NODE_RED ?? join(homedir(), ".cache", "andas-node-red");
const red = join(folder, "node_modules", "node-red", "red.js");
if (!existsSync(red)) {
  console.error(`andas: installing Node-RED 4 in ${folder} …`);
  mkdirSync(folder, { recursive: true });
  execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "node-red@4"], { stdio: "inherit" });
}

const flows = mkdtempSync(join(tmpdir(), "andas-node-red-"));
try {
  const andas = fileURLToPath(new URL("../dist/andas/andas.js", import.meta.url));
  const quoted = [process.execPath, red, "--port", `${PORT}`, "--userDir", flows, "-D", "uiHost=127.0.0.1"]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
  const asked = ["bench", "idle", "--seconds", values.seconds, "--after", values.after, "--beside", quoted];
  process.exitCode = spawnSync(process.execPath, [andas, ...asked], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(flows, { recursive: true, force: true });
}
