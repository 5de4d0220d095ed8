import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventName } from "../../../src/domain/reading.js";
import type { Claim } from "../../../src/spiralformer/claims/decoder.js";
import { Onsets } from "../../../src/spiralformer/claims/onsets.js";
import { ClaimReview } from "../../../src/spiralformer/claims/review.js";
import { onset } from "./some-onsets.js";

/** A stretch that began at 960 and goes on until `over`; spikes are found a minute after they began. */
function aReview(over = 9000) {
  const onsets = new Onsets(2);
  const review = new ClaimReview(onsets);
  const told: unknown[] = [];
  let now = 960;
  return {
    told,
    slots(until: number, spikes: readonly number[], claims: Readonly<Record<number, EventName>> = {}) {
      for (now += 30; now <= until; now += 30) {
        const fresh = spikes.filter((at) => at + 60 >= now - 30 && at + 60 < now);
        onsets.addSlot(
          now,
          fresh.map((at) => onset(0, at)),
        );
        const event = claims[now];
        const claim: Claim | undefined = event && { event, confidence: 0.9, start: 960, decided: now, first: true };
        const one = review.addSlot(now, claim, now < over ? 960 : undefined);
        if (one !== undefined) told.push([one.event, one.decided, one.start, one.first]);
      }
      now -= 30;
    },
  };
}

test("a rhythm that was read early is told with its fourth onset", () => {
  const { told, slots } = aReview();
  slots(2000, [1000, 1200, 1400, 1600, 1800], { 1290: "rhythm" });
  assert.deepEqual(told, [["rhythm", 1680, 960, true]]);
});

test("what is not borne out by some minutes behind its end is never told", () => {
  const { told, slots } = aReview(1500);
  slots(3000, [1000, 1200, 1400, 2100, 2300], { 1290: "rhythm" });
  assert.deepEqual(told, []);
});

test("a claim that puts itself right is told if what was heard says so too, and what was told is not told again", () => {
  const { told, slots } = aReview();
  slots(2400, [1000, 1030, 1210, 1600, 1700, 1800, 1900, 2000], {
    1320: "irregular",
    1500: "irregular",
    2100: "rhythm",
  });
  assert.deepEqual(told, [
    ["irregular", 1320, 960, true],
    ["rhythm", 2100, 960, false],
  ]);
});
