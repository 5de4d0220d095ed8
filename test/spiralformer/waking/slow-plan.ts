import { PHASES, type Phase } from "../../../src/domain/breath.js";
import type { WakePolicy } from "../../../src/spiralformer/cards/model-card.js";

/** What one slot of one electrode is to the rules of waking. */
export interface Heard {
  /** The ear's, 0 to 1. */
  readonly score: number;
  readonly silence: number;
  readonly age: number;
  readonly interval: number;
  /** Does something begin in it, beside an onset? */
  readonly pulses: number;
}

export interface PlannedCall {
  readonly slot: number;
  readonly mode: "inhale" | "hold" | "local" | "released";
  readonly since: number;
  readonly turn: number;
  readonly silence: number;
  readonly wide: boolean;
}

export interface SlowBreath {
  /** Slots of each phase. */
  readonly lengths: Readonly<Record<Phase, number>>;
  readonly exhale: "auto" | "local" | "released";
}

/**
 * The calls on a recording, looked at as a whole: `plan` of `waking/policy.py` in `models/training`, written down once more. The model is woken
 * by the very same rules in training and in the forest, or its figures say nothing of the forest.
 */
export function slowPlan(heard: readonly Heard[], breath: SlowBreath, policy: WakePolicy): PlannedCall[] {
  const modes = breathe(heard, breath, policy);
  const short = shortIntervals(heard);
  const period = PHASES.reduce((sum, phase) => sum + breath.lengths[phase], 0);
  let before = -1;
  return modes.flatMap((mode, slot) => {
    if (mode === undefined) return [];
    const since = slot - before;
    before = slot;
    const inhaling = mode === "inhale" && policy.isi !== "strict";
    const wide = inhaling || (policy.isi !== "off" && short[slot]!);
    return [{ slot, mode, since, turn: (slot % period) / period, silence: heard[slot]!.silence, wide }];
  });
}

/** The phase of a slot, and how many slots of it have passed. */
function placeOf(slot: number, { lengths }: SlowBreath): { phase: Phase; place: number } {
  let place = slot % PHASES.reduce((sum, phase) => sum + lengths[phase], 0);
  for (const phase of PHASES) {
    if (place < lengths[phase]) return { phase, place };
    place -= lengths[phase];
  }
  throw new Error("a breath has four phases");
}

function breathe(heard: readonly Heard[], breath: SlowBreath, policy: WakePolicy) {
  const raised = (level: number, tired: number) => level + (1 - level) * tired;
  let closed = false;
  let inhaled = false;
  let tired = 0;
  return heard.map(({ score, silence, age, pulses }, slot): PlannedCall["mode"] | undefined => {
    const { phase, place } = placeOf(slot, breath);
    closed = policy.close && silence >= (closed ? policy.open_at : policy.close_at);
    tired *= 1 - policy.recover;
    const warm = slot >= policy.warm_up;
    const begins = pulses > 0 || age <= Math.fround(Math.log(7) / 2);
    const gasp = warm && score >= raised(policy.gasp_at, tired) && (begins || !closed);
    const stir = warm && score >= raised(policy.stir_at, tired) && (gasp || !closed);
    if (phase === "inhale" && place === 0) inhaled = false;
    if (phase === "hold" && place === 0 && inhaled) return "hold";
    let mode: PlannedCall["mode"] | undefined;
    if (gasp || (stir && phase === "inhale")) mode = "inhale";
    else if (stir && phase === "exhale")
      mode = breath.exhale === "local" || (breath.exhale === "auto" && silence < 0.8) ? "local" : "released";
    if (mode === "inhale") inhaled = true;
    if (mode !== undefined) tired += policy.tire * (1 - tired);
    return mode;
  });
}

/** Does an interval end in this slot that is below the electrode's own running quantile? */
function shortIntervals(heard: readonly Heard[]): boolean[] {
  let quantile = 1.72;
  return heard.map(({ age, interval }, slot) => {
    if (slot === 0 || age >= heard[slot - 1]!.age) return false;
    const below = interval <= quantile;
    quantile += 0.05 * (0.25 - (below ? 1 : 0));
    return below;
  });
}
