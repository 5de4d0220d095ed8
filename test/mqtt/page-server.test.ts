import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import mqtt from "mqtt";
import { WebSocket } from "ws";
import { isAndasError } from "../../src/domain/errors.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { temporary } from "../config/card-folder.js";

async function aServer(t: TestContext): Promise<string> {
  const page = await temporary(t);
  await mkdir(join(page, "assets"));
  await writeFile(join(page, "index.html"), "<!doctype html>");
  await writeFile(join(page, "assets", "index-1a2b.js"), "export {};");
  await writeFile(join(page, "secret.json"), "{}");
  const broker = new EmbeddedBroker({ tcp: 0, webSocket: 0, page });
  await broker.start();
  t.after(() => broker.stop());
  return broker.pageUrl ?? "";
}

test("a browser gets the page, under a strict policy, and its files for ever", async (t) => {
  const url = await aServer(t);
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.equal(await page.text(), "<!doctype html>");
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'; script-src 'self'/);
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const script = await fetch(`${url}assets/index-1a2b.js?x`, { headers: { "Accept-Encoding": "identity" } });
  assert.equal(await script.text(), "export {};");
  assert.match(script.headers.get("cache-control") ?? "", /immutable/);
  const head = await fetch(url, { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
});

test("nothing else is handed out", async (t) => {
  const url = await aServer(t);
  for (const path of ["secret.json", "../package.json", "%2e%2e/package.json", "assets", "nothing.js"])
    assert.equal((await fetch(`${url}${path}`)).status, 404, path);
  const post = await fetch(url, { method: "POST" });
  assert.deepEqual([post.status, post.headers.get("allow")], [405, "GET, HEAD"]);
});

test("a page that was not built is said, and a broker without one speaks MQTT alone", async (t) => {
  const missing = new EmbeddedBroker({ tcp: 0, webSocket: 0, page: "/nowhere/at/all" });
  await assert.rejects(
    missing.start(),
    (error) => isAndasError(error, "broker") && /npm run build/.test(error.message),
  );
  const bare = new EmbeddedBroker({ tcp: 0, webSocket: 0 });
  await bare.start();
  t.after(() => bare.stop());
  assert.equal(bare.pageUrl, undefined);
  assert.equal((await fetch(`http://127.0.0.1:${bare.ports.webSocket}/`)).status, 426);
});

test("a browser gets many messages in hardly more WebSocket frames, not in one for each piece of a packet", async (t) => {
  const broker = new EmbeddedBroker({ tcp: 0, webSocket: 0 });
  await broker.start();
  t.after(() => broker.stop());
  const speaker = await mqtt.connectAsync(broker.url, { protocolVersion: 4 });
  t.after(() => speaker.endAsync(true));
  for (let i = 0; i < 200; i++) await speaker.publishAsync(`grove/n${i}`, `{"v":1,"i":${i}}`, { qos: 1, retain: true });
  let frames = 0;
  const listener = mqtt.connect(`ws://127.0.0.1:${broker.ports.webSocket}`, {
    protocolVersion: 4,
    createWebsocket: (url, protocols) => {
      const socket = new WebSocket(url, protocols);
      socket.on("message", () => frames++);
      return socket;
    },
  });
  t.after(() => listener.endAsync(true));
  const heard = new Set<string>();
  const all = new Promise<void>((resolve) => {
    listener.on("message", (topic) => {
      heard.add(topic);
      if (heard.size === 200) resolve();
    });
  });
  await listener.subscribeAsync("grove/+");
  await all;
  assert.ok(frames < 250, `${frames} frames`);
});
