// Writes the pictures of the page's README: a real node in its simulated grove, neighbours that were made up, Debian's Chromium.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mqtt from "mqtt";
import { chromium } from "playwright-core";
import { root } from "./fresh.mjs";

const { encodeState } = await import("../dist/src/protocol/payloads/state.js");
const { encodeStamped } = await import("../dist/src/protocol/envelope.js");

/** No picture is larger, in bytes: they lie in the repository. */
const LARGEST = 150_000;
const [TCP, WEB] = [18_831, 18_832];
const now = Date.now() / 1000;
const stamp = { at: now, quality: "ntp" };

const folder = mkdtempSync(join(tmpdir(), "andas-screenshots-"));
const ports = ["--port", `${TCP}`, "--websocket-port", `${WEB}`];
const node = spawn(
  process.execPath,
  [join(root, "dist/andas/andas.js"), "run", "--page", "--plain", "--speed", "300", "--state", folder, ...ports],
  { stdio: ["ignore", "ignore", "pipe"] },
);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
try {
  // It has said where the page is: its broker listens.
  await once(node.stderr, "data");
  node.stderr.resume();
  await tellOfNeighbours();
  const desk = await open({ width: 1180, height: 800 });
  await picture(desk, "grove");
  await desk.emulateMedia({ colorScheme: "dark" });
  await picture(desk, "grove-dark");
  await desk.emulateMedia({ colorScheme: "light" });
  await desk.locator("a", { hasText: "andas" }).click();
  // An hour of its life, in which it has something to show.
  await pause(12_000);
  await desk.getByRole("button", { name: "Fetch 1 h" }).click();
  await desk.getByRole("button", { name: "Thanks" }).click();
  await pause(6000);
  await picture(desk, "node", true);
  const phone = await open({ width: 390, height: 844 }, "dark");
  await picture(phone, "phone");
} finally {
  await browser.close();
  node.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

async function open(viewport, colorScheme = "light") {
  const page = await browser.newPage({ viewport, colorScheme, timezoneId: "Europe/Stockholm" });
  await page.goto(`http://127.0.0.1:${WEB}/`);
  await page.locator(".card").first().waitFor({ timeout: 60_000 });
  await pause(1500);
  return page;
}

async function picture(page, name, fullPage = false) {
  const path = join(root, "src", "web", "pictures", `${name}.png`);
  await page.screenshot({ path, fullPage });
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`${name}.png is ${size} bytes, and may be ${LARGEST}: show less`);
  console.log(`${name}.png: ${size} bytes`);
}

async function tellOfNeighbours() {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${TCP}`, { protocolVersion: 4 });
  const neighbours = [
    { id: "alder", name: "Alder by the brook", at: 30, state: "ready", volts: 4.02, battery: 0.88 },
    { id: "birch", name: "Birch at the clearing", at: 130, state: "sleeping", until: 220, volts: 3.91, battery: 0.71 },
    {
      id: "oak",
      name: "The old oak",
      at: 400,
      state: "sleeping",
      until: 80,
      volts: 3.74,
      battery: 0.42,
      insight: "e2 bursts after rain, three times of four",
    },
    {
      id: "pine",
      name: "Pine on the ridge",
      at: 9000,
      state: "sleeping",
      until: -4000,
      volts: 3.58,
      battery: 0.17,
      check: ["battery", "warning", "17 % are left: rests are longer"],
    },
    {
      id: "spruce",
      name: "Spruce in the hollow",
      at: 60,
      state: "lost",
      alert: "e3 is silent since yesterday: is it still in the ground?",
    },
  ];
  for (const one of neighbours) {
    const say = (below, payload) =>
      client.publishAsync(`andas/1/grove/${one.id}/${below}`, payload, { qos: 1, retain: true });
    const since = now - one.at;
    await say(
      "$state",
      encodeState({ state: one.state, births: 4, since, quality: "ntp", ...(one.until && { until: now + one.until }) }),
    );
    const phases = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
    const breath = {
      phase: "inhale",
      cycle: 1200 + one.at,
      cause: "rhythm",
      since: iso(since),
      until: iso(since + 120),
    };
    await say(
      "breath",
      encodeStamped({ ...breath, rhythm: { kind: "spiral", ...phases }, next_wake: iso(since + 480) }, stamp),
    );
    const [name, status, text] = one.check ?? ["disk", "healthy", "82 % of the disk is free"];
    const outbox = { depth: one.state === "lost" ? 0 : 12, oldest: null, dropped: 0 };
    const supply = one.volts ? { supply_v: one.volts, battery: one.battery } : {};
    await say(
      "health",
      encodeStamped(
        { status, checks: [{ name, status, text }], alerts: [], alert_ack_s: null, outbox, ...supply },
        stamp,
      ),
    );
    await say("$description", encodeStamped(description(one.name), stamp));
    if (one.alert) await say("alert/silent", encodeStamped({ id: "silent", text: one.alert, raised: true }, stamp));
    if (one.insight) await say("insight/rain", encodeStamped(insight(one.insight), stamp));
  }
  await client.endAsync();
}

function description(name) {
  const hashes = { config_hash: "", schema_hash: "", model_hash: null };
  return { version: "0.2.0", hardware: "", name, breath_s: 480, electrodes: [], capabilities: [], ...hashes };
}

function insight(sentence) {
  const told = {
    id: "rain",
    kind: "pattern",
    subject: "e2",
    sentence,
    data: { form: "after" },
    support: 3,
    against: 1,
    confidence: 0.67,
  };
  return { ...told, first_seen: iso(now - 1e6), last_seen: iso(now) };
}

function iso(at) {
  return new Date(at * 1000).toISOString();
}
