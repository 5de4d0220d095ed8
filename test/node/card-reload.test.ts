import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { card, NODE, put, temporary, textOf } from "../config/card-folder.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

/** Breaths of four minutes: the node exhales, and looks at its card, at 110 s, at 350 s … */
const BREATH = { phases: { inhale_s: 50, hold_s: 60, exhale_s: 60, pause_s: 70 } };
const BREATH_LENGTH = 240;

const LED = { name: "lamp", kind: "led", line: 17 };

function says(id: string, more: object = {}) {
  return {
    id,
    when: { source: "operator", type: "note" },
    action: { kind: "publish", text: id },
    cool_down_s: 0,
    ...more,
  };
}

async function aCard(t: TestContext) {
  const reflexes = { reflexes: [says("first")] };
  const folder = await card(t, { "node.json": NODE, "breath.json": BREATH, "reflexes.json": reflexes });
  return { folder, stateFolder: join(await temporary(t), "state") };
}

/** A node that has lived for ten seconds. */
async function living(t: TestContext, at?: { folder: string; stateFolder: string }) {
  const { folder, stateFolder } = at ?? (await aCard(t));
  const wire = new FakeWire();
  const forest = await aForest({
    devices: [{ kind: "led", config: { line: 17 } }],
    wire,
    card: { folder, stateFolder },
  });
  await forest.node.start();
  t.after(() => forest.node.stop("the test is over"));
  const answered = () => forest.of("reflex").map(({ reflex }) => reflex);
  const alerts = () =>
    forest.of("alert").map(({ alert: { id, text, raised } }) => (raised ? `${id}: ${text}` : `${id} is over`));
  /** Somebody changes files of the card; the node has breathed out once after it when this returns. */
  const change = async (changed: Record<string, unknown>) => {
    await put(folder, changed);
    await forest.until(forest.now() - START + BREATH_LENGTH);
  };
  const effective = async () => JSON.parse((await textOf(folder, "EFFECTIVE.json")) ?? "{}");
  const kept = async () => JSON.parse((await textOf(stateFolder, "last-good.json")) ?? "{}");
  const configHash = () => JSON.parse(wire.retained.get("andas/1/test/n1/$description") ?? "{}").config_hash;
  await forest.until(10);
  return { ...forest, wire, folder, answered, alerts, change, effective, kept, configHash };
}

test("a reflex that is added while the node runs fires from the next breath on, one that is taken out fires no more", async (t) => {
  const { says: somebodySays, answered, change, effective, kept, log, configHash, alerts } = await living(t);
  somebodySays("note", { text: "chanterelles" });
  assert.deepEqual(answered(), ["first"]);
  const before = configHash();

  await change({ "reflexes.json": { reflexes: [says("second"), says("third")] } });
  somebodySays("note", { text: "more of them" });
  assert.deepEqual(answered(), ["first", "second", "third"]);
  assert.deepEqual(
    (await effective()).reflexes.reflexes.map(({ id }: { id: string }) => id),
    ["second", "third"],
  );
  assert.equal((await kept()).files.reflexes.reflexes.length, 2, "it is the last good one now");
  assert.notEqual(configHash(), before, "whoever watches sees that the card changed");
  assert.ok(log.includes("info: the card was changed; in force from now on: reflexes"), log.join("\n"));
  assert.deepEqual(alerts(), []);
});

test("a time of day that is near is taken up in time", async (t) => {
  const { of, until, folder } = await living(t);
  await until(345);
  await put(folder, { "reflexes.json": { reflexes: [{ ...says("soon"), when: { daily: ["00:06"] } }] } });
  await until(365);
  assert.deepEqual(
    of("reflex").map(({ at, reflex }) => [reflex, at - START]),
    [["soon", 360]],
    "to the second, though nothing else happened",
  );
});

test("the length of a phase changes with the next breath, and the breath under way is lived to its end", async (t) => {
  const { of, until, folder } = await living(t);
  await put(folder, {
    "breath.json": { phases: { inhale_s: 30, hold_s: 0, exhale_s: 90, pause_s: 10 }, radio: "always" },
  });
  await until(500);
  const phases = of("breath").map(({ breath: { phase, since } }) => `${phase} ${since - START}`);
  assert.deepEqual(phases.slice(0, 8), [
    ...["inhale 0", "hold 50", "exhale 110", "pause 170", "inhale 240", "exhale 270", "pause 360", "inhale 370"],
  ]);
  const [pause] = of("breath").filter(({ breath }) => breath.phase === "pause");
  assert.deepEqual(
    pause?.breath.ahead.map(({ phase, until }) => `${phase} ${until - START}`),
    ["inhale 270", "exhale 360", "pause 370"],
    "it was foreseen so",
  );
});

test("a file that breaks while the node runs changes nothing, and is said wherever somebody may look, till it is mended", async (t) => {
  const { says: somebodySays, answered, change, effective, kept, alerts, folder, gpio } = await living(t);
  const inForce = await effective();
  const lit = () => gpio.history.filter(({ on }) => on).length;
  await change({ "reflexes.json": "{ torn" });
  assert.match(
    alerts()[0] ?? "",
    /^card: the card is bad, the last good one is in force: reflexes\.json: line 1, column 3: /,
  );
  assert.match(
    (await textOf(folder, "ERRORS.txt")) ?? "",
    /runs on the last good configuration.*\n\nreflexes\.json: line 1/,
  );
  assert.deepEqual(await effective(), inForce);
  somebodySays("note", { text: "boletes" });
  assert.deepEqual(answered(), ["first"], "the old reflexes are in force");

  await change({});
  assert.equal(alerts().length, 1, "said once");
  assert.ok(lit() > 0, "the box blinks");

  await change({ "reflexes.json": { reflexes: [says("second")] } });
  assert.equal(alerts().at(-1), "card is over");
  assert.equal(await textOf(folder, "ERRORS.txt"), undefined);
  assert.equal((await kept()).files.reflexes.reflexes[0].id, "second");
  const blinks = lit();
  await change({});
  assert.equal(lit(), blinks, "and blinks no more");
});

test("what the node is built of waits for a restart, and the node says so; the rest is taken up all the same", async (t) => {
  const { says: somebodySays, answered, change, effective, kept, alerts, log } = await living(t);
  await change({
    "electrodes.json": { devices: [LED] },
    "reflexes.json": { reflexes: [says("second")] },
  });
  somebodySays("note", { text: "boletes" });
  assert.deepEqual(answered(), ["second"]);
  assert.deepEqual(alerts(), ["card-restart: the card was changed (devices): restart the node to take it up"]);
  assert.ok(log.includes("warn: the card was changed (devices): restart the node to take it up"));
  assert.deepEqual((await effective()).electrodes.devices, [], "what waits is not in force");
  assert.equal((await kept()).files.electrodes.devices.length, 1, "but it is what a restart lives by");

  await change({ "electrodes.json": {} });
  assert.equal(alerts().at(-1), "card-restart is over", "changed back, there is nothing to wait for");
});

test("reflexes that need what waits for a restart wait with it", async (t) => {
  const { says: somebodySays, answered, change, alerts } = await living(t);
  const lights = { ...says("lights"), action: { kind: "pulse", output: "lamp" } };
  await change({ "electrodes.json": { devices: [LED] }, "reflexes.json": { reflexes: [lights] } });
  somebodySays("note", { text: "boletes" });
  assert.deepEqual(answered(), ["first"]);
  assert.deepEqual(alerts(), [
    "card-restart: the card was changed (devices, reflexes): restart the node to take it up",
  ]);
});

test("a reflex that is the first to record takes a restart for the time before it: nothing was kept in mind so far", async (t) => {
  const { change, alerts } = await living(t);
  await change({ "reflexes.json": { reflexes: [{ ...says("keeps"), action: { kind: "record" } }] } });
  assert.match(alerts().join(), /^card-restart: the card was changed \(the signal before a recording\): restart/);
});

test("a card that nobody changes is written nowhere, and wakes nobody", async (t) => {
  const { folder, until, of, fired } = await living(t);
  const echo = await textOf(folder, "EFFECTIVE.json");
  await put(folder, { "EFFECTIVE.json": "mine" });
  await until(3 * BREATH_LENGTH);
  assert.equal(await textOf(folder, "EFFECTIVE.json"), "mine", "what says what it said is not told again");
  assert.notEqual(echo, "mine");
  assert.deepEqual(of("alert"), []);
  assert.ok(
    [...fired.keys()].every((timer) => !timer.includes("card")),
    "it is looked at with the exhale",
  );
});

test("a node that began on its last good card takes up the mended one without a restart", async (t) => {
  const at = await aCard(t);
  const first = await living(t, at);
  await first.node.stop("the test goes on");
  await put(at.folder, { "reflexes.json": "{ torn" });
  const { alerts, answered, change, says: somebodySays } = await living(t, at);
  assert.match(alerts().join(), /^card: the card is bad/);
  await change({ "reflexes.json": { reflexes: [says("second")] } });
  somebodySays("note", { text: "boletes" });
  assert.deepEqual(answered(), ["second"]);
  assert.equal(alerts().at(-1), "card is over");
});

test("a card that comes over MQTT is in force from then on, and config/reported says so; one of an older version is told that it lost", async (t) => {
  const { wire, folder, until, says: somebodySays, answered, effective } = await living(t);
  const desired = { version: 1, reflexes: { reflexes: [says("from-afar")] } };
  wire.retained.set("andas/1/test/n1/config/desired", JSON.stringify(desired));
  await until(10 + BREATH_LENGTH);
  const reported = () => {
    const { version, status, errors } = JSON.parse(wire.retained.get("andas/1/test/n1/config/reported") ?? "{}");
    return { version, status, errors };
  };
  assert.deepEqual(reported(), { version: 1, status: "accepted", errors: [] });
  somebodySays("note", { text: "it rains" });
  assert.deepEqual(answered(), ["from-afar"]);
  const got = somebodySays("config.get", { file: "reflexes" });
  assert.equal(got.status === "ok" && got.data.version, 1);
  assert.equal((await effective()).node.version, 1);

  await put(folder, { "node.json": { ...NODE, version: 2 }, "reflexes.json": { reflexes: [says("by-hand")] } });
  await until(10 + 2 * BREATH_LENGTH);
  assert.equal(reported().status, "refused");
  assert.match(reported().errors[0], /^the card has version 2, and this is 1/);
  somebodySays("note", { text: "it rains" });
  assert.deepEqual(answered(), ["from-afar", "by-hand"]);

  somebodySays("config.set", { version: 3, breath: { ...BREATH, early_exhale_every_s: 3600 } });
  await until(10 + 3 * BREATH_LENGTH);
  assert.equal((await effective()).breath.early_exhale_every_s, 3600);
  assert.equal(
    JSON.parse(wire.retained.get("andas/1/test/n1/config/reported") ?? "{}").version,
    1,
    "what stands there was asked last",
  );
});

test("asked to, the node ends its run, and says so where nobody would begin another", async () => {
  let ended = 0;
  const able = await aForest({ devices: [], restart: () => void ended++ });
  assert.equal(able.says("restart").status, "ok");
  assert.equal(ended, 1);
  const unable = await aForest({ devices: [] });
  const answer = unable.says("restart");
  assert.equal(answer.status === "error" && answer.error.code, "not-here");
  assert.equal(unable.says("diagnose").status, "ok");
  assert.equal(unable.says("describe").status, "ok");
});
