import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { IntervalMemory } from "../../src/sensing/glyphs/interval-memory.js";
import { spike, story } from "./a-story.js";

const BOUNDS = USUAL_GLYPHS.fungus.interval;

test("the mean is the usual one until the electrode's own is known, and stays within belief", () => {
  const memory = new IntervalMemory(BOUNDS);
  assert.equal(memory.mean, 41 * MINUTE);
  memory.addSpike(0);
  assert.equal(memory.mean, 41 * MINUTE, "one spike has no interval");
  for (let i = 1; i < 200; i++) memory.addSpike(i * 20 * MINUTE);
  assert.ok(Math.abs(memory.mean - 20 * MINUTE) < MINUTE);
  for (let i = 1; i < 200; i++) memory.addSpike(200 * 20 * MINUTE + i * 24 * HOUR);
  assert.ok(Math.abs(memory.mean - 90 * MINUTE) < 1);
  for (let i = 0; i < 200; i++) memory.addSpike(300 * 24 * HOUR + i);
  assert.equal(memory.mean, 10 * MINUTE);
});

test("one long night does not undo what was learnt", () => {
  const memory = new IntervalMemory(BOUNDS);
  for (let i = 0; i < 100; i++) memory.addSpike(i * 20 * MINUTE);
  memory.addSpike(100 * 20 * MINUTE + 14 * HOUR);
  assert.ok(memory.mean < 26 * MINUTE);
});

test("whatever was not listened to, intervals are as if that time had never been", () => {
  const stretch = fc.record({ heard: fc.integer({ min: 1, max: 4000 }), deaf: fc.integer({ min: 0, max: 20_000 }) });
  const interval = fc.array(stretch, { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.array(interval, { minLength: 2, maxLength: 12 }), (intervals) => {
      const [duty, always] = [new IntervalMemory(BOUNDS), new IntervalMemory(BOUNDS)];
      let now = 0;
      let listened = 0;
      for (const stretches of intervals) {
        for (const { heard, deaf } of stretches) {
          now += heard;
          listened += heard;
          duty.addUnheard(now, now + deaf);
          now += deaf;
        }
        duty.addSpike(now);
        always.addSpike(listened);
        assert.ok(Math.abs(duty.mean - always.mean) < 1e-6);
      }
    }),
  );
});

test("a spike told after a deaf stretch that followed it does not count that stretch into its own interval", () => {
  const memory = new IntervalMemory(BOUNDS);
  const expected = new IntervalMemory(BOUNDS);
  memory.addSpike(0);
  memory.addUnheard(3000, 9000);
  memory.addSpike(2000);
  memory.addSpike(10_000);
  for (const onset of [0, 2000, 4000]) expected.addSpike(onset);
  assert.equal(memory.mean, expected.mean);
});

test("an electrode that is heard a quarter of the time keeps the pace that it has while it is heard", () => {
  const { cut, glyphs } = story();
  const breath = 8 * MINUTE;
  let now = 0;
  cut.begin(0);
  // A spike every 40 heard minutes, which is every 160 minutes of the clock.
  for (let cycle = 1; cycle <= 400; cycle++) {
    const end = cycle * breath;
    const rest = end - 6 * MINUTE;
    if (cycle % 20 === 0) cut.addSpike(spike(now + 30, 20));
    cut.advanceTo(rest, rest);
    cut.openSpan("unheard", rest, rest);
    cut.addSpan("unheard", rest, end, end);
    cut.advanceTo(end, end);
    now = end;
  }
  assert.ok(glyphs.some(({ name }) => name === "unheard") && !glyphs.some(({ name }) => name === "gap"));
  // With an interval of 160 minutes, which is beyond belief, 80 minutes of quiet would be a pause.
  cut.advanceTo(now + 80 * MINUTE, now + 80 * MINUTE);
  assert.equal(cut.current?.name, "silence");
});
