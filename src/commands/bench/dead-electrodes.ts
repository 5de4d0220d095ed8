import { readFile } from "node:fs/promises";
import { undisturbed } from "../../breathing/forecast.js";
import { rhythmFor } from "../../breathing/rhythms/rhythm-for.js";
import type { Electrode } from "../../domain/electrode.js";
import { HOUR } from "../../domain/time.js";
import { ENGLISH } from "../../language/en/english.js";
import { ElectrodeSense } from "../../sensing/electrode-sense.js";
import { openModels } from "../../spiralformer/model/open-models.js";
import { MODELS } from "../../spiralformer/model/open-reader.js";
import type { Reader } from "../../spiralformer/model/reader.js";
import { ReadingPipeline } from "../../spiralformer/reading-pipeline.js";
import { SteadyBreath } from "../../spiralformer/waking/breath-position.js";

const HOURS = 12;
const ELECTRODES = 4;
const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };

/** What a dead electrode may show, in millivolts, second by second. `chance` is 0 to 1 and the same in every run. */
const DEAD: Readonly<Record<string, (second: number, chance: number, before: number) => number>> = {
  zeros: () => 0,
  stuck: () => 0.4375,
  railed: () => 6144,
  "1e300": () => 1e300,
  "toggles each second": (second) => (second % 2 === 0 ? 0.25 : 0.2421875),
  "toggles every five minutes": (second) => (Math.floor(second / 300) % 2 === 0 ? 0.5 : 0),
  "toggles by chance": (_, chance) => (chance < 0.5 ? 0 : 0.0078125),
  "toggles six times an hour": (_, chance, before) => (chance < 1 / 600 ? 0.0078125 - before : before),
  "thrown from rail to rail": (_, chance, before) => (chance < 1 / 200 && before !== 0 ? -before : before || 256),
};

/** How often dead electrodes wake the Spiralformer, an hour: four of them, for twelve hours. It should be asleep. */
export async function benchDeadElectrodes(): Promise<object> {
  const wakes = [];
  for (const [kind, show] of Object.entries(DEAD)) wakes.push([kind, await wakesAnHour(show)]);
  return { hours: HOURS, electrodes: ELECTRODES, wakes_per_h: Object.fromEntries(wakes) };
}

async function wakesAnHour(show: (second: number, chance: number, before: number) => number): Promise<number> {
  const models = await openModels(MODELS, readFile);
  const electrodes = Array.from({ length: ELECTRODES }, (_, i) => `e${i + 1}`);
  const pipeline = new ReadingPipeline();
  let wakes = 0;
  pipeline.open(
    {
      ...{ models, reader: NOBODY, electrodes, exhale: "auto", rhythm: "breath", words: ENGLISH },
      ...{ onReading: () => {}, waitFor: () => {} },
      onWake: ({ woken }) => {
        if (woken) wakes++;
      },
    },
    new SteadyBreath((from) => undisturbed(rhythmFor({ phases: PHASES }), from)),
  );
  const senses = electrodes.map((name) => senseOf(name, pipeline));
  const shown = new Float64Array(ELECTRODES);
  let seed = 1;
  for (let second = 0; second < HOURS * HOUR; second++) {
    pipeline.advanceTo(second);
    for (const [i, sense] of senses.entries()) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      shown[i] = show(second, seed / 0x80000000, shown[i]!);
      sense.pushValue(second, shown[i]!);
    }
    if (second % HOUR === 0) await pipeline.idle();
  }
  await pipeline.idle();
  return wakes / HOURS;
}

function senseOf(name: string, pipeline: ReadingPipeline): ElectrodeSense {
  const electrode: Electrode = { name, device: "none", channel: name, profile: "fungus", control: false };
  return new ElectrodeSense(electrode, {
    spike: (spike) => pipeline.addSpike(spike),
    glyph: () => {},
    percept: () => {},
    glyphChange: (change) => pipeline.onGlyphChange(change),
    evidence: (evidence) => pipeline.addEvidence(evidence),
  });
}

/** Whether anything is read makes no difference to who wakes it. */
const NOBODY: Reader = {
  ...{ name: "nobody", pid: undefined, trouble: undefined },
  prove: async () => {},
  read: async () => undefined,
  close: async () => {},
};
