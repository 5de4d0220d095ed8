import assert from "node:assert/strict";
import { test } from "node:test";
import { Mutes } from "../../src/actions/mutes.js";
import { LONGEST, type Timed } from "../../src/actions/timed-set.js";
import type { Noticed } from "../../src/domain/percept.js";

function aNode() {
  const kept: { value: readonly Timed[] } = { value: [] };
  const log: string[] = [];
  return { kept, log, mutes: new Mutes(kept, (_, line) => void log.push(line)) };
}

function spikeOn(electrode: string): Noticed {
  return { source: `electrode/${electrode}`, type: "spike", at: 0, intensity: 0.5, tags: [], data: { electrode } };
}

test("a muted electrode's percepts are counted till its time is over, another's are minded", () => {
  const { mutes, log } = aNode();
  assert.equal(mutes.mute("e1", 600, 1000), 1600);
  assert.equal(mutes.swallows(spikeOn("e1"), 1100), true);
  assert.equal(mutes.swallows(spikeOn("e2"), 1100), false);
  assert.deepEqual(mutes.report(1100), { e1: { until: "1970-01-01T00:26:40.000Z", missed: 1 } });
  assert.equal(mutes.swallows(spikeOn("e1"), 1600), false);
  assert.deepEqual(log, ["e1 is minded again; 1 of its percepts were not"]);
});

test("what several electrodes do together is minded while one of them is", () => {
  const { mutes } = aNode();
  mutes.mute("e1", 600, 0);
  const together: Noticed = {
    source: "glyphs",
    type: "synchrony",
    at: 0,
    intensity: 0.5,
    tags: [],
    data: { electrodes: ["e1", "e2"] },
  };
  assert.equal(mutes.swallows(together, 1), false);
  mutes.mute("e2", 600, 0);
  assert.equal(mutes.swallows(together, 1), true);
  assert.deepEqual(
    Object.values(mutes.report(1)).map(({ missed }) => missed),
    [1, 1],
  );
});

test("a mute can be ended, and a clock that is set back does not make it endless", () => {
  const { mutes, log } = aNode();
  const year = 365 * 86400;
  assert.equal(mutes.mute("e1", 2 * LONGEST, year), year + LONGEST);
  mutes.mute("e1", 0, year + 1);
  assert.equal(mutes.swallows(spikeOn("e1"), year + 2), false);
  assert.deepEqual(log, ["e1 is minded again; 0 of its percepts were not"]);
  mutes.mute("e1", 600, year);
  assert.equal(mutes.swallows(spikeOn("e1"), 0), false);
});
