import type { PowerPart } from "../domain/rest.js";
import type { Seconds } from "../domain/time.js";

/**
 * What a board can turn down, and what can wake it. Nothing is assumed of a board: everything is looked for, and what was written is read
 * back. What stood there before can be saved and put back.
 */
export interface Power {
  readonly radio: RadioSwitch;
  /** All others, one for each part. */
  readonly parts: readonly PowerSwitch[];
  /** What may wake this board when it is off, the one to rely on first. */
  readonly alarms: readonly WakeAlarm[];
  /** May this node switch the board off? Never rejects. */
  canSwitchOff(): Promise<Found>;
  /** Another for each start of the kernel, so that settings of an earlier one are not put back; undefined where nobody tells. */
  boot(): Promise<string | undefined>;
}

/** One part of the board. */
export interface PowerSwitch {
  readonly part: PowerPart;
  /** Can it be turned down here? Looks, and changes nothing. Never rejects. */
  look(): Promise<Found>;
  /** Its settings as they stand, each by its name. Empty where it cannot be turned down. */
  save(): Promise<Settings>;
  /** Turns it down, and reads that back. Nothing to do where it cannot be. @throws AndasError `device` when it did not go down */
  down(): Promise<void>;
  /** Puts settings back. @throws AndasError `device` when they were not taken */
  restore(settings: Settings): Promise<void>;
}

/** The radio that carries the network. */
export interface RadioSwitch extends PowerSwitch {
  readonly part: "radio";
  /**
   * Turns it up, and waits until there is a network, or nobody waits any more.
   * @throws AndasError `device` when it cannot be turned up
   */
  up(patience: AbortSignal): Promise<void>;
}

/** What stands in a setting, by its name. */
export type Settings = Readonly<Record<string, string>>;

/** What was found on a board. */
export interface Found {
  readonly can: boolean;
  /** What is there and how it is reached; or what is missing, and what would help. One line. */
  readonly text: string;
}

/** A clock that can start a board that is off. It counts by its own time, which may be wrong: hence only lengths. */
export interface WakeAlarm {
  readonly name: string;
  /** Would it wake this board? Never rejects. */
  look(): Promise<Found>;
  /**
   * Clears it, sets it to ring in so many seconds, and reads it back: gives in how many seconds it rings by what it says itself.
   * @throws AndasError `device`, or what the bus says
   */
  arm(seconds: Seconds): Promise<Seconds>;
  /** @throws AndasError `device`, or what the bus says */
  disarm(): Promise<void>;
  /** What started the board; undefined where it does not know. Never rejects. */
  startedBy(): Promise<"alarm" | "hand" | "supply" | undefined>;
}
