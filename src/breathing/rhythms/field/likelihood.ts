import type { Seconds } from "../../../domain/time.js";
import { turnsOf } from "./turns.js";

/** With fewer onsets an electrode has nothing to say of a period. */
const FEWEST = 3;
/** Beats that are tried in a period, and places of a turn in the tables. */
const BEATS = 24;
const PLACES = 240;
/** How far onsets lie from their beat (standard deviation, in periods), and which share of them belongs to a beat: what is tried. */
const SPREADS = [0.05, 0.1];
const SHARES = [0.5, 0.7, 0.9];

/** Of each spread and share: what an onset says for a beat that it comes so much of a turn after, as log-likelihood against any time at all. */
const TABLES = SPREADS.flatMap((spread) =>
  SHARES.map((share) =>
    Float64Array.from({ length: PLACES }, (_, i) => Math.log(1 - share + share * density((i + 0.5) / PLACES, spread))),
  ),
);

/**
 * How much likelier the onsets of all electrodes are if they gather about one beat, some of them coming at any time, than if all come at any
 * time: in nats, for the best beat, spread and share. Electrodes add up, each to `most` at the most: one that chatters is one voice.
 */
export function likelihood(
  electrodes: Iterable<readonly Seconds[]>,
  period: Seconds,
  { from, to, most }: { readonly from: Seconds; readonly to: Seconds; readonly most: number },
): number {
  const placed: Uint8Array[] = [];
  for (const times of electrodes) {
    const turns = turnsOf(times, period, from, to);
    if (turns.length >= FEWEST) placed.push(Uint8Array.from(turns, (turn) => (turn % 1) * PLACES));
  }
  let best = 0;
  for (const table of TABLES) {
    for (let beat = 0; beat < PLACES; beat += PLACES / BEATS) {
      let sum = 0;
      for (const places of placed) {
        let own = 0;
        for (const place of places) own += table[place >= beat ? place - beat : place - beat + PLACES]!;
        sum += Math.min(most, own);
      }
      best = Math.max(best, sum);
    }
  }
  return best;
}

/** A normal distribution wound around a turn, over an even one. */
function density(turn: number, spread: number): number {
  const sum = [-2, -1, 0, 1].reduce((all, k) => all + Math.exp(-0.5 * ((turn + k) / spread) ** 2), 0);
  return sum / (spread * Math.sqrt(2 * Math.PI));
}
