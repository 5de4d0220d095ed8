import type { Mutator } from "./mutator.js";

/** Something that reads what comes from outside. */
export interface Target {
  readonly name: string;
  /** What it reads, in a few words. */
  readonly reads: string;
  /** Of a hundred inputs so many are for it. */
  readonly share: number;
  /** Names of fields, for `Mutator`. */
  readonly names: readonly string[];
  /** So many inputs meet the same state; the first of them meets a new one. 1: each is for itself. */
  readonly block: number;
  /** Begins anew. */
  begin(): Promise<Reader>;
}

export interface Reader {
  /**
   * Draws one input and hands it over. Resolves to what became of it: `taken`, `refused`, or the like.
   * @throws whatever it should not: that is a finding
   */
  feed(mutator: Mutator): Promise<string>;
  /** After the last input of a block: it lives still. */
  end(): Promise<void>;
}

export const NOTHING_MORE = async (): Promise<void> => {};
