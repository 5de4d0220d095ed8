import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocketServer } from "ws";
import type { Facts } from "../../src/domain/percept.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { encodeEnveloped, encodeStamped } from "../../src/protocol/envelope.js";
import { encodeState } from "../../src/protocol/payloads/state.js";
import { start } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";
import { freePort } from "../mqtt/real-brokers.js";
import { NOW } from "./a-grove.js";
import { aPage, PAGE, skip, tell } from "./a-page.js";
import { aTone } from "./a-tone.js";

/** CONNACK of 3.1.1: the server is unavailable (OASIS MQTT 3.1.1, 3.2.2.3). */
const NOT_READY = Buffer.from([0x20, 2, 0, 3]);
/** Messages at once, none of which makes sense. */
const FLOOD = 2000;

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
    const anHourAgo = Date.now() / 1000 - 3600;
    await publish("$state", encodeState({ state: "ready", births: 1, since: anHourAgo, quality: "ntp" }));
    const alert = { id: markup, text: markup, raised: true };
    await publish(`alert/${markup}`, encodeStamped(alert, { at: 0, quality: "ntp" }));
    await publish("$description", JSON.stringify({ v: 1, at: markup, name: markup }));
    await publish("health", '{"v":9,"half":');
    await publish("health", '{"v":2,"at":"2031-01-01T00:00:00Z"}');
    for (let i = 0; i < FLOOD; i++) void publish("breath", "{}");
    await publish("insight/flood", "{}");
  });
  await page.getByText(markup).waitFor();
  await page.getByText("clock 60 min behind").waitFor();
  await page.getByText(`${(FLOOD + 4).toLocaleString("en-GB")} not understood`).waitFor();
  assert.equal(await page.title(), "andas");

  await broker.stop();
  await page.getByText("The broker is away").waitFor();
  assert.ok(await page.getByText(markup).isVisible(), "what was heard stays");
  broker = new EmbeddedBroker(options);
  await broker.start();
  await page.getByText("The broker is away").waitFor({ state: "hidden" });
  assert.deepEqual(faults, []);
});

test("a place where no broker is, one that takes nobody, and a browser without WebSocket, are said on the page", {
  skip,
}, async (t) => {
  const [tcp, webSocket] = [await freePort(), await freePort()];
  const broker = new EmbeddedBroker({ tcp, webSocket, page: PAGE });
  await broker.start();
  t.after(() => broker.stop());
  const { page, faults } = await aPage(t);
  await page.goto(`http://127.0.0.1:${webSocket}/?broker=ws://127.0.0.1:${tcp}/`);
  await page.getByText(`Nobody at 127.0.0.1:${tcp} speaks MQTT over WebSocket`).waitFor();
  await page.goto(`http://127.0.0.1:${webSocket}/?broker=http://127.0.0.1/`);
  await page.getByText("A browser speaks to ws:// and wss:// alone").waitFor();
  const busy = new WebSocketServer({ port: 0, handleProtocols: () => "mqtt" });
  t.after(() => busy.close());
  busy.on("connection", (socket) => socket.on("message", () => socket.send(NOT_READY)));
  await once(busy, "listening");
  const address = busy.address();
  assert.ok(typeof address === "object" && address !== null);
  await page.goto(`http://127.0.0.1:${webSocket}/?broker=ws://127.0.0.1:${address.port}/`);
  await page.getByText(/The broker at \S+ refuses: it says that it is not ready/).waitFor();
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebSocket"));
  await page.goto(`http://127.0.0.1:${webSocket}/`);
  await page.getByText("This browser has no WebSocket").waitFor();
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
