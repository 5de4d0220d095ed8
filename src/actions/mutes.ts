import { electrodesOf, type Noticed } from "../domain/percept.js";
import { isElectrodeSource, type PerceptSource } from "../domain/percept-source.js";
import { iso, type Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";
import { type Timed, TimedSet } from "./timed-set.js";

/** The senses whose percepts are about electrodes. What a person or a neighbour says of one is always taken. */
function isOfElectrodes(source: PerceptSource): boolean {
  return isElectrodeSource(source) || source === "glyphs" || source === "reader";
}

/**
 * Electrodes that nobody minds for a while: a wet contact, a hand at work. They are heard all the same, their spikes and glyphs are
 * told; only their percepts do not come to the mind, and are counted instead.
 */
export class Mutes {
  readonly #mutes: TimedSet;

  /** @param kept where they stand in the node's state */
  constructor(kept: Section<readonly Timed[]>, log: Log) {
    this.#mutes = new TimedSet(kept, ({ electrode, withheld }) =>
      log("info", `${electrode} is minded again; ${withheld} of its percepts were not`),
    );
  }

  /** Mutes `electrode` for so long from `now` on, at most `LONGEST`; 0 lets it be heard again. Gives the end. */
  mute(electrode: string, seconds: Seconds, now: Seconds): Seconds {
    return this.#mutes.set({ electrode }, seconds, now);
  }

  /** Is this percept one of muted electrodes alone? Then it is counted, and nobody need mind it. */
  swallows(noticed: Noticed, now: Seconds): boolean {
    const standing = this.#mutes.standing(now);
    if (standing.length === 0 || !isOfElectrodes(noticed.source)) return false;
    const electrodes = electrodesOf(noticed);
    const mutes = standing.filter(({ electrode }) => electrode !== undefined && electrodes.includes(electrode));
    if (mutes.length === 0 || !electrodes.every((name) => mutes.some(({ electrode }) => electrode === name)))
      return false;
    this.#mutes.count(mutes);
    return true;
  }

  /** For `status` and `health`. */
  report(now: Seconds): Readonly<Record<string, { readonly until: string; readonly missed: number }>> {
    return Object.fromEntries(
      this.#mutes
        .standing(now)
        .map(({ electrode, until, withheld }) => [electrode, { until: iso(until), missed: withheld }]),
    );
  }
}
