import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BreathClock } from "../../src/breathing/breath-clock.js";
import { fixed } from "../../src/breathing/rhythms/fixed.js";
import type { Rhythm } from "../../src/breathing/rhythms/rhythm.js";
import { rhythmFor } from "../../src/breathing/rhythms/rhythm-for.js";
import { LONGEST_AWAKE } from "../../src/breathing/wakefulness.js";
import {
  type Breath,
  type BreathPhase,
  breathEnd,
  PHASES,
  RHYTHMS,
  type RhythmSettings,
} from "../../src/domain/breath.js";
import { HOUR } from "../../src/domain/time.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { aBreath } from "../fakes/a-breath.js";

const never = new AbortController().signal;

/** Rests that grow from breath to breath, up to a bound. */
const growing = (pause: number): Rhythm => {
  const phases = { inhale: 60, hold: 0, exhale: 90, pause };
  const lengthOf: Rhythm["lengthOf"] = (phase, { cycle }) =>
    phase === "pause" ? pause * Math.min(cycle, 8) : phases[phase];
  return { kind: "fixed", phases, lengthOf };
};

/** Each breath begins with a full quarter of an hour. */
const byTheClock: Rhythm = {
  kind: "fixed",
  phases: { inhale: 120, hold: 60, exhale: 120, pause: 600 },
  lengthOf: (phase, { since }) => (phase === "pause" ? 900 - (since % 900) : byTheClock.phases[phase]),
};

const living = (kind: RhythmSettings["kind"]): RhythmSettings => ({
  kind,
  spiral: { longest: 1800 },
  entrained: { shortestPeriod: 300, longestPeriod: 7200, longest: 3600 },
  staggered: { mostShift: 60 },
  battery: { from: 0.6, longest: 8, leastInhale: 60, hysteresis: 0.05, to: 0.1 },
  aroused: { from: 0.3, shortest: 0.25 },
});

const length = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 }));
const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc
    .record({ inhale: length, hold: length, exhale: length, pause: length })
    .filter((phases) => PHASES.some((phase) => phases[phase] > 0))
    .map(fixed),
  fc.integer({ min: 1, max: 300 }).map(growing),
  fc.constant(byTheClock),
  fc
    .constantFrom(...RHYTHMS)
    .map((kind) => rhythmFor({ phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 }, rhythm: living(kind) })),
);

/** It knows more than pauses. */
function doesMore({ phases: { inhale, hold, exhale } }: Pick<Rhythm, "phases">): boolean {
  return inhale + hold + exhale > 0;
}

type Call = (breath: BreathClock, now: number) => unknown;
const seconds = fc.integer({ min: 0, max: 4000 });
const anyCall: fc.Arbitrary<Call> = fc.oneof(
  fc.constant<Call>((breath) => breath.gasp()),
  fc.constant<Call>((breath) => breath.exhaleEarly()),
  seconds.map(
    (s): Call =>
      (breath) =>
        breath.deepen(s),
  ),
  seconds.map(
    (s): Call =>
      (breath) =>
        breath.stayAwake(s),
  ),
  seconds.map(
    (s): Call =>
      (breath, now) =>
        breath.hold(now + s),
  ),
  fc.constant<Call>((breath) => breath.hold(undefined)),
  fc.constant<Call>((breath) => breath.endPause()),
  fc.constant<Call>((breath) => breath.look()),
  fc.double({ min: 0, max: 1, noNaN: true }).map(
    (level): Call =>
      (breath) => {
        breath.hear({ kind: "battery", left: level });
        breath.hear({ kind: "arousal", arousal: level });
      },
  ),
  seconds.map(
    (s): Call =>
      (breath, now) => {
        const neighbour = { kind: "breath" as const, node: `n${s % 3}`, nextWake: now + (s % 600), length: 480 };
        breath.hear({ kind: "neighbour", neighbour, now });
        breath.hear({ kind: "life", electrode: "e1", at: now - (s % 60), cycle: breath.breath?.cycle ?? 1 });
      },
  ),
  anyRhythm.filter(doesMore).map(
    (rhythm): Call =>
      (breath) =>
        breath.takeUp(rhythm, 600),
  ),
);
const calls = fc.array(fc.tuple(fc.integer({ min: 1, max: 1500 }), anyCall), { maxLength: 12 });

/** A life in which somebody calls so many seconds after the call before; then nobody does. */
async function live(rhythm: Rhythm, called: readonly (readonly [number, Call])[], quiet: number) {
  const clock = new SimulatedClock(0);
  const entered: Breath[] = [];
  const breath = new BreathClock({ clock, rhythm, earlyExhaleEvery: 600, entered: (b) => void entered.push(b) });
  breath.start();
  let now = 0;
  for (const [wait, call] of called) {
    now += wait;
    await clock.run(never, { until: now });
    call(breath, now);
    if (breath.breath) entered[entered.length - 1] = breath.breath; // as it was told last
  }
  const last = breath.breath;
  assert.ok(last);
  const seen = entered.length;
  await clock.run(never, { until: now + quiet });
  return { entered, last, later: entered.slice(seen) };
}

const wasCalled = ({ cause }: Breath) => ["gasp", "early-exhale", "held", "deepened", "released"].includes(cause);

const bare = ({ phase, cycle, since, until }: BreathPhase) => ({ phase, cycle, since, until });

test("whatever the rhythm and whatever called: what was foreseen is what then happens when nothing calls any more", async () => {
  await fc.assert(
    fc.asyncProperty(anyRhythm, calls, async (rhythm, called) => {
      const { last, later } = await live(rhythm, called, 20_000);
      assert.ok(later.length >= last.ahead.length);
      assert.deepEqual(later.slice(0, last.ahead.length).map(bare), last.ahead.map(bare));
    }),
    { numRuns: 150 },
  );
});

test("a living rhythm that is taken up with the next breath is foreseen as it lives, though the present one does not", async () => {
  const coming = rhythmFor({ phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 }, rhythm: living("spiral") });
  const { last, later } = await live(
    byTheClock,
    [
      [100, (breath) => breath.takeUp(coming, 600)],
      [10, (breath) => breath.hear({ kind: "battery", left: 0.1 })],
    ],
    20_000,
  );
  assert.deepEqual(later.slice(0, last.ahead.length).map(bare), last.ahead.map(bare));
});

test("every forecast covers time without a hole, to the end of the next whole breath", async () => {
  await fc.assert(
    fc.asyncProperty(anyRhythm, calls, async (rhythm, called) => {
      const { entered, last } = await live(rhythm, called, 0);
      for (const breath of [...entered, last]) {
        let { until, cycle } = breath;
        for (const next of breath.ahead) {
          assert.equal(next.since, until);
          assert.ok(next.until > next.since);
          assert.ok(next.cycle === cycle || next.cycle === cycle + 1);
          ({ until, cycle } = next);
        }
        assert.equal(cycle, breath.cycle + 1);
        assert.ok(breathEnd(breath) >= breath.until && breathEnd(breath) < until);
      }
    }),
    { numRuns: 150 },
  );
});

test("time itself is covered without a hole: a phase lasts as long as it was told to, or till somebody calls", async () => {
  await fc.assert(
    fc.asyncProperty(anyRhythm, calls, async (rhythm, called) => {
      const { entered } = await live(rhythm, called, 5000);
      for (const [i, breath] of entered.slice(1).entries()) {
        const before = entered[i]!;
        const whole = before.ahead[0]?.since === breath.since && before.until === breath.since;
        assert.ok(whole || (wasCalled(breath) && breath.since >= before.since && breath.since <= before.until));
        assert.ok(breath.cycle === before.cycle || breath.cycle === before.cycle + 1);
      }
    }),
    { numRuns: 100 },
  );
});

test("no pause begins while somebody keeps the node awake, unless it knows nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(anyRhythm, calls, async (rhythm, called) => {
      const { entered } = await live(rhythm, called, 5000);
      for (const { phase, cause, awakeUntil, since, rhythm } of entered) {
        if (phase === "pause" && cause === "rhythm" && doesMore(rhythm)) assert.equal(awakeUntil, undefined);
        if (awakeUntil !== undefined) assert.ok(awakeUntil > since && awakeUntil <= since + LONGEST_AWAKE);
      }
    }),
    { numRuns: 100 },
  );
});

test("a deepened inhale and a pause that is left out are foreseen, and told with the breath", async () => {
  const { last } = await live(
    fixed({ inhale: 120, hold: 60, exhale: 180, pause: 120 }),
    [
      [130, (breath) => breath.deepen(90)],
      [10, (breath) => breath.stayAwake(700)],
    ],
    0,
  );
  assert.equal(last.awakeUntil, 840);
  assert.equal(last.cause, "held");
  assert.deepEqual(
    last.ahead.map(({ phase, cycle, since }) => [phase, cycle, since]),
    [
      ["exhale", 1, 180],
      ["inhale", 2, 360],
      ["hold", 2, 570],
      ["exhale", 2, 630],
    ],
  );
  assert.equal(last.ahead.at(-1)?.until, 810);
});

test("a hold is let go of, replaced by the latest, bounded, and not begun anew by being handed over again", async () => {
  const clock = new SimulatedClock(0);
  const rhythm = fixed({ inhale: 120, hold: 60, exhale: 180, pause: 120 });
  const breath = new BreathClock({ clock, rhythm, earlyExhaleEvery: 600, entered: () => {} });
  breath.start();
  assert.equal(breath.hold(HOUR)?.awakeUntil, HOUR);
  assert.equal(breath.hold(1800)?.cause, "released");
  assert.equal(breath.awakeUntil, 1800, "the latest counts, not the longest");
  breath.stayAwake(600);
  assert.equal(breath.hold(undefined)?.awakeUntil, 600, "what a reflex asked for stands");
  assert.equal(breath.heldUntil, undefined);
  assert.equal(breath.hold(100 * HOUR)?.awakeUntil, LONGEST_AWAKE);
  await clock.run(never, { until: LONGEST_AWAKE + 1 });
  assert.equal(breath.awakeUntil, undefined);
  assert.equal(breath.hold(100 * HOUR), undefined);
  assert.equal(breath.hold(101 * HOUR)?.awakeUntil, 2 * LONGEST_AWAKE + 1, "somebody wants it still");
});

test("a clock that was set back makes no hold endless", () => {
  let now = 100 * HOUR;
  const timer = { name: "breath", due: undefined, set: () => {}, cancel: () => {} };
  const clock = {
    quality: "rtc" as const,
    now: () => now,
    timer: () => timer,
    hold: <T>(_: string, work: Promise<T>) => work,
  };
  const rhythm = fixed({ inhale: 120, hold: 60, exhale: 180, pause: 120 });
  const breath = new BreathClock({ clock, rhythm, earlyExhaleEvery: 600, entered: () => {} });
  breath.start();
  breath.hold(103 * HOUR);
  breath.stayAwake(HOUR);
  now = 10 * HOUR;
  assert.equal(breath.awakeUntil, undefined);
  breath.hold(103 * HOUR); // handed over again
  now = 101 * HOUR;
  assert.equal(breath.awakeUntil, undefined, "and not when the time comes round either");
});

test("a rhythm without any phase is a fault of ours, and said so", () => {
  const clock = new SimulatedClock(0);
  const rhythm = fixed({ inhale: 0, hold: 0, exhale: 0, pause: 0 });
  const breath = new BreathClock({ clock, rhythm, earlyExhaleEvery: 600, entered: () => {} });
  assert.throws(() => breath.start(), /without any phase/);
});

test("the breath ends where the next one begins, and without a forecast with its phase", () => {
  assert.equal(breathEnd(aBreath({ phase: "exhale", since: 180 })), 480);
  assert.equal(breathEnd(aBreath({ phase: "pause", since: 360 })), 480);
  assert.equal(breathEnd(aBreath({ since: 0, ahead: [] })), 120);
});
