import { basename } from "node:path";
import type { Glyph } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import { SpikeTrain } from "../../sensing/statistics/spike-train.js";
import { statistics } from "../../sensing/statistics/statistics.js";
import { USUAL_WAKE_PATTERNS, WakeRules } from "../../spiralformer/waking/wake-rules.js";
import type { Opened, Wanted } from "../sense-recording.js";
import type { Found } from "./figures.js";

/** Gathers what a recording says while it is sensed. */
export class Listening {
  /** Every spike and glyph, for a picture; a page of figures does not need them. */
  readonly spikes: Spike[] = [];
  readonly glyphs: Glyph[] = [];
  /** Times of the first and the last row. */
  start: Seconds = Number.NaN;
  end: Seconds = Number.NaN;
  readonly #keep: boolean;
  #opened: Opened | undefined;
  #trains: SpikeTrain[] = [];
  /** Each pattern has rules of its own, so that none hides behind another. */
  readonly #wakes = USUAL_WAKE_PATTERNS.map((pattern) => ({
    text: pattern.text,
    rules: new WakeRules([pattern]),
    counts: new Map<string, number>(),
  }));

  /** @param keep every spike and glyph */
  constructor(keep: boolean) {
    this.#keep = keep;
  }

  /** What to give to `sense`. */
  get wanted(): Wanted {
    return {
      opened: (opened) => {
        this.#opened = opened;
        this.#trains = opened.electrodes.map(({ electrode }) => new SpikeTrain(electrode.name));
      },
      sample: (electrode, at, mv) => {
        if (Number.isNaN(this.start)) this.start = at;
        this.end = at;
        if (!Number.isNaN(mv)) this.#trains[electrode]?.measured(at);
      },
      spike: (spike) => {
        this.#trainOf(spike.electrode)?.spike(spike);
        if (this.#keep) this.spikes.push(spike);
      },
      glyph: (glyph) => {
        this.#trainOf(glyph.electrode)?.glyph(glyph);
        if (this.#keep) this.glyphs.push(glyph);
        for (const { rules, counts } of this.#wakes)
          if (rules.hear({ phase: "close", glyph }))
            counts.set(glyph.electrode, (counts.get(glyph.electrode) ?? 0) + 1);
      },
      flush: () => {},
    };
  }

  /** The recording, once it was sensed. */
  get opened(): Opened {
    return this.#opened as Opened;
  }

  found(): Found {
    const { recording, electrodes } = this.opened;
    return {
      file: basename(recording.file),
      electrodes: electrodes.map(({ electrode }, i) => ({
        electrode,
        figures: statistics([this.#trains[i] as SpikeTrain]),
      })),
      together: statistics(this.#trains.filter((_, i) => !electrodes[i]?.electrode.control)),
      wakes: this.#wakes.map(({ text, counts }) => {
        const each = electrodes.map(({ electrode }) => counts.get(electrode.name) ?? 0);
        const together = each.reduce((sum, n, i) => (electrodes[i]?.electrode.control ? sum : sum + n), 0);
        return { pattern: text, each, together };
      }),
    };
  }

  #trainOf(name: string): SpikeTrain | undefined {
    return this.#trains.find(({ electrode }) => electrode === name);
  }
}
