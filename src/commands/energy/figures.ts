import type { Board } from "../../breathing/energy/boards.js";
import type { LedgerDay, LedgerState } from "../../breathing/energy/ledger-state.js";
import type { Habit, Saving } from "../../breathing/energy/savings.js";
import { PHASES } from "../../domain/breath.js";
import type { EnergyReport } from "../../domain/energy.js";
import { HOUR, iso, type Seconds } from "../../domain/time.js";
import { round } from "../../protocol/json.js";
import { energyFacts } from "../../protocol/payloads/energy.js";

/** All that `andas energy` tells. */
export interface EnergyTold {
  readonly folder: string;
  /** The latest commit. */
  readonly at: Seconds;
  readonly ledger: LedgerState;
  readonly report: EnergyReport;
  readonly board: Board;
  readonly habit: Habit;
  readonly savings: readonly Saving[];
  /** At which currents are told. */
  readonly volts: number;
}

export function energyJson({ folder, at, ledger, report, board, savings }: EnergyTold): object {
  const { name, idle, core, radio, off, boot, wakes, assumed } = board;
  return {
    v: 1,
    folder,
    at: iso(at),
    energy: energyFacts(report),
    board: { name, idle_w: idle, core_w: core, radio_w: radio, off_w: off, boot_j: boot, wakes, assumed },
    hours: ledger.hours.map((hour) => ({
      at: iso(hour.at),
      phases: Object.fromEntries(
        Object.entries(hour.phases).map(([phase, { s, j, m = 0 }]) => [
          phase,
          { seconds: s, wh: watthours(j), measured_s: m },
        ]),
      ),
    })),
    days: ledger.days.map((day) => ({
      at: iso(day.at).slice(0, 10),
      hours: round(day.s / HOUR, 3),
      wh: watthours(dayJoules(day)),
      phases: Object.fromEntries(PHASES.map((phase, i) => [phase, watthours(day.j[i]!)])),
      measured: day.s > 0 ? round(Math.min(1, (day.m ?? 0) / day.s), 3) : 0,
      ...(day.battery !== undefined && { battery: day.battery }),
    })),
    settings: savings.map(({ setting, watts, saved }) => ({
      setting,
      mean_w: round(watts, 4),
      saved_w: round(saved, 4),
    })),
  };
}

export function dayJoules({ j }: LedgerDay): number {
  return j.reduce((sum, part) => sum + part, 0);
}

function watthours(joules: number): number {
  return round(joules / HOUR, 4);
}
