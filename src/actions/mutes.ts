import { electrodesOf, type Noticed } from "../domain/percept.js";
import { isElectrodeSource, type PerceptSource } from "../domain/percept-source.js";
import { DAY, iso, type Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";

/** Nothing is muted for longer, whoever asks. */
export const LONGEST_MUTE: Seconds = 7 * DAY;

/** An electrode that the mind takes no percepts of. In the node's state: a restart does not end it. */
export interface Mute {
  readonly until: Seconds;
  /** Percepts that were not taken so far. */
  readonly missed: number;
}

/** The senses whose percepts are about electrodes. What a person or a neighbour says of one is always taken. */
function isOfElectrodes(source: PerceptSource): boolean {
  return isElectrodeSource(source) || source === "glyphs" || source === "reader";
}

/**
 * Electrodes that nobody minds for a while: a wet contact, a hand at work. They are heard all the same, their spikes and glyphs are
 * told; only their percepts do not come to the mind, and are counted instead.
 */
export class Mutes {
  readonly #kept: Section<Readonly<Record<string, Mute>>>;
  readonly #log: Log;

  /** @param kept where they stand in the node's state */
  constructor(kept: Section<Readonly<Record<string, Mute>>>, log: Log) {
    this.#kept = kept;
    this.#log = log;
  }

  /** Mutes `electrode` for so long from `now` on, at most `LONGEST_MUTE`; 0 lets it be heard again. Gives the end. */
  mute(electrode: string, seconds: Seconds, now: Seconds): Seconds {
    const until = now + Math.min(Math.max(0, seconds), LONGEST_MUTE);
    const missed = this.#of(electrode, now)?.missed ?? 0;
    if (until > now) this.#kept.value = { ...this.#kept.value, [electrode]: { until, missed } };
    else this.#end(electrode);
    return until;
  }

  /** Is this percept one of muted electrodes alone? Then it is counted, and nobody need mind it. */
  swallows(noticed: Noticed, now: Seconds): boolean {
    if (this.#none || !isOfElectrodes(noticed.source)) return false;
    const electrodes = electrodesOf(noticed);
    if (electrodes.length === 0 || !electrodes.every((name) => this.#of(name, now) !== undefined)) return false;
    for (const name of electrodes) {
      const mute = this.#kept.value[name];
      if (mute) this.#kept.value = { ...this.#kept.value, [name]: { ...mute, missed: mute.missed + 1 } };
    }
    return true;
  }

  /** For `status` and `health`. */
  report(now: Seconds): Readonly<Record<string, { readonly until: string; readonly missed: number }>> {
    const standing = Object.entries(this.#kept.value).filter(([name]) => this.#of(name, now) !== undefined);
    return Object.fromEntries(standing.map(([name, { until, missed }]) => [name, { until: iso(until), missed }]));
  }

  get #none(): boolean {
    for (const _ in this.#kept.value) return false;
    return true;
  }

  /** The mute that stands now. One that is over, or that a clock set back would make endless, ends here. */
  #of(electrode: string, now: Seconds): Mute | undefined {
    const mute = Object.hasOwn(this.#kept.value, electrode) ? this.#kept.value[electrode] : undefined;
    if (mute === undefined) return undefined;
    if (now < mute.until && mute.until <= now + LONGEST_MUTE) return mute;
    this.#end(electrode);
    return undefined;
  }

  #end(electrode: string): void {
    if (!Object.hasOwn(this.#kept.value, electrode)) return;
    const { [electrode]: mute, ...others } = this.#kept.value;
    this.#kept.value = others;
    this.#log("info", `${electrode} is minded again; ${mute?.missed ?? 0} of its percepts were not`);
  }
}
