// The flow in a real Node-RED, beside a real mosquitto and a real node. Node-RED is installed first, anywhere:
//   npm install --prefix /tmp/node-red node-red && node scripts/integrations/try-node-red.mjs /tmp/node-red
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../fresh.mjs";

const [installed, card] = process.argv.slice(2);
if (installed === undefined) {
  console.error("andas: say where Node-RED is installed: node scripts/integrations/try-node-red.mjs DIR [CARD]");
  process.exit(2);
}
const MQTT = 18_830;
const HTTP = 18_831;
const folder = await mkdtemp(join(tmpdir(), "andas-node-red-"));
const running = [];

function start(command, args) {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", process.env.VERBOSE ? "inherit" : "ignore", process.env.VERBOSE ? "inherit" : "ignore"],
  });
  running.push(child);
  return child;
}

async function stopAll() {
  for (const child of running.reverse()) child.kill("SIGTERM");
  await Promise.all(running.map((child) => child.exitCode ?? new Promise((resolve) => child.once("exit", resolve))));
  await rm(folder, { recursive: true, force: true });
}

/** What the flow knows, once `isThere` is content with it. */
async function known(isThere) {
  let last = "nothing";
  for (let i = 0; i < 120; i++) {
    await pause(500);
    const answer = await fetch(`http://127.0.0.1:${HTTP}/andas`).catch(() => undefined);
    const said = answer?.ok ? await answer.json() : undefined;
    last = JSON.stringify(said);
    if (said !== undefined && isThere(said)) return said;
  }
  throw new Error(`the flow did not hear what it should within a minute; it knows ${last}`);
}

try {
  const flow = JSON.parse(await readFile(join(root, "scripts/integrations/node-red-flow.json"), "utf8"));
  for (const one of flow) if (one.type === "mqtt-broker") one.port = String(MQTT);
  await writeFile(join(folder, "flows.json"), JSON.stringify(flow));
  await writeFile(join(folder, "mosquitto.conf"), `listener ${MQTT} 127.0.0.1\nallow_anonymous true\n`);
  start(process.env.MOSQUITTO ?? "/usr/sbin/mosquitto", ["-c", join(folder, "mosquitto.conf")]);
  const red = join(installed, "node_modules", "node-red", "red.js");
  start(process.execPath, [red, "-u", folder, "-p", String(HTTP), "flows.json"]);
  await known(() => true);
  const run = [
    "run",
    "--broker",
    `mqtt://127.0.0.1:${MQTT}`,
    "--state",
    join(folder, "state"),
    "--speed",
    "300",
    "--plain",
  ];
  start(process.execPath, [
    join(root, "dist/andas/andas.js"),
    ...run,
    ...(card === undefined ? [] : ["--config", card]),
  ]);

  const { nodes, values, events } = await known(({ nodes, events }) => nodes !== null && events?.length > 3);
  console.log(`nodes: ${Object.keys(nodes).join(", ")}`);
  console.log(
    `values: ${Object.entries(values)
      .map(([name, { value }]) => `${name} ${value} mV`)
      .join(", ")}`,
  );
  console.log(`events: ${events.map(({ kind, name }) => `${kind} ${name}`).join(", ")}`);
  const name = Object.keys(nodes)[0];
  const answer = await fetch(`http://127.0.0.1:${HTTP}/andas/${name}/gasp`, { method: "POST" });
  console.log(`a command over HTTP: ${answer.status} ${await answer.text()}`);
  const after = await known(({ answers }) => answers?.gasp !== undefined);
  console.log(`and its answer: ${after.answers.gasp.data.text}`);
} finally {
  await stopAll();
}
