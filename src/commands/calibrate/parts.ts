import type { PlannedDevice } from "../../acquisition/device-input.js";
import type { Configuration } from "../../config/configuration.js";
import type { MeasuredCalibration } from "../../domain/calibration.js";
import type { Seconds } from "../../domain/time.js";

/** What the command asks of the world. */
export interface CalibrateParts {
  /** The card in that folder. @throws AndasError `config` if it is not in order */
  readonly card: (folder: string) => Promise<Configuration>;
  readonly plan: (configuration: Configuration) => readonly PlannedDevice[];
  /** Resolves after so long, or when `signal` says that somebody has had enough. */
  readonly pass: (seconds: Seconds, signal: AbortSignal) => Promise<void>;
  readonly now: () => Seconds;
  /** Puts it into the state of a node that does not run. @throws AndasError `state` */
  readonly keep: (stateFolder: string, measured: MeasuredCalibration) => Promise<void>;
}
