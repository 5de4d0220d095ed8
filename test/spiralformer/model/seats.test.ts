import assert from "node:assert/strict";
import { test } from "node:test";
import { Seats } from "../../../src/spiralformer/model/seats.js";
import { slotOf } from "../some-slots.js";

/** Electrodes that are as lively as these say, for so many slots, with an inhale at the end. */
function live(seats: Seats, slots: number, liveliness: readonly number[], inhales = true): void {
  const slot = slotOf(30, ...liveliness.map((high) => ({ high })));
  for (let k = 0; k < slots; k++) seats.hear(slot, inhales && k === slots - 1);
}

test("as few electrodes as there are seats have each its own, in the order of the card, however lively", () => {
  const seats = new Seats(3, 8);
  live(seats, 100, [0, 0, 4]);
  assert.deepEqual(seats.taken, [0, 1, 2]);
  const full = new Seats(8, 8);
  live(full, 100, [0, 0, 0, 0, 0, 0, 0, 4]);
  assert.deepEqual(full.taken, [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("of ten electrodes the liveliest come to sit, one at each inhale, in the seats of the quietest", () => {
  const seats = new Seats(10, 8);
  const liveliness = [1, 0.1, 1, 1, 0.2, 1, 1, 1, 2, 2];
  assert.deepEqual(seats.taken, [0, 1, 2, 3, 4, 5, 6, 7]);
  live(seats, 50, liveliness);
  assert.deepEqual(seats.taken, [0, 8, 2, 3, 4, 5, 6, 7], "the quietest gives way first");
  live(seats, 50, liveliness);
  assert.deepEqual(seats.taken, [0, 8, 2, 3, 9, 5, 6, 7]);
  for (let i = 0; i < 5; i++) live(seats, 50, liveliness);
  assert.deepEqual(seats.taken, [0, 8, 2, 3, 9, 5, 6, 7], "and then they stay");
});

test("which eight sit in the end depends on who is lively, not on their order on the card", () => {
  const liveliness = [0.1, 2, 2, 2, 0.1, 2, 2, 2, 2, 2];
  for (const turn of [0, 3, 7]) {
    const order = liveliness.map((_, i) => (i + turn) % 10);
    const seats = new Seats(10, 8);
    for (let i = 0; i < 4; i++)
      live(
        seats,
        50,
        order.map((e) => liveliness[e] as number),
      );
    const sitting = seats.taken.map((e) => order[e] as number).toSorted();
    assert.deepEqual(sitting, [1, 2, 3, 5, 6, 7, 8, 9]);
  }
});

test("seats change at an inhale only, and not for a little more", () => {
  const seats = new Seats(9, 8);
  live(seats, 500, [1, 1, 1, 1, 1, 1, 1, 1, 1.4]);
  assert.deepEqual(seats.taken, [0, 1, 2, 3, 4, 5, 6, 7]);
  live(seats, 5000, [1, 1, 1, 1, 1, 1, 1, 1, 3], false);
  assert.deepEqual(seats.taken, [0, 1, 2, 3, 4, 5, 6, 7]);
  live(seats, 1, [1, 1, 1, 1, 1, 1, 1, 1, 3]);
  assert.ok(seats.taken.includes(8));
});
