import type { Electrode } from "../../domain/electrode.js";
import type { GlyphName } from "../../domain/glyph.js";
import type { Spread, Statistics } from "../../sensing/statistics/statistics.js";
import type { Words } from "../../sensing/statistics/words.js";
import { PUBLISHED } from "./published.js";

/** What `andas stats` found out, before it is put into a form. */
export interface Found {
  readonly file: string;
  readonly electrodes: readonly { readonly electrode: Electrode; readonly figures: Statistics }[];
  /** All but the controls, whose medium holds no life. */
  readonly together: Statistics;
  /** How often each wake pattern came: on each electrode in its order, and on all but the controls. */
  readonly wakes: readonly { readonly pattern: string; readonly each: readonly number[]; readonly together: number }[];
}

/** As JSON: names carry their units, what is not known is null. */
export function statsJson({ file, electrodes, together, wakes }: Found): unknown {
  return {
    file,
    electrodes: electrodes.map(({ electrode: { name, profile, control }, figures }, i) => ({
      electrode: name,
      profile,
      control,
      ...plain(figures),
      wakes: Object.fromEntries(wakes.map(({ pattern, each }) => [pattern, each[i]])),
    })),
    together: {
      ...plain(together),
      wakes: Object.fromEntries(wakes.map(({ pattern, together }) => [pattern, together])),
    },
    published: {
      species: PUBLISHED.species,
      source: PUBLISHED.source,
      interval_s: { mean: PUBLISHED.intervalMin * 60 },
      amplitude_uv: { mean: PUBLISHED.amplitudeUv },
      words: {
        a: { mean_length: PUBLISHED.a.meanLength, entropy_bits: PUBLISHED.a.entropyBits },
        "2a": { entropy_bits: PUBLISHED.twoA.entropyBits },
      },
    },
  };
}

function plain(figures: Statistics) {
  const { listened, spikes, rate, rateUnbiased, interval, amplitude, positive, duration, glyphs } = figures;
  return {
    listened_s: round(listened, 3),
    spikes,
    rate_per_h: round(rate, 4),
    rate_unbiased_per_h: round(rateUnbiased, 4),
    interval_s: spread(interval, 1),
    amplitude_uv: spread(amplitude, 2),
    positive_share: round(positive, 4),
    duration_s: spread(duration, 1),
    words: { a: wordsJson(figures.words.a), "2a": wordsJson(figures.words.twoA) },
    complexity: complexityJson(figures.complexity),
    glyphs: Object.fromEntries(
      Object.entries(glyphs)
        .filter(([name]) => (name as GlyphName) !== "stir")
        .map(([name, { count, time }]) => [name, { count, time_s: round(time, 3) }]),
    ),
  };
}

function spread({ mean, p5, p25, p50, p95 }: Spread, digits: number) {
  const [a, b, c, d, e] = [mean, p5, p25, p50, p95].map((value) => round(value, digits));
  return { mean: a, p5: b, p25: c, p50: d, p95: e };
}

function wordsJson({ count, meanLength, lengths, lexicon, entropy }: Words) {
  return {
    count,
    mean_length: round(meanLength, 4),
    lexicon,
    entropy_bits: count > 0 ? round(entropy, 4) : null,
    lengths: Object.fromEntries(lengths),
  };
}

function complexityJson(found: Statistics["complexity"]) {
  if (found === undefined) return null;
  const { bins, ones, phrases, shuffled } = found;
  return {
    normalised: round(found.normalised, 4),
    ...(bins !== undefined && { bins, ones, lz76: phrases, lz76_shuffled: round(shuffled!, 3) }),
  };
}

/** Null where there is no number: JSON knows no NaN. */
function round(value: number, digits: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : null;
}
