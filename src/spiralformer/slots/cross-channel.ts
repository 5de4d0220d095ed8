import { MINUTE, type Seconds } from "../../domain/time.js";
import { COMPANY_WINDOW, RANK_WINDOW, SLOT_FEATURES, writeFeature } from "./features.js";
import { scaleTime } from "./scales.js";
import type { SlotChannel } from "./slot-channel.js";

/** What moves electrodes within so long of each other comes from one hand, not from life that travels. */
const AT_ONCE: Seconds = 3;
const RECENT: Seconds = 10 * MINUTE;

/**
 * What an electrode's latest onset is among those of the others: first or last, how long behind the one before it, alone or with
 * all. It knows no electrode by its place, so that exchanging electrodes exchanges what is said of them and nothing else.
 */
export function writeCrossChannel(channels: readonly SlotChannel[], end: Seconds, into: Float32Array): void {
  const others = Math.max(channels.length - 1, 1);
  for (let i = 0; i < channels.length; i++) {
    const channel = channels[i]!;
    const mine = channel.onsets.latest;
    const latest = Math.max(orNever(mine), orNever(channel.jumped));
    const ordered = end - mine <= RANK_WINDOW;
    let before = 0;
    let after = 0;
    let near = 0;
    let lively = 0;
    let lag = Number.NaN;
    for (let j = 0; j < channels.length; j++) {
      if (i === j) continue;
      const other = channels[j]!;
      const its = other.onsets.latest;
      if (end - its <= COMPANY_WINDOW) lively++;
      if (Math.abs(its - latest) <= AT_ONCE || Math.abs(other.jumped - latest) <= AT_ONCE) near++;
      if (ordered && end - its <= RANK_WINDOW) {
        if (its < mine) before++;
        else if (its > mine) after++;
      }
      if (its <= mine && !(mine - its >= lag)) lag = mine - its;
    }
    const offset = i * SLOT_FEATURES.length;
    writeFeature(into, offset, "rank", before + after > 0 ? (before - after) / (before + after) : 0);
    writeFeature(into, offset, "lag", scaleTime(lag));
    writeFeature(into, offset, "together", end - latest <= RECENT ? near / others : 0);
    writeFeature(into, offset, "company", lively / others);
  }
}

function orNever(at: Seconds): Seconds {
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
}
