// `npm run screenshots`: the pictures of the README and of the page's own. A real node lives through a recording (RECORDING=FILE; a simulated
// grove without), beside neighbours that were made up, in Debian's Chromium.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mqtt from "mqtt";
import { root } from "./fresh.mjs";
import { openBrowser } from "./page/browser.mjs";
import { SAYINGS } from "./page/made-up-node.mjs";

/** No picture is larger, in bytes: they lie in the repository. */
const LARGEST = 150_000;
const [TCP, WEB] = [18_831, 18_832];
/** So many hours of the node's life are waited for, and drawn. */
const HOURS = 6;
const SPEED = 120;

const NEIGHBOURS = [
  { id: "alder", name: "Alder by the brook", ago: 30, state: "ready", volts: 4.02, battery: 0.88 },
  { id: "birch", name: "Birch at the clearing", ago: 130, state: "sleeping", until: 220, volts: 3.91, battery: 0.71 },
  {
    ...{ id: "oak", name: "The old oak", ago: 400, state: "sleeping", until: 80, volts: 3.74, battery: 0.42 },
    insight: "e2 bursts after rain, three times of four",
  },
  {
    ...{
      id: "pine",
      name: "Pine on the ridge",
      ago: 9000,
      state: "sleeping",
      until: -4000,
      volts: 3.58,
      battery: 0.17,
    },
    check: ["battery", "warning", "17 % are left: rests are longer"],
  },
  {
    ...{ id: "spruce", name: "Spruce in the hollow", ago: 60, state: "lost" },
    alert: "e3 is silent since yesterday: is it still in the ground?",
  },
];

const folder = mkdtempSync(join(tmpdir(), "andas-screenshots-"));
const node = spawn(process.execPath, [join(root, "dist/andas/andas.js"), ...run()], {
  stdio: ["ignore", "ignore", "pipe"],
});
const browser = await openBrowser();
try {
  // It has said where the page is: its broker listens.
  await once(node.stderr, "data");
  node.stderr.resume();
  await tellOfNeighbours();
  const desk = await open({ width: 1180, height: 800 });
  await desk.getByRole("link", { name: "andas" }).click();
  await pause(((HOURS * 3600) / SPEED) * 1000);
  await desk.getByRole("button", { name: `Fetch ${HOURS} h` }).click();
  await desk.getByRole("button", { name: "Thanks" }).click();
  await desk.getByText("you are welcome").waitFor({ timeout: 60_000 });
  // Something has its attention.
  await desk.locator(".thread").waitFor({ timeout: 120_000 });
  await picture(desk, "node", true);
  await desk.getByRole("link", { name: "← The grove" }).click();
  await desk.locator(".cards").waitFor();
  await picture(desk, "grove");
  await desk.emulateMedia({ colorScheme: "dark" });
  await picture(desk, "grove-dark");
  const phone = await open({ width: 390, height: 844 }, "dark");
  await picture(phone, "phone");
  const swede = await open({ width: 390, height: 844 }, "light", "sv-SE");
  await swede.getByRole("link", { name: "andas" }).click();
  await swede.getByRole("button", { name: `Hämta ${HOURS} tim` }).click();
  await swede.locator(".answers .ok").waitFor({ timeout: 60_000 });
  await pause(5000);
  await picture(swede, "phone-swedish");
} finally {
  await browser.close();
  node.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

function run() {
  const { RECORDING } = process.env;
  const source = RECORDING === undefined ? [] : ["--recording", RECORDING];
  const ports = ["--port", `${TCP}`, "--websocket-port", `${WEB}`];
  return ["run", "--page", "--plain", "--no-host", "--speed", `${SPEED}`, "--state", folder, ...source, ...ports];
}

async function open(viewport, colorScheme = "light", locale = "en-GB") {
  const page = await browser.newPage({ viewport, colorScheme, locale, timezoneId: "Europe/Stockholm" });
  await page.goto(`http://127.0.0.1:${WEB}/`);
  await page.getByRole("link", { name: "andas" }).waitFor({ timeout: 60_000 });
  await pause(1500);
  return page;
}

/** WebP, which playwright does not write and Chromium does: a third of a PNG of the same. */
async function picture(page, name, fullPage = false) {
  const viewport = page.viewportSize();
  if (fullPage)
    await page.setViewportSize({ ...viewport, height: await page.evaluate(() => document.body.scrollHeight) });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  await session.detach();
  await page.setViewportSize(viewport);
  const image = Buffer.from(data, "base64");
  if (image.length > LARGEST)
    throw new Error(`${name}.webp is ${image.length} bytes, and may be ${LARGEST}: show less`);
  writeFileSync(join(root, "src", "web", "pictures", `${name}.webp`), image);
  console.log(`${name}.webp: ${image.length} bytes`);
}

async function tellOfNeighbours() {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${TCP}`, { protocolVersion: 4 });
  for (const one of NEIGHBOURS) {
    for (const [below, say] of Object.entries(SAYINGS)) {
      const payload = say(one, Date.now() / 1000);
      if (payload) await client.publishAsync(`andas/1/grove/${one.id}/${below}`, payload, { qos: 1, retain: true });
    }
  }
  await client.endAsync();
}
