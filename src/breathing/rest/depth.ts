import type { BoardPower } from "../../domain/board-power.js";
import type { RestSettings } from "../../domain/rest.js";
import type { Seconds } from "../../domain/time.js";
import { breakEven } from "../energy/break-even.js";

/** An alarm that is nearer may ring while the board still goes down, and then never again: systemd gives its services 90 s. */
export const SOONEST: Seconds = 120;

/** What a rest is when it begins. */
export interface RestAhead {
  readonly now: Seconds;
  /** When the pause ends. */
  readonly until: Seconds;
  readonly figures: BoardPower;
  /** Somebody keeps the node awake. */
  readonly held: boolean;
  /** Till then it stays on, for somebody started it by hand. */
  readonly handsUntil: Seconds;
  /** A device is listened to in rests too. */
  readonly heard: boolean;
  /** The node may switch the board off. */
  readonly allowed: boolean;
  /** Something is known that would wake it. */
  readonly alarm: boolean;
}

/** Why the board stays on in a rest. The last two show when it is tried. */
export type WhyIdle =
  | "asked" // the card wants it so
  | "held" // somebody keeps the node awake
  | "by-hand" // somebody started it, and may be at it still
  | "heard" // `auto`, and a device is listened to in rests
  | "not-allowed" // this user may not switch the board off
  | "no-alarm" // nothing is known that would wake it
  | "cost-unknown" // a figure is missing
  | "costs-more" // too short to pay
  | "too-near" // the alarm would ring before the board is off, or has
  | "not-proven" // the alarm did not read back
  | "not-kept"; // the state does not lie on the disk

export type DepthChosen =
  | { readonly depth: "idle"; readonly because: WhyIdle }
  | { readonly depth: "off" /** When the alarm rings. */; readonly wakes: Seconds };

/** How deep this rest goes: off exactly where it is asked for, safe, and pays. */
export function depthFor({ depth }: Pick<RestSettings, "depth">, rest: RestAhead): DepthChosen {
  const idle = (because: WhyIdle): DepthChosen => ({ depth: "idle", because });
  if (depth === "idle") return idle("asked");
  if (rest.held) return idle("held");
  if (rest.now < rest.handsUntil) return idle("by-hand");
  if (depth === "auto" && rest.heard) return idle("heard");
  if (!rest.allowed) return idle("not-allowed");
  if (!rest.alarm) return idle("no-alarm");
  const pays = breakEven(rest.figures);
  if (pays === Number.POSITIVE_INFINITY) return idle("cost-unknown");
  if (rest.until - rest.now <= pays) return idle("costs-more");
  // Up again for the inhale.
  const wakes = rest.until - (rest.figures.bootSeconds ?? 0);
  return wakes - rest.now < SOONEST ? idle("too-near") : { depth: "off", wakes };
}
