import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Happening } from "../../src/domain/event.js";
import type { NeighbourMessage, NeighbourPercept } from "../../src/domain/neighbour.js";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { Deduplicator } from "../../src/mqtt/peers/deduplicator.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { healthBody } from "../../src/protocol/payloads/health.js";
import { aNode, breath, START } from "./a-node.js";
import { freePort, hasMosquitto, NEEDS_MOSQUITTO, observer, pause, startMosquitto } from "./real-brokers.js";

const OAK = "andas/1/grove/oak";

/** A node with neighbours, and what it hears of them. */
function listening(peers: readonly string[], taken = true) {
  const messages: NeighbourMessage[] = [];
  const neighbour = (message: NeighbourMessage) => {
    messages.push(message);
    return taken;
  };
  return { ...aNode({ peers, receiver: { neighbour } }), messages };
}

function told(more: object = {}): string {
  const envelope = { v: 1, boot: 3, seq: 17, at: "2000-01-01T00:00:00.000Z", tq: "ntp" };
  const percept = {
    id: "p-9",
    source: "electrode/e1",
    percept: "burst",
    intensity: 0.6,
    tags: [],
    data: { spikes: 4 },
  };
  return JSON.stringify({ ...envelope, ...percept, ...more });
}

/** What is handed over comes a moment later, as on a network. */
const soon = () => new Promise((resolve) => setImmediate(resolve));

const burst = (electrode: string, id: string): Happening => ({
  type: "percept",
  percept: {
    ...{ id, source: `electrode/${electrode}`, type: "burst", intensity: 0.7, at: START },
    ...{ tags: [], data: { spikes: 4 } },
  },
});

test("a node without peers subscribes to nobody and says nothing of neighbours", async () => {
  const { session, wire } = listening([]);
  await session.connect(1);
  assert.ok(!wire.trail.some((step) => step.includes("percept/#")));
  assert.equal(session.report().neighbours, undefined);
});

test("what a peer told while the node slept comes before its mailbox is known to be empty", async () => {
  const { session, wire, messages } = listening(["oak", "birch", "spruce-1"]);
  await session.connect(1);
  const [subscribed] = wire.trail.filter((step) => step.includes("percept/#"));
  assert.equal(
    subscribed,
    `subscribe ${["oak", "birch"].flatMap((peer) => [`andas/1/grove/${peer}/percept/#`, `andas/1/grove/${peer}/res/listen`]).join(" ")}`,
  );
  await session.rest(START + 60);
  wire.deliver(`${OAK}/percept/electrode/e1`, told());
  await session.connect(2);
  assert.deepEqual(messages, [
    {
      ...{ kind: "percept", node: "oak", source: "electrode/e1", type: "burst", intensity: 0.6, at: START },
      ...{ quality: "ntp", historical: false, tags: [], data: { spikes: 4 } },
    },
  ]);
});

test("a message that comes twice is heard once; a new life of the peer counts anew", async () => {
  const { session, wire, messages } = listening(["oak"]);
  await session.connect(1);
  for (const name of [{ seq: 17 }, { seq: 18 }, { seq: 17 }, { seq: 18 }, { boot: 4, seq: 17 }, { seq: 18 }])
    wire.deliver(`${OAK}/percept/electrode/e1`, told(name));
  await soon();
  assert.equal(messages.length, 3);
  assert.deepEqual(session.report().neighbours, { heard: 3, repeated: 3, ignored: 0 });
  assert.deepEqual(healthBody([], {}, session.report()).neighbours, { heard: 3, repeated: 3, ignored: 0 });
});

test("what makes no sense, comes from strangers or is too long is counted and hurts nobody", async () => {
  const { session, wire, messages, log } = listening(["oak"]);
  await session.connect(1);
  const nonsense = [
    "",
    "no JSON",
    "[]",
    "null",
    told({ at: "soon" }),
    told({ intensity: "loud" }),
    told({ percept: "Bad Type" }),
  ];
  const more = [told({ boot: -1 }), told({ seq: 1.5 }), told({ source: "" }), told({ text: "x".repeat(9000) })];
  for (const payload of [...nonsense, ...more]) wire.deliver(`${OAK}/percept/electrode/e1`, payload);
  wire.deliver(`${OAK}/percept/electrode/e1`, `${"[".repeat(4000)}${"]".repeat(4000)}`);
  await soon();
  assert.deepEqual(messages, []);
  assert.deepEqual(session.report().neighbours, {
    heard: 0,
    repeated: 0,
    ignored: nonsense.length + more.length + 1,
  });
  assert.deepEqual(log, []);
});

test("facts that are nested or too many are left out, the percept stays", async () => {
  const { session, wire, messages } = listening(["oak"]);
  await session.connect(1);
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, i]));
  const data = { z: 7, list: ["a", 1, { b: 2 }], nested: { deep: true }, ...many };
  wire.deliver(`${OAK}/percept/electrode/e1`, told({ data, tags: "none", historical: "yes", later: { version: 2 } }));
  await soon();
  const message = messages[0] as NeighbourPercept;
  assert.equal(Object.keys(message.data).length, 32);
  assert.deepEqual([message.data.z, message.data.list, message.data.nested], [7, ["a", 1], undefined]);
  assert.deepEqual([message.tags, message.historical], [[], false]);
});

test("whoever asks for everybody hears all of the site but itself", async () => {
  const { session, wire, messages } = listening(["*"]);
  await session.connect(1);
  assert.ok(wire.trail.includes("subscribe andas/1/grove/+/percept/# andas/1/grove/+/res/listen"));
  for (const node of ["oak", "birch", "spruce-1"])
    wire.deliver(`andas/1/grove/${node}/percept/host`, told({ source: "host" }));
  wire.deliver("andas/1/other/oak/percept/host", told({ source: "host" }));
  await soon();
  assert.deepEqual(
    messages.map(({ node }) => node),
    ["oak", "birch"],
  );
});

test("neighbours are asked to listen once while they listen, and only answers to our own asks are heard", async () => {
  const { session, wire, messages, clock } = listening(["oak", "birch"]);
  session.ask(600, "a wave comes");
  session.ask(600, "a wave still comes");
  await session.connect(1);
  const asks = wire.published.filter(({ topic }) => topic.endsWith("/cmd/listen"));
  assert.deepEqual(
    asks.map(({ topic, payload, qos, retain }) => [topic, JSON.parse(payload), qos, retain]),
    ["oak", "birch"].map((peer, i) => [
      `andas/1/grove/${peer}/cmd/listen`,
      {
        transaction: `spruce-1-7-${i + 1}`,
        ...{ for_s: 600, reason: "a wave comes", from: "spruce-1", expires: "2000-01-01T00:10:00.000Z" },
      },
      1,
      false,
    ]),
  );
  const answer = (transaction: string) =>
    JSON.stringify({ v: 1, transaction, status: "ok", data: { text: "the node listens to e1" } });
  wire.deliver(`${OAK}/res/listen`, answer("spruce-1-7-1"));
  wire.deliver(`${OAK}/res/listen`, answer("spruce-1-7-1"));
  wire.deliver(`${OAK}/res/listen`, answer("somebody-else"));
  await soon();
  assert.deepEqual(messages, [
    { kind: "answer", node: "oak", transaction: "spruce-1-7-1", ok: true, text: "the node listens to e1" },
  ]);
  await clock.run(new AbortController().signal, { until: START + 601 });
  session.ask(60, "another wave");
  await soon();
  assert.equal(
    wire.published.filter(({ topic }) => topic.endsWith("/cmd/listen")).length,
    4,
    "at once, while connected",
  );
});

test("neighbours are asked a dozen times a day at most, however many waves come", async () => {
  const { session, wire, clock } = listening(["oak"]);
  await session.connect(1);
  const asks = () => wire.published.filter(({ topic }) => topic.endsWith("/cmd/listen")).length;
  for (let hour = 0; hour < 47; hour++) {
    session.ask(60, "a wave comes");
    await soon();
    await clock.run(new AbortController().signal, { until: START + 3600 * (hour + 1) });
    if (hour === 22) assert.equal(asks(), 12);
  }
  assert.equal(asks(), 24);
});

test("an ask that could not be sent in its time is not sent any more", async () => {
  const { session, wire, clock } = listening(["oak"]);
  session.ask(60, "a wave comes");
  await clock.run(new AbortController().signal, { until: START + 61 });
  await session.connect(1);
  assert.ok(!wire.published.some(({ topic }) => topic.endsWith("/cmd/listen")));
});

test("a broker that keeps neighbours to itself does not keep the node from its commands", async () => {
  const { session, wire, log, commands } = listening(["oak"]);
  wire.denies = (topic) => topic.includes("oak");
  session.ask(60, "a wave comes");
  await session.connect(1);
  wire.deliver("andas/1/grove/spruce-1/cmd/ping", '{"transaction":"1"}');
  await soon();
  await soon();
  assert.deepEqual(
    commands.map(({ name }) => name),
    ["ping"],
  );
  assert.ok(
    log.some((line) => line.includes("refuses")),
    log.join("\n"),
  );
});

test("names are remembered within bounds: what is far behind is a repeat, the silent are forgotten first", () => {
  const seen = new Deduplicator();
  for (let seq = 0; seq < 5000; seq += 2) assert.ok(seen.isNew("oak", 1, seq));
  assert.equal(seen.isNew("oak", 1, 4997), true, "a message may be overtaken by another topic's");
  assert.equal(seen.isNew("oak", 1, 4997), false);
  assert.equal(seen.isNew("oak", 1, 1), false);
  for (let node = 0; node < 64; node++) assert.ok(seen.isNew(`n${node}`, 1, 1));
  assert.equal(seen.nodes.length, 64);
  assert.ok(!seen.nodes.includes("oak"));
});

/** A node of the grove on a real broker. */
function onBroker(t: TestContext, url: string, node: string, peers: readonly string[], protocol: "5" | "3.1.1") {
  const messages: NeighbourMessage[] = [];
  const wire = new MqttWire({ url, protocol }, new RealClock("ntp"));
  const whole = aNode({
    ...{ identity: { site: "grove", node }, wire: wire as never, homeAssistant: "", peers },
    receiver: {
      neighbour: (message) => {
        messages.push(message);
        return true;
      },
    },
  });
  t.after(() => whole.session.close("over"));
  const until = async (enough: () => boolean) => {
    for (let i = 0; i < 300 && !enough(); i++) await pause(10);
    assert.ok(enough(), `${node} heard ${JSON.stringify(messages)}`);
  };
  return { ...whole, messages, until };
}

/** A wave goes through the grove: oak hears it, then birch; spruce, which slept meanwhile, hears of both, and asks them. */
async function aWave(t: TestContext, url: string, protocol: "5" | "3.1.1"): Promise<void> {
  const oak = onBroker(t, url, "oak", ["birch", "spruce"], protocol);
  const birch = onBroker(t, url, "birch", ["*"], protocol);
  const spruce = onBroker(t, url, "spruce", ["oak", "birch"], protocol);
  await spruce.session.connect(1);
  await spruce.session.rest(START + 60);
  for (const node of [oak, birch]) {
    node.tell(breath(1));
    await node.session.connect(1);
  }
  oak.tell(burst("e1", "p-1"));
  await oak.session.connect(1);
  await birch.until(() => birch.messages.length === 1);
  birch.tell(burst("e4", "p-1"));
  await birch.session.connect(1);
  await oak.until(() => oak.messages.length === 1);

  spruce.tell(breath(2));
  spruce.session.ask(600, "a wave crosses the grove");
  await spruce.session.connect(2);
  const bursts = () =>
    spruce.messages.flatMap((message) =>
      message.kind === "percept" ? [`${message.node} ${message.source} ${message.type}`] : [],
    );
  await spruce.until(() => bursts().length === 2);
  assert.deepEqual(bursts().sort(), ["birch electrode/e4 burst", "oak electrode/e1 burst"]);
  await oak.until(() => oak.commands.length === 1);
  assert.deepEqual(
    oak.commands.map(({ name, body }) => [name, body.for_s, body.reason, body.from]),
    [["listen", 600, "a wave crosses the grove", "spruce"]],
  );
  await spruce.until(() => spruce.messages.filter(({ kind }) => kind === "answer").length === 2);
  assert.deepEqual(
    birch.messages.map(({ node }) => node),
    ["oak"],
    "it does not hear itself",
  );
}

test("a wave crosses the grove on the embedded broker", async (t) => {
  const broker = new EmbeddedBroker({ tcp: await freePort(), webSocket: await freePort() });
  await broker.start();
  t.after(() => broker.stop());
  await aWave(t, broker.url, "3.1.1");
});

test("a wave crosses the grove on mosquitto", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const broker = await startMosquitto();
  t.after(broker.stop);
  const watcher = await observer(broker.url);
  t.after(watcher.close);
  await aWave(t, broker.url, "5");
  assert.ok(watcher.heard.some(({ topic }) => topic === "andas/1/grove/oak/res/listen"));
});
