import { PHASES, type Phase } from "../../domain/breath.js";
import type { EnergyReport, EnergySettings, PhaseEnergy } from "../../domain/energy.js";
import { DAY, HOUR, type Seconds } from "../../domain/time.js";
import { batteryForecast } from "./battery-forecast.js";
import type { Board } from "./boards.js";
import type { LedgerState, Spent } from "./ledger-state.js";
import { breakEvenOf } from "./power-model.js";

/** The board that the figures are of, and whether anybody said that it is this one. */
export interface BoardInUse {
  readonly board: Board;
  readonly isKnown: boolean;
}

/** What the ledger says of the latest day, and of the days to come. */
export function energyReport(
  ledger: LedgerState,
  { board, isKnown }: BoardInUse,
  settings: EnergySettings,
  now: Seconds,
): EnergyReport {
  const spent = ofLate(ledger, now);
  const of = (name: "s" | "j" | "m" | "radio" | "off") => spent.reduce((sum, [, one]) => sum + (one[name] ?? 0), 0);
  const [seconds, joules] = [of("s"), of("j")];
  const measured = seconds > 0 ? Math.min(1, of("m") / seconds) : 0;
  return {
    board: board.name,
    boardIsKnown: isKnown,
    ...{ seconds, joules, measured, radio: of("radio"), off: of("off") },
    phases: byPhase(spent),
    breakEven: breakEvenOf(board),
    forecast: batteryForecast({
      ...{ now, days: ledger.days, estimated: measured === 0, boardIsKnown: isKnown, settings },
      ...(seconds > 0 && { watts: joules / seconds }),
    }),
  };
}

/** What was spent in the latest 24 hours that have begun, phase by phase and hour by hour. */
export function ofLate({ hours }: LedgerState, now: Seconds): readonly (readonly [Phase, Spent])[] {
  return hours
    .filter(({ at }) => at <= now && at > now - DAY - HOUR)
    .slice(-DAY / HOUR)
    .flatMap(({ phases }) =>
      PHASES.flatMap((phase) => {
        const spent = phases[phase];
        return spent === undefined ? [] : [[phase, spent] as const];
      }),
    );
}

function byPhase(spent: readonly (readonly [Phase, Spent])[]): Partial<Record<Phase, PhaseEnergy>> {
  const sums: Partial<Record<Phase, PhaseEnergy>> = {};
  for (const [phase, { s, j }] of spent) {
    const { seconds, joules } = sums[phase] ?? { seconds: 0, joules: 0 };
    sums[phase] = { seconds: seconds + s, joules: joules + j };
  }
  return sums;
}
