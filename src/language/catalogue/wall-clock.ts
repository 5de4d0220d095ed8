import type { Seconds } from "../../domain/time.js";

/** What a clock on the wall says where somebody reads. */
export interface WallClock {
  /** `06:05 CET` */
  clock(at: Seconds): string;
  /** `06:05` */
  minute(at: Seconds): string;
  /** `2026-05-28T22:26:40Z (2026-05-29 00:26 CEST)`: beside UTC, with its date where that is another. */
  beside(at: Seconds): string;
  /** `06 CET` of the hour 05 UTC, as it is on the day of `at`; `10:30 GMT+5:30` where the zone does not go by whole hours. */
  hour(of: number, at: Seconds): string;
  /** `06 and 08 CET`: hours of a span, with the zone once. */
  hours(from: number, to: number, at: Seconds, and: string): string;
}
