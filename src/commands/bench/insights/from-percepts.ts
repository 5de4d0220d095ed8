import type { AttentionRules } from "../../../attention/state/state.js";
import type { Electrode } from "../../../domain/electrode.js";
import { USUAL_GLYPHS } from "../../../domain/glyph-settings.js";
import type { Noticed } from "../../../domain/percept.js";
import type { Spike } from "../../../domain/spike.js";
import { DAY, MINUTE, type Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";
import { GlyphPartition } from "../../../sensing/glyphs/glyph-partition.js";
import { glyphPercept, spikePercept } from "../../../sensing/percepts/percepts.js";
import { patternsTold } from "./patterns-told.js";
import type { Month } from "./score.js";
import { type Chance, ELECTRODES, onsetsOf, type Truth } from "./worlds.js";

/** How long a spike lasts, how late it is decided, and how late the glyphs know that no earlier one can come. */
const LENGTH = [60, 110] as const;
const LATE: Seconds = 14;
const HORIZON: Seconds = 10 * MINUTE;

/**
 * A month from percepts: what the spikes of a simulated world are as glyphs and percepts, through attention as the node uses it. The
 * detector is left out, which is most of the work.
 */
export function monthFromPercepts(
  truth: Truth,
  chance: Chance,
  days: number,
  random: Random,
  rules: AttentionRules,
): Month {
  const percepts = perceptsFrom(onsetsOf(truth, chance, days, random), days, random);
  return { days, told: patternsTold(percepts, days * DAY, rules) };
}

/** What four electrodes notice that spike then. */
export function perceptsFrom(onsets: readonly (readonly Seconds[])[], days: number, random: Random): Noticed[] {
  return ELECTRODES.flatMap((name, index) =>
    perceptsOf(name, onsets[index]!, days * DAY, random.fork(`sense ${name}`)),
  );
}

function perceptsOf(name: string, onsets: readonly Seconds[], end: Seconds, random: Random): Noticed[] {
  const electrode: Electrode = { name, device: "world", channel: name, profile: "fungus", control: false };
  const settings = USUAL_GLYPHS.fungus;
  const noticed: Noticed[] = [];
  const partition = new GlyphPartition(name, settings, {
    glyph: (glyph, z) => {
      const percept = glyphPercept(glyph, z, electrode, settings);
      if (percept !== undefined) noticed.push(percept);
    },
    change: () => {},
  });
  partition.begin(0);
  let last: Seconds = -1;
  let told: Seconds = 0;
  for (const at of onsets) {
    const onset = Math.max(at, last + 1);
    for (; told < onset; told += HORIZON) partition.advanceTo(told - HORIZON, told);
    last = onset + LENGTH[0] + (LENGTH[1] - LENGTH[0]) * random.next();
    const amplitude = (random.next() < 0.5 ? -1 : 1) * 0.1 * Math.exp(0.5 * random.normal());
    const spike: Spike = {
      ...{ electrode: name, onset, peak: onset + 40, end: last, amplitude, polarity: amplitude < 0 ? -1 : 1 },
      ...{ z: Math.abs(amplitude) / 0.01, match: 0.9, decided: last + LATE },
    };
    noticed.push(spikePercept(spike, electrode, settings));
    partition.addSpike(spike);
  }
  partition.advanceTo(end, end + HORIZON);
  return noticed;
}
