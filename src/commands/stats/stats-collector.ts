import { basename } from "node:path";
import { SpikeTrain } from "../../sensing/statistics/spike-train.js";
import { statistics } from "../../sensing/statistics/statistics.js";
import { USUAL_WAKE_PATTERNS, WakeRules } from "../../spiralformer/waking/wake-rules.js";
import type { Kept } from "../picture/kept.js";
import type { Opened, Wanted } from "../recording/sense.js";
import type { Found } from "./figures.js";

/** Gathers what a recording says while it is sensed. */
export class StatsCollector {
  readonly #keep: Kept | undefined;
  #opened: Opened | undefined;
  #trains: SpikeTrain[] = [];
  /** Each pattern has rules of its own, so that none hides behind another. */
  readonly #wakes = USUAL_WAKE_PATTERNS.map((pattern) => ({
    text: pattern.text,
    rules: new WakeRules([pattern]),
    counts: new Map<string, number>(),
  }));

  /** @param keep what a picture needs; a page of figures does not need it */
  constructor(keep: Kept | undefined) {
    this.#keep = keep;
  }

  /** What to give to `sense`. */
  get wanted(): Wanted {
    return {
      opened: (opened) => {
        this.#opened = opened;
        this.#keep?.open(opened);
        this.#trains = opened.electrodes.map(({ electrode }) => new SpikeTrain(electrode.name));
      },
      sample: (electrode, at, mv) => {
        this.#keep?.row(at);
        if (!Number.isNaN(mv)) this.#trains[electrode]?.measuredUntil(at);
      },
      spike: (spike) => {
        this.#trainOf(spike.electrode)?.addSpike(spike);
        this.#keep?.spikes.push(spike);
      },
      glyph: (glyph) => {
        this.#trainOf(glyph.electrode)?.addGlyph(glyph);
        this.#keep?.glyphs.push(glyph);
        for (const { rules, counts } of this.#wakes)
          if (rules.onGlyphChange({ phase: "close", glyph }))
            counts.set(glyph.electrode, (counts.get(glyph.electrode) ?? 0) + 1);
      },
      flush: () => {},
    };
  }

  found(): Found {
    const { recording, electrodes } = this.#opened!;
    return {
      file: basename(recording.file),
      electrodes: electrodes.map(({ electrode }, i) => ({
        electrode,
        figures: statistics([this.#trains[i]!]),
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
