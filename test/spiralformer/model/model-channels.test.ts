import assert from "node:assert/strict";
import { test } from "node:test";
import { ModelChannels } from "../../../src/spiralformer/model/model-channels.js";
import { slotOf } from "../some-slots.js";

/** Electrodes that are as lively as these say, for so many slots, with an inhale at the end. */
function live(channels: ModelChannels, slots: number, liveliness: readonly number[], inhales = true): void {
  const slot = slotOf(30, ...liveliness.map((high) => ({ high })));
  for (let k = 0; k < slots; k++) channels.addSlot(slot, inhales && k === slots - 1);
}

test("as few electrodes as there are channels have each its own, in the order of the card, however lively", () => {
  const channels = new ModelChannels(3, 8);
  live(channels, 100, [0, 0, 4]);
  assert.deepEqual(channels.electrodes, [0, 1, 2]);
  const full = new ModelChannels(8, 8);
  live(full, 100, [0, 0, 0, 0, 0, 0, 0, 4]);
  assert.deepEqual(full.electrodes, [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("of ten electrodes the liveliest are on, one more at each inhale, on the channels of the quietest", () => {
  const channels = new ModelChannels(10, 8);
  const liveliness = [1, 0.1, 1, 1, 0.2, 1, 1, 1, 2, 2];
  assert.deepEqual(channels.electrodes, [0, 1, 2, 3, 4, 5, 6, 7]);
  live(channels, 50, liveliness);
  assert.deepEqual(channels.electrodes, [0, 8, 2, 3, 4, 5, 6, 7], "the quietest gives way first");
  live(channels, 50, liveliness);
  assert.deepEqual(channels.electrodes, [0, 8, 2, 3, 9, 5, 6, 7]);
  for (let i = 0; i < 5; i++) live(channels, 50, liveliness);
  assert.deepEqual(channels.electrodes, [0, 8, 2, 3, 9, 5, 6, 7], "and then they stay");
});

test("which eight are on in the end depends on who is lively, not on their order on the card", () => {
  const liveliness = [0.1, 2, 2, 2, 0.1, 2, 2, 2, 2, 2];
  for (const turn of [0, 3, 7]) {
    const order = liveliness.map((_, i) => (i + turn) % 10);
    const channels = new ModelChannels(10, 8);
    for (let i = 0; i < 4; i++)
      live(
        channels,
        50,
        order.map((e) => liveliness[e]!),
      );
    const sitting = channels.electrodes.map((e) => order[e]!).toSorted();
    assert.deepEqual(sitting, [1, 2, 3, 5, 6, 7, 8, 9]);
  }
});

test("channels change at an inhale only, and not for a little more", () => {
  const channels = new ModelChannels(9, 8);
  live(channels, 500, [1, 1, 1, 1, 1, 1, 1, 1, 1.4]);
  assert.deepEqual(channels.electrodes, [0, 1, 2, 3, 4, 5, 6, 7]);
  live(channels, 5000, [1, 1, 1, 1, 1, 1, 1, 1, 3], false);
  assert.deepEqual(channels.electrodes, [0, 1, 2, 3, 4, 5, 6, 7]);
  live(channels, 1, [1, 1, 1, 1, 1, 1, 1, 1, 3]);
  assert.ok(channels.electrodes.includes(8));
});
