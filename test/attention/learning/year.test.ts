import assert from "node:assert/strict";
import { test } from "node:test";
import { liveOn } from "../../../src/commands/bench/attention-year.js";
import { usualRules } from "../stories/a-node.js";

test("a season of ordinary life teaches what was in it, and the state stays small", async () => {
  const rules = await usualRules();
  const state = liveOn(30, { ...rules, reflexes: [] });
  const bytes = JSON.stringify(state).length;
  assert.ok(bytes < 500_000, `${bytes} bytes after a month`);
  const sentences = state.insights.map(({ sentence }) => sentence);
  const rain = sentences.find((sentence) => sentence.startsWith("trains on e1 follow rain within 2 h, "));
  assert.ok(rain, sentences.join("\n"));
  for (const form of ["hours", "rate", "amplitude", "dismisses"])
    assert.ok(
      state.insights.some(({ data }) => data.form === form),
      `nothing of form ${form} in:\n${sentences.join("\n")}`,
    );
  assert.ok(state.learning.expectations.length > 0);
});
