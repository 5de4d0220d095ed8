import { PHASES, type Phase } from "../../domain/breath.js";
import type { Facts, Json } from "../../domain/percept.js";
import { facts } from "../../protocol/json.js";
import type { NodeSummary } from "./summary.js";

/** What a node said of its energy on its latest day, as a page shows it. */
export interface EnergySaid {
  readonly hours: number;
  readonly wattHours: number;
  /** Share of the time in which it was measured, 0 to 1. */
  readonly measured: number;
  readonly phases: readonly { readonly phase: Phase; readonly wattHours: number }[];
  /** Absent: for ever, or nobody knows. */
  readonly batteryDays?: number;
}

/** Undefined where `health` holds no ledger. */
export function energySaid({ health }: NodeSummary): EnergySaid | undefined {
  const energy = fieldsOf(health?.facts.energy);
  const [hours, wattHours] = [number(energy?.hours), number(energy?.wh)];
  if (energy === undefined || hours === undefined || wattHours === undefined) return undefined;
  const phases = fieldsOf(energy.phases);
  const batteryDays = number(energy.battery_days);
  return {
    ...{ hours, wattHours, measured: number(energy.measured) ?? 0 },
    phases: PHASES.flatMap((phase) => {
      const spent = number(fieldsOf(phases?.[phase])?.wh);
      return spent === undefined ? [] : [{ phase, wattHours: spent }];
    }),
    ...(batteryDays !== undefined && { batteryDays }),
  };
}

function fieldsOf(value: Json | undefined): Facts | undefined {
  return facts.safeParse(value).data;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
