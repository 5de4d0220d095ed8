import type { Offer, OptionTable } from "./option.js";

/** A command before it is loaded: whoever asks for one should not wait for, nor hold in memory, all the others. */
export interface CommandEntry {
  readonly name: string;
  /** One line, for the list of all commands. */
  readonly summary: string;
  load(): Promise<CliCommand>;
}

/** One command of `andas`: a file in `commands/` makes one, and `list.ts` lists it. */
export interface CliCommand {
  readonly name: string;
  /** What it does, a paragraph each; folded to the width of whoever reads. */
  readonly about: readonly string[];
  readonly options: OptionTable;
  readonly words: WordSpec;
  /** It shows a screen of its own for as long as it runs: no bar beside it. */
  readonly isLive?: true;
  /** What is good to know after the options, a paragraph each. */
  readonly notes?: readonly string[];
  /** Resolves to the exit code. Throws AndasErrors, which `andas.ts` prints in one line. */
  run(args: Args, io: Io): Promise<number>;
}

/** The words that a command takes beside its options. */
export interface WordSpec {
  /** What one is called, such as `FILE`; absent where none may stand. */
  readonly name?: string;
  readonly atLeast: number;
  readonly atMost: number;
  /** Those that mean something, with what each does. */
  readonly choices?: Readonly<Record<string, string>>;
  readonly offers?: Offer;
}

/** A command that takes no word. */
export const NO_WORDS: WordSpec = { atLeast: 0, atMost: 0 };
/** A command that is about one recording. */
export const ONE_FILE: WordSpec = { name: "FILE", atLeast: 1, atMost: 1, offers: "files" };

/** What stood on the command line. */
export interface Args {
  readonly words: readonly string[];
  /** By their names without dashes: text, `true` of a switch, a list of what may be repeated. */
  readonly options: Readonly<Record<string, string | true | readonly string[] | undefined>>;
}

/** Where a command writes, and how it hears that it should stop. */
export interface Io {
  /** Waits while the reader is slow, so that a pipe of any length takes no memory. */
  out(text: string): Promise<void> | void;
  err(text: string): void;
  /** SIGINT, SIGTERM, SIGHUP. */
  readonly signal: AbortSignal;
  /** Is somebody looking, with cursor control and colours? */
  readonly terminal: boolean;
  /** How much of the work is done, for a bar on a terminal; absent where nobody looks at one. */
  readonly progress?: (done: number, total: number) => void;
  /** Hears each key that is pressed, until what it gives is called; absent where nobody presses any. */
  keys?(listener: (key: string) => void): () => void;
  /** In characters; ask again, for a window may be resized at any moment. */
  readonly columns: number;
  readonly rows: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}
