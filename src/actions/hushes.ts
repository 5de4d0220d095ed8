import { iso, type Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";
import { type Subject, type Timed, TimedSet } from "./timed-set.js";

/** What somebody wants to tell of. */
export interface About {
  /** The electrodes that it is about. */
  readonly electrodes?: readonly string[];
  /** Of the percept that it is about. */
  readonly type?: string;
}

/**
 * What the node holds its tongue about: no voice, and nothing that reflexes `publish` or raise an `alert` for. It hears, thinks and acts
 * all the same, and its percepts are told; only people are left in peace. What is withheld is counted.
 */
export class Hushes {
  readonly #hushes: TimedSet;

  /** @param kept where they stand in the node's state */
  constructor(kept: Section<readonly Timed[]>, log: Log) {
    this.#hushes = new TimedSet(kept, ({ withheld }) =>
      log("info", `a hush is over; ${withheld} things were not told`),
    );
  }

  /** For so long from `now` on, at most `LONGEST`; 0 ends it. Gives the end. */
  hush(subject: Subject, seconds: Seconds, now: Seconds): Seconds {
    return this.#hushes.set(subject, seconds, now);
  }

  /** Must this not be told now? Then it is counted. A voice that speaks of nothing in particular is hushed by a hush of everything. */
  withholds({ electrodes = [], type }: About, now: Seconds): boolean {
    const hush = this.#hushes
      .standing(now)
      .find(
        (one) =>
          (one.electrode === undefined || electrodes.includes(one.electrode)) &&
          (one.type === undefined || one.type === type),
      );
    if (hush === undefined) return false;
    this.#hushes.count([hush]);
    return true;
  }

  /** For `status`. */
  report(now: Seconds): readonly { readonly [key: string]: string | number }[] {
    return this.#hushes.standing(now).map(({ until, ...hush }) => ({ ...hush, until: iso(until) }));
  }
}
