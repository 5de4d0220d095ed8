import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reflex } from "../../src/domain/reflex.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";
import type { SavedSections } from "../../src/storage/sections.js";
import type { StateStore } from "../../src/storage/state-store.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest, START } from "./a-forest.js";

/** A device that fails again and again: tell a person, and rest for an hour at most, trying every ten minutes. */
const UNWELL: Reflex = {
  id: "unwell",
  when: { source: "device/*", type: "fault", count: { atLeast: 5, within: 60 } },
  actions: [
    { kind: "alert", text: "the probe fails: the node rests" },
    { kind: "rest", seconds: HOUR, probe: 10 * MINUTE },
  ],
  coolDown: HOUR,
};

async function ailing(options: { store?: StateStore<SavedSections>; begins?: Seconds } = {}) {
  let device: ScriptedDevice | undefined;
  const forest = await aForest({
    ...options,
    devices: [],
    reflexes: [UNWELL],
    more: (clock) => {
      device = new ScriptedDevice(clock);
      return device.planned();
    },
  });
  const probe = device ?? assert.fail();
  const said = () => forest.noticed("node").map(({ type, at, data }) => [type, at - START, data.why ?? null]);
  await forest.node.start();
  return { ...forest, probe, said };
}

test("a node that is unwell withdraws, breathes out as ever, tries now and then, and comes back when all is well", async () => {
  const { node, probe, of, said, until } = await ailing();
  await until(100.5);
  probe.broken = true;
  await until(106);
  assert.equal(probe.resting, true, "nothing is heard any more");
  assert.deepEqual(said(), [["withdrawn", 105, null]]);
  assert.equal(of("alert")[0]?.alert.text, "the probe fails: the node rests");
  assert.deepEqual((node.status().withdrawn as { reflex: string } | null)?.reflex, "unwell");

  const given = probe.given;
  await until(105 + 9 * MINUTE);
  assert.equal(probe.given, given, "no listening before the first probe");
  assert.ok(of("breath").filter(({ breath }) => breath.phase === "exhale").length >= 1);
  assert.ok(of("commit").length >= 2, "it exhales all the same");

  await until(105 + 10 * MINUTE + 30);
  assert.equal(probe.resting, false, "a probe listens");
  await until(105 + 12 * MINUTE);
  assert.equal(probe.resting, true, "the device still fails");

  probe.broken = false;
  await until(105 + 22 * MINUTE + 30);
  // Rest, probe, rest, probe: the second one finds all well after its minute.
  assert.deepEqual(said(), [
    ["withdrawn", 105, null],
    ["resumed", 105 + 22 * MINUTE, "well"],
  ]);
  assert.equal(node.status().withdrawn, null);
  await until(2 * HOUR);
  assert.ok(probe.given > HOUR, "it listens again");
  assert.equal(said().length, 2);
  await node.stop("stopped");
});

test("a node that never gets well is never lost: it comes back after the longest time", async () => {
  const { node, probe, said, until } = await ailing();
  probe.broken = true;
  await until(1.5 * HOUR);
  const [withdrawn, resumed] = said();
  assert.equal(withdrawn?.[1], 5);
  assert.deepEqual(resumed, ["resumed", 5 + HOUR, "time"]);
  assert.equal(probe.resting || said().length > 2, true, "and withdraws again, for so long is it still unwell");
  await node.stop("stopped");
});

test("somebody who calls ends it, with a gasp or by asking to be listened to", async () => {
  for (const [name, body] of [
    ["gasp", {}],
    ["listen", { for_s: 600 }],
  ] as const) {
    const { node, probe, said, says, until } = await ailing();
    probe.broken = true;
    await until(3 * MINUTE);
    probe.broken = false;
    assert.equal(probe.resting, true);
    assert.equal(says(name, body).status, "ok");
    assert.equal(probe.resting, false);
    assert.deepEqual(said().at(-1), ["resumed", 3 * MINUTE, "operator"]);
    await node.stop("stopped");
  }
});

test("a withdrawn node neither thinks nor reads, but hears what people say", async () => {
  const { node, probe, of, says, until } = await ailing();
  probe.broken = true;
  await until(10);
  const before = of("thread").length;
  assert.equal(says("note", { text: "poor you" }).status, "ok");
  assert.ok(of("percept").some(({ percept }) => percept.type === "note"));
  await until(8 * MINUTE);
  const steps = of("thread")
    .slice(before)
    .filter(({ change }) => change === "completed");
  assert.deepEqual(steps, [], "no thread went a step");
  await node.stop("stopped");
});

test("a node that restarts while it is withdrawn is withdrawn still, and comes back at the time that was said", async () => {
  const first = await ailing();
  first.probe.broken = true;
  await first.until(20 * MINUTE);
  await first.node.stop("the power was cut");
  assert.notEqual(first.state.withdrawal.value, null);

  const kept = structuredClone(first.store.state);
  const second = await ailing({ store: first.store, begins: 30 * MINUTE });
  second.probe.broken = true;
  await second.until(31 * MINUTE);
  assert.equal(second.probe.resting, true);
  await second.until(1.2 * HOUR);
  assert.deepEqual(second.said()[0], ["resumed", 5 + HOUR, "time"]);
  await second.node.stop("stopped");

  // A clock that lost a day must not make the rest longer by a day.
  const third = await ailing({ store: new VolatileStore(kept), begins: -DAY });
  third.probe.broken = true;
  await third.until(2 * HOUR - DAY);
  assert.deepEqual(third.said()[0], ["resumed", HOUR - DAY, "time"]);
  await third.node.stop("stopped");
});
