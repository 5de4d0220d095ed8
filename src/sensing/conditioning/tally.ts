import type { Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** What was taken out. `flat` is a dead converter, a saturated input or a lead that is off: the value stands still. */
export type Removed = "gap" | "flat" | "glitch" | "step" | "handling";

export const KINDS: readonly Removed[] = ["gap", "flat", "glitch", "step", "handling"];

/** How often each kind was taken out, and how much time went with it. */
export type RemovedReport = Readonly<Record<Removed, { readonly times: number; readonly seconds: Seconds }>>;

/** Counts what was taken out of an electrode's signal since its sense began. */
export class Tally implements Persistent {
  readonly #times = new Float64Array(KINDS.length);
  readonly #seconds = new Float64Array(KINDS.length);

  add(what: Removed, seconds: Seconds): void {
    const kind = KINDS.indexOf(what);
    this.#times[kind]!++;
    this.#seconds[kind]! += Math.max(seconds, 0);
  }

  get report(): RemovedReport {
    const of = (kind: Removed) => ({
      times: this.#times[KINDS.indexOf(kind)]!,
      seconds: this.#seconds[KINDS.indexOf(kind)]!,
    });
    return { gap: of("gap"), flat: of("flat"), glitch: of("glitch"), step: of("step"), handling: of("handling") };
  }

  persist(snapshot: Snapshot): void {
    snapshot.floats("times", this.#times);
    snapshot.floats("seconds", this.#seconds);
  }
}
