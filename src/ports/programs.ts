/** Other programs of the system, run beside the node: tools that reach what no library here does. */
export interface Programs {
  /**
   * Runs one to its end and gives what it printed.
   * @throws AndasError `addon` where it is not installed, `device` where it fails or takes too long
   */
  ask(command: readonly string[]): Promise<string>;
  /** Starts one that goes on by itself. Never throws: what cannot be started has ended. */
  start(command: readonly string[], listener: ProgramListener): Program;
}

export interface ProgramListener {
  /** A line that it printed. */
  line(text: string): void;
  /** It is gone, for whatever reason; the last thing that it complained of, or how it ended. Called once, last, and never inside `start`. */
  ended(how: string): void;
}

/** One that runs. It never outlives the node, however that ends. */
export interface Program {
  /** Asks it to end, and ends it if it will not. Resolves when it is gone. Idempotent. */
  end(): Promise<void>;
}
