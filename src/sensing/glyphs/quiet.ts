import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { NO_TIME_SPAN, persistTimeSpan, type TimeSpan } from "./spans.js";

export interface QuietPiece {
  readonly name: "rest" | "pause" | "silence" | "drift";
  readonly end: Seconds;
  readonly deep: boolean;
}

/** The quiet that goes on: its name so far, and the time from which on it has another. */
export interface QuietTail {
  readonly name: QuietPiece["name"];
  readonly start: Seconds;
  readonly deep: boolean;
  readonly next: Seconds;
}

/**
 * What the time without spikes and spans is called: where the level moved it is drift, elsewhere its length says. A disturbance
 * or a planned rest interrupts a quiet and does not end it: behind it the quiet is as long as it was, in the time that was listened.
 * Otherwise a glitch of a second would cut a silence into rests, and a node that sleeps in every breath would know nothing else.
 */
export class Quiet implements Persistent {
  readonly #settings: GlyphSettings;
  #driftSince: Seconds = Number.NaN;
  #drifts: TimeSpan[] = [];
  /** How long the quiet that goes on was before what interrupted it last. */
  #before: Seconds = 0;

  constructor(settings: GlyphSettings) {
    this.#settings = settings;
  }

  /** Does the level move now? */
  get isDrifting(): boolean {
    return !Number.isNaN(this.#driftSince);
  }

  /** The level began to move, or came to rest. Returns whether that is new. */
  setDrifting(is: boolean, at: Seconds): boolean {
    if (is === this.isDrifting) return false;
    if (!is) this.#drifts.push({ start: this.#driftSince, end: at });
    this.#driftSince = is ? at : Number.NaN;
    return true;
  }

  /** A spike, or that nothing was known for a while: what comes now is a new quiet. */
  reset(): void {
    this.#before = 0;
  }

  /** The quiet that began at `start` and lasts at least until `horizon`; `fresh` if a spike was before it. */
  tail(start: Seconds, horizon: Seconds, mean: Seconds, fresh: boolean): QuietTail {
    let from = start;
    let before = fresh ? 0 : this.#before;
    for (const drift of this.#drifts) {
      // Beyond the horizon nothing is certain: the drift that is over is still what goes on there.
      if (drift.end > horizon) return { ...DRIFT, start: Math.max(from, drift.start), next: drift.end };
      from = Math.max(from, drift.end);
      before = 0;
    }
    if (!Number.isNaN(this.#driftSince)) return { ...DRIFT, start: Math.max(from, this.#driftSince) };
    const { short, medium, veryLong } = this.#settings;
    const bound = [short, medium, veryLong].find((times) => from + times * mean - before >= horizon);
    const next = bound === undefined ? Number.POSITIVE_INFINITY : from + bound * mean - before;
    return { ...this.#byLength(before + horizon - from, mean), start: from, next };
  }

  /** The whole quiet from `start` to `end`, in pieces. What it held of drifts is done with. */
  pieces(start: Seconds, end: Seconds, mean: Seconds): QuietPiece[] {
    if (!(end > start)) return [];
    const pieces: QuietPiece[] = [];
    let from = start;
    const rest = (until: Seconds) => {
      if (!(until > from)) return;
      this.#before += until - from;
      pieces.push({ ...this.#byLength(this.#before, mean), end: until });
      from = until;
    };
    const going = Number.isNaN(this.#driftSince) ? [] : [{ start: this.#driftSince, end }];
    for (const drift of [...this.#drifts, ...going]) {
      const until = Math.min(drift.end, end);
      if (until <= Math.max(drift.start, from)) continue;
      rest(drift.start);
      pieces.push({ name: "drift", end: until, deep: false });
      from = until;
      this.#before = 0;
    }
    rest(end);
    this.#drifts = this.#drifts.filter((drift) => drift.end > end);
    return pieces;
  }

  persist(snapshot: Snapshot): void {
    this.#driftSince = snapshot.number("driftSince", this.#driftSince);
    this.#before = snapshot.number("before", this.#before);
    this.#drifts = snapshot.list("drifts", this.#drifts, NO_TIME_SPAN, persistTimeSpan);
  }

  #byLength(length: Seconds, mean: Seconds): { name: "rest" | "pause" | "silence"; deep: boolean } {
    const { short, medium, veryLong } = this.#settings;
    if (length > medium * mean) return { name: "silence", deep: length > veryLong * mean };
    return { name: length > short * mean ? "pause" : "rest", deep: false };
  }
}

const DRIFT = { name: "drift", deep: false, next: Number.POSITIVE_INFINITY } as const;
