import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { ANDAS, andas, groveRecording, nodeOn, start } from "../commands/andas.js";
import { card, temporary } from "../config/card-folder.js";
import { root } from "../house/the-house.js";

/** Pages whose commands somebody will copy. */
const PAGES = ["README.md", "devices/for-foresters.md", "devices/recording/for-biologists.md"];

interface Block {
  readonly page: string;
  readonly mark: string;
  readonly text: string;
}

async function blocks(kind: string): Promise<Block[]> {
  const pattern = new RegExp(`(?:<!-- (.*?) -->\\n\\n)?^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, "gm");
  const all = await Promise.all(PAGES.map(async (page) => [page, await readFile(join(root, page), "utf8")] as const));
  return all.flatMap(([page, text]) =>
    [...text.matchAll(pattern)].map(([, mark = "", block = ""]) => ({ page, mark, text: block })),
  );
}

/** A folder in which `andas` is a command, a recording lies at hand, and /var/lib is the test's own. */
async function aDesk(t: TestContext) {
  const folder = await temporary(t);
  const bin = join(folder, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "andas"), `#!/bin/sh\nexec "${process.execPath}" "${ANDAS}" "$@"\n`);
  await chmod(join(bin, "andas"), 0o755);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, RECORDING: await groveRecording(folder, 8000) };
  return { folder, env };
}

/** Runs a block as a shell does that stops at its first mistake; one that listens for ever is stopped once it has heard something. */
function ran(text: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const shell = spawn("bash", ["-euc", text], { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let heard = false;
    const hear = (bytes: Buffer) => {
      said += bytes;
    };
    const end = () => {
      if (shell.pid !== undefined && shell.exitCode === null) process.kill(-shell.pid);
    };
    shell.stdout.on("data", (bytes: Buffer) => {
      hear(bytes);
      heard = true;
      if (/mosquitto_sub/.test(text)) end();
    });
    shell.stderr.on("data", hear);
    const patience = setTimeout(end, 120_000);
    shell.on("close", (code, signal) => {
      clearTimeout(patience);
      resolve({ code: signal !== null && heard ? 0 : code, said });
    });
  });
}

test("every block of commands says how it is tried", async () => {
  const all = await blocks("sh");
  assert.ok(all.length >= 9);
  for (const { page, mark, text } of all)
    assert.match(mark, /^(run: (alone|beside a node)|run elsewhere: .*|not run: .*)$/, `${page}: ${text}`);
});

test("blocks that need nothing but a recording do what they say", async (t) => {
  const { folder, env } = await aDesk(t);
  for (const { page, text } of (await blocks("sh")).filter(({ mark }) => mark === "run: alone")) {
    const { code, said } = await ran(text, folder, env);
    assert.equal(code, 0, `${page}: ${text}\n${said}`);
  }
});

test("blocks beside a node are answered by one", async (t) => {
  if (spawnSync("mosquitto_sub", ["--help"]).error)
    return t.skip("needs mosquitto_sub: apt-get install mosquitto-clients");
  if (spawnSync("jq", ["--version"]).error) return t.skip("needs jq: apt-get install jq");
  const { folder, env } = await aDesk(t);
  const node = await nodeOn(t, {
    files: {
      "node.json": { site: "grove", node: "andas" },
      "electrodes.json": { devices: [{ name: "grove", kind: "grove", electrodes: 4, settle_minutes: 0 }] },
    },
  });
  const port = String(node.port);
  const ways = ["--port", port, "--websocket-port", String(node.websocketPort)];
  const running = start(t, [...node.args, ...ways, "--speed", "300", "--start", "2026-05-02T00:00:00Z", "--verbose"]);
  await running.said(/commits so far/);
  for (const { page, text } of (await blocks("sh")).filter(({ mark }) => mark === "run: beside a node")) {
    const here = text
      .replaceAll("-h 127.0.0.1", `-h 127.0.0.1 -p ${port}`)
      .replaceAll("/var/lib/andas", node.state)
      .replaceAll("./state", node.state)
      .replaceAll("./card", node.config);
    const { code, said } = await ran(here, folder, env);
    assert.equal(code, 0, `${page}: ${here}\n${said}`);
  }
});

test("every file of a card that the README shows is in order", async (t) => {
  for (const { text } of await blocks("json")) {
    const written: Record<string, unknown> = JSON.parse(text);
    const name = "site" in written ? "node.json" : "reflexes" in written ? "reflexes.json" : "electrodes.json";
    const beside = {
      "mqtt.json": { username: "birch-1", password: "…" },
      "ca.pem": "",
      "node.pem": "",
      "node.key": "",
    };
    const folder = await card(t, { "node.json": { site: "north", node: "birch-1" }, ...beside, [name]: written });
    const { code, stdout, stderr } = await andas(t, "check", "--config", folder);
    assert.equal(code, 0, `${text}\n${stdout}${stderr}`);
  }
});
