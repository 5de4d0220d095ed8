import assert from "node:assert/strict";
import { test } from "node:test";
import { undisturbed } from "../../src/breathing/forecast.js";
import { fixed } from "../../src/breathing/rhythms/fixed.js";
import { breathRing } from "../../src/view/svg/breath-ring.js";
import { elements, wellFormed } from "./read-svg.js";

test("the ring has a stroke for each inhale and a dot for each onset, within its turns", () => {
  const breaths = undisturbed(fixed({ inhale: 120, hold: 60, exhale: 180, pause: 120 }), 0);
  const lived = Array.from({ length: 40 }, () => breaths.next().value);
  const turns = [0, 960, 1920, 2880, 3840];
  const ring = { turns, breaths: lived, sections: [{ from: 1920, text: "a field begins" }] };
  const svg = breathRing({ ...ring, title: "two breaths a turn", onsets: [10, 970, 9000] });
  wellFormed(svg);
  const inhales = elements(svg, "path").filter(({ d = "" }) => d.includes("A"));
  assert.ok(inhales.length >= 8 && inhales.length <= 10, `${inhales.length} inhales in four turns of two breaths`);
  assert.equal(elements(svg, "circle").filter(({ r }) => r === "1.3").length, 2, "what lies beyond is left out");
  assert.ok(svg.includes("two breaths a turn") && svg.includes("a field begins"));
});
