import type { GlyphName } from "../../domain/glyph.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import { type Complexity, complexity } from "./complexity.js";
import { eachGlyph } from "./each-glyph.js";
import type { HeardSpike, SpikeTrain } from "./spike-train.js";
import { type Words, wordLengths, words } from "./words.js";

/** Of a sample, by linear interpolation between its ranks; all NaN of nothing. */
export interface Spread {
  readonly mean: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p95: number;
}

/** Statistics of one electrode, or of several together. All time is listened time: gaps, planned rests and settling do not count. */
export interface Statistics {
  readonly listened: Seconds;
  readonly spikes: number;
  /** Spikes a listened hour; NaN where nobody listened. */
  readonly rate: number;
  /** The same, each standing for those of its like that were missed because they rose over a rest or a gap. */
  readonly rateUnbiased: number;
  /** From peak to peak, within one electrode, in seconds. */
  readonly interval: Spread;
  /** Heights without their sign, in µV. */
  readonly amplitude: Spread;
  /** Share of spikes that go up; NaN without spikes. */
  readonly positive: number;
  /** From onset to end, in seconds. */
  readonly duration: Spread;
  /** Words for θ = a, and for θ = 2 a; a is the mean interval, each electrode's own. */
  readonly words: { readonly a: Words; readonly twoA: Words };
  /** Undefined where there are too few spikes. Of several electrodes: their mean, weighted by their spikes. */
  readonly complexity: Overall | undefined;
  readonly glyphs: Readonly<Record<GlyphName, { readonly count: number; readonly time: Seconds }>>;
}

/** How the complexity was found is only known of one electrode. */
type Overall = Pick<Complexity, "normalised"> & Partial<Complexity>;

/** The string whose complexity is measured has so many symbols in a mean interval: spikes of one burst stand apart. */
const BINS_PER_INTERVAL = 10;
/** And at most so many in all. */
const MOST_BINS = 1 << 18;

/** Statistics of one train, or of several as if they were one organism: intervals and words never go from one to another. */
export function statistics(trains: readonly SpikeTrain[]): Statistics {
  const listened = sum(trains.map((train) => train.listened));
  const spikes = sum(trains.map((train) => train.count));
  const heard = trains.map((train) => train.heardSpikes());
  const intervals = heard.map(intervalsOf);
  const means = intervals.map((some) => sum(some) / some.length);
  const amplitudes = trains.flatMap((train) => train.amplitudes);
  const wordsOf = (factor: number) => words(heard.flatMap((some, i) => wordLengths(some, factor * means[i]!)));
  return {
    listened,
    spikes,
    rate: listened > 0 ? (spikes * HOUR) / listened : Number.NaN,
    rateUnbiased: listened > 0 ? (sum(trains.map((train) => train.standsFor)) * HOUR) / listened : Number.NaN,
    interval: spread(intervals.flat()),
    amplitude: spread(amplitudes.map((mv) => Math.abs(mv) * 1000)),
    positive: amplitudes.filter((mv) => mv > 0).length / amplitudes.length,
    duration: spread(trains.flatMap((train) => train.durations)),
    words: { a: wordsOf(1), twoA: wordsOf(2) },
    complexity: together(
      trains.map((train, i) => ({
        train,
        string: spikeString(heard[i]!, train.listened, means[i]!),
      })),
    ),
    glyphs: eachGlyph((name) => ({
      count: sum(trains.map((t) => t.glyphs[name])),
      time: sum(trains.map((t) => t.time[name])),
    })),
  };
}

/**
 * A train as zeros and ones: listened time in bins of a tenth of the mean interval, 1 where a spike peaks. Bins that
 * follow the electrode's own pace let busy and quiet electrodes be compared; a symbol a sample would be nearly all zeros.
 */
function spikeString(spikes: readonly HeardSpike[], listened: Seconds, mean: Seconds): Uint8Array {
  const bins = Math.min(MOST_BINS, Math.ceil((listened * BINS_PER_INTERVAL) / mean));
  if (!(bins > 0)) return new Uint8Array();
  const string = new Uint8Array(bins);
  for (const { heard } of spikes) string[Math.min(bins - 1, Math.floor((heard / listened) * bins))] = 1;
  return string;
}

function together(
  electrodes: readonly { readonly train: SpikeTrain; readonly string: Uint8Array }[],
): Overall | undefined {
  const known = electrodes.flatMap(({ train, string }) => {
    const found = complexity(string);
    return found === undefined ? [] : [{ weight: train.count, found }];
  });
  if (known.length < 2) return known[0]?.found;
  const weighted = known.map(({ weight, found }) => weight * found.normalised);
  return { normalised: sum(weighted) / sum(known.map(({ weight }) => weight)) };
}

function intervalsOf(spikes: readonly HeardSpike[]): Seconds[] {
  return spikes.slice(1).map((spike, i) => spike.heard - spikes[i]!.heard);
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number) => quantile(sorted, q);
  return { mean: sum(sorted) / sorted.length, p5: at(0.05), p25: at(0.25), p50: at(0.5), p95: at(0.95) };
}

function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const rank = (sorted.length - 1) * q;
  const low = sorted[Math.floor(rank)]!;
  const high = sorted[Math.ceil(rank)]!;
  return low + (high - low) * (rank - Math.floor(rank));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
