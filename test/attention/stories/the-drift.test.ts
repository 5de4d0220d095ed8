import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonsIn } from "../attention-under-test.js";
import { aNode } from "./a-node.js";

test("a story of being taught: what the operator waves aside, and says twice, is not made much of again", async () => {
  const node = await aNode([]);
  const salienceOfTrain = (minute: number) => {
    node.hears(minute, "electrode/e2", "train", { intensity: 0.7 });
    return node.thread("follow-burst").salience;
  };
  const dismisses = (minute: number) =>
    node.hears(minute, "operator", "dismiss", {
      intensity: 0.9,
      tags: ["from:operator"],
      data: { what: "thread", thread: node.thread("follow-burst").id, kind: "follow-burst", subject: "e2" },
    });

  const before = salienceOfTrain(0);
  const first = dismisses(1);
  assert.equal(node.thread("follow-burst").state.phase, "dismissed by the operator");
  node.breathes(60);
  salienceOfTrain(200);
  const lessons = lessonsIn([...first, ...dismisses(201)]);
  assert.ok(
    lessons.some(({ kind, data }) => kind === "preference" && data.form === "dismisses" && data.electrode === "e2"),
    "it is a preference now, with a sentence that a person can read",
  );

  node.breathes(260);
  assert.ok(salienceOfTrain(400) < before, "the same train is worth less than it was");
  node.hears(401, "electrode/e4", "train", { intensity: 0.7 });
  assert.equal(node.attendsTo, "follow the train on e4", "and on another electrode it is what it always was");
});
