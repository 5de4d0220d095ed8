import assert from "node:assert/strict";
import { test } from "node:test";
import { isState } from "../mqtt/real-brokers.js";
import { aBroker } from "./a-broker.js";
import { nodeOn, ROOT, start } from "./andas.js";

const LIVING = { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } };
const LISTENS = { phases: { inhale_s: 600, hold_s: 1, exhale_s: 1, pause_s: 1 }, radio: "always" };

/** What a node in that zone says, till when it is silent. */
async function hushedIn(t: Parameters<typeof aBroker>[0], zone: string): Promise<string> {
  const broker = await aBroker(t);
  const { args } = await nodeOn(t, { broker: broker.url, files: { ...LIVING, "breath.json": LISTENS } });
  start(t, args, { TZ: zone });
  await broker.until((message) => isState(message, "ready"));
  const hush = JSON.stringify({ transaction: "1", for_s: 3600 });
  await broker.client.publishAsync(`${ROOT}/cmd/hush`, hush, { qos: 1 });
  const { payload } = await broker.until(({ topic }) => topic === `${ROOT}/res/hush`);
  return JSON.parse(payload).data.text;
}

test("a node whose machine was told its zone answers with the time there beside UTC; one in UTC says it once", async (t) => {
  assert.match(await hushedIn(t, "Europe/Stockholm"), /till \d{4}-\S+Z \((\d{4}-\d\d-\d\d )?\d\d:\d\d CES?T\)$/);
  assert.match(await hushedIn(t, "UTC"), /till \d{4}-\S+Z$/);
});
