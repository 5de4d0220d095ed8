import { DAY, iso, type Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";

/** Nobody can be made to hold their tongue for longer. */
export const LONGEST_HUSH: Seconds = 7 * DAY;

/** More at once than anybody keeps in mind; the one that would end first makes room. */
const MOST = 32;

/** What is not to be told for a while; without electrode and type, anything. In the node's state: a restart does not end it. */
export interface Hush {
  readonly electrode?: string;
  readonly type?: string;
  readonly until: Seconds;
  /** What was not told so far. */
  readonly withheld: number;
}

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
  readonly #kept: Section<readonly Hush[]>;
  readonly #log: Log;

  /** @param kept where they stand in the node's state */
  constructor(kept: Section<readonly Hush[]>, log: Log) {
    this.#kept = kept;
    this.#log = log;
  }

  /** For so long from `now` on, at most `LONGEST_HUSH`; 0 ends it. Gives the end. */
  hush({ electrode, type }: Pick<Hush, "electrode" | "type">, seconds: Seconds, now: Seconds): Seconds {
    const until = now + Math.min(Math.max(0, seconds), LONGEST_HUSH);
    const standing = this.#standing(now);
    const same = standing.find((one) => one.electrode === electrode && one.type === type);
    const others = standing.filter((one) => one !== same);
    if (until <= now) this.#kept.value = others;
    else {
      const withheld = same?.withheld ?? 0;
      const hush: Hush = {
        ...(electrode !== undefined && { electrode }),
        ...(type !== undefined && { type }),
        until,
        withheld,
      };
      this.#kept.value = [...others, hush].sort((a, b) => a.until - b.until).slice(-MOST);
    }
    return until;
  }

  /** Must this not be told now? Then it is counted. A voice that speaks of nothing in particular is hushed by a hush of everything. */
  withholds({ electrodes = [], type }: About, now: Seconds): boolean {
    if (this.#kept.value.length === 0) return false;
    const hush = this.#standing(now).find(
      (one) =>
        (one.electrode === undefined || electrodes.includes(one.electrode)) &&
        (one.type === undefined || one.type === type),
    );
    if (hush === undefined) return false;
    this.#kept.value = this.#kept.value.map((one) => (one === hush ? { ...one, withheld: one.withheld + 1 } : one));
    return true;
  }

  /** For `status`. */
  report(now: Seconds): readonly { readonly [key: string]: string | number }[] {
    return this.#standing(now).map(({ until, ...hush }) => ({ ...hush, until: iso(until) }));
  }

  /** Those that stand now. What is over, or would be endless on a clock that was set back, ends here. */
  #standing(now: Seconds): readonly Hush[] {
    const hushes = this.#kept.value;
    const standing = hushes.filter(({ until }) => now < until && until <= now + LONGEST_HUSH);
    if (standing.length === hushes.length) return hushes;
    const withheld = hushes.reduce((sum, hush) => sum + (standing.includes(hush) ? 0 : hush.withheld), 0);
    this.#kept.value = standing;
    this.#log("info", `a hush is over; ${withheld} things were not told`);
    return standing;
  }
}
