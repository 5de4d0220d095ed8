import { getHeapStatistics } from "node:v8";

/** The heap is looked at every so many turns: far fewer than fill what the collector leaves free between two collections. */
const PIECE = 256;

/**
 * How many bytes a turn of `work` allocates, whether or not they are kept. Reading the heap before and after a long run says nothing of
 * that, since collections in between take away what was made. So the heap is read around every short piece of the run, and what the
 * pieces added is summed; only the few pieces that a collection fell into, seen by a heap that shrank, are left out of the mean.
 */
export function bytesPerTurn(turns: number, work: (turn: number) => void): number {
  let bytes = 0;
  let counted = 0;
  for (let from = 0; from < turns; from += PIECE) {
    const to = Math.min(from + PIECE, turns);
    // Reading allocates too: what a reading takes is known from two in a row.
    const earlier = used();
    const before = used();
    for (let turn = from; turn < to; turn++) work(turn);
    const after = used();
    if (before < earlier || after < before) continue;
    bytes += after - before - (before - earlier);
    counted += to - from;
  }
  return bytes / counted;
}

function used(): number {
  return getHeapStatistics().used_heap_size;
}
