import type { Electrode } from "../domain/electrode.js";
import type { Glyph, GlyphName } from "../domain/glyph.js";
import type { Noticed } from "../domain/percept.js";
import type { Spike } from "../domain/spike.js";
import { MINUTE, roundTime } from "../domain/time.js";

/** Glyphs that are percepts of their own; a lone spike already is one, and a rest is nothing to notice. */
const NOTICEABLE: ReadonlySet<GlyphName> = new Set([
  "gap",
  "settling",
  "artefact",
  "burst",
  "train",
  "drift",
  "silence",
]);

/** The z, and the length, at which intensity is one half. */
const HALF_Z = 10;
const HALF_LENGTH = 30 * MINUTE;

/** A spike's percept: intensity z / (z + 10), so 0.38 at 6 σ, 0.5 at 10 σ, 0.67 at 20 σ. */
export function spikePercept(spike: Spike, electrode: Electrode): Noticed {
  return {
    source: `electrode/${electrode.name}`,
    type: "spike",
    intensity: spike.z / (spike.z + HALF_Z),
    at: spike.decided,
    tags: tagsOf(electrode),
    data: {
      polarity: spike.polarity,
      amplitude_mv: Math.round(spike.amplitude * 1e5) / 1e5,
      z: Math.round(spike.z * 100) / 100,
      duration_s: roundTime(spike.end - spike.onset),
    },
  };
}

/**
 * A glyph's percept, or undefined where there is nothing to notice. Intensity from length and spikes alone: a burst or train
 * of n spikes n / (n + 3), everything else length / (length + 30 min). To compare and to judge is attention's work.
 */
export function glyphPercept(glyph: Glyph, electrode: Electrode): Noticed | undefined {
  if (!NOTICEABLE.has(glyph.name)) return undefined;
  const length = glyph.end - glyph.start;
  return {
    source: `electrode/${electrode.name}`,
    type: glyph.name,
    intensity: glyph.spikes > 0 ? glyph.spikes / (glyph.spikes + 3) : length / (length + HALF_LENGTH),
    at: glyph.decided,
    tags: tagsOf(electrode),
    data: {
      duration_s: roundTime(length),
      ...(glyph.spikes > 0 && { spikes: glyph.spikes, amplitude_mv: Math.round(glyph.amplitude * 1e5) / 1e5 }),
    },
  };
}

function tagsOf(electrode: Electrode): readonly string[] {
  return electrode.control ? ["control"] : [];
}
