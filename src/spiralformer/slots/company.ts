import { MINUTE, type Seconds } from "../../domain/time.js";
import { COMPANY, FEATURES, ORDER, write } from "./features.js";
import { spell } from "./scales.js";
import type { Seat } from "./seat.js";

/** What moves electrodes within so long of each other comes from one hand, not from life that travels. */
const AT_ONCE: Seconds = 3;
const RECENT: Seconds = 10 * MINUTE;

/**
 * What an electrode's latest onset is among those of the others: first or last, how long behind the one before it, alone or with
 * all. It knows no electrode by its place, so that exchanging electrodes exchanges what is said of them and nothing else.
 */
export function keepCompany(seats: readonly Seat[], end: Seconds, into: Float32Array): void {
  const others = Math.max(seats.length - 1, 1);
  for (let i = 0; i < seats.length; i++) {
    const seat = seats[i] as Seat;
    const mine = seat.onsets.latest;
    const latest = Math.max(orNever(mine), orNever(seat.jumped));
    const ordered = end - mine <= ORDER;
    let before = 0;
    let after = 0;
    let near = 0;
    let lively = 0;
    let lag = Number.NaN;
    for (let j = 0; j < seats.length; j++) {
      if (i === j) continue;
      const other = seats[j] as Seat;
      const its = other.onsets.latest;
      if (end - its <= COMPANY) lively++;
      if (Math.abs(its - latest) <= AT_ONCE || Math.abs(other.jumped - latest) <= AT_ONCE) near++;
      if (ordered && end - its <= ORDER) {
        if (its < mine) before++;
        else if (its > mine) after++;
      }
      if (its <= mine && !(mine - its >= lag)) lag = mine - its;
    }
    const offset = i * FEATURES.length;
    write(into, offset, "rank", before + after > 0 ? (before - after) / (before + after) : 0);
    write(into, offset, "lag", spell(lag));
    write(into, offset, "together", end - latest <= RECENT ? near / others : 0);
    write(into, offset, "company", lively / others);
  }
}

function orNever(at: Seconds): Seconds {
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
}
