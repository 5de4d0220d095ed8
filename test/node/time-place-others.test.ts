import assert from "node:assert/strict";
import { test } from "node:test";
import type { NeighbourPercept } from "../../src/domain/neighbour.js";
import type { Reflex } from "../../src/domain/reflex.js";
import { HOUR, iso, MINUTE } from "../../src/domain/time.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const UPPSALA = { latitude: 59.8586, longitude: 17.6389 };
const QUIET_GROVE = {
  kind: "grove",
  config: { electrodes: 2, rate_hz: 1, activity: 0, disturbance: 0, settle_minutes: 0 },
};

const said = (more: Partial<NeighbourPercept> = {}): NeighbourPercept => ({
  ...{ kind: "percept", node: "oak", source: "electrode/e1", type: "burst", intensity: 0.9 },
  ...{ at: START, quality: "ntp", historical: false, tags: [], data: {} },
  ...more,
});

test("a node that knows where it stands notices dawn and dusk, and a reflex can hang on them", async () => {
  const reflexes: Reflex[] = [
    {
      id: "morning",
      when: { source: "sky", type: "dawn" },
      actions: [{ kind: "publish", text: "good morning" }],
      coolDown: 0,
    },
  ];
  const { node, noticed, of, until } = await aForest({ devices: [], place: UPPSALA, reflexes });
  await node.start();
  await until(24 * HOUR);
  const sky = noticed("sky");
  // 1 January 2000 (UTC): civil twilight in Uppsala begins shortly before 07 and ends before 15.
  const twilights = sky.filter(({ type }) => type !== "hour").map(({ type, at }) => `${type} ${iso(at).slice(11, 14)}`);
  assert.deepEqual(twilights, ["dawn 06:", "dusk 14:"]);
  assert.equal(sky.filter(({ type }) => type === "hour").length, 24);
  assert.deepEqual(
    of("reflex").map(({ reflex, at }) => [reflex, at]),
    [["morning", sky.find(({ type }) => type === "dawn")?.at]],
  );
  assert.deepEqual(of("thread"), [], "nobody need think about it");
  await node.stop("stopped");
});

test("what a neighbour tells is a percept of the node, is not told a second time, and sets no clock back", async () => {
  const wire = new FakeWire();
  const { node, noticed, of, until } = await aForest({ devices: [QUIET_GROVE], wire });
  await node.start();
  await until(HOUR);
  assert.equal(node.receiver.neighbour(said({ at: START + 10 * MINUTE })), true);
  assert.equal(node.receiver.neighbour(said({ source: "neighbour/birch" })), false);
  assert.equal(node.receiver.neighbour(said({ source: "sky", type: "dawn" })), false);
  const [heard] = noticed("neighbour/oak");
  assert.deepEqual([heard?.at, heard?.type, heard?.data.electrode], [START + 10 * MINUTE, "burst", "oak/e1"]);
  for (const { thread } of of("thread")) assert.ok(thread.created >= START, "no thread is born in the past");
  await until(2 * HOUR);
  await node.stop("stopped");
  assert.ok(wire.published.some(({ topic }) => topic.includes("/percept/sky")));
  assert.ok(
    !wire.published.some(({ topic }) => topic.includes("/percept/neighbour")),
    "the neighbour told it to everybody",
  );
});

test("somebody asks the node to listen: it inhales at once, and the words say what it hears", async () => {
  const { node, says, of, noticed, until } = await aForest({ devices: [QUIET_GROVE] });
  await node.start();
  await until(5 * MINUTE);
  assert.equal(node.breath?.phase, "exhale");
  const answer = says("listen", { for_s: 600, electrode: "e1", reason: "I touch the bark" });
  assert.equal(answer.status, "ok");
  await until(5 * MINUTE + 1);
  assert.equal(node.breath?.phase, "inhale");
  assert.deepEqual(of("breath").at(-1)?.breath.cause, "gasp");
  assert.equal(noticed("operator").at(-1)?.data.reason, "I touch the bark");
  const heard = says("ask", { what: "hearing" });
  assert.ok(heard.status === "ok" && /^e1: .*; e2: /.test(heard.data.text as string), JSON.stringify(heard));
  await node.stop("stopped");
});

test("a hush leaves people in peace: no alert, nothing published, but what is to be done is done; then it is told again", async () => {
  const on = { source: "operator", type: "note" };
  const reflexes: Reflex[] = [
    {
      id: "call",
      when: on,
      actions: [
        { kind: "alert", text: "look" },
        { kind: "publish", text: "look" },
      ],
      coolDown: 0,
    },
    { id: "light", when: on, actions: [{ kind: "pulse", output: "led-0", seconds: 1 }], coolDown: 0 },
  ];
  const { node, says, of, state, until } = await aForest({
    devices: [{ kind: "led", config: { line: 17 } }],
    reflexes,
  });
  await node.start();
  const done = () => of("reflex").map(({ action }) => action.kind);
  says("hush", { for_s: 600 });
  says("note", { text: "one" });
  assert.deepEqual(done(), ["pulse"]);
  assert.deepEqual(state.alerts.value, []);
  assert.deepEqual(node.status().hushed, [{ until: iso(START + 600), withheld: 2 }]);
  await until(601);
  says("note", { text: "two" });
  assert.deepEqual(done(), ["pulse", "alert", "publish", "pulse"]);
  assert.equal(state.alerts.value.length, 1);
  await node.stop("stopped");
});

test("a hush survives a restart", async () => {
  const first = await aForest({ devices: [] });
  await first.node.start();
  first.says("hush", { for_s: 6 * HOUR, type: "drift" });
  await first.until(HOUR);
  await first.node.stop("stopped");
  const second = await aForest({ devices: [], store: first.store, begins: HOUR });
  await second.node.start();
  assert.deepEqual(second.node.status().hushed, [{ type: "drift", until: iso(START + 6 * HOUR), withheld: 0 }]);
  await second.node.stop("stopped");
});

test("asked why, the node speaks of the thread that it follows; dismissed, it lets go of it", async () => {
  const { node, says, noticed } = await aForest({ devices: [] });
  await node.start();
  node.receiver.neighbour(said({ source: "operator", type: "note", data: { text: "rain" } }));
  assert.equal(noticed("neighbour/oak").length, 1);
  says("note", { text: "rain since noon" });
  const why = says("ask", { what: "why" });
  assert.ok(why.status === "ok", JSON.stringify(why));
  const { id } = why.data.thread as { id: string };
  assert.match(why.data.text as string, /answer the operator.*operator 0\.\d\d/);
  assert.equal(says("dismiss", { thread: id }).status, "ok");
  const after = says("ask", { what: "why", thread: id });
  assert.match((after.status === "ok" && (after.data.text as string)) || "", /is over\..*dismissed by the operator/);
  await node.stop("stopped");
});
