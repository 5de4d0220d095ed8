import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const ROOT = "andas/1/test/n1";
const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const HOUR = 3600;

async function aHeldForest() {
  const wire = new FakeWire();
  const forest = await aForest({ devices: [], wire, breath: { phases: PHASES, radio: "breath" } });
  const read = (topic: string): Record<string, unknown> => JSON.parse(wire.retained.get(`${ROOT}/${topic}`) ?? "{}");
  return {
    ...{ ...forest, wire, read },
    /** Somebody at the broker holds the node until so many seconds after the start, or lets go of it. */
    hold: (seconds: number | undefined) => {
      const until = seconds === undefined ? undefined : new Date((START + seconds) * 1000).toISOString();
      const payload = until === undefined ? "" : JSON.stringify({ until, reason: "somebody is at the box" });
      void wire.deliver(`${ROOT}/hold`, payload, { retained: payload !== "" });
      if (payload === "") wire.retained.delete(`${ROOT}/hold`);
    },
    pauses: () => forest.of("breath").flatMap(({ breath }) => (breath.phase === "pause" ? [breath.since - START] : [])),
    /** `$state` as it changed, from the first exhale on. */
    states: () =>
      wire.published.flatMap(({ topic, payload }) => (topic === `${ROOT}/$state` ? [JSON.parse(payload).state] : [])),
  };
}

test("a node that is held takes no pause, its radio stays up, and it says till when", async () => {
  const { node, until, hold, pauses, wire, read, states } = await aHeldForest();
  await node.start();
  await until(100);
  assert.equal(wire.connected, false);
  hold(2 * HOUR); // waits at the broker till the exhale
  await until(190);
  assert.equal(read("$state").state, "ready");
  assert.equal(read("breath").awake_until, "2000-01-01T02:00:00.000Z");
  const said = states().length;
  await until(2 * HOUR - 1);
  assert.deepEqual(pauses(), []);
  assert.ok(wire.connected);
  assert.equal(states().length, said, "ready all the time, without coming and going");
  // The hold ends with this exhale: a pause comes after it.
  assert.equal(read("breath").next_wake, "2000-01-01T02:02:00.000Z");
  await node.stop("stopped");
});

test("when its time is over the node sleeps again", async () => {
  const { node, until, hold, pauses, wire, read } = await aHeldForest();
  await node.start();
  hold(1000);
  await until(2000);
  // Breaths of 360 s while it is held: the exhale at 900 is over at 1080.
  assert.equal(pauses()[0], 1080);
  assert.equal(wire.connected, false);
  assert.equal(read("$state").state, "sleeping");
  assert.equal(read("breath").awake_until, undefined);
  await node.stop("stopped");
});

test("taken back, it sleeps with the next pause, even if the exhale kept the radio up", async () => {
  const { node, of, until, hold, pauses, wire, read } = await aHeldForest();
  await node.start();
  hold(5 * HOUR);
  await until(200);
  assert.ok(wire.connected);
  hold(undefined);
  await until(201);
  assert.equal(read("breath").awake_until, undefined, "said at once");
  assert.equal(of("breath").at(-1)?.breath.cause, "released");
  assert.equal(read("$state").state, "ready");
  await until(370);
  assert.deepEqual(pauses(), [360]);
  assert.equal(wire.connected, false);
  assert.equal(read("$state").state, "sleeping");
  assert.equal(read("$state").until, "2000-01-01T00:11:00.000Z");
  await node.stop("stopped");
});

test("a hold is no way to empty a battery: after six hours the node sleeps, though the broker hands it over with every breath", async () => {
  const { node, until, hold, pauses } = await aHeldForest();
  await node.start();
  hold(1000 * HOUR);
  await until(8 * HOUR);
  const rested = pauses();
  assert.ok(rested[0]! >= 6 * HOUR && rested[0]! < 6.2 * HOUR, String(rested[0]));
  assert.ok(rested.length > 10);
  await node.stop("stopped");
});

test("a pause under way ends when somebody holds the node", async () => {
  const { node, of, until, now } = await aHeldForest();
  await node.start();
  await until(400);
  assert.equal(node.breath?.phase, "pause");
  node.receiver.hold(now() + HOUR, "");
  await until(401);
  assert.deepEqual(
    of("breath")
      .slice(-2)
      .map(({ breath }) => [breath.phase, breath.cause]),
    [
      ["pause", "held"],
      ["inhale", "held"],
    ],
  );
  assert.equal(node.breath?.since, START + 400);
  await node.stop("stopped");
});

test("when the radio goes down, what is told to wait is what still does", async () => {
  const { node, until, wire, read } = await aHeldForest();
  await node.start();
  await until(200);
  assert.equal(wire.connected, false);
  const { outbox } = read("health");
  const sent = wire.published.filter(({ topic, retain }) => topic.startsWith(ROOT) && !retain);
  assert.ok(sent.length > 0, "something waited");
  assert.deepEqual(outbox, { depth: 0, oldest: null, dropped: 0 });
  await node.stop("stopped");
});
