import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { iso } from "../../src/domain/time.js";
import { type BrokerAddress, MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { tryBroker } from "../../src/mqtt/broker/try-broker.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { root as checkout } from "../house/the-house.js";
import { aNode, ROOT, spike } from "./a-node.js";
import { anAuthority, hasOpenssl, NEEDS_OPENSSL } from "./certificates.js";
import { freePort, hasMosquitto, NEEDS_MOSQUITTO, observer, passwordLine, startMosquitto } from "./real-brokers.js";

const identity = { site: "grove", node: "spruce-1" };
const clock = new RealClock("ntp");

async function aBroker(t: TestContext, ...options: Parameters<typeof startMosquitto>) {
  const broker = await startMosquitto(...options);
  t.after(broker.stop);
  return broker;
}

const steps = async (broker: BrokerAddress) => {
  const tried = await tryBroker(broker, identity, clock);
  for (const { well } of tried.slice(0, -1)) assert.ok(well);
  const last = tried.at(-1)!;
  return { way: tried.map(({ step }) => step).join(" "), last: last.well ? "well" : last.text, tried };
};

/** A mosquitto that wants certificates, signed by an authority that nobody knows. */
async function aSecureBroker(t: TestContext) {
  const authority = await anAuthority(t, "The grove");
  const { cert, key } = await authority.sign("broker", ["localhost", "forest.example"]);
  const broker = await aBroker(
    t,
    ["allow_anonymous true", "cafile @/ca.pem", "certfile @/b.pem", "keyfile @/b.key", "require_certificate true"],
    { "ca.pem": authority.cert, "b.pem": cert, "b.key": key },
  );
  const own = await authority.sign("spruce-1");
  return { url: `mqtts://localhost:${broker.port}`, port: broker.port, authority, tls: { ca: authority.cert, ...own } };
}

test("TLS with certificates on both sides, on MQTT 5 and on 3.1.1: a whole breath", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  if (!hasOpenssl()) return t.skip(NEEDS_OPENSSL);
  const { url, port, tls, authority } = await aSecureBroker(t);
  for (const protocol of ["5", "3.1.1"] as const) {
    const wire = new MqttWire({ url, tls, protocol }, clock);
    const { session, tell, outbox } = aNode({ wire: wire as never });
    tell(spike("e1"));
    assert.deepEqual(await session.connect(1), { sent: 1 });
    assert.equal(outbox.depth, 0);
    assert.equal((await session.rest(clock.now() + 300)).resting, true);
  }
  const refused = async (address: BrokerAddress, why: RegExp) => {
    const wire = new MqttWire({ ...address, connectTimeout: 5 }, clock);
    await assert.rejects(
      aNode({ wire: wire as never })
        .session.connect(1)
        .then(({ problem }) => {
          throw new Error(problem);
        }),
      why,
    );
  };
  await refused(
    { url, tls: { ca: tls.ca } },
    /wants a certificate of this node that it knows .*check "cert" and "key"/,
  );
  const stranger = await (await anAuthority(t, "Somebody else")).sign("spruce-1");
  await refused(
    { url, tls: { ca: tls.ca, ...stranger } },
    /wants a certificate of this node that it knows|closed the connection/,
  );
  await refused({ url, tls: { cert: tls.cert, key: tls.key } }, /TLS with .* failed .*check "ca"/);

  // By address the certificate's name does not fit, unless the card says which name to expect.
  const byAddress = `mqtts://127.0.0.1:${port}`;
  await refused({ url: byAddress, tls }, /TLS with .* failed/);
  const named = new MqttWire({ url: byAddress, tls: { ...tls, serverName: "forest.example" } }, clock);
  assert.equal((await aNode({ wire: named as never }).session.connect(1)).problem, undefined);
  await named.disconnect();

  const { way, last, tried } = await steps({ url, tls });
  assert.equal(way, "name TCP TLS login subscription publication");
  assert.equal(last, "well");
  assert.match(
    tried[2]!.text,
    /^TLSv1\.\d, the certificate of broker is good till .*, and the node has shown its own$/,
  );
  assert.match((await steps({ url, tls: { ca: stranger.cert } })).last, /^TLS with/);
  assert.ok(authority.cert);
});

test("over WebSocket to mosquitto, plain and under TLS", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  if (!hasOpenssl()) return t.skip(NEEDS_OPENSSL);
  const authority = await anAuthority(t, "The grove");
  const { cert, key } = await authority.sign("broker", ["localhost"]);
  const [plain, secure] = [await freePort(), await freePort()];
  await aBroker(
    t,
    [
      ...["allow_anonymous true", `listener ${plain} 127.0.0.1`, "protocol websockets"],
      ...[`listener ${secure} 127.0.0.1`, "protocol websockets", "certfile @/b.pem", "keyfile @/b.key"],
    ],
    { "b.pem": cert, "b.key": key },
  );
  assert.equal((await steps({ url: `ws://localhost:${plain}` })).last, "well");
  const { way, last } = await steps({ url: `wss://localhost:${secure}`, tls: { ca: authority.cert } });
  assert.deepEqual([way, last], ["name TCP TLS login subscription publication", "well"]);
});

test("the way to a broker is gone till where it ends, and that step says what to do", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const passwords = passwordLine("spruce-1", "moss") + passwordLine("deaf", "moss") + passwordLine("mute", "moss");
  const rights = [
    ...["user spruce-1", `topic readwrite ${ROOT}/#`],
    ...["user deaf", `topic write ${ROOT}/#`, "user mute", `topic read ${ROOT}/#`],
  ];
  const files = { p: passwords, acl: `${rights.join("\n")}\n` };
  const { url, port } = await aBroker(t, ["allow_anonymous false", "password_file @/p", "acl_file @/acl"], files);
  const as = (username: string, password = "moss") => steps({ url, username, password });

  const well = await as("spruce-1");
  assert.deepEqual([well.way, well.last], ["name TCP login subscription publication", "well"]);
  const watcher = await observer(url, { username: "spruce-1", password: "moss" });
  t.after(watcher.close);
  const wrong = await as("spruce-1", "fern");
  assert.equal(wrong.way, "name TCP login");
  assert.match(wrong.last, /does not let this node in .*check the file that "credentials" in node\.json names/);
  assert.ok(!JSON.stringify(wrong.tried).includes("fern"));
  assert.match((await as("mute")).last, /the broker refuses .*mailbox|nothing came within/);
  // mosquitto takes a subscription that it will never serve: only the message that does not come back shows it.
  assert.match((await as("deaf")).way, /publication$|subscription$/);
  assert.equal(
    watcher.heard.filter(({ topic }) => topic.endsWith("$state")).length,
    0,
    "nobody is told that it was there",
  );

  assert.match((await steps({ url: "mqtt://no-such-host.invalid" })).last, /^nobody knows where/);
  const nobody = await steps({ url: `mqtt://127.0.0.1:${await freePort()}` });
  assert.deepEqual([nobody.way, nobody.last.split(":")[0]], ["name TCP", "no broker listens at mqtt"]);
  assert.match((await steps({ url: `mqtts://127.0.0.1:${port}` })).way, /TLS$/);
});

test("with the rights that the README gives a node it can do all that it does, and nothing more", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const page = await readFile(join(checkout, "README.md"), "utf8");
  const acl = /```acl\n([\s\S]*?)```/.exec(page)?.[1] ?? assert.fail("the README gives no rights");
  const everything = "\nuser operator\ntopic readwrite #\n";
  const files = {
    p: passwordLine("spruce-1", "moss") + passwordLine("oak-1", "moss") + passwordLine("operator", "moss"),
    acl: acl.replaceAll("north", "grove") + everything,
  };
  const { url } = await aBroker(t, ["allow_anonymous false", "password_file @/p", "acl_file @/acl"], files);
  const operator = await observer(url, { username: "operator", password: "moss" });
  t.after(operator.close);
  const wire = new MqttWire({ url, username: "spruce-1", password: "moss" }, clock);
  const { session, tell, log, commands } = aNode({ wire: wire as never });
  tell(spike("e1"));
  await session.connect(1);
  await operator.client.publishAsync(`${ROOT}/cmd/ping`, '{"transaction":"1"}', { qos: 1 });
  await operator.until(({ topic }) => topic === `${ROOT}/res/ping`);
  assert.equal((await session.rest(clock.now() + 300)).resting, true);
  assert.deepEqual(log, [], "nothing was refused");
  assert.equal(commands.length, 1);
  for (const topic of ["$state", "$description", "spike/e1"])
    await operator.until((one) => one.topic === `${ROOT}/${topic}`);
  await operator.until(({ topic }) => topic === "homeassistant/device/grove-spruce-1/config");

  const thief = new MqttWire({ url, username: "oak-1", password: "moss" }, clock);
  const overheard: string[] = [];
  await thief.connect({
    clientId: "andas-grove-oak-1",
    onMessage: ({ topic }) => void overheard.push(topic),
    onLost: () => {},
  });
  await thief.subscribe(["andas/1/grove/oak-1/cmd/+"]);
  for (const filter of [`${ROOT}/#`, "#"]) await thief.subscribe([filter]).catch(() => {});
  for (const topic of [`${ROOT}/cmd/gasp`, `${ROOT}/$state`, "homeassistant/device/grove-spruce-1/config"])
    await assert.rejects(thief.publish(topic, "{}", { qos: 1, retain: false }), /refuses/, topic);
  await thief.publish("andas/1/grove/oak-1/mailbox", "{}", { qos: 1, retain: false });
  assert.deepEqual(
    overheard.filter((topic) => !topic.startsWith("andas/1/grove/oak-1/")),
    [],
  );
  await thief.disconnect();
});

test("what a broker would close the connection over is not sent: too long, or no topic", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { url } = await aBroker(t, ["allow_anonymous true", "max_packet_size 2000"]);
  const wire = new MqttWire({ url }, clock);
  await wire.connect({ clientId: "andas-test", onMessage: () => undefined, onLost: () => {} });
  const publish = (topic: string, payload: string) => wire.publish(topic, payload, { qos: 1, retain: false });
  await assert.rejects(
    publish("a/b", "x".repeat(2000)),
    /^AndasError: a message of \d+ bytes on a\/b is not sent, 2000 are the most that this broker takes/,
  );
  for (const topic of ["", "a/+/b", "#", "a\0b"])
    await assert.rejects(publish(topic, "{}"), /nothing can be published there/);
  await publish("a/b", "x".repeat(1500));
  assert.ok(wire.connected);
  await wire.disconnect();
});

test("a node that woke in the past, and knows better from its disk, judges certificates by its own time, and by the card's authority alone", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  if (!hasOpenssl()) return t.skip(NEEDS_OPENSSL);
  // The system's clock is behind: to it, this certificate comes from the day after tomorrow.
  const day = (days: number) => clock.now() + days * 86_400;
  const written = (at: number) => `${iso(at).slice(0, 19).replace(/[-T:]/g, "")}Z`;
  const authority = await anAuthority(t, "The grove");
  const to = { from: written(day(2)), till: written(day(30)) };
  const { cert, key } = await authority.sign("broker", ["localhost"], to);
  const files = { "b.pem": cert, "b.key": key };
  const webSockets = await freePort();
  const { port } = await aBroker(
    t,
    [
      ...["allow_anonymous true", "certfile @/b.pem", "keyfile @/b.key"],
      ...[`listener ${webSockets} 127.0.0.1`, "protocol websockets", "certfile @/b.pem", "keyfile @/b.key"],
    ],
    files,
  );
  const url = `mqtts://localhost:${port}`;
  const connect = async (days: number, tls: BrokerAddress["tls"], at = url) => {
    const wire = new MqttWire({ url: at, tls: tls ?? {}, connectTimeout: 5 }, new RealClock("floor", day(days)));
    await wire.connect({ clientId: "andas-test", onMessage: () => undefined, onLost: () => {} });
    await wire.publish("a/b", "{}", { qos: 1, retain: false });
    await wire.disconnect();
  };
  const tls = { ca: authority.cert };
  await connect(3, tls);
  await connect(3, tls, `wss://localhost:${webSockets}`);
  await assert.rejects(connect(0, tls), /not valid at this node's time \(CERT_NOT_YET_VALID\): check the clock/);
  await assert.rejects(connect(31, tls), /CERT_HAS_EXPIRED/);
  await assert.rejects(connect(3, {}), /CERT_NOT_YET_VALID|TLS with .* failed/, "only by an authority of the card's");
  const stranger = await anAuthority(t, "The grove");
  await assert.rejects(connect(3, { ca: stranger.cert }), /TLS with .* failed|CERT_NOT_YET_VALID/);
  await assert.rejects(connect(3, { ...tls, serverName: "another.example" }), /TLS with .* failed/);
});
