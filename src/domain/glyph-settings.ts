import type { Profile } from "./electrode.js";
import { MINUTE, type Seconds } from "./time.js";

/**
 * What makes a glyph of one kind of life. Quiet is measured in `a`, the electrode's own running mean interval between spikes, so
 * that a pattern means the same on a busy and on a quiet electrode.
 */
export interface GlyphSettings {
  /** Quiet up to so many `a` is short (`rest`), and a burst has no longer gap. */
  readonly short: number;
  /** Up to so many it is medium (`pause`), and a train has no longer gap; beyond it is long (`silence`). */
  readonly medium: number;
  /** Beyond so many a silence is deep. */
  readonly veryLong: number;
  /** At least so many spikes make a burst, and a train. */
  readonly burstOf: number;
  readonly trainOf: number;
  /** `a` until the electrode's own is known, and the bounds of what is believed of it. */
  readonly interval: { readonly usual: Seconds; readonly least: Seconds; readonly most: Seconds };
  /** From onset to end, a spike below `fast` is fast, up to `slow` it is slow, beyond very slow. */
  readonly speed: { readonly fast: Seconds; readonly slow: Seconds };
}

export type GlyphBook = Readonly<Record<Profile, GlyphSettings>>;

const USUAL = { short: 0.4, medium: 1.5, veryLong: 4, burstOf: 3, trainOf: 4 };

/**
 * Where the card says nothing. `fungus`: intervals of *Schizophyllum commune* (Adamatzky 2022, R. Soc. Open Sci. 9:211926: mean
 * 41 min, spikes of minutes). `plant`: fast is a touch plant's spike (1.5 s; Stuhlman and Darden 1950, Science 111:491), slow one of
 * a leaf or stem (a minute or two; Macedo et al. 2015, Acta Physiol. Plant. 37:207), very slow a variation potential (minutes;
 * Roblin 1985, Plant Cell Physiol. 26:455); sunflowers speak in series, 3 to 4 min apart, or every few hours (Stolarz and Dziubinska
 * 2017, Acta Physiol. Plant. 39:234). `fast`: everything faster still.
 */
export const USUAL_GLYPHS: GlyphBook = {
  fungus: {
    ...USUAL,
    interval: { usual: 41 * MINUTE, least: 10 * MINUTE, most: 90 * MINUTE },
    speed: { fast: 60, slow: 600 },
  },
  plant: { ...USUAL, interval: { usual: 4 * MINUTE, least: 20, most: 90 * MINUTE }, speed: { fast: 5, slow: 120 } },
  fast: { ...USUAL, interval: { usual: 20, least: 2, most: 2 * MINUTE }, speed: { fast: 0.5, slow: 5 } },
};

export type Speed = "fast" | "slow" | "very-slow";

/** How quick a spike, or the glyph of a lone one, was. `length` from its onset to its end. */
export function speedOf(length: Seconds, { speed }: GlyphSettings): Speed {
  if (length < speed.fast) return "fast";
  return length <= speed.slow ? "slow" : "very-slow";
}
