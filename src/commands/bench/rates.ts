import type { Io } from "../cli/command.js";
import type { Options } from "../cli/options.js";
import { liveWith, quarterOf, START, USUAL, type Way } from "./listening/grove-life.js";
import { SETTLED, score } from "./listening/score.js";
import type { World } from "./listening/watched-grove.js";

/** A month. */
const HOURS = 720;
const INHALES = [120, 300, 600, 3600];
const WORLDS: readonly World[] = [
  { activity: 1, slower: 1 },
  { activity: 3, slower: 1 },
  { activity: 10, slower: 1 },
  { activity: 3, slower: 0.5 },
  { activity: 3, slower: 2 },
];

/**
 * Made-up months of groves with other rates and other shapes of spikes, each heard always and in inhales alone: is the rate an hour of listening
 * that of who misses nothing?
 */
export async function benchRates(options: Options, io: Io) {
  const asked = {
    hours: options.positive("hours") ?? HOURS,
    rate: options.positive("rate") ?? 1,
    seed: options.whole("seed") ?? 1,
  };
  const of = async (way: Way, world: World) => {
    const { overheard, spikes } = await liveWith(way, asked, io, world);
    return score(overheard, spikes, START + SETTLED);
  };
  const worlds: object[] = [];
  for (const world of WORLDS) {
    io.err(`andas: activity ${world.activity}, ${world.slower} times as slow …\n`);
    const always = await of({ listening: "continuous", phases: USUAL }, world);
    const inhales: object[] = [];
    for (const inhale of INHALES) {
      const heard = await of({ listening: "inhale", phases: quarterOf(inhale) }, world);
      const bias = (rate: number) => Math.round((1000 * rate) / always.rate_per_heard_h - 1000) / 10;
      inhales.push({
        inhale_s: inhale,
        rate_per_heard_h: heard.rate_per_heard_h,
        bias_percent: bias(heard.rate_per_heard_h),
        rate_unbiased_per_h: heard.rate_unbiased_per_h,
        unbiased_bias_percent: bias(heard.rate_unbiased_per_h),
        f1: heard.f1,
      });
    }
    worlds.push({ ...world, rate_per_h: always.rate_per_heard_h, f1: always.f1, inhales });
  }
  return { ...asked, electrodes: 4, worlds };
}
