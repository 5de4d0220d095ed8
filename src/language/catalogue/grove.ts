import type { HealthStatus } from "../../domain/health.js";
import type { StandingName } from "../../domain/standing.js";
import type { Seconds } from "../../domain/time.js";

/** What is said of a grove and its nodes by who hears them from outside: the page, and `andas watch`. Times come as they are read. */
export interface GroveWords {
  /** `3 awake`: so many stand so. */
  counted(count: number, standing: StandingName): string;
  readonly awake: string;
  /** Till when, where it said so. */
  sleeps(till: string | undefined): string;
  overdue(since: string | undefined): string;
  readonly lost: string;
  /** It took its leave, for a reason that it gave. */
  gone(reason: string | undefined): string;
  readonly unknown: string;
  /** Its supply is too weak. */
  readonly sags: string;
  /** `58 min behind`: how its clock stands beside that of who reads. */
  skew(one: { readonly by: Seconds; readonly isAhead: boolean }): string;
  toSend(count: number): string;
  notUnderstood(count: number): string;
  breath(cycle: number): string;
  readonly nobodyYet: string;
  nothingHeardOf(key: string): string;
  readonly notHeardYet: string;
  readonly saidNothingOfBreath: string;
  readonly saidNothingOfMind: string;
  readonly nothingHolds: string;
  readonly status: Readonly<Record<HealthStatus, string>>;
  /** What is looked at of a node's health, by its name; what has no word here, such as an electrode, keeps its own. */
  check(name: string): string;
}
