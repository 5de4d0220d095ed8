import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { changedParts } from "../../src/config/card-changes.js";
import { type CardNews, CardWatch } from "../../src/config/card-watch.js";
import { judgeCard } from "../../src/config/judge-card.js";
import { resolveCard } from "../../src/config/resolve-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { card, KINDS, NODE, put, temporary, textOf } from "./card-folder.js";

const NODE_WITH_BROKER = { ...NODE, broker: { url: "mqtt://broker.example.org", credentials: "mqtt.json" } };

async function watched(t: TestContext, content: Record<string, unknown> = { "node.json": NODE }) {
  const folder = await card(t, content);
  const stateFolder = join(await temporary(t), "state");
  const said: string[] = [];
  const log = (level: string, line: string) => void said.push(`${level}: ${line}`);
  const options = { folder, stateFolder, files: new OsFiles(), kinds: KINDS, log };
  const watch = new CardWatch({ ...options, card: await resolveCard(options) });
  return { folder, stateFolder, said, look: () => watch.look(), change: (files: object) => put(folder, { ...files }) };
}

function parts(news: CardNews) {
  return news.kind === "good" ? { taken: news.taken, waiting: news.waiting } : assert.fail(JSON.stringify(news));
}

test("a card that says what it said is unchanged, however it is written", async (t) => {
  const { look, change } = await watched(t);
  assert.deepEqual(await look(), { kind: "unchanged" });
  await change({ "node.json": `\n  ${JSON.stringify(NODE)}\n` });
  assert.deepEqual(await look(), { kind: "unchanged" });
});

test("what a breath can take up is taken up, what the node is built of waits, by part", async (t) => {
  const { look, change } = await watched(t);
  await change({
    "node.json": { ...NODE, name: "The old spruce", embedded_broker: { port: 2883 } },
    "breath.json": { radio: "always" },
    "electrodes.json": { glyphs: { fungus: { burst_of: 5 } } },
    "attention.json": { pool: { capacity: 100 } },
  });
  const news = await look();
  assert.deepEqual(parts(news), { taken: ["breath", "attention"], waiting: ["node", "broker", "glyphs"] });
  assert.ok(news.kind === "good");
  const { node, breath, attention } = news.inForce.configuration;
  assert.deepEqual([node.name, breath.radio, attention.pool.capacity], [NODE.node, "always", 100]);
  assert.deepEqual(await look(), { kind: "unchanged" });

  await change({ "breath.json": {} });
  assert.deepEqual(
    parts(await look()),
    { taken: ["breath"], waiting: ["node", "broker", "glyphs"] },
    "they wait still",
  );
});

test("another password takes a restart, and is told nowhere", async (t) => {
  const { look, change, folder, said } = await watched(t, {
    "node.json": NODE_WITH_BROKER,
    "mqtt.json": { password: "old-secret" },
  });
  await change({ "mqtt.json": { password: "new-secret" } });
  assert.deepEqual(parts(await look()), { taken: [], waiting: ["broker"] });
  assert.doesNotMatch(`${await textOf(folder, "EFFECTIVE.json")} ${said.join()}`, /secret/);
});

test("a card that is taken out is bad, and nothing is written where it was", async (t) => {
  const { look, folder, said, change, stateFolder } = await watched(t);
  await rm(folder, { recursive: true });
  const news = await look();
  assert.match(news.kind === "bad" ? news.problems.map(printProblem).join() : "", /there is no folder/);
  assert.deepEqual(await look(), { kind: "unchanged" });
  assert.equal(said.length, 1, said.join("\n"));
  assert.ok((await textOf(stateFolder, "last-good.json"))?.includes(NODE.node));
  await assert.rejects(
    change({}).then(() => put(folder, { "x.json": 1 })),
    "there is no folder still",
  );
});

test("what is probably not meant is said when it comes, once", async (t) => {
  const { look, change, said } = await watched(t);
  await change({ "node.json": { ...NODE, peers: ["oak"] } });
  await look();
  await look();
  assert.equal(said.filter((line) => line.startsWith("warn: node.json: peers:")).length, 1);
});

test("two cards differ in the parts that differ, and in no others", () => {
  const good = (files: object) =>
    judgeCard({ files: { node: NODE, ...files }, beside: {} }, KINDS).good ?? assert.fail();
  const plain = good({});
  assert.deepEqual(changedParts(plain, good({})), []);
  const led = { devices: [{ name: "status", kind: "led", pin: 17 }] };
  const pattern = { id: "a", when: { glyphs: "burst" }, action: { kind: "backup" } };
  assert.deepEqual(changedParts(plain, good({ reflexes: { reflexes: [] } })), ["reflexes"]);
  assert.deepEqual(changedParts(plain, good({ node: { ...NODE, peers: ["oak"] } })), ["node"]);
  assert.deepEqual(
    changedParts(plain, good({ node: { ...NODE, language: "sv" } })),
    ["node", "reflexes"],
    "the usual reflexes speak the node's language",
  );
  assert.deepEqual(
    changedParts(plain, good({ electrodes: led })),
    ["devices", "reflexes"],
    "thanks are answered with it",
  );
  const twice = { reflexes: { reflexes: [pattern] } };
  assert.deepEqual(changedParts(good(twice), good(twice)), [], "a pattern is the same when it says the same");
});
