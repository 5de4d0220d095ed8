import assert from "node:assert/strict";
import { test } from "node:test";
import type { Action, Reflex, Trigger } from "../../src/domain/reflex.js";
import { HOUR } from "../../src/domain/time.js";
import { aForest, START } from "./a-forest.js";

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const NOTE: Trigger = { source: "operator", type: "note" };

/** A reflex that answers a person's note with what is to be seen. */
function onNote(...actions: Action[]): Reflex {
  return { id: "nod", when: NOTE, actions, coolDown: 0 };
}

const LED = { kind: "led", config: { line: 4 } };
const GROVE = { kind: "grove", config: { electrodes: 2, activity: 0, disturbance: 0, settle_minutes: 0 } };

test("an output is switched on till something switches it off, and a pulse leaves it as it was", async () => {
  const led = "led-0";
  const reflexes: Reflex[] = [
    onNote({ kind: "level", output: led, on: true }),
    {
      id: "blink",
      when: { source: "operator", type: "thanks" },
      coolDown: 0,
      actions: [{ kind: "pulse", output: led, seconds: 2 }],
    },
  ];
  const { node, gpio, says, until } = await aForest({ devices: [LED], reflexes });
  await node.start();
  says("thanks");
  assert.equal(gpio.outputs.get(4), true, "in the same tick");
  await until(10);
  assert.equal(gpio.outputs.get(4), false);
  says("note", { text: "light, please" });
  says("thanks");
  await until(20);
  assert.equal(gpio.outputs.get(4), true, "the pulse is over, the light stays");
  await node.stop("stopped");
  assert.deepEqual(gpio.history.at(-1), { offset: 4, on: false }, "nothing stays lit by a node that is gone");
});

test("an action that cannot be done is noticed as a percept of its reflex, and the others are done all the same", async () => {
  const reflex = onNote({ kind: "pulse", output: "nowhere", seconds: 1 }, { kind: "alert", text: "look" });
  const { node, of, noticed, says } = await aForest({ devices: [LED], reflexes: [reflex] });
  await node.start();
  says("note", { text: "hello" });
  const [failed] = noticed("reflex/nod").filter(({ type }) => type === "failed");
  assert.deepEqual(failed?.tags, ["trouble"]);
  assert.equal(failed?.data.action, "pulse");
  assert.match(String(failed?.data.reason), /no output "nowhere", the card has led-0/);
  assert.equal(of("alert").length, 1);
  await node.stop("stopped");
});

test("an output that breaks later is noticed later", async () => {
  const { node, gpio, noticed, says, until } = await aForest({
    devices: [LED],
    reflexes: [onNote({ kind: "level", output: "led-0", on: true })],
  });
  await node.start();
  gpio.fails = "the line is gone";
  says("note", { text: "hello" });
  await until(1);
  assert.match(String(noticed("reflex/nod")[0]?.data.reason), /could not be switched on: the line is gone/);
  gpio.fails = undefined;
  await node.stop("stopped");
});

test("what fails because of a failure is only logged: trouble does not feed itself", async () => {
  const broken: Action = { kind: "pulse", output: "nowhere", seconds: 1 };
  const reflexes: Reflex[] = [
    onNote(broken),
    { id: "worrier", when: { type: "failed" }, actions: [broken], coolDown: 0 },
  ];
  const { node, noticed, log, says } = await aForest({ devices: [LED], reflexes });
  await node.start();
  says("note", { text: "hello" });
  assert.deepEqual(
    noticed()
      .map(({ source, type }) => `${source} ${type}`)
      .filter((said) => said.startsWith("reflex/")),
    ["reflex/nod failed"],
  );
  assert.equal(log.filter((line) => line.includes("reflex worrier could not pulse")).length, 1);
  await node.stop("stopped");
});

test("a muted electrode's percepts are counted and not minded, while its spikes and glyphs are told; it ends by itself, restarts or not", async () => {
  const lively = { kind: "grove", config: { electrodes: 2, activity: 20, settle_minutes: 0, disturbance: 0 } };
  const reflexes = [onNote({ kind: "mute", electrode: "e1", seconds: 10 * HOUR })];
  const first = await aForest({ devices: [lively], reflexes });
  await first.node.start();
  first.says("note", { text: "I work at e1" });
  await first.until(8 * HOUR);
  await first.node.stop("stopped");
  const spikes = first.of("spike").filter(({ spike }) => spike.electrode === "e1").length;
  assert.ok(spikes > 0 && first.of("glyph").some(({ glyph }) => glyph.electrode === "e1"), "it is heard and told");
  assert.deepEqual(first.noticed("electrode/e1"), []);
  assert.ok(first.noticed("electrode/e2").length > 0);
  const { muted } = first.node.status() as { muted: Record<string, { missed: number }> };
  assert.ok((muted.e1?.missed ?? 0) >= spikes, JSON.stringify(muted));

  const second = await aForest({ devices: [lively], reflexes, store: first.store });
  await second.node.start();
  await second.until(9.9 * HOUR);
  assert.deepEqual(second.noticed("electrode/e1"), [], "the next life goes on with it");
  await second.until(20 * HOUR);
  assert.ok(second.noticed("electrode/e1").length > 0, "its time is over");
  assert.deepEqual(second.node.status().muted, {});
  await second.node.stop("stopped");
});

test("a reflex without an electrode mutes the one that it answers, and fails where there is none", async () => {
  const reflexes: Reflex[] = [
    { id: "enough", when: { source: "electrode/e2" }, actions: [{ kind: "mute", seconds: HOUR }], coolDown: HOUR },
    onNote({ kind: "mute", seconds: HOUR }),
  ];
  const lively = { kind: "grove", config: { electrodes: 2, activity: 20, settle_minutes: 0 } };
  const { node, noticed, says, until } = await aForest({ devices: [lively], reflexes });
  await node.start();
  says("note", { text: "hello" });
  assert.match(String(noticed("reflex/nod")[0]?.data.reason), /no such electrode/);
  await until(8 * HOUR);
  const times = noticed("electrode/e2").map(({ at }) => at);
  assert.ok(times.length > 1);
  for (const [i, at] of times.slice(1).entries())
    assert.ok(at - (times[i] as number) >= HOUR, "an hour of peace between two");
  await node.stop("stopped");
});

test("a reflex may call the breath: an inhale deepens, a pause is left out, and both are over by themselves", async () => {
  const reflexes = [
    onNote({ kind: "breath", call: "deepen", seconds: 90 }, { kind: "breath", call: "stay-awake", seconds: 600 }),
  ];
  const { node, of, says, until } = await aForest({ devices: [GROVE], reflexes, breath: { phases: PHASES } });
  await node.start();
  await until(30);
  says("note", { text: "something is going on" });
  await until(1700);
  await node.stop("stopped");
  assert.deepEqual(
    of("breath").map(({ breath }) => [breath.phase, breath.since - START]),
    [
      ["inhale", 0],
      ["inhale", 0], // told again: it lasts longer
      ["inhale", 0], // and again: no pause is to come for a while
      ["hold", 210],
      ["exhale", 270],
      ["inhale", 450],
      ["hold", 570],
      ["exhale", 630],
      ["pause", 810],
      ["inhale", 930],
      ["hold", 1050],
      ["exhale", 1110],
      ["pause", 1290],
      ["inhale", 1410],
      ["hold", 1530],
      ["exhale", 1590],
    ],
  );
});

test("an early exhale is called as often as the card allows, and an exhale under way sends once more", async () => {
  const reflexes = [onNote({ kind: "breath", call: "exhale" })];
  const { node, of, says, until, log } = await aForest({
    devices: [GROVE],
    reflexes,
    breath: { phases: PHASES, exhale: "auto", earlyExhaleEvery: 600 },
  });
  await node.start();
  await until(200);
  assert.equal(node.breath?.phase, "exhale");
  const commits = of("commit").length;
  says("note", { text: "one" });
  await until(201);
  assert.equal(of("commit").length, commits + 1);
  assert.equal(node.breath?.cause, "early-exhale");
  says("note", { text: "two" });
  await until(202);
  assert.equal(of("commit").length, commits + 1);
  assert.ok(log.some((line) => line.includes("called for too soon")));
  await node.stop("stopped");
});

test("a reflex gives the node a command of its own, as itself and not as a person; one that is refused is a failure", async () => {
  const reflexes: Reflex[] = [
    onNote({ kind: "command", name: "clear", body: { alert: "handled" } }),
    {
      id: "eager",
      when: { source: "operator", type: "thanks" },
      coolDown: 0,
      actions: [{ kind: "command", name: "gasp", body: {} }],
    },
  ];
  const { node, noticed, says, until } = await aForest({ devices: [GROVE], reflexes, breath: { phases: PHASES } });
  await node.start();
  await until(150);
  says("thanks");
  await until(151);
  assert.equal(node.breath?.cause, "gasp");
  assert.deepEqual(
    noticed("reflex/eager").map(({ type, tags }) => [type, tags]),
    [["gasp", []]],
  );
  says("note", { text: "well?" });
  assert.match(String(noticed("reflex/nod")[0]?.data.reason), /no alert "handled"/);
  await node.stop("stopped");
});
