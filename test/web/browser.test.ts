import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { type TestContext, test } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Facts } from "../../src/domain/percept.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { installed } from "../../src/ports/os/package-folder.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { encodeEnveloped, encodeStamped } from "../../src/protocol/envelope.js";
import { encodeState } from "../../src/protocol/payloads/state.js";
import { start } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";
import { freePort } from "../mqtt/real-brokers.js";
import { NOW } from "./a-grove.js";
import { aTone } from "./a-tone.js";

const CHROMIUM = spawnSync("sh", ["-c", "command -v chromium"]).stdout.toString().trim();
const skip = CHROMIUM === "" && "needs Debian's Chromium: apt-get install chromium";
/** A board that does other work beside is slow to draw. */
const PATIENCE_MS = 60_000;
const PAGE = installed("dist/web");

/** A browser's page, and all that went wrong in it. */
async function aPage(t: TestContext): Promise<{ page: Page; faults: string[] }> {
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  t.after(() => browser.close());
  const page = await browser.newPage({ timezoneId: "Europe/Stockholm" });
  page.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (line) => {
    if (/Content Security Policy/i.test(line.text())) faults.push(line.text());
  });
  return { page, faults };
}

test("a real node shows itself in a real browser, and a click on Thanks gets its answer", { skip }, async (t) => {
  const [port, webSocket] = [await freePort(), await freePort()];
  const ports = ["--port", `${port}`, "--websocket-port", `${webSocket}`];
  const folder = await temporary(t);
  const node = start(t, ["run", "--page", "--plain", "--speed", "60", "--no-host", "--state", folder, ...ports]);
  await node.said(/the page is at http/);
  const { page, faults } = await aPage(t);
  await page.goto(`http://127.0.0.1:${webSocket}/`);
  const card = page.getByRole("link", { name: /andas/ });
  await card.waitFor();
  await card.press("Enter");
  await page.getByRole("heading", { name: "What it hears" }).waitFor();
  await page.getByRole("figure", { name: /^e1: -?\d/ }).waitFor();
  await page.getByRole("button", { name: "Thanks" }).click();
  await page.getByText("you are welcome").waitFor();
  await page.getByRole("button", { name: "Label" }).isDisabled();
  assert.deepEqual(faults, []);
});

test("the page asks for a password, takes markup for text, and comes back when the broker does", {
  skip,
}, async (t) => {
  const [tcp, webSocket] = [await freePort(), await freePort()];
  const options = { tcp, webSocket, username: "grove", password: "moss", page: PAGE };
  let broker = new EmbeddedBroker(options);
  await broker.start();
  t.after(() => broker.stop());
  const { page, faults } = await aPage(t);
  await page.goto(`http://127.0.0.1:${webSocket}/`);
  const signIn = async (password: string) => {
    await page.getByLabel("Name").fill("grove");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Connect" }).click();
  };
  await page.getByText("It wants a name and a password.").waitFor();
  await signIn("lichen");
  await page.getByText("It does not know this name and password.").waitFor();
  await signIn("moss");
  await page.getByText("Nobody has been heard of yet.").waitFor();

  const markup = '<img src="x" onerror="document.title=1">';
  await tell(tcp, async (publish) => {
    await publish("$state", encodeState({ state: "ready", births: 1, since: Date.now() / 1000, quality: "ntp" }));
    await publish("alert/x", encodeStamped({ id: "x", text: markup, raised: true }, { at: 0, quality: "ntp" }));
    await publish("health", '{"v":9,"half":');
  });
  await page.getByText(markup).waitFor();
  await page.getByText("1 not understood").waitFor();
  assert.equal(await page.title(), "andas");

  await broker.stop();
  await page.getByText("The broker is away").waitFor();
  assert.ok(await page.getByText(markup).isVisible(), "what was heard stays");
  broker = new EmbeddedBroker(options);
  await broker.start();
  await page.getByText("The broker is away").waitFor({ state: "hidden" });
  assert.deepEqual(faults, []);
});

test("a node's lines are read on the page, and its tones sound for who asks to hear them", { skip }, async (t) => {
  const [tcp, webSocket] = [await freePort(), await freePort()];
  const broker = new EmbeddedBroker({ tcp, webSocket, page: PAGE });
  await broker.start();
  t.after(() => broker.stop());
  const { page, faults } = await aPage(t);
  // The tests have no browser's types: what runs in the page is text.
  await page.addInitScript(`
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (...when) {
      document.title = "sounds for " + this.buffer.duration + " s";
      start.apply(this, when);
    };`);
  await page.goto(`http://127.0.0.1:${webSocket}/#/north/spruce`);
  const say = (line: string, seq: number, body: Facts) =>
    tell(tcp, (publish) =>
      publish(`voice/${line}`, encodeEnveloped({ line, ...body }, { boot: 1, seq, at: NOW, quality: "ntp" })),
    );
  await tell(tcp, (publish) =>
    publish("$state", encodeState({ state: "ready", births: 1, since: NOW, quality: "ntp" })),
  );
  const button = page.getByRole("button", { name: "Hear its tones" });
  await button.waitFor();
  await say("notes", 1, { text: "one tone", notes: [aTone(62)] });
  await say("forest", 2, { text: "One rose, slowly.\nAnd nobody answered." });
  await page.getByText("And nobody answered.").waitFor();
  assert.equal(await page.title(), "andas", "nothing sounds before somebody asks");
  await button.click();
  await say("notes", 3, { text: "one tone", notes: [aTone(62)] });
  await page.waitForFunction('document.title === "sounds for 4 s"');
  await page.getByRole("button", { name: "Be quiet" }).click();
  await button.waitFor();
  assert.deepEqual(faults, []);
});

/** Publishes as a node would, and goes. */
async function tell(
  port: number,
  say: (publish: (below: string, payload: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const address = { url: `mqtt://127.0.0.1:${port}`, username: "grove", password: "moss", protocol: "3.1.1" as const };
  const wire = new MqttWire(address, new RealClock("ntp"));
  await wire.connect({ clientId: "a-node", onMessage: () => undefined, onLost: () => {} });
  // As a node's own: the broker keeps its state, and hands it to a page that comes later.
  await say((below, payload) =>
    wire.publish(`andas/1/north/spruce/${below}`, payload, { qos: 1, retain: below === "$state" }),
  );
  await wire.disconnect();
}
