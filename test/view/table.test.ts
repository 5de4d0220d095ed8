import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "../../src/view/table.js";

test("words stand to the left, figures to the right, and wide characters keep the columns straight", () => {
  assert.deepEqual(
    table(
      [{ head: "electrode" }, { head: "spikes", align: "right" }, { head: "note" }],
      [["e1", "12", "calm"], ["木", "1,204", ""], ["e3"]],
    ),
    ["electrode  spikes  note", "e1             12  calm", "木          1,204", "e3"],
  );
});

test("a cell cannot break its line", () => {
  assert.deepEqual(table([{ head: "a" }], [["x\ny\x1b[2J"]]), ["a", "x y [2J"]);
});
