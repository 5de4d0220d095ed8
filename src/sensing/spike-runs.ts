import type { Spike } from "../domain/spike.js";

/** Spikes `from` to `to` (both included) of a run, under one name. */
export interface NamedRun {
  readonly name: "burst" | "train" | "spike";
  readonly from: number;
  readonly to: number;
}

const BURST_OF = 3;
const TRAIN_OF = 4;

/**
 * Names a run of spikes, none of whose gaps is beyond medium. Bursts first (at least 3 spikes, every gap short); of what lies
 * between them, at least 4 spikes are a train; the others stand alone.
 */
export function namedRuns(spikes: readonly Spike[], short: number, medium: number): NamedRun[] {
  const named: NamedRun[] = [];
  let loose = 0; // the first spike that no burst has taken yet
  for (let from = 0; from < spikes.length; ) {
    const to = reach(spikes, from, short);
    if (to - from + 1 >= BURST_OF) {
      nameLoose(spikes, loose, from - 1, medium, named);
      named.push({ name: "burst", from, to });
      loose = to + 1;
    }
    from = to + 1;
  }
  nameLoose(spikes, loose, spikes.length - 1, medium, named);
  return named;
}

function nameLoose(spikes: readonly Spike[], first: number, last: number, medium: number, named: NamedRun[]): void {
  for (let from = first; from <= last; ) {
    const to = Math.min(reach(spikes, from, medium), last);
    if (to - from + 1 >= TRAIN_OF) named.push({ name: "train", from, to });
    else for (let i = from; i <= to; i++) named.push({ name: "spike", from: i, to: i });
    from = to + 1;
  }
}

/** The last spike that follows `from` without a gap longer than `longest`. */
function reach(spikes: readonly Spike[], from: number, longest: number): number {
  let to = from;
  while (to + 1 < spikes.length && gapAfter(spikes, to) <= longest) to++;
  return to;
}

function gapAfter(spikes: readonly Spike[], index: number): number {
  return (spikes[index + 1] as Spike).onset - (spikes[index] as Spike).end;
}
