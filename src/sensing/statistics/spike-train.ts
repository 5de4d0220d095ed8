import type { Glyph, GlyphName } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import { eachGlyph } from "./each-glyph.js";
import { HeardStretches } from "./heard-stretches.js";

/** While an electrode is in one of these, nobody listens to it. */
const DEAF: ReadonlySet<GlyphName> = new Set(["gap", "unheard", "settling"]);

/** A stretch of time in which nobody listened. */
interface DeafSpan {
  readonly start: Seconds;
  end: Seconds;
}

/** A spike as statistics see it: where it lies in listened time, and how much nobody listened to since the one before. */
export interface HeardSpike {
  /** Listened time up to its peak. */
  readonly heard: Seconds;
  /** The longest single stretch since the peak before in which nobody listened. */
  readonly deaf: Seconds;
}

/**
 * What statistics need of one electrode, gathered from the stream of its spikes and glyphs. Holds four numbers a spike and two a
 * stretch without listening, nothing a sample: a year of a fungus fits into half a megabyte.
 */
export class SpikeTrain {
  readonly electrode: string;
  readonly #peaks: Seconds[] = [];
  /** Signed, mV. */
  readonly #amplitudes: number[] = [];
  readonly #durations: Seconds[] = [];
  readonly #rises: Seconds[] = [];
  readonly #deaf: DeafSpan[] = [];
  readonly glyphs = eachGlyph(() => 0);
  /** Seconds spent in each glyph. */
  readonly time = eachGlyph(() => 0);
  #start: Seconds = Number.NaN;
  #end: Seconds = Number.NaN;
  #last: GlyphName | undefined;
  /** Has the electrode found its level? Then what no glyph has named yet was listened to as well. */
  #settled = false;

  constructor(electrode: string) {
    this.electrode = electrode;
  }

  addSpike(spike: Spike): void {
    this.#peaks.push(spike.peak);
    this.#amplitudes.push(spike.amplitude);
    this.#durations.push(spike.end - spike.onset);
    this.#rises.push(spike.peak - spike.onset);
    this.#settled = true;
    if (!(this.#start <= spike.onset)) this.#start = spike.onset;
    this.#until(spike.end);
  }

  addGlyph(glyph: Glyph): void {
    const { name, start, end } = glyph;
    if (name === "stir") return;
    this.glyphs[name]++;
    this.time[name] += end - start;
    if (Number.isNaN(this.#start) || start < this.#start) this.#start = start;
    this.#until(end);
    // A gap that interrupts the settling does not end it.
    if (name !== "gap" && name !== "unheard") this.#settled = true;
    else if (this.#last === "settling") this.#settled = false;
    this.#last = name;
    if (!DEAF.has(name)) return;
    const before = this.#deaf.at(-1);
    if (before !== undefined && start <= before.end) before.end = Math.max(before.end, end);
    else this.#deaf.push({ start, end });
  }

  /** The electrode was measured up to here: the end of its last glyph is still open. */
  measuredUntil(at: Seconds): void {
    if (this.#settled) this.#until(at);
  }

  #until(at: Seconds): void {
    if (!(this.#end >= at)) this.#end = at;
  }

  get count(): number {
    return this.#peaks.length;
  }

  /** Signed, in mV, in the order in which the spikes were told. */
  get amplitudes(): readonly number[] {
    return this.#amplitudes;
  }

  /** From onset to end. */
  get durations(): readonly Seconds[] {
    return this.#durations;
  }

  /** How many spikes those that were found stand for: what rose over a rest, or a gap, was missed. Without either, as many as they are. */
  get standsFor(): number {
    const stretches = this.#stretches();
    if (stretches === undefined) return this.count;
    return this.#rises.reduce((sum, rise) => sum + stretches.weight(rise), 0);
  }

  /** What was heard between two that were not; undefined where all was heard in one piece. */
  #stretches(): HeardStretches | undefined {
    if (this.#deaf.length === 0 || !(this.#end > this.#start)) return undefined;
    const lengths: Seconds[] = [];
    let from = this.#start;
    for (const { start, end } of [...this.#deaf, { start: this.#end, end: this.#end }]) {
      if (start > from) lengths.push(start - from);
      from = end;
    }
    return lengths.length > 1 ? new HeardStretches(lengths) : undefined;
  }

  /** Time in which somebody listened: all of it but gaps, planned rests and settling. */
  get listened(): Seconds {
    if (!(this.#end > this.#start)) return 0;
    return this.#deaf.reduce((sum, { start, end }) => sum - (end - start), this.#end - this.#start);
  }

  /** The spikes in the order of their peaks, on the axis of listened time. */
  heardSpikes(): HeardSpike[] {
    const peaks = this.#peaks.toSorted((a, b) => a - b);
    const heard: HeardSpike[] = [];
    let next = 0;
    let lost = 0;
    for (const peak of peaks) {
      let longest = 0;
      for (; next < this.#deaf.length && this.#deaf[next]!.end <= peak; next++) {
        const { start, end } = this.#deaf[next]!;
        lost += end - start;
        longest = Math.max(longest, end - start);
      }
      // A spike told in the middle of a deaf stretch has no listened time of its own: that stood still when the stretch began.
      const around = this.#deaf[next];
      const into = around !== undefined && around.start < peak ? peak - around.start : 0;
      heard.push({ heard: peak - this.#start - lost - into, deaf: longest });
    }
    return heard;
  }
}
