import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { decodeLog, LOG_LEVELS } from "../../src/protocol/payloads/log.js";
import { readNodeTopic } from "../../src/protocol/topics.js";
import { aNode, breath, ROOT, START, spike } from "./a-node.js";
import { freePort, isState, observer, pause } from "./real-brokers.js";

async function aBroker(t: TestContext): Promise<EmbeddedBroker> {
  const broker = new EmbeddedBroker({ tcp: 0, webSocket: 0 });
  await broker.start();
  t.after(() => broker.stop());
  return broker;
}

function aRealNode(url: string, more: Parameters<typeof aNode>[0] = {}) {
  const wire = new MqttWire({ url }, new RealClock("ntp"));
  return { ...aNode({ ...more, wire: wire as never }), wire };
}

test("a whole breath on the embedded broker is heard over WebSocket, and what is retained by who comes late", async (t) => {
  const broker = await aBroker(t);
  const watcher = await observer(`ws://127.0.0.1:${broker.ports.webSocket}`);
  t.after(watcher.close);
  const { session, tell } = aRealNode(broker.url);
  tell(breath(1));
  for (let i = 0; i < 100; i++) tell(spike("e1"));
  assert.deepEqual(await session.connect(1), { sent: 100 });
  assert.deepEqual(await session.rest(START + 300), { sent: 0, resting: true });

  await watcher.until((message) => isState(message, "sleeping"));
  const ours = watcher.heard.filter(({ topic }) => topic.startsWith(ROOT) && !topic.endsWith("mailbox"));
  assert.deepEqual(
    ours.slice(0, 4).map(({ topic }) => topic.slice(ROOT.length + 1)),
    ["$state", "$description", "breath", "$state"],
  );
  const seqs = ours.filter(({ topic }) => topic.endsWith("spike/e1")).map(({ payload }) => JSON.parse(payload).seq);
  assert.deepEqual(
    seqs,
    Array.from({ length: 100 }, (_, i) => i + 1),
  );

  const late = await observer(broker.url);
  t.after(late.close);
  const state = await late.until(({ topic }) => topic === `${ROOT}/$state`);
  assert.ok(state.retained);
  assert.equal(JSON.parse(state.payload).until, "2000-01-01T00:05:00.000Z");
  assert.ok(!late.heard.some(({ topic }) => topic.includes("/spike/")));
});

test("a command that came while the node slept is answered when it wakes", async (t) => {
  const broker = await aBroker(t);
  const { session, commands } = aRealNode(broker.url);
  await session.connect(1);
  await session.rest(START + 300);
  const operator = await observer(broker.url);
  t.after(operator.close);
  await operator.client.publishAsync(`${ROOT}/cmd/ping`, '{"transaction":"t"}', { qos: 1 });
  await operator.client.publishAsync(`${ROOT}/cmd/note`, "{oops", { qos: 1 });
  await session.connect(2);
  assert.deepEqual(
    commands.map(({ name }) => name),
    ["ping"],
  );
  await session.rest(START + 600);
  const topics = operator.heard.map(({ topic }) => topic.slice(ROOT.length + 1));
  const ready = operator.heard.findIndex((message) => !message.retained && isState(message, "ready"));
  assert.ok(topics.indexOf("res/ping") > 0 && topics.indexOf("res/ping") < ready, "before it says ready");
  assert.equal(JSON.parse((await operator.until(({ topic }) => topic.endsWith("res/note"))).payload).status, "error");
});

test("what the node says it does is heard on log/<level>", async (t) => {
  const broker = await aBroker(t);
  const watcher = await observer(broker.url);
  t.after(watcher.close);
  const { session } = aRealNode(broker.url);
  session.log("error", "said to nobody");
  await session.connect(1);
  for (const level of LOG_LEVELS) session.log(level, `a line of ${level}`);
  await watcher.until(({ topic }) => topic === `${ROOT}/log/error`);
  const lines = watcher.heard.flatMap(({ topic, payload }) => {
    const whole = readNodeTopic(topic);
    return whole?.topic.kind === "log" ? [[whole.topic.name, decodeLog(payload)?.value]] : [];
  });
  assert.deepEqual(
    lines,
    LOG_LEVELS.map((level) => [level, `a line of ${level}`]),
  );
  await session.close("the test is over");
});

test("a broker that is killed costs nothing, and the new one is told everything", async (t) => {
  const first = new EmbeddedBroker({ tcp: 0, webSocket: 0 });
  await first.start();
  const { tcp, webSocket } = first.ports;
  const { session, wire, outbox, log, tell } = aRealNode(first.url);
  session.retain({ kind: "health" }, { status: "healthy" });
  await session.connect(1);
  await first.stop();
  tell(spike("e1"));
  while (wire.connected) await pause(5);
  const { sent, problem } = await session.connect(2);
  assert.equal(sent, 0);
  assert.match(problem as string, /^no broker listens at .*: start it/);
  assert.equal(outbox.depth, 1);

  const second = new EmbeddedBroker({ tcp, webSocket });
  await second.start();
  t.after(() => second.stop());
  const watcher = await observer(second.url);
  t.after(watcher.close);
  assert.deepEqual(await session.connect(3), { sent: 1 });
  await watcher.until(({ topic }) => topic.endsWith("spike/e1"));
  const topics = watcher.heard.map(({ topic }) => topic.slice(ROOT.length + 1));
  assert.ok(topics.includes("health") && topics.includes("$description"));
  await session.close("the test is over");
  assert.equal(log.at(-1), "info: the broker is there again");
});

for (const which of ["tcp", "webSocket"] as const) {
  test(`a taken ${which} port is named, with what to do, and nothing is left listening`, async (t) => {
    const port = await freePort();
    const other = await freePort();
    const taken = createServer().listen(port, "127.0.0.1");
    t.after(() => taken.close());
    await new Promise((resolve) => taken.once("listening", resolve));
    const ports = which === "tcp" ? { tcp: port, webSocket: other } : { tcp: other, webSocket: port };
    const broker = new EmbeddedBroker(ports);
    await assert.rejects(broker.start(), (error: Error) => {
      assert.ok(isAndasError(error, "port-in-use"));
      assert.match(error.message, new RegExp(`^port ${port} is taken.*node\\.json`));
      assert.ok(!error.message.includes("\n"));
      return true;
    });
    await broker.stop();
    const again = new EmbeddedBroker({ tcp: other, webSocket: 0 });
    await again.start();
    await again.stop();
    await again.stop();
  });
}

test("where nobody named a port, a taken one is no trouble: it takes the next and says which", async (t) => {
  // Whoever has the usual ports on this machine, they are taken now.
  for (const usual of [1883, 9001]) {
    const taken = createServer();
    t.after(() => taken.close());
    await new Promise<void>((resolve) => taken.once("error", () => resolve()).listen(usual, "127.0.0.1", resolve));
  }
  const broker = new EmbeddedBroker();
  t.after(() => broker.stop());
  await broker.start();
  const { tcp, webSocket } = broker.ports;
  assert.ok(tcp > 1883 && tcp < 1983 && webSocket > 9001 && webSocket < 9101, `${tcp}, ${webSocket}`);
  assert.equal(broker.url, `mqtt://127.0.0.1:${tcp}`);
  assert.deepEqual(broker.moves, [
    `port 1883 is taken: MQTT is on port ${tcp}`,
    `port 9001 is taken: MQTT over WebSocket is on port ${webSocket}`,
  ]);
  const watcher = await observer(`ws://127.0.0.1:${webSocket}`);
  await watcher.close();
});

test("a port that was named is kept free by the one that was not", async (t) => {
  for (const named of [{ tcp: 9001 }, { webSocket: 1883 }]) {
    const broker = new EmbeddedBroker(named);
    await broker.start().catch((error: unknown) => {
      if (isAndasError(error, "port-in-use")) t.skip("somebody has these ports");
      else throw error;
    });
    assert.notEqual(broker.ports.tcp, broker.ports.webSocket);
    assert.deepEqual({ ...broker.ports, ...named }, broker.ports);
    await broker.stop();
  }
});

test("it listens on this machine only", async (t) => {
  const broker = await aBroker(t);
  const addresses = spawn("sh", ["-c", "cat /proc/net/tcp /proc/net/tcp6"]);
  let table = "";
  for await (const chunk of addresses.stdout) table += chunk;
  for (const port of [broker.ports.tcp, broker.ports.webSocket]) {
    const hex = port.toString(16).toUpperCase().padStart(4, "0");
    const listening = [...table.matchAll(new RegExp(`(\\w+):${hex} \\w+:0000 0A`, "g"))].map((match) => match[1]);
    assert.deepEqual(listening, ["0100007F"]);
  }
});

test("told to, it listens for others too, and then lets in who knows the password alone", async (t) => {
  assert.throws(
    () => new EmbeddedBroker({ address: "0.0.0.0" }),
    (error) => isAndasError(error, "config") && /without a password: name "credentials"/.test(error.message),
  );
  const secrets = { username: "grove", password: "moss" };
  const broker = new EmbeddedBroker({ address: "0.0.0.0", tcp: 0, webSocket: 0, ...secrets });
  await broker.start();
  t.after(() => broker.stop());
  assert.match(broker.url, /^mqtt:\/\/127\.0\.0\.1:\d+$/, "the node itself is on this machine");
  const connect = (said: object) =>
    new MqttWire({ url: broker.url, protocol: "3.1.1", ...said }, new RealClock("ntp")).connect({
      clientId: "andas-test",
      onMessage: () => undefined,
      onLost: () => {},
    });
  await connect(secrets);
  for (const wrong of [{}, { username: "grove" }, { ...secrets, password: "Moss" }, { ...secrets, username: "oak" }])
    await assert.rejects(connect(wrong), /does not let this node in/);
});
