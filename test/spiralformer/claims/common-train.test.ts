import assert from "node:assert/strict";
import { test } from "node:test";
import { commonTrain } from "../../../src/spiralformer/claims/common-train.js";

test("onsets that electrodes have within seconds of each other are one train, and what each had beside it is left out", () => {
  const found = commonTrain([[100, 300, 340, 600], [], [108, 306, 349, 480, 611], [2000]]);
  assert.deepEqual(found, { electrodes: [0, 2], onsets: [100, 300, 340, 600] });
});

test("the train that most electrodes have is told, and none where no two have one", () => {
  const three = commonTrain([
    [10, 20_000, 30_000],
    [1000, 1100, 1300],
    [1005, 1105, 1305],
    [1010, 1110, 1310],
  ]);
  assert.deepEqual(three?.electrodes, [1, 2, 3]);
  assert.equal(
    commonTrain([
      [100, 300, 600],
      [700, 900, 1200],
    ]),
    undefined,
  );
  assert.equal(commonTrain([]), undefined);
});
