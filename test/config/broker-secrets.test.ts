import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { type LoadedCard, loadCard } from "../../src/config/load-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { card, KINDS, NODE } from "./card-folder.js";

const SECRET = "hunter2";
const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

async function load(t: TestContext, broker: unknown, beside: Record<string, unknown> = {}): Promise<LoadedCard> {
  const folder = await card(t, { "node.json": { ...NODE, broker }, ...beside });
  return loadCard({ folder, files: new OsFiles(), kinds: KINDS });
}

test("credentials and certificates are read from beside the card and travel apart from the configuration", async (t) => {
  const url = "mqtts://broker.example.org:8883";
  const broker = { url, username: "card", credentials: "mqtt.json", ca: "ca.pem" };
  const beside = { "mqtt.json": { username: "file", password: SECRET }, "ca.pem": PEM };
  const { good, problems } = await load(t, broker, beside);
  assert.deepEqual(problems, []);
  assert.deepEqual(good?.secrets, { username: "file", password: SECRET, ca: PEM });
  assert.deepEqual(good?.configuration.node.broker, { url });
  assert.ok(!JSON.stringify(good?.configuration).includes(SECRET));
  assert.ok(!good?.effective.includes(SECRET));
  assert.ok(good?.effective.includes('"credentials": "mqtt.json"'));
});

test("what is wrong beside the card is said without a letter of what is in it", async (t) => {
  const url = "mqtt://broker.example.org";
  const bad = [`{"password": ${SECRET}}`, { pass: SECRET }, { username: SECRET, password: 2 }, SECRET, ""];
  for (const content of bad) {
    const { problems } = await load(t, { url, credentials: "mqtt.json" }, { "mqtt.json": content });
    const said = problems.map(printProblem).join("\n");
    assert.match(said, /^mqtt\.json: .*; write it as \{"username": "…", "password": "…"\}/);
    assert.ok(!said.includes(SECRET), said);
  }
});

test("a password in the address is refused without being repeated", async (t) => {
  for (const broker of [{ url: `mqtt://u:${SECRET}@host` }, `mqtt://u:${SECRET}@host`]) {
    const said = (await load(t, broker)).problems.map(printProblem).join("\n");
    assert.match(said, /^node\.json: broker/);
    assert.ok(!said.includes(SECRET), said);
  }
});

test("the address must be one of MQTT, and certificates belong to a secure one", async (t) => {
  const said = async (broker: unknown) => (await load(t, broker, { "a.pem": PEM })).problems.map(printProblem);
  assert.deepEqual(await said({ url: "http://host" }), [
    'node.json: broker.url: must begin with mqtt://, mqtts://, ws:// or wss://; write it as "mqtts://broker.example.org:8883"',
  ]);
  assert.match((await said({ url: "mqtts://" })).join(), /broker\.url: is no complete address/);
  assert.deepEqual(await said({ url: "mqtt://host", cert: "a.pem" }), [
    'node.json: broker.key: is missing; "cert" needs it, or leave both out',
    'node.json: broker.cert: is of no use on an open connection; write the url with mqtts:// or wss://, or leave "cert" out',
  ]);
  assert.deepEqual(await said({ url: "mqtts://host", ca: "b.pem" }), [
    'node.json: broker.ca: names "b.pem", which is not there; put the file beside node.json',
  ]);
  assert.match((await said({ url: "mqtts://host", ca: "node.json" })).join(), /which is no PEM file/);
  assert.match((await said({ url: "mqtts://host", ca: "." })).join(), /broker\.ca: names "\.", which is a folder/);
});

test("the node's own broker is for others too with a password alone, which travels like that of any other", async (t) => {
  const own = async (embedded_broker: object, broker?: object) => {
    const node = { ...NODE, embedded_broker, ...(broker && { broker }) };
    const folder = await card(t, { "node.json": node, "own.json": { username: "grove", password: SECRET } });
    const { good, problems } = await loadCard({ folder, files: new OsFiles(), kinds: KINDS });
    return { good, said: problems.map(printProblem).join("\n") };
  };
  assert.match(
    (await own({ address: "0.0.0.0" })).said,
    /^node\.json: embedded_broker\.credentials: is missing; a broker/,
  );
  assert.match((await own({ address: "everywhere" })).said, /embedded_broker\.address: must be an IP address/);
  assert.match((await own({ credentials: "none.json" })).said, /embedded_broker\.credentials: names "none\.json"/);
  const { good, said } = await own({ address: "0.0.0.0", credentials: "own.json" });
  assert.equal(said, "");
  assert.deepEqual(good?.secrets, { username: "grove", password: SECRET });
  assert.equal(good?.configuration.node.embeddedBroker.address, "0.0.0.0");
  assert.ok(!good?.effective.includes(SECRET));
  const { good: other } = await own({ credentials: "own.json" }, { url: "mqtt://broker.example.org" });
  assert.deepEqual(other?.secrets, {}, "another broker is not told");
});

test("the name in the broker's certificate is for a secure address", async (t) => {
  const url = "mqtts://192.0.2.7:8883";
  const { good } = await load(t, { url, server_name: "broker.example.org" });
  assert.deepEqual(good?.configuration.node.broker, { url, serverName: "broker.example.org" });
  const { problems } = await load(t, { url: "mqtt://host", server_name: "x" });
  assert.match(problems.map(printProblem).join(), /broker\.server_name: is of no use on an open connection/);
});
