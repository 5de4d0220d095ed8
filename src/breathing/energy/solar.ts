import type { PanelSettings } from "../../domain/energy.js";
import { DAY, HOUR, type Seconds } from "../../domain/time.js";

/** What arrives in the battery of what a panel gives: charger, cable, dirt, a bad angle. Assumed. */
const ARRIVES = 0.75;

/** Mean watts that a panel brings in the month of a day, day and night together. */
export function panelWatts({ watts, sunHours }: PanelSettings, at: Seconds): number {
  return (watts * ARRIVES * (sunHours[monthOf(at)] ?? 0) * HOUR) / DAY;
}

/** 0 for January. */
function monthOf(at: Seconds): number {
  return new Date(at * 1000).getUTCMonth();
}
