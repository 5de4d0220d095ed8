import assert from "node:assert/strict";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { freePort, isState } from "../mqtt/real-brokers.js";
import { aBroker } from "./a-broker.js";
import { lines, nodeOn, start } from "./andas.js";

const LIVING = { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } };
const NO_PORTS = { ...LIVING, "node.json": { site: "test", node: "n1" } };

/** A port that somebody has; whoever had it already will do as well. */
async function taken(t: TestContext, port: number): Promise<void> {
  const server = createServer();
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.once("error", () => resolve()).listen(port, "127.0.0.1", resolve));
}

test("--broker is told instead of whom the card names", async (t) => {
  const broker = await aBroker(t);
  const node = await nodeOn(t, { broker: `mqtt://127.0.0.1:${await freePort()}`, files: LIVING });
  const running = start(t, [...node.args, "--broker", broker.url]);
  await broker.until((message) => isState(message, "ready"));
  assert.ok(running.stderr.includes(`MQTT ${broker.url},`), running.stderr);
});

test("where nobody named a port, the log says which ones it took instead of those that are taken", async (t) => {
  await taken(t, 1883);
  await taken(t, 9001);
  const node = await nodeOn(t, { files: NO_PORTS });
  const running = start(t, node.args);
  await running.said(/listens to simulated grove/);
  const [, tcp] = /^\S+Z port 1883 is taken: MQTT is on port (\d+)$/m.exec(running.stderr) ?? [];
  assert.match(running.stderr, /^\S+Z port 9001 is taken: MQTT over WebSocket is on port \d+$/m);
  assert.ok(tcp !== undefined && running.stderr.includes(`MQTT mqtt://127.0.0.1:${tcp},`), running.stderr);
});

for (const option of ["--port", "--websocket-port"])
  test(`a ${option} that is taken is one clear line and exit code 1`, async (t) => {
    const port = await freePort();
    await taken(t, port);
    const node = await nodeOn(t, { files: NO_PORTS });
    const { code, stderr } = await start(t, [...node.args, option, String(port)]).ended;
    assert.deepEqual([code, lines(stderr).length], [1, 1], stderr);
    assert.match(stderr, new RegExp(`^andas: port ${port} is taken, .*${option}`));
  });

test("ports of its own are of no use to a node whose card names a broker", async (t) => {
  const node = await nodeOn(t, { broker: "mqtt://127.0.0.1:1", files: LIVING });
  const { code, stderr } = await start(t, [...node.args, "--port", "1890"]).ended;
  assert.deepEqual([code, lines(stderr).length], [2, 1], stderr);
  assert.match(stderr, /^andas: --port is for the node's own broker, and the card names mqtt:\/\/127\.0\.0\.1:1: /);
});
