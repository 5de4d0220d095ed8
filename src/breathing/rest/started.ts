import type { Seconds } from "../../domain/time.js";

/** An alarm's board is at work so soon after it rang, or never; its clock may differ from ours by the first. */
const EARLY: Seconds = 120;
const LATE: Seconds = 900;

/** What is known of a start. */
export interface Start {
  readonly now: Seconds;
  /** When the alarm was to ring that was set before the board went off; undefined where none was. */
  readonly expected: Seconds | undefined;
  /** What the hardware says. */
  readonly by: "alarm" | "hand" | "supply" | undefined;
}

/** Did somebody start it? Where nobody knows, somebody did: who has come to a node shall not see it go off. */
export function byHand({ now, expected, by }: Start): boolean {
  if (by !== undefined) return by === "hand";
  return expected === undefined || now < expected - EARLY || now > expected + LATE;
}

/** The alarm should have woken the board, and did not: it is not relied on again before somebody has looked. */
export function alarmMissed({ now, expected, by }: Start): boolean {
  return expected !== undefined && by !== "alarm" && now > expected + LATE;
}
