import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { jsonSchemaOf } from "../../src/config/card-schemas.js";
import { judgeCard } from "../../src/config/judge-card.js";
import { CARD_NAMES, type CardContent } from "../../src/config/written/content.js";
import { printProblem } from "../../src/config/written/problem.js";
import { KINDS, NODE } from "./card-folder.js";

/** Field names of the card, so that chance finds its way into it. */
const keys = [...new Set(CARD_NAMES.flatMap((name) => namesIn(jsonSchemaOf(name, KINDS))))];

function namesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties } = schema as { properties?: object };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(namesIn)];
}

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e300, "", "e1", "adc", "pulse", "grove", "Å b\n"),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.constant("__proto__"), fc.string()), tie("tree"), {
      maxKeys: 5,
    }),
  ),
}));

test("whatever JSON a file holds, the card is good or its faults are said, a line each; nothing is thrown", () => {
  const written = fc.record(Object.fromEntries(CARD_NAMES.map((name) => [name, tree])), { requiredKeys: [] });
  fc.assert(
    fc.property(written, (files) => {
      const { problems, good } = judgeCard({ files, beside: {} } as CardContent, KINDS);
      assert.equal(good === undefined, problems.length > 0);
      for (const problem of problems) assert.match(printProblem(problem), /^[\w.]+\.json: .+: [^\n]+$/);
    }),
    { numRuns: 150 },
  );
});

test("a number anywhere in its range is taken as it is, outside it is a fault", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (hold_s) => {
      const { good } = judgeCard({ files: { node: NODE, breath: { phases: { hold_s } } }, beside: {} }, KINDS);
      assert.equal(good?.configuration.breath.phases.hold, hold_s >= 0 && hold_s <= 86400 ? hold_s : undefined);
    }),
  );
});
