import { QUANTITIES } from "../../domain/covariate.js";

/** ` (soil-temp)` behind what a sensor of a name of its own told; nothing behind what `temperature` or `rain` did. */
export function bySensor(name: string): string {
  return QUANTITIES.some((quantity) => quantity === name) ? "" : ` (${name})`;
}
