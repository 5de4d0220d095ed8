import type { Seconds, TimeQuality } from "../../domain/time.js";

/** What is known here of a node's clock: what it said, when that was heard, and how fast it goes. */
export interface NodeClock {
  readonly said: Seconds;
  /** By the clock of this page. */
  readonly heard: Seconds;
  /** Node's seconds in one of ours: 1, but for simulated time. */
  readonly speed: number;
}

/** A difference that is worth a word. */
const NOTICEABLE: Seconds = 120;
/** Two sayings closer than this tell nothing of the speed. */
const LEAST_APART: Seconds = 0.5;
const FASTEST = 100_000;

/** The clock after one more time was heard that the node wrote just before it sent it. */
export function hearTime(
  clock: NodeClock | undefined,
  said: Seconds,
  quality: TimeQuality,
  heard: Seconds,
): NodeClock | undefined {
  if (quality !== "simulated") return { said, heard, speed: 1 };
  if (clock === undefined || said < clock.said) return { said, heard, speed: 1 };
  const apart = heard - clock.heard;
  if (apart < LEAST_APART) return clock;
  const speed = Math.min(FASTEST, (said - clock.said) / apart);
  // The first speed is taken at its word, later ones smooth it.
  return { said, heard, speed: clock.speed === 1 ? speed : 0.7 * clock.speed + 0.3 * speed };
}

/** What the node's clock says now; ours, while nothing is known of it. */
export function nodeNow(clock: NodeClock | undefined, now: Seconds): Seconds {
  return clock === undefined ? now : clock.said + (now - clock.heard) * clock.speed;
}

/** By how much the node's clock is ahead of ours, where that is worth a word and its time is meant to be real. */
export function skewOf(clock: NodeClock | undefined, quality: TimeQuality | undefined): Seconds | undefined {
  if (clock === undefined || quality === undefined || quality === "simulated") return undefined;
  const ahead = clock.said - clock.heard;
  return Math.abs(ahead) >= NOTICEABLE ? ahead : undefined;
}
