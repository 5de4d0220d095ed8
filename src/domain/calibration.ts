import type { Seconds } from "./time.js";

/** What a channel shows when its true voltage is known: `mV = (shown - offset) * gain`. */
export interface Calibration {
  readonly offset_mv: number;
  readonly gain: number;
}

export const UNCALIBRATED: Calibration = { offset_mv: 0, gain: 1 };

/** What a channel showed while its voltage was known, and what follows from that. */
export interface MeasuredCalibration extends Calibration {
  readonly device: string;
  readonly channel: string;
  readonly at: Seconds;
  /** The voltage that was on it; 0 with its inputs shorted. */
  readonly known_mv: number;
  readonly noise_mv: number;
  readonly drift_mv_min: number;
  /** Null where rows were too slow to show it. */
  readonly hum_mv: number | null;
  /** What the card said of the channel by then: once it says something else, that is newer. */
  readonly card: Calibration;
}

/** No converter is so far off: it is the wires. */
const LEAST_GAIN = 0.5;
const MOST_GAIN = 2;

/** What a mean says of a channel, to five digits; undefined where no converter could be so far off. @param known mV; undefined: shorted */
export function calibrationFrom(
  shown: number,
  known: number | undefined,
  before: Calibration,
): Calibration | undefined {
  if (known === undefined) return { offset_mv: digits(shown), gain: before.gain };
  const gain = digits(known / (shown - before.offset_mv));
  return gain >= LEAST_GAIN && gain <= MOST_GAIN ? { offset_mv: before.offset_mv, gain } : undefined;
}

/** What the chip itself shows, of what was told. */
export function shownBy(mv: number, { offset_mv, gain }: Calibration): number {
  return mv / gain + offset_mv;
}

function digits(value: number): number {
  return Number(value.toPrecision(5));
}
