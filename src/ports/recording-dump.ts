import type { Seconds } from "../domain/time.js";

/** Whose raw signal is wanted; all electrodes where none is named. Times both included. */
export interface DumpAsked {
  readonly electrodes?: readonly string[] | undefined;
  readonly from: Seconds;
  readonly to: Seconds;
}

/** What is on its way. */
export interface Dumped {
  /** By this its parts can be told. */
  readonly dump: string;
  readonly parts: number;
  readonly rows: number;
  /** Of all parts together, as they are sent. */
  readonly bytes: number;
}

/** Tells raw signal that was kept on the card. */
export interface RecordingDumps {
  /** @returns why nothing is told, where nothing is: one line that says what to ask for instead */
  dump(
    asked: DumpAsked,
  ): Promise<Dumped | { readonly code: "not-found" | "too-much" | "busy"; readonly problem: string }>;
}
