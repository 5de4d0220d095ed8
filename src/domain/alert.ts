import type { Seconds } from "./time.js";

/** Something that a person should look at. Retained on the broker until it is cleared. */
export interface Alert {
  /** `[a-z0-9-]+` */
  readonly id: string;
  readonly text: string;
  readonly at: Seconds;
  /** The electrodes that it stands for, where it is about some: it is over when none is left. */
  readonly electrodes?: readonly string[];
  /** False when the alert is over. */
  readonly raised: boolean;
}
