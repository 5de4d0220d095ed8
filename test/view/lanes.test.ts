import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BESIDE, intoLanes, type Labelled, MOST_LANES, type Spot } from "../../src/view/svg/lanes.js";

const LEFT = 84;
const RIGHT = 1172;

/** From where to where a box with its label reaches; where the label alone. */
function reach(box: Labelled, { label }: Spot): { from: number; to: number } {
  if (label === "left") return { from: box.start - BESIDE - box.label, to: box.end };
  if (label === "right") return { from: box.start, to: box.end + BESIDE + box.label };
  return { from: box.start, to: box.end };
}

const boxes: fc.Arbitrary<Labelled[]> = fc
  .array(
    fc
      .tuple(
        fc.double({ min: LEFT, max: RIGHT - 4, noNaN: true }),
        fc.double({ min: 4, max: 1100, noNaN: true }),
        fc.double({ min: 20, max: 120, noNaN: true }),
      )
      .map(([start, width, label]) => ({ start, end: Math.min(start + width, RIGHT), label })),
    { maxLength: 60 },
  )
  .map((found) => found.sort((a, b) => a.start - b.start));

test("in a lane nothing touches anything, and all stays within the plot", () => {
  fc.assert(
    fc.property(boxes, (found) => {
      const spots = intoLanes(found, LEFT, RIGHT);
      assert.equal(spots.length, found.length);
      for (let lane = 0; lane < MOST_LANES; lane++) {
        const reaches = found
          .map((box, i) => ({ spot: spots[i] as Spot, ...reach(box, spots[i] as Spot) }))
          .filter(({ spot }) => spot.lane === lane)
          .sort((a, b) => a.from - b.from);
        for (const [i, { from, to }] of reaches.entries()) {
          assert.ok(from >= LEFT - 1e-9 && to <= RIGHT + 1e-9);
          assert.ok(i === 0 || from > (reaches[i - 1]?.to ?? 0), "two overlap");
        }
      }
    }),
  );
});

test("what finds no place has one lane of its own, in which no label stands", () => {
  fc.assert(
    fc.property(boxes, (found) => {
      for (const { lane, label } of intoLanes(found, LEFT, RIGHT)) {
        assert.ok(lane >= 0 && lane <= MOST_LANES);
        if (lane === MOST_LANES) assert.equal(label, "none");
      }
    }),
  );
});

test("few boxes stand in few lanes, the first ones uppermost, each with its label", () => {
  const box = (start: number, end: number) => ({ start, end, label: 60 });
  const spots = intoLanes([box(100, 120), box(130, 150), box(300, 320), box(1160, 1172)], LEFT, RIGHT);
  assert.deepEqual(spots, [
    { lane: 0, label: "right" },
    { lane: 1, label: "right" },
    { lane: 0, label: "right" },
    { lane: 0, label: "left" },
  ]);
  assert.equal(intoLanes([box(LEFT, RIGHT)], LEFT, RIGHT)[0]?.label, "inside", "no room beside it");
});
