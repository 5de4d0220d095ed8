import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { hasMosquitto, isState, NEEDS_MOSQUITTO, observer, pause, startMosquitto } from "../mqtt/real-brokers.js";
import { nodeOn, ROOT, start } from "./andas.js";

const FILES = {
  "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] },
  "breath.json": { phases: { inhale_s: 1, hold_s: 0, exhale_s: 600, pause_s: 0 }, radio: "always" },
};
const KILLS = 6;

async function onMosquitto(t: TestContext) {
  const broker = await startMosquitto();
  t.after(broker.stop);
  const watcher = await observer(broker.url);
  t.after(watcher.close);
  return { watcher, node: await nodeOn(t, { broker: broker.url, files: FILES }) };
}

test("a real node that is killed at any moment after a command came answers it in the next run, and does nothing twice", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { watcher, node } = await onMosquitto(t);
  const random = new SeededRandom(5);
  const ready = async () => {
    const from = watcher.heard.length;
    const running = start(t, node.args);
    await watcher.until((message) => watcher.heard.indexOf(message) >= from && isState(message, "ready"));
    return running;
  };
  let running = await ready();
  for (let kill = 0; kill < KILLS; kill++) {
    const body = JSON.stringify({ transaction: `k-${kill}`, text: `kill ${kill}` });
    await watcher.client.publishAsync(`${ROOT}/cmd/note`, body, { qos: 1 });
    await pause(25 * random.next());
    running.process.kill("SIGKILL");
    await running.ended;
    running = await ready();
    const { payload } = await watcher.until(
      ({ topic, payload }) => topic === `${ROOT}/res/note` && JSON.parse(payload).transaction === `k-${kill}`,
    );
    const { status, error } = JSON.parse(payload);
    assert.ok(status === "ok" || error.code === "interrupted", payload);
  }
  running.process.kill("SIGTERM");
  assert.equal((await running.ended).code, 0);
  await watcher.until((message) => isState(message, "disconnected"));
  for (let kill = 0; kill < KILLS; kill++) {
    const noticed = watcher.heard
      .filter(({ topic, payload }) => topic === `${ROOT}/percept/operator` && payload.includes(`"kill ${kill}"`))
      .map(({ payload }) => JSON.parse(payload))
      .map(({ boot, seq }) => `${boot}/${seq}`);
    assert.ok(new Set(noticed).size <= 1, noticed.join());
  }
});

test("asked to begin anew, a node answers, breathes out, says that it is gone and ends with 0", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const { watcher, node } = await onMosquitto(t);
  const running = start(t, node.args);
  await watcher.until((message) => isState(message, "ready"));
  await watcher.client.publishAsync(`${ROOT}/cmd/restart`, '{"transaction":"r"}', { qos: 1 });
  const answer = await watcher.until(({ topic }) => topic === `${ROOT}/res/restart`);
  assert.equal(JSON.parse(answer.payload).status, "ok");
  assert.equal((await running.ended).code, 0);
  const { payload } = await watcher.until((message) => isState(message, "disconnected"));
  assert.equal(JSON.parse(payload).reason, "somebody asked it to begin anew");
});
