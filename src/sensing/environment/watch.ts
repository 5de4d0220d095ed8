import type { Seconds } from "../../domain/time.js";

/** What waits for something notable in the values of one covariate. */
export interface Watch {
  /** @param value in the covariate's unit, never NaN */
  push(at: Seconds, value: number): void;
}

/** Something notable: a percept's type, when, the value by then, how strongly it is felt (0 to 1), and more facts. */
export type Tell = (
  type: string,
  at: Seconds,
  value: number,
  intensity: number,
  more?: Readonly<Record<string, number>>,
) => void;
