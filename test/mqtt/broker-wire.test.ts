import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createServer } from "node:tls";
import { AndasError, isAndasError } from "../../src/domain/errors.js";
import { connectProblem } from "../../src/mqtt/broker/broker-problem.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import type { WireOptions } from "../../src/ports/wire.js";
import { aNode, spike } from "./a-node.js";

const options: WireOptions = {
  clientId: "andas-test",
  will: { topic: "andas/1/grove/test/$state", payload: "lost" },
  onMessage: () => {},
  onLost: () => {},
};

test("over TLS: a certificate that nobody vouches for is refused, one that the card vouches for is not", async (t) => {
  if (spawnSync("openssl", ["version"]).error) return t.skip("needs openssl: apt-get install openssl");
  const folder = await mkdtemp(join(tmpdir(), "andas-tls-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...curve, ...subject, ...files], { stdio: "ignore" });
  const [key, cert] = await Promise.all(["key.pem", "cert.pem"].map((name) => readFile(join(folder, name), "utf8")));

  const broker = new EmbeddedBroker({ tcp: 0, webSocket: 0 });
  await broker.start();
  t.after(() => broker.stop());
  const server = createServer({ key: key as string, cert: cert as string }, (near) => {
    const far = connect(broker.ports.tcp, "127.0.0.1");
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;

  const stranger = new MqttWire({ url: `mqtts://localhost:${port}` }, new RealClock("ntp"));
  await assert.rejects(stranger.connect(options), /TLS with mqtts:\/\/localhost:\d+ failed \(DEPTH_ZERO.*"ca"/);
  const misnamed = new MqttWire(
    { url: `mqtts://127.0.0.1:${port}`, tls: { ca: cert as string } },
    new RealClock("ntp"),
  );
  await assert.rejects(misnamed.connect(options), /TLS with .*ALTNAME.*host's name/);
  const friend = new MqttWire({ url: `mqtts://localhost:${port}`, tls: { ca: cert as string } }, new RealClock("ntp"));
  await friend.connect(options);
  await friend.publish("a", "b", { qos: 1, retain: false });
  await friend.disconnect();
});

test("over WebSocket, and asked for MQTT 5 where there is only 3.1.1", async (t) => {
  const broker = new EmbeddedBroker({ tcp: 0, webSocket: 0 });
  await broker.start();
  t.after(() => broker.stop());
  const wire = new MqttWire({ url: `ws://127.0.0.1:${broker.ports.webSocket}` }, new RealClock("ntp"));
  await wire.connect(options);
  await wire.publish("a", "b", { qos: 1, retain: false });
  await wire.disconnect();
  const strict = new MqttWire({ url: broker.url, protocol: "5" }, new RealClock("ntp"));
  await assert.rejects(strict.connect(options), (error) => isAndasError(error, "broker"));
});

test("an address that makes no sense is a fault of the card", async () => {
  for (const url of ["broker", "http://broker", "mqtt://"]) {
    const wire = new MqttWire({ url }, new RealClock("ntp"));
    await assert.rejects(wire.connect(options), (error) => isAndasError(error, "config"), url);
  }
});

test("every way not to be let in is one line that says what to do", () => {
  const system = (code: string) => Object.assign(new Error(`connect ${code}\nand more`), { code });
  const refused = (code: number) => Object.assign(new Error("Connection refused"), { code });
  const errors = [
    ...["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "CERT_NOT_YET_VALID", "SELF_SIGNED_CERT_IN_CHAIN", "EWEIRD"].map(
      system,
    ),
    ...[1, 2, 3, 4, 5, 132, 133, 134, 135, 138, 151].map(refused),
    new Error("connack timeout"),
    "a string",
  ];
  for (const error of errors) {
    const problem = connectProblem("mqtt://there:1883", error);
    assert.ok(problem instanceof AndasError && problem.code === "broker");
    assert.match(problem.message, /^[^\n]*mqtt:\/\/there:1883[^\n]*: [^\n]+$/);
  }
});

test("the outbox is sent no faster than it may be", async () => {
  const { session, wire, tell } = aNode({ clock: new RealClock("ntp"), messagesPerSecond: 50 });
  for (let i = 0; i < 65; i++) tell(spike("e1"));
  const begin = performance.now();
  assert.deepEqual(await session.connect(1), { sent: 65 });
  const seconds = (performance.now() - begin) / 1000;
  assert.ok(seconds > 0.28, `a second's worth at once, then fifteen at 50 a second: ${seconds} s`);
  assert.equal(wire.published.filter(({ topic }) => topic.includes("spike")).length, 65);
});

test("who never connects never loads mqtt.js, aedes or ws", () => {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import { createRequire } from "node:module";
    for (const file of ["session", "broker/mqtt-wire", "broker/embedded-broker"]) await import(${here("../../src/mqtt/")} + file + ".js");
    const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes("node_modules"));
    process.stdout.write(loaded.join(" "));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.equal(stdout + stderr, "");
});
