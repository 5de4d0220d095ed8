import assert from "node:assert/strict";
import { test } from "node:test";
import type { Spike } from "../../src/domain/spike.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";

/** A fresh electrode that drifts to its level, with a few microvolts of noise and no spike in it. In mV. */
function drifting(at: number, seed: number): number {
  const x = Math.sin(at * 12.9898 + seed * 78.233) * 43758.5453;
  return 2 * Math.exp(-at / 1500) + Math.sin(at / 400 + seed) * 0.05 + (x - Math.floor(x) - 0.5) * 0.004;
}

function spikesOf(seed: number, from: number, hears: (at: number) => boolean): Spike[] {
  const spikes: Spike[] = [];
  const electrode = { name: "e1", device: "moss", channel: "e1", profile: "fungus" as const, control: false };
  const sense = new ElectrodeSense(electrode, {
    spike: (spike) => spikes.push(spike),
    glyph: () => {},
    percept: () => {},
  });
  let heard = true;
  for (let at = from; at < from + 7200; at++) {
    const now = hears(at - from);
    if (heard && !now) sense.rest();
    heard = now;
    if (now) sense.pushValue(at, drifting(at, seed));
  }
  return spikes;
}

test("an electrode that goes in and out of rest while it settles makes no spike", () => {
  for (let seed = 1; seed <= 12; seed++)
    for (const [listens, cycle] of [
      [60, 120],
      [60, 900],
      [120, 480],
    ] as const) {
      const spikes = spikesOf(seed, 0, (at) => at % cycle < listens);
      assert.deepEqual(spikes, [], `${seed}: ${listens} of ${cycle} s`);
    }
});

test("the first rows make no spike, wherever in its drift an electrode is first heard", () => {
  for (let from = 0; from < 3000; from += 250)
    for (const spike of spikesOf(3, from, () => true))
      assert.ok(spike.onset >= from + 300, `${spike.onset - from} s after the first row`);
});
