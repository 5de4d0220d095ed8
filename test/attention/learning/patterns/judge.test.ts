import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../../../src/attention/learning/patterns/finding.js";
import { beyondChance } from "../../../../src/attention/learning/patterns/judge.js";

const found = (id: string, log: number, { came = 6, weight = 1 } = {}): Finding => ({
  ...{ id, subject: "e1", data: { form: "hours" }, log, weight },
  trials: Array.from({ length: came }, (_, at) => ({ at, came: true, chance: 0.1 })),
});
const told = (findings: readonly Finding[]) => beyondChance(findings).map(({ id }) => id);

test("evidence must pay for all that was asked; what is found in company needs less of it", () => {
  assert.deepEqual(told([found("alone", 2.3)]), []);
  assert.deepEqual(told([found("alone", 2.7)]), ["alone"]);
  assert.deepEqual(told([found("one", 2.3), found("two", 2.3)]), ["one", "two"]);
  assert.deepEqual(told([found("dear", 4, { weight: 0.1 })]), [], "a tenth of the weight needs ten times as much");
});

test("in whatever company, nothing is told that is less than nine tenths sure, or came three times", () => {
  const company = Array.from({ length: 9 }, (_, index) => found(`sure-${index}`, 9));
  assert.equal(told([...company, found("unsure", 1)]).length, 9);
  assert.deepEqual(told([found("thrice", 9, { came: 3 })]), []);
});
