/**
 * Time everywhere in andas: seconds since 1970-01-01T00:00:00Z as a float (microseconds survive until the year 2255).
 * Durations are seconds too. Only the view and the wire turn them into something else.
 */
export type Seconds = number;

/** How far the node's clock can be trusted. A Pi has none after a power cut: `floor` is the last time known on disk. */
export type TimeQuality = "ntp" | "rtc" | "floor" | "simulated";

/** The more, the further. Simulated time is never wrong. */
export const TRUST: Readonly<Record<TimeQuality, number>> = { floor: 0, rtc: 1, ntp: 2, simulated: 2 };

export const MINUTE: Seconds = 60;
export const HOUR: Seconds = 3600;
export const DAY: Seconds = 86400;

/** `2026-11-22T05:00:00.000Z` */
export function iso(at: Seconds): string {
  return new Date(Math.round(at * 1000)).toISOString();
}

/** Times are told with microseconds at most: what adding an epoch and taking it away leaves behind is noise. */
export function roundTime(seconds: Seconds): Seconds {
  return Math.round(seconds * 1e6) / 1e6;
}

export type TimeUnit = "ms" | "s" | "min" | "h" | "d";

/** In the unit and with the digits in which a person thinks of it, with a decimal point: 3.5 h, 12 d. */
export function readable(duration: Seconds): { readonly amount: string; readonly unit: TimeUnit } {
  const s = Math.abs(duration);
  if (s < 1) return { amount: String(Math.round(s * 1000)), unit: "ms" };
  if (s < 90) return { amount: String(Math.round(s)), unit: "s" };
  if (s < 90 * MINUTE) return { amount: String(Math.round(s / MINUTE)), unit: "min" };
  if (s < 36 * HOUR) return { amount: trim(s / HOUR), unit: "h" };
  return { amount: trim(s / DAY), unit: "d" };
}

/** `42 s`, `5 min`, `3.5 h`, `12 d`: for logs, and for languages that abbreviate so. */
export function spoken(duration: Seconds): string {
  const { amount, unit } = readable(duration);
  return `${amount} ${unit}`;
}

function trim(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0);
}
