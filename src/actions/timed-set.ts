import { DAY, type Seconds } from "../domain/time.js";
import type { Section } from "../ports/section.js";

/** Nothing is muted or hushed for longer, whoever asks. */
export const LONGEST: Seconds = 7 * DAY;

/** More at once than anybody keeps in mind; the one that would end first makes room. */
const MOST = 32;

/** What stands for a while. In the node's state: a restart does not end it. */
export interface Timed {
  /** What it is about. Without electrode and type, everything. */
  readonly electrode?: string;
  /** Of the percepts that it is about. */
  readonly type?: string;
  readonly until: Seconds;
  /** What it has kept from somebody so far. */
  readonly withheld: number;
}

export type Subject = Pick<Timed, "electrode" | "type">;

/** What stands for a while, one per subject, bounded in time and number, and what each of them has withheld. */
export class TimedSet {
  readonly #kept: Section<readonly Timed[]>;
  readonly #ended: (one: Timed) => void;

  /**
   * @param kept where they stand in the node's state
   * @param ended is told of each that is over
   */
  constructor(kept: Section<readonly Timed[]>, ended: (one: Timed) => void) {
    this.#kept = kept;
    this.#ended = ended;
  }

  /** `subject` stands for so long from `now` on, at most `LONGEST`; 0 ends it. Gives the end. */
  set({ electrode, type }: Subject, seconds: Seconds, now: Seconds): Seconds {
    const until = now + Math.min(Math.max(0, seconds), LONGEST);
    const standing = this.standing(now);
    const same = standing.find((one) => one.electrode === electrode && one.type === type);
    const others = standing.filter((one) => one !== same);
    if (until > now) {
      const about: Subject = { ...(electrode !== undefined && { electrode }), ...(type !== undefined && { type }) };
      const timed: Timed = { ...about, until, withheld: same?.withheld ?? 0 };
      this.#kept.value = [...others, timed].sort((a, b) => a.until - b.until).slice(-MOST);
    } else {
      this.#kept.value = others;
      if (same !== undefined) this.#ended(same);
    }
    return until;
  }

  /** One of these has withheld one more. */
  count(these: readonly Timed[]): void {
    this.#kept.value = this.#kept.value.map((one) =>
      these.includes(one) ? { ...one, withheld: one.withheld + 1 } : one,
    );
  }

  /** Those that stand now. What is over, or would be endless on a clock that was set back, ends here. */
  standing(now: Seconds): readonly Timed[] {
    const all = this.#kept.value;
    if (all.length === 0) return all;
    if (all.every((one) => stands(one, now))) return all;
    this.#kept.value = all.filter((one) => stands(one, now));
    for (const one of all) if (!stands(one, now)) this.#ended(one);
    return this.#kept.value;
  }
}

function stands({ until }: Timed, now: Seconds): boolean {
  return now < until && until <= now + LONGEST;
}
