import assert from "node:assert/strict";
import { test } from "node:test";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { fuzz, TARGETS } from "./fuzz-run.js";
import { Mutator } from "./mutator.js";
import { NOTHING_MORE, type Target } from "./target.js";

/** A taste; `npm run test:fuzz` throws a million. */
const COUNT = 600;

for (const target of TARGETS)
  test(`${COUNT} inputs for ${target.name}: each is taken, or answered with what is wrong with it`, async () => {
    const { findings, became, count } = await fuzz(target, { seed: "npm test", count: COUNT });
    assert.deepEqual(findings, []);
    assert.equal(count, COUNT);
    assert.ok(Object.keys(became).length > 1, `they go more than one way: ${JSON.stringify(became)}`);
  });

test("an input follows from seed, target and number alone", () => {
  const one = (input: number) => {
    const mutator = new Mutator(new SeededRandom(`1/any/${input}`), ["a"]);
    return [mutator.json({ a: [1, { b: "c" }] }), ...mutator.bytes(Uint8Array.of(1, 2, 3))];
  };
  assert.deepEqual(one(7), one(7));
  assert.notDeepEqual(one(7), one(8));
});

test("what is thrown is found with the number of its input, and the next one meets a new reader", async () => {
  let readers = 0;
  const bad: Target = {
    ...{ name: "bad", reads: "nothing", share: 1, names: [], block: 1000 },
    async begin() {
      let fed = 0;
      readers++;
      return {
        async feed() {
          if (++fed === 3) throw new Error("three");
          return "taken";
        },
        end: NOTHING_MORE,
      };
    },
  };
  const { findings, count } = await fuzz(bad, { seed: "1", count: 5 });
  assert.deepEqual([count, readers, findings.length, findings[0]?.input], [5, 2, 1, 2]);
  assert.match(findings[0]?.what ?? "", /^three\n/);
});
