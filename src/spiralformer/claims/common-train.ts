import type { Seconds } from "../../domain/time.js";

/** Onsets of two electrodes so near each other are one that both had. */
const BOTH: Seconds = 25;
/** Electrodes have a train in common when they share so many onsets, which are this share of what each of them had. */
const LEAST = 3;
const SHARE = 0.6;

/** Onsets that several electrodes had at once, as the first of these electrodes had them. */
export interface CommonTrain {
  readonly electrodes: readonly number[];
  readonly onsets: readonly Seconds[];
}

/** The train that most electrodes have in common, of the times at which each of them began; nothing where no two have one. */
export function commonTrain(trains: readonly (readonly Seconds[])[]): CommonTrain | undefined {
  let best: CommonTrain | undefined;
  for (const [electrode, own] of trains.entries()) {
    const partners = trains.flatMap((its, other) => (other !== electrode && haveInCommon(own, its) ? [other] : []));
    if (partners.length <= (best?.electrodes.length ?? 1) - 1) continue;
    const onsets = own.filter((at) => partners.some((other) => has(trains[other]!, at)));
    best = { electrodes: [electrode, ...partners].toSorted((a, b) => a - b), onsets };
  }
  return best;
}

function haveInCommon(one: readonly Seconds[], other: readonly Seconds[]): boolean {
  const shared = one.filter((at) => has(other, at)).length;
  return shared >= LEAST && shared >= SHARE * one.length && shared >= SHARE * other.length;
}

function has(times: readonly Seconds[], at: Seconds): boolean {
  return times.some((time) => Math.abs(time - at) <= BOTH);
}
