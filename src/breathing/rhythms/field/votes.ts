import type { Seconds } from "../../../domain/time.js";
import { turnsOf } from "./turns.js";

/** With fewer onsets an electrode has nothing to say of a period. */
const FEWEST = 3;

/** How well the onsets of a stretch of time go round with a period, all electrodes together. */
export interface Votes {
  /**
   * Rayleigh's z of the first and of the second harmonic. An electrode's phasors add up to one vote of unit variance, however many it has,
   * and the votes are added: by chance each of the two is exponential with mean 1 (Mardia & Jupp, Directional Statistics, 2000, 6.3).
   */
  readonly first: number;
  readonly second: number;
  /** The first, without the electrode that speaks loudest for it. 0 with a single electrode. */
  readonly others: number;
  /** What `first` would be if every onset fell on the beat. */
  readonly most: number;
  /** Electrodes that had something to say, and their onsets in all. */
  readonly electrodes: number;
  readonly onsets: number;
  /** When the beat was, between `from` and a period later. */
  readonly beat: Seconds;
}

const TURN = 2 * Math.PI;

/** Asks the onsets from `from` to `to` about one period. */
export function votes(electrodes: Iterable<readonly Seconds[]>, period: Seconds, from: Seconds, to: Seconds): Votes {
  const voices: { readonly x: number; readonly y: number }[] = [];
  let [x, y, x2, y2, most, count] = [0, 0, 0, 0, 0, 0];
  for (const times of electrodes) {
    let [ex, ey, ex2, ey2] = [0, 0, 0, 0];
    const turns = turnsOf(times, period, from, to);
    const n = turns.length;
    for (const turn of turns) {
      const c = Math.cos(turn * TURN);
      const s = Math.sin(turn * TURN);
      ex += c;
      ey += s;
      ex2 += c * c - s * s;
      ey2 += 2 * s * c;
    }
    if (n < FEWEST) continue;
    const unit = 1 / Math.sqrt(n);
    voices.push({ x: ex * unit, y: ey * unit });
    x += ex * unit;
    y += ey * unit;
    x2 += ex2 * unit;
    y2 += ey2 * unit;
    most += Math.sqrt(n);
    count += n;
  }
  const among = Math.max(1, voices.length);
  const beat = from + ((Math.atan2(y, x) / TURN + 1) % 1) * period;
  return {
    first: (x * x + y * y) / among,
    second: (x2 * x2 + y2 * y2) / among,
    others: withoutLoudest(voices, x, y),
    most: (most * most) / among,
    electrodes: voices.length,
    onsets: count,
    beat,
  };
}

function withoutLoudest(voices: readonly { readonly x: number; readonly y: number }[], x: number, y: number): number {
  if (voices.length < 2) return 0;
  return Math.min(...voices.map((one) => ((x - one.x) ** 2 + (y - one.y) ** 2) / (voices.length - 1)));
}
