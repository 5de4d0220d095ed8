import assert from "node:assert/strict";
import { test } from "node:test";
import { Mind } from "./mind.js";

function afternoon(mind: Mind): void {
  mind.hears(200, "electrode/e1", "burst", { intensity: 0.9 });
  mind.thinks(201);
  mind.hears(203, "electrode/constructor", "artefact");
  mind.hears(204, "operator", "note", { intensity: 0.9 });
  mind.thinks(205);
  mind.sleeps(300);
}

function morning(): Mind {
  const mind = new Mind();
  mind.hears(0, "electrode/e1", "burst", { intensity: 0.3 });
  mind.hears(1, "electrode/constructor", "artefact");
  mind.hears(2, "electrode/e2", "burst", { intensity: 0.9 });
  mind.thinks(130);
  return mind;
}

test("a node that reads its state back from disk goes on as if nothing had happened", () => {
  const awake = morning();
  const restarted = morning();
  restarted.state = JSON.parse(JSON.stringify(restarted.state));
  assert.deepEqual(restarted.state, awake.state);
  afternoon(awake);
  afternoon(restarted);
  assert.deepEqual(restarted.state, awake.state);
});

test("the summary has the active thread whole, the paused in a sentence, the frozen as a number", () => {
  const mind = new Mind();
  mind.hears(0, "electrode/e9", "burst", { intensity: 0.1 });
  mind.thinks(121);
  mind.hears(122, "electrode/e1", "train", { intensity: 0.55 });
  mind.hears(123, "electrode/e2", "burst", { intensity: 0.95 });
  const told = mind.summaryAt(128);
  assert.deepEqual(
    told.active.map((thread) => thread.goal),
    ["follow the burst on e2"],
  );
  assert.deepEqual(
    told.paused.map((thread) => thread.sentence),
    ["thread t-2: follow the train on e1, paused 5 min ago"],
  );
  assert.equal(told.frozen, 1);
  assert.equal(told.threshold, 0.4);
});
