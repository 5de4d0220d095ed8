import assert from "node:assert/strict";
import { test } from "node:test";
import { put, textOf } from "../config/card-folder.js";
import { aBroker } from "./a-broker.js";
import { nodeOn, ROOT, start } from "./andas.js";

const GROVE = { name: "grove", kind: "grove" };
const PLACE = { latitude: 59.9, longitude: 17.6, altitude_m: 35, text: "under the old spruce" };

test("a card that is changed under a running node: it says what is in force, what waits, and what is wrong", async (t) => {
  const broker = await aBroker(t);
  const identity = { site: "test", node: "n1", broker: { url: broker.url }, place: PLACE };
  const node = await nodeOn(t, {
    broker: broker.url,
    files: {
      "node.json": identity,
      "electrodes.json": { devices: [GROVE] },
      "breath.json": { phases: { inhale_s: 1, hold_s: 0, exhale_s: 1, pause_s: 0 }, radio: "always" },
    },
  });
  const running = start(t, node.args);
  const heard = (what: string, pattern: RegExp) =>
    broker.until(({ topic, payload }) => topic === `${ROOT}/${what}` && pattern.test(payload));
  const first = JSON.parse((await heard("$description", /config_hash/)).payload);
  assert.equal(first.place, "under the old spruce (35 m)");

  const say = { kind: "publish", text: "it was told" };
  const mine = { id: "mine", when: { source: "operator", type: "note" }, action: say };
  await put(node.config, { "reflexes.json": { reflexes: [mine] } });
  await running.said(/the card was changed; in force from now on: reflexes/);
  const then = await broker.until(
    ({ topic, payload }) => topic === `${ROOT}/$description` && JSON.parse(payload).config_hash !== first.config_hash,
  );
  const { at: _, config_hash: __, ...same } = first;
  const { at: ___, config_hash: ____, ...told } = JSON.parse(then.payload);
  assert.deepEqual(told, same);
  await broker.client.publishAsync(`${ROOT}/cmd/note`, JSON.stringify({ text: "chanterelles" }), { qos: 1 });
  await heard("reflex/mine", /it was told/);

  await put(node.config, { "electrodes.json": { devices: [{ ...GROVE, electrodes: 2 }] } });
  await heard("alert/card-restart", /the card was changed \(devices\): restart the node to take it up/);

  await put(node.config, { "breath.json": "{ torn" });
  await heard("alert/card", /the card is bad, the last good one is in force: breath\.json: line 1, column 3/);
  assert.match((await textOf(node.config, "ERRORS.txt")) ?? "", /breath\.json/);

  await put(node.config, { "breath.json": { radio: "always" } });
  await heard("alert/card", /^$/);
  assert.equal(await textOf(node.config, "ERRORS.txt"), undefined);
  running.process.kill("SIGTERM");
  assert.equal((await running.ended).code, 0);
});
