import type { Electrode } from "../../domain/electrode.js";
import type { Glyph, GlyphName } from "../../domain/glyph.js";
import { type GlyphSettings, speedOf } from "../../domain/glyph-settings.js";
import type { Noticed } from "../../domain/percept.js";
import { electrodeSource } from "../../domain/percept-source.js";
import type { Spike } from "../../domain/spike.js";
import { roundTime, type Seconds } from "../../domain/time.js";

/** Glyphs that are percepts of their own; a lone spike already is one, and a short or medium quiet is nothing to notice. */
const NOTICEABLE: ReadonlySet<GlyphName> = new Set([
  "gap",
  "settling",
  "artefact",
  "burst",
  "train",
  "drift",
  "silence",
]);

/** The height, in local noise σ, that alone makes an intensity of one half. */
const HALF_Z = 10;

/**
 * How strongly an electrode's percept is felt, 0 to 1, from its height z (local noise σ) and its duration d alone:
 *
 *     intensity = 1 − 10 / (10 + z) · h / (h + d)         h: the usual interval between spikes of that kind of life
 *
 * | what                               | z                | d                       | fungus (h 41 min), for example        |
 * |------------------------------------|------------------|-------------------------|---------------------------------------|
 * | spike                              | its own          | onset to end            | 6 σ, 3 min: 0.42; 20 σ, 5 min: 0.70   |
 * | burst, train                       | of its largest   | first onset to last end | 10 σ, 20 min: 0.66; 10 σ, 3 h: 0.91   |
 * | silence, drift, gap, settling      | 0                | its length              | 41 min: 0.50; 4 h: 0.85               |
 * | artefact                           | 0                | its length              | 30 s: 0.01; 10 min: 0.20              |
 * | flat, lead-off and other troubles  | its size, or 0   | so far                  | flat for 10 min: 0.20, for 3 h: 0.81  |
 * | glitches                           | the largest's    | from first to last      | 30 σ, 1 min: 0.76                     |
 *
 * To compare and to judge is attention's work.
 */
export function intensity(z: number, duration: Seconds, { interval }: GlyphSettings): number {
  const heard = (HALF_Z / (HALF_Z + Math.max(z, 0))) * (interval.usual / (interval.usual + Math.max(duration, 0)));
  return 1 - heard;
}

/** A spike's percept. `level`: on which the electrode rests then, in mV. */
export function spikePercept(spike: Spike, electrode: Electrode, settings: GlyphSettings, level?: number): Noticed {
  const length = spike.end - spike.onset;
  return {
    source: electrodeSource(electrode.name),
    type: "spike",
    intensity: intensity(spike.z, length, settings),
    at: spike.decided,
    tags: tagsOf(electrode),
    data: {
      polarity: spike.polarity,
      amplitude_mv: round(spike.amplitude, 5),
      z: round(spike.z, 2),
      duration_s: roundTime(length),
      speed: speedOf(length, settings),
      ...(level !== undefined && { level_mv: round(level, 3) }),
    },
  };
}

/** A glyph's percept, or undefined where there is nothing to notice. `z` is that of its largest spike; 0 without. */
export function glyphPercept(
  glyph: Glyph,
  z: number,
  electrode: Electrode,
  settings: GlyphSettings,
): Noticed | undefined {
  if (!NOTICEABLE.has(glyph.name)) return undefined;
  const length = glyph.end - glyph.start;
  return {
    source: electrodeSource(electrode.name),
    type: glyph.name,
    intensity: intensity(z, length, settings),
    at: glyph.decided,
    tags: tagsOf(electrode),
    data: {
      duration_s: roundTime(length),
      ...(glyph.deep && { deep: true }),
      ...(glyph.spikes > 0 && { spikes: glyph.spikes, amplitude_mv: round(glyph.amplitude, 5), z: round(z, 2) }),
    },
  };
}

function tagsOf(electrode: Electrode): readonly string[] {
  return electrode.control ? ["control"] : [];
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
