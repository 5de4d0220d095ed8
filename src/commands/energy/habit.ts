import { ofLate } from "../../breathing/energy/energy-report.js";
import type { LedgerState, Spent } from "../../breathing/energy/ledger-state.js";
import { BUSY_A_ROW } from "../../breathing/energy/power-model.js";
import type { Habit } from "../../breathing/energy/savings.js";
import type { Configuration } from "../../config/configuration.js";
import { breathLength, type Phase } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";

/** How a node lived of late: its card's breath, and what its ledger says of listening, radio and processor. */
export function habitOf(ledger: LedgerState, { breath, devices }: Configuration, now: Seconds): Habit {
  const spent = ofLate(ledger, now);
  const sum = (of: keyof Spent, phase?: Phase) =>
    spent.reduce((total, [name, one]) => total + (phase === undefined || name === phase ? (one[of] ?? 0) : 0), 0);
  const length = breathLength(breath);
  const on = sum("s") - sum("off");
  const eachBreath = (amount: number) => (on > 0 ? (amount * length) / on : 0);
  const outside = sum("rows") - sum("rows", "inhale");
  const inhaled = sum("s", "inhale");
  const watched = devices.some(({ listening }) => listening === "sentinel");
  return {
    phases: breath.phases,
    radio: breath.radio,
    listening: outside > 0 ? "continuous" : watched ? "sentinel" : "inhale",
    rate: inhaled > 0 ? sum("rows", "inhale") / inhaled : 0,
    depth: sum("off") > 0 ? "off" : "idle",
    // Of a radio that stays up nobody knows how long it would need: at most the exhale.
    radioTime: breath.radio === "breath" ? eachBreath(sum("radio")) : breath.phases.exhale,
    busy: eachBreath(Math.max(0, sum("busy") - sum("rows") * BUSY_A_ROW)),
  };
}
