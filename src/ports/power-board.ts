/** What stands between battery and computer and measures what flows. */
export interface PowerBoard {
  /** @throws AndasError `device` or `addon`, or what the bus says, where it does not answer */
  read(): Promise<Supply>;
}

export interface Supply {
  readonly volts: number;
  /** Negative while the battery is charged. */
  readonly amps?: number;
}

/** Volts of the battery when it is empty and when it is full: how much is left is read between the two. */
export interface BatteryRange {
  readonly empty: number;
  readonly full: number;
}
