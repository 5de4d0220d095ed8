import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { undisturbed } from "../../../src/breathing/forecast.js";
import { rhythmFor } from "../../../src/breathing/rhythms/rhythm-for.js";
import { EXHALING, PHASES } from "../../../src/domain/breath.js";
import type { WakePolicy } from "../../../src/spiralformer/cards/model-card.js";
import { SteadyBreath } from "../../../src/spiralformer/waking/breath-position.js";
import { Ear } from "../../../src/spiralformer/waking/ear.js";
import { Waker } from "../../../src/spiralformer/waking/waker.js";
import { EAR_CARD } from "../some-models.js";
import { slotOf } from "../some-slots.js";
import { type Heard, type PlannedCall, type SlowBreath, slowPlan } from "./slow-plan.js";

/** One slot, before the ear made a score of how loud it is. */
interface Slotted extends Omit<Heard, "score"> {
  readonly high: number;
}

const share = fc.integer({ min: 0, max: 32 }).map((n) => n / 32);
const slotted: fc.Arbitrary<Slotted> = fc.record({
  high: fc.integer({ min: 0, max: 20 }).map((n) => n / 16),
  silence: fc.oneof(share, fc.constantFrom(0.90625, 0.96875, 1)),
  age: fc.integer({ min: 0, max: 26 }).map((n) => n / 8),
  interval: fc.integer({ min: 0, max: 26 }).map((n) => n / 8),
  pulses: fc.constantFrom(0, 0, Math.log(2)),
});
const night = fc
  .array(fc.tuple(slotted, fc.integer({ min: 1, max: 6 })), { maxLength: 40 })
  .map((stretches) => stretches.flatMap(([slot, length]) => Array.from({ length }, () => slot)));
const length = fc.integer({ min: 1, max: 8 });
const breath: fc.Arbitrary<SlowBreath> = fc.record({
  lengths: fc.record({ inhale: length, hold: length, exhale: length, pause: length }),
  exhale: fc.constantFrom(...EXHALING),
});
const policy: fc.Arbitrary<WakePolicy> = fc.record({
  ...{
    stir_at: fc.double({ min: 0.2, max: 0.6, noNaN: true }),
    gasp_at: fc.double({ min: 0.6, max: 0.95, noNaN: true }),
  },
  ...{ tire: fc.double({ min: 0, max: 0.9, noNaN: true }), recover: fc.double({ min: 0, max: 0.5, noNaN: true }) },
  warm_up: fc.nat(4),
  ...{ close: fc.boolean(), close_at: fc.constant(0.96875), open_at: fc.constant(0.90625) },
  isi: fc.constantFrom("aware", "strict", "off"),
});

/** The calls as a node makes them, slot by slot. */
function callsOf(slots: readonly Slotted[], { lengths, exhale }: SlowBreath, rules: WakePolicy): PlannedCall[] {
  const phases = Object.fromEntries(PHASES.map((phase) => [phase, 30 * lengths[phase]])) as SlowBreath["lengths"];
  const breath = new SteadyBreath((from) => undisturbed(rhythmFor({ phases }), from));
  const waker = new Waker({ ear: new Ear(EAR_CARD), electrodes: 1, policy: rules, exhale, rhythm: "breath" });
  return slots.flatMap(({ high, silence, age, interval, pulses }, slot) => {
    const end = 30 * (slot + 1);
    const told = slotOf(end, { high, silence, pulse_age: age, pulse_interval: interval, pulses_up: pulses });
    const decision = waker.addSlot(told, breath.positionOf(end), false);
    if (decision === undefined) return [];
    const { woken, ...call } = decision;
    assert.equal(woken, call.mode !== "hold");
    return [call];
  });
}

test("in the forest it is woken by the very rules that it was trained by, slot for slot", () => {
  const ear = new Ear(EAR_CARD);
  let calls = 0;
  fc.assert(
    fc.property(night, breath, policy, (slots, rhythm, rules) => {
      const heard = slots.map(({ high, ...slot }) => ({ ...slot, score: ear.scoreOf([high, high]) }));
      const planned = slowPlan(heard, rhythm, rules);
      calls += planned.length;
      assert.deepEqual(callsOf(slots, rhythm, rules), planned);
    }),
    { numRuns: 600 },
  );
  assert.ok(calls > 1000, `${calls} calls were compared`);
});
