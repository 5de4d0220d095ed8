/** An open serial port. */
export interface SerialLine {
  close(): Promise<void>;
}

export interface SerialOptions {
  readonly path: string;
  readonly baud: number;
  onData(bytes: Uint8Array): void;
  /** The port went away (unplugged) or failed; it is closed by then. */
  onGone(reason: string): void;
}

/** Opens a port, or throws an AndasError `device` or `addon`. */
export type OpenSerial = (options: SerialOptions) => Promise<SerialLine>;
