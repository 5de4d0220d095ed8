import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventName } from "../../../src/domain/reading.js";
import { borneOut } from "../../../src/spiralformer/claims/borne-out.js";
import { Onsets } from "../../../src/spiralformer/claims/onsets.js";
import { heardBy, onset } from "./some-onsets.js";

/** What is told of this reading, where spikes began on electrodes 0, 1 … at these times. */
const told = (event: EventName, ...times: readonly (readonly number[])[]) =>
  borneOut(event, 1000, heardBy(2200, ...times))?.event;

test("a rhythm has four even onsets, or it is not told", () => {
  assert.equal(told("rhythm", [1000, 1100, 1200]), undefined);
  assert.equal(told("rhythm", [1000, 1100, 1200, 1300]), "rhythm");
  assert.equal(told("rhythm", [1000, 1015, 1100, 1115, 1200, 1215, 1300, 1315]), undefined);
});

test("spikes that do not beat are no rhythm, and spikes that beat are one", () => {
  assert.equal(told("rhythm", [1000, 1030, 1210, 1650, 2150]), "irregular");
  assert.equal(told("irregular", [1000, 1100, 1200, 1300, 1400]), "rhythm");
  assert.equal(told("irregular", [1000, 1100, 1200, 1300]), "irregular");
  assert.equal(told("irregular", [1000, 1100]), undefined);
});

test("a wave has three electrodes in the order of their places; what has none is a scatter", () => {
  assert.equal(told("wave", [1000], [1100], []), undefined);
  assert.equal(told("wave", [1000], [1100], [1200]), "wave");
  assert.equal(told("wave", [1000], [1300], [1100], [1200]), "scatter");
  assert.equal(told("scatter", [1000], [1100], [1200], [1300]), "wave");
  assert.equal(told("scatter", [1000], [2100], [1500]), undefined, "too far apart to have to do with each other");
});

test("what goes from place to place is never said to have no order, however uneven or slow it is", () => {
  assert.equal(told("scatter", [1000], [1020], [1300]), undefined);
  assert.equal(told("scatter", [1000], [1400], [1800]), undefined);
});

test("handling moves two or more at once, and a burst is dense somewhere", () => {
  assert.equal(told("artefact", [1000], [1400]), undefined);
  assert.equal(told("artefact", [1000], [1002]), "artefact");
  assert.equal(told("burst", [1000, 1200, 1400, 1600]), undefined);
  const dense = new Onsets(2);
  dense.addSlot(
    1200,
    [0, 20, 40, 60].map((after) => onset(1, 1000 + after, 7, "heard")),
  );
  assert.deepEqual(borneOut("burst", 1000, dense)?.evidence.electrodes, [1]);
});

test("quiet needs nothing", () => {
  assert.equal(told("quiet", []), "quiet");
});
