import type { BatteryForecast, EnergySettings, ForecastAssumption } from "../../domain/energy.js";
import { DAY, HOUR, type Seconds } from "../../domain/time.js";
import type { LedgerDay } from "./ledger-state.js";
import { panelWatts } from "./solar.js";

/** Whole days of a measured battery that make a trend, and how far back one looks. */
const TREND_FROM = 3;
const TREND_OF = 14;
/** A change of less a day is none: the battery is as it was. */
const STEADY = 0.002;

export interface Outlook {
  readonly now: Seconds;
  readonly days: readonly LedgerDay[];
  /** Mean watts of late; absent where nothing was counted yet. */
  readonly watts?: number;
  /** None of it was measured. */
  readonly estimated: boolean;
  readonly boardIsKnown: boolean;
  readonly settings: EnergySettings;
}

/** For how long the battery will last if life goes on as it did: by its trend where it is measured, else by what it holds. */
export function batteryForecast(outlook: Outlook): BatteryForecast {
  const { days, now, watts, settings } = outlook;
  const measured = days.filter(({ at, battery }) => battery !== undefined && at <= now);
  const left = measured.at(-1)?.battery;
  const whole = measured.filter(({ at }) => at + DAY <= now && at > now - (TREND_OF + 1) * DAY);
  if (left !== undefined && whole.length >= TREND_FROM) {
    const slope = trend(whole.map(({ at, battery = 0 }) => ({ x: at / DAY, y: battery })));
    const lasts = slope > -STEADY ? Number.POSITIVE_INFINITY : left / -slope;
    return { days: lasts, how: "trend", assumes: ["volts-are-share", "life-goes-on-as-it-did"] };
  }
  const { battery, panel } = settings;
  if (battery === undefined || watts === undefined) return { how: "unknown", assumes: [] };
  const drain = watts - (panel ? panelWatts(panel, now) : 0);
  const lasts = drain > 0 ? ((left ?? 1) * battery * HOUR) / drain / DAY : Number.POSITIVE_INFINITY;
  const assumes: readonly (ForecastAssumption | false)[] = [
    left === undefined ? "battery-is-full" : "volts-are-share",
    outlook.estimated && "spending-is-estimated",
    !outlook.boardIsKnown && "board-is-guessed",
    panel !== undefined && "panel-as-on-card",
    "life-goes-on-as-it-did",
  ];
  return { days: lasts, how: "capacity", assumes: assumes.filter((one) => one !== false) };
}

/** The slope of a line through the points: the median of those of all pairs, so that one odd day does not turn it (Theil and Sen). */
function trend(points: readonly { readonly x: number; readonly y: number }[]): number {
  const slopes = points
    .flatMap((a, i) => points.slice(i + 1).map((b) => (b.y - a.y) / (b.x - a.x)))
    .sort((a, b) => a - b);
  const middle = (slopes.length - 1) / 2;
  return (slopes[Math.floor(middle)]! + slopes[Math.ceil(middle)]!) / 2;
}
