// `node scripts/bench-page.mjs [--nodes 500] [--minutes 10]`: what the page does under a grove in which every node says something each second.
// Told: the first picture, frames a second, and the memory of the page after its garbage was collected. Build first.

import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import mqtt from "mqtt";
import { root } from "./fresh.mjs";
import { openBrowser } from "./page/browser.mjs";
import { SAYINGS } from "./page/made-up-node.mjs";

const { EmbeddedBroker } = await import("../dist/src/mqtt/broker/embedded-broker.js");

const [TCP, WEB] = [18_841, 18_842];
/** What a card is made of, in turn. */
const TURN = ["$state", "breath", "health"];
const { values } = parseArgs({
  options: { nodes: { type: "string", default: "500" }, minutes: { type: "string", default: "10" } },
});
const [nodes, minutes] = [Number(values.nodes), Number(values.minutes)];

const broker = new EmbeddedBroker({ tcp: TCP, webSocket: WEB, page: join(root, "dist", "web") });
await broker.start();
const speaker = await mqtt.connectAsync(`mqtt://127.0.0.1:${TCP}`, { protocolVersion: 4 });
const browser = await openBrowser();
let round = 0;
say(true);
const speaking = setInterval(() => say(false), 1000);
try {
  await pause(2000);
  const page = await browser.newPage({ viewport: { width: 1180, height: 800 } });
  await page.goto(`http://127.0.0.1:${WEB}/`);
  await page.locator(`.card:nth-child(${nodes})`).waitFor({ state: "attached", timeout: 60_000 });
  console.log(`first picture ${await firstPicture(page)} ms, all ${nodes} cards ${await sinceOpened(page)} ms`);
  const heaps = [];
  for (let minute = 1; minute <= minutes; minute++) {
    const frames = await page.evaluate(framesOfAMinute);
    heaps.push(await heap(page));
    console.log(
      `minute ${minute}: ${frames.mean.toFixed(1)} frames a second, the slowest second ${frames.least}, heap ${heaps.at(-1).toFixed(1)} MB`,
    );
  }
} finally {
  clearInterval(speaking);
  await browser.close();
  await speaker.endAsync(true);
  await broker.stop();
}

/** Every node says one thing; all of it the first time, retained. */
function say(all) {
  const now = Date.now() / 1000;
  for (let i = 0; i < nodes; i++) {
    const one = aNode(i);
    for (const below of all ? Object.keys(SAYINGS) : [TURN[(round + i) % TURN.length]]) {
      const payload = SAYINGS[below](one, now);
      if (payload) speaker.publish(`andas/1/grove/${one.id}/${below}`, payload, { qos: 0, retain: all });
    }
  }
  round++;
}

function aNode(i) {
  const state = i % 9 === 0 ? { state: "sleeping", until: 300 } : { state: "ready" };
  const supply = { volts: 3.9, battery: 0.5 + (i % 50) / 100 };
  return { id: `n${i}`, name: `Tree ${i}`, ago: (i * 7 + round) % 480, cycle: 1000 + round, ...state, ...supply };
}

function firstPicture(page) {
  return page.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime));
}

function sinceOpened(page) {
  return page.evaluate(() => Math.round(performance.now()));
}

/** What was drawn in each of sixty seconds. */
async function framesOfAMinute() {
  const seconds = [];
  for (let second = 0; second < 60; second++) {
    let frames = 0;
    const begun = performance.now();
    while (performance.now() - begun < 1000) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames++;
    }
    seconds.push((frames * 1000) / (performance.now() - begun));
  }
  return { mean: seconds.reduce((sum, n) => sum + n, 0) / seconds.length, least: Math.round(Math.min(...seconds)) };
}

async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}
