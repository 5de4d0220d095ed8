import assert from "node:assert/strict";
import test from "node:test";
import { judgeCard } from "../../src/config/judge-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { KINDS, NODE } from "./card-folder.js";

function judge(electrodes: object) {
  return judgeCard({ files: { node: NODE, electrodes }, beside: {} }, KINDS);
}

test("a card that says nothing of glyphs has the usual bounds, and the echo writes them out", () => {
  const { good } = judge({});
  assert.deepEqual(good?.configuration.glyphs, USUAL_GLYPHS);
  const { fungus } = JSON.parse(good?.effective ?? "{}").electrodes.glyphs;
  assert.deepEqual([fungus.short_intervals, fungus.interval_usual_s, fungus.slow_to_s], [0.4, 2460, 600]);
});

test("a card may change one bound of one profile; all others stay", () => {
  const { good } = judge({ glyphs: { fungus: { burst_of: 5, interval_most_s: 7200 } } });
  const { fungus, plant } = good?.configuration.glyphs ?? assert.fail();
  assert.equal(fungus.burstOf, 5);
  assert.deepEqual(fungus.interval, { ...USUAL_GLYPHS.fungus.interval, most: 7200 });
  assert.deepEqual(plant, USUAL_GLYPHS.plant);
});

test("bounds out of order and bounds without a unit are faults, with what would be right", () => {
  const { problems } = judge({ glyphs: { fungus: { short_intervals: 2 }, plant: { interval_usual: 60 } } });
  assert.deepEqual(problems.map(printProblem), [
    "electrodes.json: glyphs.fungus.medium_intervals: is less than short_intervals (2); write 2 or more, or lower short_intervals",
    'electrodes.json: glyphs.plant.interval_usual: is not known here; did you mean "interval_usual_s"?',
  ]);
});
