import assert from "node:assert/strict";
import { test } from "node:test";
import { BreathCourse } from "../../src/view/breath-course.js";
import { lungs } from "../../src/view/lungs.js";
import { aBreath } from "../fakes/a-breath.js";

const drawn = (course: BreathCourse) => course.phases.map(({ phase, since, until }) => [phase, since, until]);

test("a breath is drawn whole from its first moment on", () => {
  const course = new BreathCourse();
  assert.deepEqual(course.phases, []);
  const whole = [
    ["inhale", 0, 120],
    ["hold", 120, 180],
    ["exhale", 180, 360],
    ["pause", 360, 480],
  ];
  for (const breath of [
    aBreath(),
    aBreath({ phase: "hold", since: 120 }),
    aBreath({ phase: "exhale", since: 180 }),
    aBreath({ phase: "pause", since: 360 }),
  ]) {
    course.hear(breath);
    assert.deepEqual(drawn(course), whole);
  }
  course.hear(aBreath({ cycle: 2, since: 480 }));
  assert.deepEqual(drawn(course)[0], ["inhale", 480, 600]);
});

test("a deepened inhale takes more of the picture, a pause that is left out none, and what was cut short is as long as it was", () => {
  const course = new BreathCourse();
  course.hear(aBreath());
  course.hear(aBreath({ until: 300, cause: "deepened" }));
  course.hear(aBreath({ until: 300, cause: "held", awakeUntil: 3600 }));
  assert.deepEqual(drawn(course), [
    ["inhale", 0, 300],
    ["hold", 300, 360],
    ["exhale", 360, 540],
  ]);
  course.hear(aBreath({ phase: "exhale", since: 200, cause: "early-exhale" }));
  course.hear(aBreath({ phase: "exhale", since: 250, cause: "early-exhale" }));
  assert.deepEqual(drawn(course), [
    ["inhale", 0, 200],
    ["exhale", 200, 430],
    ["pause", 430, 550],
  ]);
  assert.equal(course.breath?.cause, "early-exhale");
});

test("what has been breathed is filled in, by the time that it takes", () => {
  const course = new BreathCourse();
  course.hear(aBreath({ until: 600, cause: "deepened" })); // 960 s the whole of it
  const filled = (now: number) =>
    lungs(course.phases, now, 40, 2)[0]!
      .filter(({ tone }) => tone !== "faint")
      .reduce((cells, { text }) => cells + text.length, 0);
  assert.deepEqual([filled(0), filled(240), filled(480)], [0, 10, 20]);
});
