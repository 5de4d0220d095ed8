import assert from "node:assert/strict";
import { test } from "node:test";
import { aNode, deedsIn } from "./a-node.js";

const MINUTES = 1 / 12;

test("a story of illness: a device that fails again and again makes the node raise an alarm and withdraw, and come back", async () => {
  const node = await aNode();
  const told = Array.from({ length: 30 }, (_, fault) =>
    node.hears(fault * MINUTES, "device/adc", "fault", {
      intensity: fault / (fault + 10),
      data: { reason: "no answer" },
    }),
  ).flat();
  const acts = told.filter((one) => one.kind === "act");
  assert.deepEqual(deedsIn(acts), ["unwell alert", "unwell rest"]);
  const rest = acts.find(({ action }) => action.kind === "rest")?.action;
  assert.ok(
    rest?.kind === "rest" && rest.seconds > 0 && rest.probe < rest.seconds,
    "with a longest rest, and a probe on the way",
  );

  // Awareness: the system is unwell. And what the node's hands say when it is well again closes the matter.
  assert.ok(node.threads.some(({ goal }) => goal.startsWith("review what reflex unwell did")));
  assert.ok(node.summaryAt(3).arousal > 0, "errors keep it awake");
  node.hears(18, "node", "resumed", { intensity: 0.5, tags: ["routine"] });
  for (const minute of [19, 40, 60]) node.breathes(minute);
  assert.deepEqual(
    node.threads.filter(({ status }) => status === "active" || status === "paused"),
    [],
  );
});
