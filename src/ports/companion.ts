/** A process of our own that does work which must not take the node along when it dies. Messages are structured clones. */
export interface Companion {
  readonly pid: number | undefined;
  send(message: unknown): void;
  /** Ends it at once. */
  kill(): void;
}

export interface CompanionListener {
  message(message: unknown): void;
  /** It is gone, for whatever reason, in a few words: `ended with 1`, `died with SIGILL`. Called once, and last. */
  ended(how: string): void;
}

/** Starts one. Never throws: what cannot be started has ended. */
export type StartCompanion = (listener: CompanionListener) => Companion;
