import type { BreathSettings } from "../../domain/breath.js";
import { round } from "../../protocol/json.js";
import type { Io } from "../cli/command.js";
import { writePicture } from "../picture/file.js";
import { entrainedWeek } from "./breath/entrained-week.js";
import { fieldFigures } from "./breath/field-figures.js";
import { type GroveOptions, liveInGrove } from "./breath/grove.js";

/** A quarter of the breath is inhale. */
export const QUARTER: BreathSettings = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  ...{ radio: "breath", exhale: "auto", earlyExhaleEvery: 600 },
  rhythm: {
    kind: "staggered",
    spiral: { longest: 3600 },
    entrained: { shortestPeriod: 300, longestPeriod: 86_400, longest: 3600 },
    staggered: { mostShift: 60 },
  },
};

const GROVES = 10;
const GROVE = { nodes: 12, settings: QUARTER, clocks: 0, lost: 0, hours: 24 };

/** What the rhythms of the breath are worth: entrainment by planted fields, staggering by groves of whole breath clocks. */
export async function benchBreath(
  { seed, runs, svg }: { seed: string; runs: number; svg: string | undefined },
  io: Io,
): Promise<object> {
  if (svg !== undefined) await writePicture(svg, await entrainedWeek(seed));
  io.err(`andas: ${runs} fields for each figure, ${GROVES} groves of ${GROVE.nodes} nodes …\n`);
  return {
    seed,
    field: fieldFigures(seed, runs),
    grove: {
      ...{ nodes: GROVE.nodes, duty: 0.25, groves: GROVES },
      not_staggered: await least(seed, { settings: { ...QUARTER, rhythm: undefined } }),
      staggered: await least(seed, {}),
      clocks_30_s_apart_two_lost: await least(seed, { clocks: 30, lost: 2 }),
      one_lies: await least(seed, { clocks: 30, lost: 2, lies }),
    },
  };
}

/** The worst of the groves. */
async function least(seed: string, how: object): Promise<object> {
  const figures = [];
  for (let i = 0; i < GROVES; i++) figures.push(await liveInGrove({ ...GROVE, ...how, seed: `${seed}/${i}` }));
  const worst = (shares: readonly number[]) => round(Math.min(...shares), 4);
  return {
    coverage: worst(figures.map(({ coverage }) => coverage)),
    after_the_loss: worst(figures.map(({ coverageAfterLoss }) => coverageAfterLoss)),
  };
}

/** It always says that it inhales a little later than whoever asks does. */
const lies: GroveOptions["lies"] = (now) => [{ kind: "breath", node: "liar", nextWake: now + 310, length: 480 }];
