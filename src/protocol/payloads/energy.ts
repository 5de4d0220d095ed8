import { z } from "zod";
import { PHASES } from "../../domain/breath.js";
import { BOARD_NAMES, type EnergyReport, FORECAST_ASSUMPTIONS } from "../../domain/energy.js";
import type { Facts } from "../../domain/percept.js";
import { HOUR } from "../../domain/time.js";
import { round } from "../json.js";

const amount = z.number().min(0);

/** `energy` in `health`: what the ledger says of the latest day. */
export const energySchema = z
  .object({
    board: z.enum(BOARD_NAMES).describe("whose figures are used where nothing is measured"),
    board_known: z.boolean().describe("false: the board is another, and these are figures of the smallest one"),
    hours: amount.describe("of the latest 24: those that are in the ledger, as all that follows"),
    wh: amount.describe("spent, in watt-hours"),
    mean_w: amount.nullable(),
    measured: z
      .number()
      .min(0)
      .max(1)
      .describe("the share of that time in which a power board measured it; the rest is estimated"),
    phases: z
      .partialRecord(z.enum(PHASES), z.object({ hours: amount, wh: amount }))
      .describe("the same for each phase of the breath"),
    radio_hours: amount,
    off_hours: amount.describe("with the board switched off"),
    break_even_s: amount.nullable().describe("from how long a rest on switching the board off pays; null: never"),
    battery_days: amount
      .nullable()
      .describe("how long the battery will last; null: for ever (`how` is not unknown), or nobody knows"),
    how: z.enum(["trend", "capacity", "unknown"]),
    assumes: z.array(z.enum(FORECAST_ASSUMPTIONS)).describe("what that forecast takes for granted"),
  })
  .describe("the energy ledger, of the latest day");

export function energyFacts(report: EnergyReport): Facts {
  const { seconds, joules, forecast, phases } = report;
  return {
    board: report.board,
    board_known: report.boardIsKnown,
    hours: round(seconds / HOUR, 3),
    wh: round(joules / HOUR, 4),
    mean_w: seconds > 0 ? round(joules / seconds, 4) : null,
    measured: round(report.measured, 3),
    phases: Object.fromEntries(
      PHASES.flatMap((phase) => {
        const spent = phases[phase];
        return spent ? [[phase, { hours: round(spent.seconds / HOUR, 3), wh: round(spent.joules / HOUR, 4) }]] : [];
      }),
    ),
    radio_hours: round(report.radio / HOUR, 3),
    off_hours: round(report.off / HOUR, 3),
    break_even_s: finite(report.breakEven, 1),
    battery_days: finite(forecast.days, 2),
    how: forecast.how,
    assumes: forecast.assumes,
  };
}

function finite(value: number | undefined, digits: number): number | null {
  return value === undefined || !Number.isFinite(value) ? null : round(value, digits);
}
