import type { PlannedDevice } from "../acquisition/device-input.js";
import type { SenseKeeper } from "../acquisition/sense-keeper.js";
import type { BackupPlace } from "../actions/backup.js";
import type { RecordingPlace } from "../actions/recorder.js";
import type { AttentionRules } from "../attention/state/state.js";
import type { EnergyLedger } from "../breathing/energy/energy-ledger.js";
import type { Rest } from "../breathing/rest/rest.js";
import type { CardWatch } from "../config/card-watch.js";
import type { DesiredCard } from "../config/desired-card.js";
import type { BreathSettings } from "../domain/breath.js";
import type { HostReading } from "../domain/health.js";
import type { Halt } from "../domain/rest.js";
import type { Seconds } from "../domain/time.js";
import type { OperatorContext } from "../operator/handlers/context.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Coordinates } from "../sensing/percepts/sun.js";
import type { ReaderOrTrouble } from "../spiralformer/model/open-reader.js";
import type { RawRing } from "../storage/ring/raw-ring.js";
import type { SavedSections } from "../storage/sections.js";
import type { StateStore } from "../storage/state-store.js";
import type { NodeState } from "./node-state.js";
import type { NodeVoiceParts } from "./node-voice.js";
import type { RunNumbers } from "./run-numbers.js";
import type { TimekeeperParts } from "./timekeeper.js";
import type { Uplink } from "./uplink.js";
import type { VisitPlace } from "./visit.js";

/** What a node is made of. All of it is there before the node: its state is open, its uplink knows the broker. */
export interface NodeParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: StateStore<SavedSections>;
  /** What the store holds, each part for its owner. */
  readonly state: NodeState;
  /** What this run counts on from. */
  readonly numbers: RunNumbers;
  /** Absent in a replay, which talks to nobody. */
  readonly uplink?: Uplink;
  readonly breath: BreathSettings;
  /** Its id at its site; empty in a node that has no neighbours. */
  readonly name?: string;
  readonly attention: AttentionRules;
  readonly devices: readonly PlannedDevice[];
  readonly reader: ReaderOrTrouble;
  readonly host: (() => Promise<HostReading>) | undefined;
  /** Where the energy goes; absent in a node that does not count it. */
  readonly energy?: EnergyLedger;
  /** The clock that may be wrong, and what the system's time is worth; absent in simulated time. */
  readonly time?: Pick<TimekeeperParts, "clock" | "quality">;
  /** What the senses know over a restart; absent in simulated time, where nothing goes on between two runs. */
  readonly keeper?: SenseKeeper;
  /** What is wrong with the card, when the last good one is in force instead. */
  readonly cardProblem: string | undefined;
  /** Sees when somebody changes the card while the node runs; absent where nobody does. */
  readonly cardWatch?: Pick<CardWatch, "look">;
  /** Takes a card that comes over MQTT; absent where nobody changes it. */
  readonly desiredCard?: Pick<DesiredCard, "take">;
  /** Installs a release from afar; absent where nobody would start it. */
  readonly update?: OperatorContext["update"];
  /** A release that was tried, and what it missed; undefined where none came back. */
  readonly cameBack?: { readonly version: string; readonly missed: readonly string[] } | undefined;
  /** The card in force, as text without secrets. */
  readonly effective: string;
  /** Ends the run, and begins another; absent where nobody would begin it. */
  readonly restart?: () => void;
  /** Ends the run, and switches the board off; absent where nobody may. */
  readonly halt?: (halt: Halt) => void;
  /** Where a visit is wished for; absent where nobody opens a door. */
  readonly visit?: VisitPlace;
  /** How the board rests; absent where nothing of it may be switched. */
  readonly rest?: Rest;
  /** Where it stands, for its sense of dawn, dusk and season; without it the node knows the hours. */
  readonly place?: Coordinates;
  /** Where files beside the state go; absent in a node that keeps nothing on disk. */
  readonly keeping?: { readonly recordings: RecordingPlace; readonly backup: BackupPlace };
  /** Keeps the raw signal for a season; absent in a node that does not. */
  readonly raw?: RawRing;
  /** The signal is told in stretches so long. */
  readonly trace?: { readonly every: Seconds };
  /** With what it speaks of what it hears; absent in a node that does not. */
  readonly voice?: NodeVoiceParts;
  /** Every sample, for who draws them. */
  readonly onSample?: (electrode: string, at: Seconds, mv: number) => void;
}
