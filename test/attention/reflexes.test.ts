import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reflex } from "../../src/domain/reflex.js";
import { AttentionUnderTest, actionsIn, changesIn } from "./attention-under-test.js";

const BLINK: Reflex = {
  id: "thanks",
  when: { source: "operator", type: "thanks" },
  actions: [{ kind: "pulse", output: "led", seconds: 1 }],
  coolDown: 0,
};
const SURGE: Reflex = {
  id: "surge",
  when: { source: "electrode/*", type: "burst", intensity: 0.8 },
  actions: [{ kind: "alert", text: "a surge" }],
  awareness: { type: "surge-escalated", intensity: 0.7, tags: ["urgent"] },
  coolDown: 600,
};

test("a reflex without awareness stays invisible: the node blinks at a thanks and follows nothing", () => {
  const attention = new AttentionUnderTest([BLINK]);
  const told = attention.hears(0, "operator", "thanks", { intensity: 0.9 });
  assert.deepEqual(actionsIn(told), ["thanks"]);
  assert.equal(attention.threads.length, 0);
  assert.deepEqual(attention.state.pool[0]?.tags, ["handled"]);
});

test("a handled percept may still be referred to by a thread that is there", () => {
  const attention = new AttentionUnderTest([BLINK]);
  attention.hears(0, "operator", "note");
  assert.deepEqual(changesIn(attention.hears(1, "operator", "thanks")), ["referred t-1"]);
});

test("a reflex with awareness acts before any thread, and its awareness is followed too", () => {
  const attention = new AttentionUnderTest([SURGE]);
  const told = attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  assert.equal(told[0]?.kind, "act");
  assert.deepEqual(
    attention.threads.map((thread) => thread.goal),
    ["follow the burst on e1", "review what reflex surge did: surge-escalated"],
  );
  const awareness = attention.state.pool[1];
  assert.equal(awareness?.source, "reflex/surge");
  assert.equal(awareness?.data.percept, "p-1");
});

test("awareness of something routine is told and founds nothing", () => {
  const backup: Reflex = { ...SURGE, id: "backup", awareness: { type: "done", intensity: 0.2, tags: ["routine"] } };
  const attention = new AttentionUnderTest([backup]);
  attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 });
  assert.deepEqual(
    attention.threads.map((thread) => thread.kind),
    ["follow-burst"],
  );
});

test("during its cool-down a reflex is quiet, and every match that it lets pass is counted", () => {
  const attention = new AttentionUnderTest([SURGE]);
  const fired = [0, 5, 9, 10].map((minute) =>
    actionsIn(attention.hears(minute, "electrode/e1", "burst", { intensity: 0.9 })),
  );
  assert.deepEqual(fired, [["surge"], [], [], ["surge"]]);
  assert.equal(attention.state.counters.suppressed, 2);
  assert.deepEqual(attention.state.reflexes.surge?.suppressed, 2);
});

test("an invisible reflex keeps its percepts invisible in its cool-down too", () => {
  const attention = new AttentionUnderTest([{ ...BLINK, coolDown: 60 }]);
  attention.hears(0, "operator", "thanks");
  assert.deepEqual(attention.hears(0.5, "operator", "thanks"), []);
});

test("a clock that is set back does not hold a reflex down", () => {
  const attention = new AttentionUnderTest([SURGE]);
  attention.hears(60, "electrode/e1", "burst", { intensity: 0.9 });
  assert.deepEqual(actionsIn(attention.hears(0, "electrode/e1", "burst", { intensity: 0.9 })), ["surge"]);
});

test("a reflex that counts fires on the third match within its time, and then counts anew", () => {
  const attention = new AttentionUnderTest([
    { ...SURGE, coolDown: 0, when: { type: "fault", count: { atLeast: 3, within: 120 } } },
  ]);
  const fired = [0, 1, 4, 5, 6, 7, 8].map((minute) => actionsIn(attention.hears(minute, "device/ads", "fault")).length);
  assert.deepEqual(fired, [0, 0, 0, 0, 1, 0, 0]);
});

for (const [condition, said, type] of [
  ["source", { intensity: 0.9 }, "burst"],
  ["type", { intensity: 0.9 }, "train"],
  ["tags", { intensity: 0.9, tags: ["other"] }, "burst"],
  ["intensity", { intensity: 0.7, tags: ["urgent"] }, "burst"],
] as const)
  test(`a reflex whose ${condition} does not fit does nothing`, () => {
    const when = { source: "electrode/e*", type: "burst", tags: ["urgent"], intensity: 0.8 };
    const attention = new AttentionUnderTest([{ ...SURGE, when }]);
    const wrong = condition === "source" ? "host" : "electrode/e1";
    assert.deepEqual(actionsIn(attention.hears(0, wrong, type, { tags: ["urgent"], ...said })), []);
    assert.deepEqual(actionsIn(attention.hears(1, "electrode/e1", "burst", { intensity: 0.8, tags: ["urgent"] })), [
      "surge",
    ]);
  });

test("a percept that only a reflex which was cut off answered is not handled", () => {
  const again: Reflex = { ...BLINK, id: "again", when: { source: "reflex/*", type: "failed" } };
  const attention = new AttentionUnderTest([again]);
  attention.hears(0, "reflex/again", "failed", { data: { because: ["again"] } });
  assert.deepEqual(attention.state.pool[0]?.tags, []);
});

test("a neighbour's reflex of the same name is none of ours", () => {
  const attention = new AttentionUnderTest([{ ...BLINK, id: "surge", when: { type: "surge" } }]);
  assert.deepEqual(actionsIn(attention.hears(0, "neighbour/oak", "surge", { data: { because: ["surge"] } })), [
    "surge",
  ]);
});

test("seven reflexes that feed each other act seven times for one percept, and again for the next", () => {
  const all = ["a", "b", "c", "d", "e", "f", "g"];
  const attention = new AttentionUnderTest(all.map((id) => ({ ...SURGE, id, when: { source: "*" }, coolDown: 0 })));
  attention.hears(0, "host", "temperature");
  assert.deepEqual(actionsIn(attention.hears(1, "host", "temperature")), all);
  assert.deepEqual(actionsIn(attention.hears(1, "host", "supply")), all);
});

test("reflexes that feed themselves or each other are cut after one round, which is told of each once and counted ever after", () => {
  const echo = (id: string): Reflex => ({ ...SURGE, id, when: { source: "*" }, coolDown: 0 });
  const attention = new AttentionUnderTest([echo("a"), echo("b")]);
  const reports = () => attention.state.pool.filter(({ type }) => type === "self-trigger").map(({ source }) => source);
  attention.hears(0, "host", "temperature");
  assert.deepEqual(reports(), ["reflex/a", "reflex/b"]);
  assert.match(
    String(attention.state.pool.find(({ type }) => type === "self-trigger")?.data.text),
    /give its "when" a narrower/,
  );
  const before = attention.state.reflexes;
  assert.deepEqual(actionsIn(attention.hears(1, "host", "temperature")), ["a", "b"]);
  assert.equal(reports().length, 2);
  for (const id of ["a", "b"]) assert.equal(attention.state.reflexes[id]?.cut, (before[id]?.cut ?? 0) + 1);
});
