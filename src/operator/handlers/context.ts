import type { AttentionRules, AttentionState } from "../../attention/state/state.js";
import type { Alert } from "../../domain/alert.js";
import type { MeasuredCalibration } from "../../domain/calibration.js";
import type { ContactFigures } from "../../domain/contact.js";
import type { ElectrodeState } from "../../domain/electrode-state.js";
import type { MessageRange, Resent } from "../../domain/message.js";
import type { Facts } from "../../domain/percept.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { BreathControl } from "../../ports/breath-control.js";
import type { RecordingDumps } from "../../ports/recording-dump.js";

/** Where a release lies (https), and the SHA-256 of the whole bundle, hex, if it is known. */
export interface UpdateAsked {
  readonly url: string;
  readonly sha256?: string | undefined;
}

/** What handlers may ask of the node, and do with it. */
export interface OperatorContext {
  now(): Seconds;
  /** Where the node is, in a few facts. */
  status(): Facts;
  /** What it is, as on `$description`. */
  describe(): Facts;
  /** How it is, as on `health` with the last exhale, and each of the checks that did not go well, in a line. */
  diagnose(): { readonly health: Facts; readonly problems: readonly string[] };
  readonly card: {
    readonly version: number;
    /** By file, without secrets. */
    readonly inForce: Facts;
    /** Somebody wants the node to have these files: what becomes of it stands on `config/reported`. */
    want(files: Facts): void;
  };
  /**
   * Gets a release, checks it and installs it beside the one that runs; gives its version, or says why not. Absent where nobody would
   * start it.
   */
  readonly update?:
    | ((
        asked: UpdateAsked,
      ) => Promise<{ readonly version: string } | { readonly code: string; readonly problem: string }>)
    | undefined;
  /** Ends this run once it has answered, and begins another; false where nobody would begin it. */
  restart(): boolean;
  /** What attention knows now, and by which rules; their words are those of all answers. */
  attention(): { readonly state: AttentionState; readonly rules: AttentionRules };
  readonly inputs: { readonly electrodes: readonly ElectrodeState[] };
  /** How electrodes touch, and what their channels are off by. */
  readonly care: {
    contact(electrode: string): ContactFigures | undefined;
    calibrate(
      electrode: string,
      known: number | undefined,
      seconds: Seconds,
    ): MeasuredCalibration | { readonly code: string; readonly problem: string };
  };
  /** The last spike of each electrode in this run. */
  readonly spikes: { of(electrode: string): Spike | undefined };
  readonly alerts: { readonly standing: readonly Alert[]; clear(id: string, at: Seconds): boolean };
  /** Holds its tongue about that for so long; 0 ends it. Gives the end. */
  readonly hushes: {
    hush(what: { readonly electrode?: string; readonly type?: string }, seconds: Seconds, now: Seconds): Seconds;
  };
  readonly calls: Pick<BreathControl, "gasp" | "stayAwake">;
  /** Hears an electrode through its rests for so long, beginning at once. */
  readonly closer: { listen(electrode: string, seconds: Seconds): void };
  /** What was told before; absent in a node that talks to nobody. */
  readonly messages: { resend(range: MessageRange): Resent; snapshot(): number } | undefined;
  /** Raw signal that was kept. */
  readonly recordings: RecordingDumps;
  /** A node that has withdrawn comes back, for somebody is there. */
  readonly withdrawal: { end(why: "operator"): boolean };
}
