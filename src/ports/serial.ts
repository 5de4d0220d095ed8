import type { Seconds } from "../domain/time.js";

/** An open serial port. */
export interface SerialLine {
  /** The link in /dev/serial/by-id that leads here, and will wherever the device is plugged in next; undefined where there is none. */
  readonly stableName?: string | undefined;
  /** Hands bytes to the other end; what cannot be written is lost, and `onGone` says why. */
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export interface SerialOptions {
  readonly path: string;
  readonly baud: number;
  /** Bytes may gather so long in the system's buffer before they are read: fewer wakes of the processor. Nothing unless said. */
  readonly gather?: Seconds;
  onData(bytes: Uint8Array): void;
  /** The port went away (unplugged) or failed; it is closed by then. */
  onGone(reason: string): void;
}

/** What an error says of a port that nobody plugged in: expected of one that was pulled out. */
export const NOT_THERE = "is not there";

/** Opens a port, or throws an AndasError `device` (with `NOT_THERE` where it is so) or `addon`. */
export type OpenSerial = (options: SerialOptions) => Promise<SerialLine>;
