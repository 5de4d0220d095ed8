import type { EventLog } from "../domain/event-log.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import { StretchCounter } from "./stretch-counter.js";

type OnSample = (electrode: string, at: Seconds, mv: number) => void;

export interface SignalTellerParts {
  /** How long the stretches are; undefined in a node whose card does not ask for them: nothing is counted there. */
  readonly every: Seconds | undefined;
  readonly clock: Pick<Clock, "now">;
  readonly events: EventLog;
}

/** What was heard on each electrode, told with every exhale in stretches of a few seconds. */
export class SignalTeller {
  readonly #parts: SignalTellerParts;
  readonly #counters = new Map<string, StretchCounter>();

  constructor(parts: SignalTellerParts) {
    this.#parts = parts;
  }

  /** Hears every sample, and hands it on to `next`. */
  hearing(next: OnSample | undefined): OnSample | undefined {
    const { every } = this.#parts;
    if (every === undefined) return next;
    return (electrode, at, mv) => {
      next?.(electrode, at, mv);
      this.#of(electrode, every).add(at, mv);
    };
  }

  /** An exhale began, or the run ends. */
  breatheOut(): void {
    const now = this.#parts.clock.now();
    for (const counter of this.#counters.values()) counter.breatheOut(now);
  }

  #of(electrode: string, every: Seconds): StretchCounter {
    const known = this.#counters.get(electrode);
    if (known !== undefined) return known;
    const { clock, events } = this.#parts;
    const made = new StretchCounter(electrode, every, (trace) => events.tell(clock.now(), { type: "trace", trace }));
    this.#counters.set(electrode, made);
    return made;
  }
}
