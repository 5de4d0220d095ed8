import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";

/** What is true of a simulated month, or nothing. */
export type Truth = "nothing" | "mornings" | "half-mornings" | "beat" | "wave" | "spike-wave";
/** How chance itself behaves: not only as evenly as a textbook has it. */
export type Chance = "poisson" | "clustered" | "self-exciting" | "diurnal" | "drifting";

export const TRUTHS: readonly Truth[] = ["nothing", "mornings", "half-mornings", "beat", "wave", "spike-wave"];
export const CHANCES: readonly Chance[] = ["poisson", "clustered", "self-exciting", "diurnal", "drifting"];

/** The electrodes, and which of them the truth is about. */
export const ELECTRODES = ["e1", "e2", "e3", "e4"] as const;
export const TRUE_OF = { mornings: "e2", beat: "e3", wave: ["e1", "e2", "e3"], delays: [0, 20 * MINUTE, 45 * MINUTE] };
export const MORNING = { from: 5 * HOUR, to: 7 * HOUR };
export const BEAT: Seconds = 75 * MINUTE;

/** Spikes come so far apart in a burst, and so many of them. */
const GAP = [2 * MINUTE, 5 * MINUTE] as const;
const BURST_OF = [4, 8] as const;

/** Onsets of spikes by electrode, in order, from 0 on. */
export function onsetsOf(truth: Truth, chance: Chance, days: number, random: Random): readonly Seconds[][] {
  const shared = random.next() * DAY;
  const times = ELECTRODES.map((name) => background(chance, days * DAY, shared, random.fork(name)));
  plant(truth, days, times, random.fork("truth"));
  return times.map((one) => one.sort((a, b) => a - b));
}

function background(chance: Chance, length: Seconds, shared: Seconds, random: Random): Seconds[] {
  const spikes = uniform(random, 0.3, 0.9) / HOUR;
  const bursts = uniform(random, 0.5, 2.5) / DAY;
  const times: Seconds[] = [];
  const burst = (at: Seconds) => times.push(...burstAt(at, random));
  switch (chance) {
    case "poisson":
      times.push(...poisson(spikes, length, random));
      for (const at of poisson(bursts, length, random)) burst(at);
      break;
    case "clustered":
      // Neyman and Scott: clusters of a few spikes within an hour or so, bursts among them.
      for (const at of poisson(spikes / 4, length, random))
        for (let more = 1 + Math.floor(7 * random.next()); more > 0; more--)
          times.push(at - 40 * MINUTE * Math.log(1 - random.next()));
      for (const at of poisson(bursts / 2, length, random))
        for (let more = 1 + Math.floor(3 * random.next()); more > 0; more--) burst(at + 3 * HOUR * random.next());
      break;
    case "self-exciting":
      // Hawkes: each spike brings half a spike within the next hour or so.
      for (const at of poisson(spikes / 2, length, random)) times.push(...family(at, 0.5, 45 * MINUTE, random));
      for (const at of poisson(bursts / 2, length, random))
        for (const one of family(at, 0.5, 5 * HOUR, random)) burst(one);
      break;
    case "diurnal": {
      // Day and night, common to all electrodes.
      const kept = (at: Seconds) => random.next() < (1 + 0.85 * Math.cos((2 * Math.PI * (at - shared)) / DAY)) / 1.85;
      times.push(...poisson(1.85 * spikes, length, random).filter(kept));
      for (const at of poisson(1.85 * bursts, length, random)) if (kept(at)) burst(at);
      break;
    }
    case "drifting": {
      // A rate that wanders over days, and rains through some of them.
      let level = 0;
      for (let day = 0; day * DAY < length; day++) {
        level = 0.8 * level + 0.5 * random.normal();
        const rate = Math.exp(level);
        times.push(...poisson(spikes * rate, DAY, random).map((at) => at + day * DAY));
        for (const at of poisson(bursts * rate, DAY, random)) burst(at + day * DAY);
      }
    }
  }
  return times.filter((at) => at >= 0 && at < length);
}

function plant(truth: Truth, days: number, times: readonly Seconds[][], random: Random): void {
  const whose = (name: string) => times[ELECTRODES.findIndex((one) => one.startsWith(name))]!;
  if (truth === "mornings" || truth === "half-mornings") {
    const share = truth === "mornings" ? 0.85 : 0.5;
    for (let day = 0; day < days; day++)
      if (random.next() < share)
        whose(TRUE_OF.mornings).push(
          ...burstAt(day * DAY + uniform(random, MORNING.from, MORNING.to - 20 * MINUTE), random),
        );
  } else if (truth === "beat") {
    for (let at = BEAT * random.next(); at < days * DAY; at += BEAT * (1 + 0.04 * random.normal()))
      if (random.next() < 0.95) whose(TRUE_OF.beat).push(at);
  } else if (truth !== "nothing") {
    for (let day = 0; day < days; day++)
      for (let more = random.next() < 0.5 ? 1 : 2; more > 0; more--) {
        const start = day * DAY + random.next() * DAY;
        for (const [index, name] of TRUE_OF.wave.entries()) {
          const at = start + TRUE_OF.delays[index]! * (1 + 0.05 * random.normal());
          whose(name).push(...(truth === "wave" ? burstAt(at, random) : [at]));
        }
      }
  }
}

function poisson(rate: number, length: Seconds, random: Random): Seconds[] {
  const times: Seconds[] = [];
  for (let at = 0; ; ) {
    at -= Math.log(1 - random.next()) / rate;
    if (at >= length) return times;
    times.push(at);
  }
}

function family(at: Seconds, children: number, within: Seconds, random: Random): Seconds[] {
  const times = [at];
  for (let chance = random.next(); chance < children; chance = random.next())
    times.push(...family(at - within * Math.log(1 - random.next()), children / 2, within, random));
  return times;
}

function burstAt(at: Seconds, random: Random): Seconds[] {
  const count = Math.floor(uniform(random, BURST_OF[0], BURST_OF[1] + 1));
  const times = [at];
  while (times.length < count) times.push(times.at(-1)! + uniform(random, ...GAP));
  return times;
}

function uniform(random: Random, from: number, to: number): number {
  return from + (to - from) * random.next();
}
