import assert from "node:assert/strict";
import { test } from "node:test";
import { Hushes } from "../../src/actions/hushes.js";
import { LONGEST, type Timed } from "../../src/actions/timed-set.js";

function aNode() {
  const kept: { value: readonly Timed[] } = { value: [] };
  const log: string[] = [];
  return { kept, log, hushed: new Hushes(kept, (_, line) => void log.push(line)) };
}

test("a hush of everything withholds everything till it is over, and then says how much", () => {
  const { hushed, log } = aNode();
  assert.equal(hushed.hush({}, 600, 1000), 1600);
  assert.equal(hushed.withholds({}, 1100), true);
  assert.equal(hushed.withholds({ electrodes: ["e1"], type: "drift" }, 1599), true);
  assert.deepEqual(hushed.report(1599), [{ until: "1970-01-01T00:26:40.000Z", withheld: 2 }]);
  assert.equal(hushed.withholds({ electrodes: ["e1"], type: "drift" }, 1600), false);
  assert.deepEqual(log, ["a hush is over; 2 things were not told"]);
});

test("a hush of drift on e2 leaves everything else its voice", () => {
  const { hushed } = aNode();
  hushed.hush({ electrode: "e2", type: "drift" }, 600, 0);
  assert.equal(hushed.withholds({ electrodes: ["e1", "e2"], type: "drift" }, 1), true);
  assert.equal(hushed.withholds({ electrodes: ["e2"], type: "burst" }, 1), false);
  assert.equal(hushed.withholds({ electrodes: ["e1"], type: "drift" }, 1), false);
  assert.equal(hushed.withholds({}, 1), false);
});

test("a hush can be ended, is never endless, survives a restart, and there are never too many", () => {
  const { hushed, kept } = aNode();
  assert.equal(hushed.hush({}, Number.MAX_SAFE_INTEGER, 0), LONGEST);
  const again = new Hushes(kept, () => {});
  assert.equal(again.withholds({}, 1), true);
  again.hush({}, 0, 2);
  assert.equal(again.withholds({}, 3), false);
  for (let i = 0; i < 100; i++) again.hush({ type: `t${i}` }, 100 + i, 10);
  assert.equal(kept.value.length, 32);
  assert.equal(again.withholds({ type: "t99" }, 20), true, "those that last longest are kept");
});

test("a clock that is set back by a year does not hush the node for a year", () => {
  const { hushed } = aNode();
  const year = 365 * 86400;
  hushed.hush({}, 600, year);
  assert.equal(hushed.withholds({}, 0), false);
});
