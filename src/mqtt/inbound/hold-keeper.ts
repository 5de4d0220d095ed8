import { HOUR, iso, type Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import { decodeHold, type Hold } from "../../protocol/payloads/hold.js";

/** Somebody who forgets a hold on the broker must not empty the battery. */
export const LONGEST_HOLD: Seconds = 6 * HOUR;

export interface HoldKeeperParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Somebody wants the node to stay awake: heard for the first time, and bounded. */
  readonly onHold: (hold: Hold) => void;
}

/**
 * What stands on `hold`. It is retained, so that it comes again with every connection: one that asks for the same time is the same,
 * and its bound counts from when it was first heard. Whoever wants more time asks for another.
 */
export class HoldKeeper {
  readonly #parts: HoldKeeperParts;
  /** As it was asked for, and as it was granted. */
  #asked: Seconds | undefined;
  #granted: Hold | undefined;
  /** What was not understood: said once, and not with every connection. */
  #refused: string | undefined;

  constructor(parts: HoldKeeperParts) {
    this.#parts = parts;
  }

  /** Who holds the node awake now, and till when. */
  get hold(): Hold | undefined {
    const hold = this.#granted;
    return hold !== undefined && hold.until > this.#parts.clock.now() ? hold : undefined;
  }

  /** Takes what stands there now; empty when it was taken back. Never throws. */
  receive(payload: string): void {
    const hold = payload === "" ? undefined : decodeHold(payload);
    if (hold === undefined || "problem" in hold) {
      this.#asked = undefined;
      this.#granted = undefined;
      if (hold !== undefined && payload !== this.#refused)
        this.#parts.log("warn", `"hold" was not understood, and holds nobody: ${hold.problem}`);
      this.#refused = hold && payload;
    } else if (hold.until !== this.#asked) this.#grant(hold);
  }

  #grant({ until: asked, reason }: Hold): void {
    const { clock, log, onHold } = this.#parts;
    const now = clock.now();
    const until = Math.min(asked, now + LONGEST_HOLD);
    this.#asked = asked;
    this.#refused = undefined;
    this.#granted = { until, reason };
    if (until <= now) return;
    if (until < asked) log("info", `held awake till ${iso(until)} and no longer, not till ${iso(asked)}`);
    onHold({ until, reason });
  }
}
