import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Seconds } from "../../src/domain/time.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const LIGHT = { kind: "led", config: { line: 4, shows: "status" } };
const GROVE = { kind: "grove", config: { electrodes: 2, activity: 0, disturbance: 0, settle_minutes: 0 } };
const HALT = { kind: "button", config: { line: 22, long_press: "halt" } };

/** A node with a light, and how often and how long it was lit between two times. */
async function lit(options: Partial<Parameters<typeof aForest>[0]> = {}) {
  const forest = await aForest({ devices: [LIGHT, GROVE], breath: { phases: PHASES }, ...options });
  const { node, gpio, now, until } = forest;
  await node.start();
  const flashes = async (from: Seconds, to: Seconds) => {
    await until(from);
    const began: Seconds[] = [];
    for (let at = from; at < to; at += 0.05) {
      const seen = gpio.history.length;
      await until(at);
      if (gpio.history.slice(seen).some(({ on }) => on)) began.push(now() - START);
    }
    return began;
  };
  return { ...forest, flashes };
}

test("a status light flashes the node's state: its breath in, its listening, nothing while it rests", async () => {
  const { node, flashes, gpio } = await lit();
  assert.equal((await flashes(60, 80)).length, 4, "inhale: one each 5 s");
  assert.equal((await flashes(132, 152)).length, 2, "listening: one each 10 s");
  assert.equal((await flashes(361, 479)).length, 0, "pause: dark");
  assert.equal(node.breath?.phase, "pause");
  assert.equal((await flashes(482, 502)).length, 4, "and it breathes in again");
  await node.stop("stopped");
  assert.equal(gpio.outputs.size, 0);
});

test("what is wrong is counted: two for a warning, three for the card", async (t) => {
  const warned = await lit({ host: () => ({ temperature: 84 }) });
  assert.equal((await warned.flashes(190, 210)).length, 4, "after an exhale has looked at the board");
  await warned.node.stop("stopped");
  const card = await badCard(t);
  const bad = await lit({ card });
  assert.equal((await bad.flashes(125, 145)).length, 6);
  await bad.node.stop("stopped");
});

test("after the button was pressed the light counts how the worst electrode touches, for ten minutes", async () => {
  const button = { kind: "button", config: { line: 22 } };
  const pair = { kind: "ads1115", config: { channels: ["0-1"] } };
  const { node, gpio, i2c, now, flashes, until } = await lit({ devices: [LIGHT, button, pair] });
  let rail = false;
  i2c.attach(1, 0x48, new FakeAds1x15(now, (pin, at) => (rail ? 900 : pin * 0.02 * Math.sin(at * at))));
  await until(80);
  gpio.press(22);
  gpio.release(22);
  assert.equal((await flashes(100, 120)).length, 10, "good: one each 2 s");
  rail = true;
  assert.equal((await flashes(540, 556)).length, 20, "off: four, 1.2 s, and 2 s of dark");
  assert.equal((await flashes(862, 882)).length, 0, "the visit is over, and the node rests");
  await node.stop("stopped");
});

test("a light that shows no status is left to reflexes, and wakes nobody", async () => {
  const { node, gpio, fired, until } = await lit({ devices: [{ kind: "led", config: { line: 4 } }, GROVE] });
  await until(300);
  assert.deepEqual(gpio.history, []);
  assert.equal(fired.get("status light"), undefined);
  await node.stop("stopped");
});

test("a long press on the button ends the node in good order: five flashes, one more exhale, and only then off", async () => {
  let halted: Seconds | undefined;
  const wire = new FakeWire();
  const halt = () => {
    halted = forest.now();
  };
  const forest = await aForest({ devices: [LIGHT, HALT, GROVE], breath: { phases: PHASES }, wire, halt });
  const { node, gpio, noticed, until } = forest;
  await node.start();
  await until(400);
  assert.equal(node.breath?.phase, "pause", "at rest too");
  gpio.press(22);
  await until(404);
  const dark = gpio.history.length;
  gpio.release(22);
  assert.equal(halted, undefined);
  await until(410);
  assert.equal(gpio.history.slice(dark).filter(({ on }) => on).length, 5);
  assert.ok(halted !== undefined && halted - START <= 406);
  assert.deepEqual(
    noticed("operator").map(({ type }) => type),
    ["halt"],
  );
  await node.stop("somebody switched it off by its button");
});

test("without a light it ends at once; where nobody may end it, a long press is somebody's word alone", async () => {
  let halts = 0;
  for (const halt of [() => halts++, undefined]) {
    const { node, gpio, noticed, until } = await aForest({ devices: [HALT], ...(halt && { halt }) });
    await node.start();
    gpio.press(22);
    await until(5);
    gpio.release(22);
    assert.equal(noticed("operator").at(-1)?.type, "halt");
    await node.stop("stopped");
  }
  assert.equal(halts, 1);
});

/** A card that was right when it was read first, and is wrong now. */
async function badCard(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "andas-box-"));
  t.after(() => rm(folder, { recursive: true }));
  const card = { folder, stateFolder: folder };
  await writeFile(join(folder, "node.json"), '{"site": "test", "node": "n1"}');
  await aForest({ devices: [], card });
  await writeFile(join(folder, "node.json"), '{"site": "test"}');
  return card;
}
