import type { ParseArgsConfig } from "node:util";

/** One command of `andas`: a file in this folder makes one, and `andas.ts` lists it. */
export interface CliCommand {
  readonly name: string;
  /** What `andas NAME --help` prints. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** How many words may follow the options: `FILE` is 1. */
  readonly words: { readonly atLeast: number; readonly atMost: number };
  /** Resolves to the exit code. Throws AndasErrors, which `andas.ts` prints in one line. */
  run(args: Args, io: Io): Promise<number>;
}

/** What stood on the command line, parsed by `node:util`. */
export interface Args {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** Where a command writes, and how it hears that it should stop. */
export interface Io {
  /** Waits while the reader is slow, so that a pipe of any length takes no memory. */
  out(text: string): Promise<void> | void;
  err(text: string): void;
  /** SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Is somebody looking, with cursor control and colours? */
  readonly terminal: boolean;
  /** In characters; ask again, for a window may be resized at any moment. */
  readonly columns: number;
  readonly rows: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}
