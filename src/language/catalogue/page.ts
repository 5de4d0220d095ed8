import type { Breath } from "../../domain/breath.js";
import type { EventName } from "../../domain/reading.js";
import type { Action } from "../../domain/reflex.js";
import type { Seconds } from "../../domain/time.js";

/** The digest of a recording: its heads, its sentences. Heads of columns are short. */
export interface PageWords {
  readonly sections: Readonly<
    Record<"spikes" | "time" | "threads" | "reflexes" | "learnt" | "alerts" | "lost", string>
  >;
  /** Columns of the tables, in order. */
  readonly columns: {
    readonly spikes: readonly [string, string, string, string, string, string, string, string, string];
    readonly time: readonly [string, string, string, string, string, string, string];
    readonly threads: readonly [string, string, string, string, string, string, string];
    readonly reflexes: readonly [string, string, string, string, string];
    readonly alerts: readonly [string, string, string, string, string];
  };
  /** `forest.csv: 3.1 d, 00:00:00 (2000-01-01T00:00:00Z) to 73:19:18`; `utc` only of a recording that says when it was made. */
  title(one: {
    readonly name: string;
    readonly length: Seconds;
    readonly from: string;
    readonly utc: string | undefined;
    /** That moment by the clock on the wall, where it is another. */
    readonly here?: string | undefined;
    readonly to: string;
  }): string;
  breaths(one: {
    readonly breaths: number;
    readonly calls: readonly (readonly [Breath["cause"], number])[];
    readonly percepts: number;
    readonly commits: number;
    readonly bytes: number;
  }): string;
  readings(counts: readonly (readonly [EventName, number])[]): string;
  /** `longest`: how many of them are shown, where not all are. */
  threads(one: {
    readonly begun: number;
    readonly done: number;
    readonly culled: number;
    readonly longest: number | undefined;
  }): string;
  readonly ends: Readonly<Record<"done" | "culled" | "alive", string>>;
  readonly does: Readonly<Record<Action["kind"], string>>;
  /** Evidence in sightings. */
  insight(one: { readonly sentence: string; readonly seen: number; readonly contradicted: number }): string;
  lost(one: { readonly device: string; readonly lost: number; readonly reason: string }): string;
  more(count: number): string;
}
