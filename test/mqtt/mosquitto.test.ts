import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import { type BrokerAddress, MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import type { Incoming, WireOptions } from "../../src/ports/wire.js";
import { aNode, breath, ROOT, START, spike } from "./a-node.js";
import {
  hasMosquitto,
  isState,
  NEEDS_MOSQUITTO,
  observer,
  passwordLine,
  pause,
  startMosquitto,
} from "./real-brokers.js";

async function aBroker(t: TestContext, ...options: Parameters<typeof startMosquitto>) {
  const broker = await startMosquitto(...options);
  t.after(broker.stop);
  return broker;
}

function aRealNode(address: BrokerAddress) {
  const wire = new MqttWire(address, new RealClock("ntp"));
  return { ...aNode({ wire: wire as never }), wire };
}

/** A cable that can be cut. */
async function cable(t: TestContext, port: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  const stall = () => {
    for (const socket of sockets) socket.unpipe().pause();
  };
  return { url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, cut, stall };
}

const options = (more: Partial<WireOptions> = {}): WireOptions => ({
  clientId: "andas-test",
  will: { topic: `${ROOT}/$state`, payload: '{"v":1,"state":"lost","bd":3}' },
  onMessage: () => undefined,
  onLost: () => {},
  ...more,
});

test("a breath on mosquitto: MQTT 5, everything in order, and the retained for who comes late", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t);
  const watcher = await observer(url, { protocolVersion: 5 });
  t.after(watcher.close);
  const { session, tell } = aRealNode({ url, protocol: "5" });
  tell(breath(1));
  for (let i = 0; i < 200; i++) tell(spike("e1"));
  assert.deepEqual(await session.connect(1), { sent: 200 });
  assert.equal((await session.rest(START + 60)).resting, true);
  await watcher.until((message) => isState(message, "sleeping"));
  const seqs = watcher.heard
    .filter(({ topic }) => topic.endsWith("spike/e1"))
    .map(({ payload }) => JSON.parse(payload).seq);
  assert.deepEqual(
    seqs,
    Array.from({ length: 200 }, (_, i) => i + 1),
  );

  const late = await observer(url);
  t.after(late.close);
  for (const topic of ["$state", "$description", "breath"]) {
    assert.ok((await late.until((message) => message.topic === `${ROOT}/${topic}`)).retained, topic);
  }
  await late.until(({ topic }) => topic === "homeassistant/device/grove-spruce-1/config");
});

test("when the socket dies, the broker says lost with the birth that it belonged to, and nothing is lost", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url, port } = await aBroker(t);
  const wireway = await cable(t, port);
  const watcher = await observer(url);
  t.after(watcher.close);
  const { session, outbox, log, tell } = aRealNode({ url: wireway.url });
  await session.connect(17);
  for (let i = 0; i < 300; i++) tell(spike("e1"));
  const sending = session.connect(17);
  await watcher.until(({ topic }) => topic.endsWith("spike/e1"));
  wireway.cut();
  const { problem } = await sending;
  assert.match(problem as string, /^the connection was lost: /);
  const lost = await watcher.until((message) => isState(message, "lost"));
  assert.equal(JSON.parse(lost.payload).bd, 17);
  assert.ok(outbox.depth > 0);

  await session.connect(18);
  assert.equal(outbox.depth, 0);
  await session.close("the test is over");
  await watcher.until((message) => isState(message, "disconnected"));
  const seqs = watcher.heard
    .filter(({ topic }) => topic.endsWith("spike/e1"))
    .map(({ payload }) => JSON.parse(payload).seq as number);
  assert.deepEqual(
    [...new Set(seqs)],
    Array.from({ length: 300 }, (_, i) => i + 1),
  );
  assert.equal(log.filter((line) => line.startsWith("warn")).length, 1, log.join("\n"));
});

test("a node that is killed is said to be lost", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t);
  const watcher = await observer(url);
  t.after(watcher.close);
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    const { MqttWire } = await import(${here("../../src/mqtt/broker/mqtt-wire.js")});
    const { RealClock } = await import(${here("../../src/ports/os/real-clock.js")});
    const wire = new MqttWire({ url: "${url}" }, new RealClock("ntp"));
    await wire.connect({ clientId: "doomed", will: { topic: "will", payload: "lost" }, onMessage() {}, onLost() {} });
    await wire.publish("alive", "yes", { qos: 1, retain: false });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  t.after(() => child.kill("SIGKILL"));
  await watcher.until(({ topic }) => topic === "alive");
  child.kill("SIGKILL");
  assert.equal((await watcher.until(({ topic }) => topic === "will")).payload, "lost");
});

test("an MQTT 5 asker gets its answer on its own topic, with its correlation data", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t);
  const { session } = aRealNode({ url });
  await session.connect(1);
  const operator = await observer(url, { protocolVersion: 5 });
  t.after(operator.close);
  const answer = new Promise<{ payload: string; correlation: string | undefined }>((resolve) => {
    operator.client.on("message", (topic, payload, packet) => {
      if (topic === "operator/7/answers")
        resolve({ payload: payload.toString(), correlation: packet.properties?.correlationData?.toString() });
    });
  });
  await operator.client.publishAsync(`${ROOT}/cmd/ping`, "{}", {
    qos: 1,
    properties: { responseTopic: "operator/7/answers", correlationData: Buffer.from("question 9") },
  });
  const { payload, correlation } = await answer;
  assert.equal(correlation, "question 9");
  assert.deepEqual(JSON.parse(payload), { v: 1, transaction: null, status: "ok", data: { text: "done", did: "ping" } });
  await session.close("the test is over");
});

test("the mailbox is drained on a broker that hands it over twenty at a time", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t);
  const { session, commands } = aRealNode({ url });
  await session.connect(1);
  await session.rest(START + 9);
  const operator = await observer(url);
  t.after(operator.close);
  for (let i = 0; i < 60; i++)
    await operator.client.publishAsync(`${ROOT}/cmd/ping`, `{"transaction":${i}}`, { qos: 1 });
  await session.connect(2);
  assert.equal(commands.length, 60);
  await session.rest(START + 9);
});

test("a wrong password is one line that says where to look, and the right one gets in", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t, ["allow_anonymous false", "password_file @/passwords"], {
    passwords: passwordLine("node", "moss"),
  });
  const wrong = new MqttWire({ url, username: "node", password: "stone" }, new RealClock("ntp"));
  await assert.rejects(wrong.connect(options()), (error: Error) => {
    assert.ok(isAndasError(error, "broker"));
    assert.match(error.message, /not authorized.*credentials/);
    assert.ok(!error.message.includes("stone"));
    return true;
  });
  assert.equal(wrong.connected, false);
  await wrong.disconnect();
  const right = new MqttWire({ url, username: "node", password: "moss" }, new RealClock("ntp"));
  await right.connect(options());
  await right.disconnect();
});

test("rights that are missing are said, and the connection lives on", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const acl = `topic readwrite ${ROOT}/#\n`;
  const { url } = await aBroker(t, ["allow_anonymous true", "acl_file @/acl"], { acl });
  const { session, log, tell } = aRealNode({ url });
  tell(spike("e1"));
  assert.deepEqual(await session.connect(1), { sent: 1 });
  assert.match(log[0] as string, /the broker refuses homeassistant\/device.*rights/);
  await session.close("the test is over");
});

test("a TLS address on a plain port, and a plain one on nothing, are each one line", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { port } = await aBroker(t);
  const tries: [string, RegExp][] = [
    [`mqtts://127.0.0.1:${port}`, /closed the connection without an answer|TLS with/],
    ["mqtt://127.0.0.1:1", /no broker listens/],
    ["mqtt://broker.invalid:1883", /nobody knows where|cannot be reached/],
  ];
  for (const [url, said] of tries) {
    const wire = new MqttWire({ url, connectTimeout: 2 }, new RealClock("ntp"));
    await assert.rejects(wire.connect(options()), (error: Error) => {
      assert.ok(isAndasError(error, "broker"));
      assert.match(error.message, said);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  }
});

test("a broker that takes the connection and never speaks is given up", async (t) => {
  const server = createServer((socket) => void socket.on("error", () => {}).resume());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wire = new MqttWire({ url, connectTimeout: 0.2 }, new RealClock("ntp"));
  await assert.rejects(wire.connect(options()), /did not answer in time/);
});

test("a broker that stops acknowledging is given up, and everything that waited fails", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { port } = await aBroker(t);
  const wireway = await cable(t, port);
  let lost = "";
  const wire = new MqttWire({ url: wireway.url, ackTimeout: 0.2 }, new RealClock("ntp"));
  await wire.connect(options({ onLost: (reason) => (lost = reason) }));
  wireway.stall();
  const both = [1, 2].map((n) => wire.publish(`${ROOT}/x`, String(n), { qos: 1, retain: false }));
  for (const { status } of await Promise.allSettled(both)) assert.equal(status, "rejected");
  assert.match(lost, /acknowledged nothing for 0.2 s/);
  assert.equal(wire.connected, false);
});

test("the session is kept by the broker, and taken up again by the next connection", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t);
  const wire = new MqttWire({ url }, new RealClock("ntp"));
  const heard: Incoming[] = [];
  assert.deepEqual(await wire.connect(options()), { remembered: false });
  await wire.subscribe([`${ROOT}/cmd/+`]);
  await wire.disconnect();
  await wire.disconnect();
  const operator = await observer(url);
  t.after(operator.close);
  await operator.client.publishAsync(`${ROOT}/cmd/ping`, "{}", { qos: 1 });
  assert.deepEqual(await wire.connect(options({ onMessage: (message) => void heard.push(message) })), {
    remembered: true,
  });
  for (let i = 0; i < 100 && heard.length === 0; i++) await pause(10);
  const delivery = { id: 1, again: false };
  assert.deepEqual(heard, [{ topic: `${ROOT}/cmd/ping`, payload: "{}", retained: false, delivery }]);
  assert.ok(!operator.heard.some((message) => isState(message, "lost")), "a clean goodbye leaves no will");
  await wire.disconnect();
});

test("a broker that says why it closes is understood: two nodes with one id", async (t) => {
  // mosquitto closes without a word here, so this is what the standard says (MQTT 5, 3.14.2.1): CONNACK, then DISCONNECT 0x8E.
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(Uint8Array.of(0x20, 3, 0, 0, 0));
      setTimeout(() => socket.end(Uint8Array.of(0xe0, 1, 0x8e)), 20);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const wire = new MqttWire(
    { url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}` },
    new RealClock("ntp"),
  );
  const reason = await new Promise<string>((resolve) => void wire.connect(options({ onLost: resolve })));
  assert.match(reason, /another client uses this node's id/);
  await assert.rejects(wire.publish("a", "b", { qos: 1, retain: false }), /another client uses this node's id/);
});
