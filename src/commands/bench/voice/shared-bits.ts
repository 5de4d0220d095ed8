import { MINUTE } from "../../../domain/time.js";
import type { Heard } from "../../voice/listen-to.js";

/** Samples of a piece of time: ten minutes at a row a second. */
const PIECE = 10 * MINUTE;
/** A piece is calm, or lively: the liveliest fifth of the electrode's own. */
const LIVELY = 0.8;

/**
 * Mutual information of the voice with the signal, in bits an electrode and day: whether a note begins in a piece of ten minutes, and
 * whether the signal moved more there than in four fifths of the electrode's pieces.
 */
export function sharedBits({ utterances, electrodes, start }: Heard, samples: readonly Float64Array[]): number {
  const notes = utterances.flatMap((one) => one.notes);
  const bits = electrodes.map((electrode, seat) => {
    const own = samples[seat] ?? new Float64Array();
    const pieces = Math.floor(own.length / PIECE);
    const moved = Array.from({ length: pieces }, (_, i) => rangeOf(own, i * PIECE, (i + 1) * PIECE));
    const bound = moved.toSorted((a, b) => a - b)[Math.floor(LIVELY * pieces)] ?? 0;
    const sung = new Set(
      notes.filter(({ spike }) => spike.electrode === electrode).map(({ at }) => Math.floor((at - start) / PIECE)),
    );
    const table = [
      [0, 0],
      [0, 0],
    ];
    for (const [i, range] of moved.entries()) table[sung.has(i) ? 1 : 0]![range > bound ? 1 : 0]!++;
    return (mutual(table, pieces) * 86_400) / PIECE;
  });
  return bits.reduce((sum, value) => sum + value, 0) / Math.max(1, bits.length);
}

/** Of a table of counts, in bits. */
function mutual(table: readonly (readonly number[])[], all: number): number {
  let bits = 0;
  for (const row of table)
    for (const [j, count] of row.entries()) {
      const here = row.reduce((sum, value) => sum + value, 0);
      const there = table.reduce((sum, one) => sum + one[j]!, 0);
      if (count > 0) bits += (count / all) * Math.log2((count * all) / (here * there));
    }
  return bits;
}

function rangeOf(samples: Float64Array, from: number, to: number): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = from; i < to; i++) {
    const mv = samples[i]!;
    if (mv < least) least = mv;
    if (mv > most) most = mv;
  }
  return most >= least ? most - least : 0;
}
