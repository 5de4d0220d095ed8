import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Snapshot } from "../stream/snapshot.js";

/** How long a gap between two spikes is. Judged once, when the later one has come. */
export type GapLength = (typeof GAP_LENGTHS)[number];

const GAP_LENGTHS = ["short", "medium", "long"] as const;

/** A spike of a run, and what of its time is its own. */
export interface RunSpike {
  readonly spike: Spike;
  readonly start: Seconds;
  readonly end: Seconds;
  /** The gap before it, and the electrode's mean interval by which it was judged. */
  readonly gap: GapLength;
  readonly mean: Seconds;
}

/** Spikes `from` to `to` (both included) of a run, under one name. */
export interface NamedRun {
  readonly name: "burst" | "train" | "spike";
  readonly from: number;
  readonly to: number;
}

/**
 * Names a run of spikes. Bursts first (`burstOf` spikes, every gap short); of what lies between them, `trainOf` spikes with no
 * gap beyond medium are a train; the others stand alone.
 */
export function namedRuns(run: readonly Pick<RunSpike, "gap">[], { burstOf, trainOf }: GlyphSettings): NamedRun[] {
  const named: NamedRun[] = [];
  const alone = (first: number, last: number) => {
    for (let from = first; from <= last; ) {
      const to = Math.min(reach(run, from, isJoined), last);
      if (to - from + 1 >= trainOf) named.push({ name: "train", from, to });
      else for (let i = from; i <= to; i++) named.push({ name: "spike", from: i, to: i });
      from = to + 1;
    }
  };
  let loose = 0; // the first spike that no burst has taken yet
  for (let from = 0; from < run.length; ) {
    const to = reach(run, from, isShort);
    if (to - from + 1 >= burstOf) {
      alone(loose, from - 1);
      named.push({ name: "burst", from, to });
      loose = to + 1;
    }
    from = to + 1;
  }
  alone(loose, run.length - 1);
  return named;
}

/** How long a gap is beside the electrode's mean interval. */
export function gapLength(gap: Seconds, mean: Seconds, { short, medium }: GlyphSettings): GapLength {
  return gap <= short * mean ? "short" : gap <= medium * mean ? "medium" : "long";
}

/** The quiet within a burst or train belongs to it: for so long after its last spike it may go on. */
export function joinsFor(named: NamedRun | undefined, mean: Seconds, { short, medium }: GlyphSettings): Seconds {
  return named?.name === "burst" ? short * mean : named?.name === "train" ? medium * mean : 0;
}

/** From when to when a part of a run lasts, of how many spikes it is, and the largest of them. */
export function summary(run: readonly RunSpike[], { from, to }: NamedRun) {
  const part = run.slice(from, to + 1);
  const largest = part
    .map(({ spike }) => spike)
    .reduce((most, spike) => (Math.abs(spike.amplitude) > Math.abs(most.amplitude) ? spike : most));
  return { start: run[from]!.start, end: run[to]!.end, spikes: part.length, largest };
}

const isShort = (gap: GapLength) => gap === "short";
const isJoined = (gap: GapLength) => gap !== "long";

/** The last spike that follows `from` over such gaps alone. */
function reach(run: readonly Pick<RunSpike, "gap">[], from: number, joins: (gap: GapLength) => boolean): number {
  let to = from;
  for (let next = run[to + 1]; next !== undefined && joins(next.gap); next = run[to + 1]) to++;
  return to;
}

/** What spikes of an electrode are restored from. */
export function blankSpike(electrode: string): Spike {
  const times = { onset: 0, peak: 0, end: 0, decided: 0 };
  return { electrode, ...times, amplitude: 0, polarity: 1, z: 0, match: 0 };
}

export function blankRunSpike(electrode: string): RunSpike {
  return { spike: blankSpike(electrode), start: 0, end: 0, gap: "long", mean: 0 };
}

export function persistSpike(item: Snapshot, spike: Spike): Spike {
  const amplitude = item.number("amplitude", spike.amplitude);
  return {
    electrode: spike.electrode,
    onset: item.number("onset", spike.onset),
    peak: item.number("peak", spike.peak),
    end: item.number("end", spike.end),
    amplitude,
    polarity: amplitude < 0 ? -1 : 1,
    z: item.number("z", spike.z),
    match: item.number("match", spike.match),
    decided: item.number("decided", spike.decided),
  };
}

export function persistRunSpike(item: Snapshot, { spike, start, end, gap, mean }: RunSpike): RunSpike {
  return {
    spike: item.one("spike", spike, persistSpike),
    start: item.number("start", start),
    end: item.number("end", end),
    gap: item.choice("gap", GAP_LENGTHS, gap),
    mean: item.number("mean", mean),
  };
}
