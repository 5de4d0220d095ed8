import assert from "node:assert/strict";
import { readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Message } from "../../src/domain/message.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import { freePort, isState, observer } from "../mqtt/real-brokers.js";
import { type Kept, keptIn } from "../node/kept.js";
import { aBroker, saidOn, stateNames } from "./a-broker.js";
import { andas, groveRecording, lines, nodeOn, ROOT, start } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let grove = "";
before(async () => {
  grove = await groveRecording(folder.path, 20_000);
});

async function stateIn(state: string): Promise<Kept> {
  return keptIn(await readFile(join(state, "state.json"), "utf8"));
}

/** What waits for the broker. */
async function waitingIn(state: string): Promise<Message[]> {
  const outbox = new LogOutbox({ files: new OsFiles(), folder: join(state, "outbox") });
  await outbox.open();
  const messages: Message[] = [];
  for await (const message of outbox.waiting()) messages.push(message);
  await outbox.close();
  return messages;
}

const LIVING = { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } };

for (const signal of ["SIGTERM", "SIGINT"] as const)
  test(`${signal}: the node exhales once, lets disconnected stand, and ends with 0`, async (t) => {
    const broker = await aBroker(t);
    const node = await nodeOn(t, { broker: broker.url, files: LIVING });
    const running = start(t, node.args);
    await broker.until((message) => isState(message, "sleeping"));
    const before = broker.heard.length;
    running.process.kill(signal);
    const { code, stderr } = await running.ended;
    assert.equal(code, 0, stderr);
    await broker.until((message) => isState(message, "disconnected"));
    assert.deepEqual(stateNames(broker.heard.slice(before)), ["init", "ready", "disconnected"]);
    const births = saidOn(broker.heard, "$state").map(({ body }) => Number(body.bd));
    assert.deepEqual(
      births,
      [...births].sort((a, b) => a - b),
    );
    const state = await stateIn(node.state);
    assert.equal(state.births, births.at(-1), "the birth was on disk before it was told");
    assert.deepEqual(await waitingIn(node.state), []);

    const late = await observer(broker.url);
    const stands = await late.until(({ topic }) => topic.endsWith("/$state"));
    assert.ok(stands.retained && isState(stands, "disconnected"));
    await late.close();
  });

test("a node that starts again goes on with its threads and insights, and says so at once", async (t) => {
  const broker = await aBroker(t);
  const node = await nodeOn(t, { broker: broker.url });
  const args = [...node.args, "--recording", grove, "--speed", "max"];
  const running = start(t, args);
  await broker.until((message) => isState(message, "ready"));
  await broker.client.publishAsync(`${ROOT}/cmd/dismiss`, JSON.stringify({ electrode: "e1", type: "drift" }), {
    qos: 1,
  });
  assert.equal((await running.ended).code, 0);
  const first = await stateIn(node.state);
  assert.ok(first.attention.insights.length > 0 && first.attention.live.length > 0, "it has something to keep");
  const lastWords = saidOn(broker.heard, "threads").at(-1)?.body;
  const until = broker.heard.length;

  assert.equal((await andas(t, ...args)).code, 0);
  const heard = broker.heard.slice(until);
  const firstWords = saidOn(heard, "threads")[0]?.body;
  const ids = (body: typeof lastWords) => {
    const { active, paused } = body as { active: { id: string } | null; paused: { id: string }[] };
    return new Set([...(active ? [active] : []), ...paused].map(({ id }) => id));
  };
  assert.ok(ids(lastWords).size > 0);
  assert.deepEqual(ids(firstWords), ids(lastWords));
  assert.deepEqual(
    saidOn(heard, "insight/")
      .slice(0, first.attention.insights.length)
      .map(({ body }) => body.id),
    first.attention.insights.map(({ id }) => id),
  );
  assert.equal(
    saidOn(heard, "breath")[0]?.body.since,
    saidOn(broker.heard.slice(0, until), "$state").at(-1)?.body.since,
  );
  const second = await stateIn(node.state);
  assert.equal(second.boot, 2);
  assert.ok(
    second.percepts > first.percepts && second.cycle > first.cycle && (second.committed ?? 0) > (first.committed ?? 0),
  );
});

test("a state that is cut in half costs a breath at most: the node goes on from the one before, and says so", async (t) => {
  const node = await nodeOn(t);
  const args = [...node.args, "--recording", grove, "--speed", "max"];
  await andas(t, ...args);
  const whole = await stateIn(node.state);
  const file = join(node.state, "state.json");
  await truncate(file, Math.floor((await readFile(file)).length / 2));
  const { code, stderr } = await andas(t, ...args);
  assert.equal(code, 0);
  const said = lines(stderr)
    .map((line) => line.replace(/^warning: \S+Z /, "warning: "))
    .filter((line) => line.startsWith("warning: state.json"));
  assert.deepEqual(said, [
    "warning: state.json: it is torn or half written: the node goes on with the last good state; what was damaged is kept as " +
      "state.damaged-1.json; if it happens again, change the disk",
  ]);
  const after = await stateIn(node.state);
  assert.equal(after.boot, 2);
  assert.ok(after.percepts > whole.percepts);
  for (const { id } of whole.attention.insights.slice(0, 1))
    assert.ok(
      after.attention.insights.some((insight) => insight.id === id),
      "what was learnt is known still",
    );
});

test("without its broker a node lives and keeps what it has to say, over a restart too, and says it when the broker is there", async (t) => {
  const port = await freePort();
  const node = await nodeOn(t, { broker: `mqtt://127.0.0.1:${port}` });
  const args = [...node.args, "--recording", grove, "--speed", "max"];
  const alone = await andas(t, ...args);
  assert.equal(alone.code, 0, alone.stderr);
  const complaints = lines(alone.stderr).filter((line) => line.startsWith("warning: "));
  assert.equal(complaints.length, 1, "said once, not with every breath");
  assert.ok(complaints[0]?.includes(`127.0.0.1:${port}`), complaints[0]);
  const kept = await waitingIn(node.state);
  assert.ok(kept.length > 50, `${kept.length} are kept`);

  const broker = await aBroker(t, port);
  assert.equal((await andas(t, ...args)).code, 0);
  const delivered = saidOn(broker.heard, "spike/", "glyph/", "percept/", "reading/", "reflex/", "voice/").filter(
    ({ body }) => body.boot === 1,
  );
  assert.deepEqual(
    delivered,
    kept.map(({ topic, payload }) => ({ topic, body: { ...JSON.parse(payload), historical: true } })),
  );
  assert.deepEqual(await waitingIn(node.state), []);
});
