import type { z } from "zod";

/** A part of what a node keeps from one run to the next. Only its owner changes it; the next commit takes it to the medium. */
export interface Section<T> {
  value: T;
}

/** What the store must know of a section. */
export interface SectionSpec<T> {
  /** `[a-z]+` */
  readonly name: string;
  /** What is in it, for the one who reads that it was lost: `the standing alerts`. */
  readonly holds: string;
  /**
   * What its data looks like: checked when it is loaded, and as deep as it goes. What does not is set aside, and the section begins anew.
   * A shape drops the fields that it does not know: nobody would keep them true.
   */
  readonly shape: z.ZodType<T>;
  /** The section of a node that has never run. */
  fresh(): T;
  /** The first takes version 1 of the data to 2, and so on. The present version is one more than there are. */
  readonly migrations?: readonly ((old: unknown) => unknown)[];
}
