import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { undisturbed } from "../../../src/breathing/forecast.js";
import { rhythmFor } from "../../../src/breathing/rhythms/rhythm-for.js";
import { type BreathSettings, PHASES } from "../../../src/domain/breath.js";
import { SLOT } from "../../../src/spiralformer/slots/features.js";
import { FollowedBreath, SteadyBreath } from "../../../src/spiralformer/waking/breath-position.js";
import { aBreath } from "../../fakes/a-breath.js";

function breathOf(inhale: number, hold: number, exhale: number, pause: number): BreathSettings {
  return { phases: { inhale, hold, exhale, pause }, radio: "breath", exhale: "auto", earlyExhaleEvery: 600 };
}

const USUAL = breathOf(120, 60, 180, 120);

const steadily = (settings: BreathSettings) => new SteadyBreath((from) => undisturbed(rhythmFor(settings), from));

test("a steady breath begins to inhale with the first slot it is asked of, whenever that is", () => {
  for (const begin of [0, 1_000_020]) {
    const breath = steadily(USUAL);
    const places = Array.from({ length: 17 }, (_, i) => breath.positionOf(begin + (i + 1) * SLOT));
    const phases = [..."iiiihheeeeeeppppi"].map((letter) => PHASES.find((phase) => phase.startsWith(letter)));
    assert.deepEqual(
      places.map(({ phase }) => phase),
      phases,
    );
    const firsts = places.flatMap(({ first }, i) => (first ? [i] : []));
    assert.deepEqual(firsts, [0, 4, 6, 12, 16]);
    assert.deepEqual([places[0]?.turn, places[4]?.turn, places[8]?.turn, places[16]?.turn], [0, 0.25, 0.5, 0]);
  }
});

test("a phase that is left out owns no slot, and one that begins within a slot owns it only from its first half on", () => {
  const breath = steadily(breathOf(46, 0, 29, 45));
  const places = Array.from({ length: 5 }, (_, i) => breath.positionOf((i + 1) * SLOT));
  assert.deepEqual(
    places.map(({ phase, first }) => [phase, first]),
    [
      ["inhale", true],
      ["inhale", false],
      ["pause", true],
      ["pause", false],
      ["inhale", true],
    ],
  );
});

test("a node whose breath nothing disturbs reads in the same places as one who has but the recording", () => {
  const length = fc.oneof(fc.constant(0), fc.integer({ min: SLOT / 2, max: 600 }));
  const breath = fc.tuple(fc.integer({ min: SLOT, max: 600 }), length, length, length);
  const late = fc.constantFrom(0, 0.2, 0.9);
  fc.assert(
    fc.property(breath, late, (lengths, lateness) => {
      const settings = breathOf(...lengths);
      const [steady, followed] = [steadily(settings), new FollowedBreath()];
      const moves = undisturbed(rhythmFor(settings), 600);
      let next = moves.next();
      for (let end = 600 + SLOT; end < 600 + 60 * SLOT; end += SLOT) {
        // A slot is told when the first sample behind it comes; by then the breath may have moved on.
        while (!next.done && next.value.since <= end + lateness) {
          followed.onBreath(next.value);
          next = moves.next();
        }
        assert.deepEqual(followed.positionOf(end), steady.positionOf(end), `the slot that ends at ${end}`);
      }
    }),
  );
});

test("an early exhale and a gasp move the living breath at once, and what is told twice changes nothing", () => {
  const breath = new FollowedBreath();
  breath.onBreath(aBreath());
  assert.deepEqual(breath.positionOf(30), { phase: "inhale", first: true, turn: 0 });
  breath.onBreath(aBreath({ phase: "exhale", since: 45 }));
  assert.deepEqual(breath.positionOf(60), { phase: "exhale", first: true, turn: 30 / (45 + 180 + 120) });
  breath.onBreath(aBreath({ phase: "exhale", since: 45 }));
  assert.equal(breath.positionOf(90).first, false);
  breath.onBreath(aBreath({ cycle: 2, since: 90 }));
  assert.deepEqual(breath.positionOf(120), { phase: "inhale", first: true, turn: 0 });
});

test("how far the breath has come is measured by what is foreseen of it: deepened, or without its pause", () => {
  const breath = new FollowedBreath();
  breath.onBreath(aBreath());
  assert.equal(breath.positionOf(90).turn, 60 / 480);
  breath.onBreath(aBreath({ until: 240, cause: "deepened" }));
  assert.deepEqual(breath.positionOf(120), { phase: "inhale", first: false, turn: 90 / 600 });
  breath.onBreath(aBreath({ until: 240, cause: "held", awakeUntil: 3600 }));
  assert.deepEqual(breath.positionOf(150), { phase: "inhale", first: false, turn: 120 / 480 });
});

test("a breath that goes on longer than was foreseen is at its end and not beyond", () => {
  const breath = new FollowedBreath();
  breath.onBreath(aBreath());
  breath.onBreath(aBreath({ phase: "pause", since: 300 }));
  assert.equal(breath.positionOf(36_000).turn, 1);
  assert.equal(new FollowedBreath().positionOf(30).turn, 0, "before anything was told");
});
