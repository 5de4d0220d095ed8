import { undisturbed } from "../../src/breathing/forecast.js";
import { rhythmFor } from "../../src/breathing/rhythms/rhythm-for.js";
import type { BreathSettings, Exhaling } from "../../src/domain/breath.js";
import type { Glyph, GlyphChange, GlyphName } from "../../src/domain/glyph.js";
import { parseGlyphPattern } from "../../src/domain/glyph-pattern/parse.js";
import type { Language } from "../../src/domain/language.js";
import type { Reading } from "../../src/domain/reading.js";
import type { Wake } from "../../src/domain/wake.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import type { ModelCard } from "../../src/spiralformer/cards/model-card.js";
import { ReadingPipeline } from "../../src/spiralformer/reading-pipeline.js";
import { SLOT } from "../../src/spiralformer/slots/features.js";
import { SteadyBreath } from "../../src/spiralformer/waking/breath-position.js";
import { WakeRules } from "../../src/spiralformer/waking/wake-rules.js";
import { FakeReader } from "../fakes/fake-reader.js";
import { modelsOf, POLICY } from "./some-models.js";

export const BREATH: BreathSettings = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  ...{ radio: "breath", exhale: "auto", earlyExhaleEvery: 600 },
};

export interface PipelineGiven {
  readonly patterns?: readonly string[];
  readonly electrodes?: readonly string[];
  readonly card?: Partial<ModelCard>;
  readonly rhythm?: "breath" | "always";
  readonly exhale?: Exhaling;
  readonly language?: Language;
}

/**
 * A pipeline in which a fake reader reads, and all that it says. Time passes slot by slot; the first of them is still a gap, as it is
 * of electrodes that begin. Unless the card says otherwise silence closes nothing.
 */
export function aPipeline(given: PipelineGiven = {}) {
  const { patterns, electrodes = ["e1", "e2"], rhythm = "breath", exhale = "auto", language = "en" } = given;
  const reader = new FakeReader();
  const readings: Reading[] = [];
  const wakes: Wake[] = [];
  const pipeline = new ReadingPipeline(...(patterns ? [new WakeRules(patterns.map(parseGlyphPattern))] : []));
  pipeline.open(
    {
      ...{
        models: modelsOf({ policy: { ...POLICY, close: false }, ...given.card }),
        reader,
        electrodes,
        exhale,
        rhythm,
        words: catalogueOf(language),
      },
      onReading: (reading) => readings.push(reading),
      onWake: (wake) => wakes.push(wake),
      waitFor: () => {},
    },
    new SteadyBreath((from) => undisturbed(rhythmFor(BREATH), from)),
  );
  let now = 0;
  pipeline.advanceTo(now);
  for (const electrode of electrodes) pipeline.onGlyphChange(told("rest", 0, 1, { phase: "open", electrode }));
  return {
    ...{ pipeline, reader, readings, wakes },
    /** So many slots go by in which every electrode rises to that z (NaN: nothing is measured), and what was heard in them is read. */
    slots: async (count: number, z = 0) => {
      for (let i = 0; i < count; i++) {
        if (!Number.isNaN(z)) for (const electrode of electrodes) pipeline.addEvidence(evidenceAt(electrode, now, z));
        now += SLOT;
        pipeline.advanceTo(now);
      }
      await pipeline.idle();
    },
  };
}

/** One sample, which speaks for the rest of its slot; a high one is heard to begin there. */
function evidenceAt(electrode: string, at: number, z: number) {
  const hint = { z: 0, sure: 0, onset: Number.NaN, rise: 20 };
  const beside = {
    jump: 0,
    swell: 0,
    removed: false,
    dead: false,
    pulse: z > 0 ? 8 : 0,
    pulseAt: z > 0 ? at : Number.NaN,
  };
  return { electrode, at, width: SLOT, z, ...beside, hint };
}

/** What is told of a glyph; certain unless it is said to last. */
export function told(
  name: GlyphName,
  start: number,
  end: number,
  more: Partial<GlyphChange & Glyph> = {},
): GlyphChange {
  const { phase = "close", electrode = "e1", decided = end } = more;
  return { phase, glyph: { electrode, name, start, end, spikes: 0, amplitude: 0, decided } };
}
