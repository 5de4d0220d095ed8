import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type Heard, hasMosquitto, isState, NEEDS_MOSQUITTO, observer, startMosquitto } from "../mqtt/real-brokers.js";
import { aBroker, saidOn, stateNames } from "./a-broker.js";
import { nodeOn, ROOT, start } from "./andas.js";

const LIVING = { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } };

type Watcher = Pick<Awaited<ReturnType<typeof observer>>, "client" | "until" | "heard">;

let asked = 0;

/** Sends a command and waits for its answer. */
async function ask(watcher: Watcher, name: string, body: object = {}): Promise<Record<string, unknown>> {
  const transaction = `test-${++asked}`;
  await watcher.client.publishAsync(`${ROOT}/cmd/${name}`, JSON.stringify({ transaction, ...body }), { qos: 1 });
  const { payload } = await watcher.until(
    ({ topic, payload }) => topic === `${ROOT}/res/${name}` && JSON.parse(payload).transaction === transaction,
  );
  return JSON.parse(payload) as Record<string, unknown>;
}

test("an operator asks a waking node, tells it things, and makes it gasp", async (t) => {
  const broker = await aBroker(t);
  const breath = { phases: { inhale_s: 1, hold_s: 1, exhale_s: 600, pause_s: 600 }, radio: "always" };
  const node = await nodeOn(t, { broker: broker.url, files: { ...LIVING, "breath.json": breath } });
  start(t, node.args);
  const phase =
    (name: string) =>
    ({ topic, payload }: Heard) =>
      topic === `${ROOT}/breath` && JSON.parse(payload).phase === name;
  await broker.until((message) => isState(message, "ready"));
  await broker.until(phase("exhale"));

  const ping = await ask(broker, "ping");
  assert.equal(ping.status, "ok");
  assert.ok(Math.abs(Date.parse((ping.data as { at: string }).at) - Date.now()) < 5000);
  const status = (await ask(broker, "status")).data as Record<string, unknown>;
  assert.deepEqual([status.phase, status.cycle, status.boot], ["exhale", 1, 1]);
  const { noted } = (await ask(broker, "note", { text: "rain since noon" })).data as { noted: string };
  assert.equal(noted, "rain since noon");
  assert.equal((await ask(broker, "thanks")).status, "ok");
  const empty = await ask(broker, "note");
  assert.deepEqual([empty.status, (empty.error as { code: string }).code], ["error", "bad-request"]);
  const missing = await ask(broker, "clear", { alert: "fire" });
  assert.deepEqual([missing.status, (missing.error as { code: string }).code], ["error", "not-found"]);
  const unknown = await ask(broker, "dance");
  assert.equal((unknown.error as { code: string }).code, "unknown-command");
  assert.match((unknown.error as { message: string }).message, /there is no command "dance"; there are ping, /);

  assert.equal(((await ask(broker, "gasp")).data as { inhaling: boolean }).inhaling, true);
  const inhale = await broker.until(
    ({ topic, payload }) => topic === `${ROOT}/breath` && JSON.parse(payload).cause === "gasp",
  );
  const { phase: now, cycle } = JSON.parse(inhale.payload) as { phase: string; cycle: number };
  assert.deepEqual([now, cycle], ["inhale", 2]);
  assert.equal((await ask(broker, "gasp")).status, "ok");
  // What was meant for the node's own mind went into it, and was told with the next exhale.
  await broker.until(
    ({ topic, payload }) => topic === `${ROOT}/percept/operator` && payload.includes("rain since noon"),
  );
});

test("on a real broker: what a node says comes in the promised order, and what waited for it is answered before it is ready", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const broker = await startMosquitto();
  t.after(broker.stop);
  const watcher = await observer(broker.url);
  t.after(watcher.close);
  await sleepsInOrder(t, broker.url, watcher);
});

async function sleepsInOrder(t: TestContext, url: string, watcher: Watcher): Promise<void> {
  const breath = { phases: { inhale_s: 1, hold_s: 0, exhale_s: 1, pause_s: 1 } };
  const node = await nodeOn(t, { broker: url, files: { ...LIVING, "breath.json": breath } });
  const running = start(t, node.args);
  await watcher.until((message) => isState(message, "sleeping"));
  const asleep = watcher.heard.length;
  const pong = await ask(watcher, "ping");
  assert.equal(pong.status, "ok");
  await watcher.until((message) => isState(message, "sleeping") && watcher.heard.indexOf(message) > asleep);
  running.process.kill("SIGTERM");
  assert.equal((await running.ended).code, 0);
  await watcher.until((message) => isState(message, "disconnected"));

  const first = topics(watcher.heard.slice(0, asleep));
  assert.deepEqual(first.slice(0, 2), ["$state init", "$description"]);
  const ready = first.indexOf("$state ready");
  const before = first.slice(0, ready);
  for (const topic of ["breath", "health", "threads", "last/e1"])
    assert.ok(before.includes(topic), `${topic} before ready`);
  assert.ok(watcher.heard.some(({ topic }) => topic === "homeassistant/device/test-n1/config"));
  assert.equal(first.at(-1), "$state sleeping");

  const second = topics(watcher.heard.slice(asleep));
  const [init, answer, again] = ["$state init", "res/ping", "$state ready"].map((topic) => second.indexOf(topic));
  assert.ok((init as number) < (answer as number) && (answer as number) < (again as number), second.join("\n"));
  for (const { body } of saidOn(watcher.heard, "$state").filter(({ body }) => body.state === "sleeping"))
    assert.ok(Date.parse(body.until as string) > Date.parse(body.since as string), JSON.stringify(body));
  assert.ok(!stateNames(watcher.heard).includes("lost"), "each goodbye was clean");
}

/** In order, below the root, each `$state` with its name. */
function topics(heard: readonly Heard[]): string[] {
  return heard
    .filter(({ topic }) => topic.startsWith(ROOT))
    .map((message) => {
      const topic = message.topic.slice(ROOT.length + 1);
      return topic === "$state" ? `$state ${JSON.parse(message.payload).state}` : topic;
    });
}
