import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { heardIn, usualListening } from "../../src/acquisition/listening.js";
import { BreathClock, DEEPEST } from "../../src/breathing/breath-clock.js";
import { rhythmFor } from "../../src/breathing/rhythms/rhythm-for.js";
import { LONGEST_AWAKE } from "../../src/breathing/wakefulness.js";
import { type Breath, type BreathSettings, PHASES } from "../../src/domain/breath.js";
import { DAY } from "../../src/domain/time.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { USUAL } from "../fakes/a-breath.js";

const never = new AbortController().signal;

function breathing(settings: BreathSettings = USUAL) {
  const clock = new SimulatedClock(0);
  const entered: Breath[] = [];
  const breath = new BreathClock({
    ...{ clock, rhythm: rhythmFor(settings), earlyExhaleEvery: settings.earlyExhaleEvery },
    entered: (b) => void entered.push(b),
  });
  return { clock, breath, entered, until: (t: number) => clock.run(never, { until: t }) };
}

test("the four phases follow each other, each for its time", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  await until(481);
  assert.deepEqual(
    entered.map((b) => [b.phase, b.since, b.until, b.cycle]),
    [
      ["inhale", 0, 120, 1],
      ["hold", 120, 180, 1],
      ["exhale", 180, 360, 1],
      ["pause", 360, 480, 1],
      ["inhale", 480, 600, 2],
    ],
  );
});

test("a year of breaths ends in seconds, without drift", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  await until(365 * DAY);
  assert.equal(entered.length, ((365 * DAY) / 480) * 4 + 1);
  assert.equal(breath.breath?.cycle, (365 * DAY) / 480 + 1);
  assert.equal(breath.breath?.since, 365 * DAY);
  assert.equal(breath.wakeups, ((365 * DAY) / 480) * 4);
});

test("another rhythm begins with the next breath, whatever calls for that one, and the latest counts", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  await until(200);
  breath.takeUp(rhythmFor({ phases: { inhale: 1, hold: 1, exhale: 1, pause: 1 } }), 0);
  breath.takeUp(rhythmFor({ phases: { inhale: 30, hold: 0, exhale: 60, pause: 10 } }), 0);
  assert.equal(breath.breath?.until, 360, "the exhale under way is lived to its end");
  await until(400);
  breath.gasp();
  await until(500);
  assert.deepEqual(
    entered.slice(3).map((b) => [b.phase, b.since, b.until, b.cycle]),
    [
      ["pause", 360, 480, 1],
      ["inhale", 400, 430, 2],
      ["exhale", 430, 490, 2],
      ["pause", 490, 500, 2],
      ["inhale", 500, 530, 3],
    ],
  );
});

test("a gasp is not heard where the next breath has no inhale any more", () => {
  const { breath } = breathing({ ...USUAL, phases: { ...USUAL.phases, inhale: 0 } });
  breath.start();
  assert.equal(breath.canGasp, false);
  breath.takeUp(rhythmFor(USUAL), 600);
  assert.equal(breath.canGasp, true);
});

test("a gasp inhales at once, and the rhythm goes on from there", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  await until(400);
  assert.equal(breath.gasp(), true);
  assert.equal(breath.gasp(), false, "it already inhales");
  await until(530);
  assert.deepEqual(
    entered.slice(-2).map((b) => [b.phase, b.since, b.cycle, b.cause]),
    [
      ["inhale", 400, 2, "gasp"],
      ["hold", 520, 2, "rhythm"],
    ],
  );
});

test("an alert may exhale early, but not as often as it likes", async () => {
  const { breath, until } = breathing();
  breath.start();
  await until(10);
  assert.equal(breath.exhaleEarly(), true);
  assert.equal(breath.breath?.phase, "exhale");
  await until(320);
  assert.equal(breath.breath?.phase, "inhale");
  assert.equal(breath.exhaleEarly(), false, "only 310 s after the last");
  await until(680);
  assert.equal(breath.exhaleEarly(), true);
});

test("an inhale can be made longer, the present one or the next, once and not for ever", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  await until(10);
  assert.equal(breath.deepen(30)?.until, 150);
  assert.equal(breath.deepen(20), undefined, "the longest counts, they do not add up");
  await until(160);
  assert.equal(breath.breath?.phase, "hold");
  assert.equal(breath.deepen(1e9), undefined);
  assert.equal(breath.next("inhale"), 510);
  assert.equal(breath.next("hold"), 510 + 120 + DEEPEST);
  await until(2 * DEEPEST);
  const inhales = entered.filter((b) => b.phase === "inhale").map((b) => b.until - b.since);
  assert.deepEqual(inhales.slice(0, 3), [120, 120 + DEEPEST, 120], "told as it began; the third as ever");
});

test("a node that stays awake leaves out its pauses, and no longer than it was asked to", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  breath.stayAwake(500);
  assert.equal(breath.awakeUntil, 500);
  await until(200);
  assert.equal(breath.next("inhale"), 360);
  await until(2000);
  const pauses = entered.filter((b) => b.phase === "pause").map((b) => b.since);
  assert.deepEqual(pauses.slice(0, 2), [720, 1200]);
  assert.equal(breath.awakeUntil, undefined);
  breath.stayAwake(1e9);
  assert.equal(breath.awakeUntil, 2000 + LONGEST_AWAKE);
});

test("an exhale under way begins anew when something must be told", async () => {
  const { breath, until } = breathing();
  breath.start();
  await until(200);
  assert.equal(breath.exhaleEarly(), true);
  assert.deepEqual([breath.breath?.phase, breath.breath?.since, breath.breath?.cause], ["exhale", 200, "early-exhale"]);
  assert.equal(breath.exhaleEarly(), false);
});

test("it says when it will exhale next", async () => {
  const { breath, until } = breathing();
  breath.start();
  assert.equal(breath.next("exhale"), 180);
  await until(200);
  assert.equal(breath.next("exhale"), 180 + 480);
  assert.equal(breath.next("inhale"), 480);
});

test("after its end nothing moves any more, and stopping twice is no harm", async () => {
  const { breath, entered, until } = breathing();
  breath.start();
  breath.start();
  breath.stop();
  breath.stop();
  await until(10_000);
  assert.equal(entered.length, 1);
});

test("whatever lengths the phases have, time is covered without a hole, and phases of no length are left out", async () => {
  const length = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 }));
  await fc.assert(
    fc.asyncProperty(length, length, length, length, async (inhale, hold, exhale, pause) => {
      fc.pre(inhale + hold + exhale + pause > 0);
      const phases = { inhale, hold, exhale, pause };
      const { breath, entered, until } = breathing({ ...USUAL, phases });
      breath.start();
      await until(5000);
      for (const [i, b] of entered.entries()) {
        assert.ok(phases[b.phase] > 0);
        assert.equal(b.until - b.since, phases[b.phase]);
        if (i > 0) assert.equal(b.since, entered[i - 1]?.until);
      }
      assert.equal(new Set(entered.map((b) => b.phase)).size <= PHASES.length, true);
    }),
    { numRuns: 50 },
  );
});

test("slow electrodes are heard always, fast ones only while inhaling", () => {
  assert.equal(usualListening(1), "continuous");
  assert.equal(usualListening(10), "inhale");
  for (const phase of PHASES) {
    assert.equal(heardIn("continuous", phase), true);
    assert.equal(heardIn("inhale", phase), phase === "inhale");
    assert.equal(heardIn("sentinel", phase), phase === "inhale");
  }
});
