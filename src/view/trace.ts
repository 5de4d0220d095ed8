import type { Glyph, GlyphName } from "../domain/glyph.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";

/** How many pieces of time a trace remembers, and how many of them make its span. Twice as many as a span fills any screen. */
const KEPT = 2048;
const IN_SPAN = 1024;
/** How many glyphs are remembered. */
const GLYPHS_KEPT = 24;

/** What one column of a picture shows: where the signal lay, and whether a spike passes here. */
export interface TraceColumns {
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly spiking: Uint8Array;
}

/**
 * The last hours of one electrode, in a ring of pieces of equal time: mean, lowest and highest of each, so that any sample rate and
 * any length of run take the same little memory, and no peak is lost. `sample` allocates nothing.
 */
export class Trace {
  readonly electrode: string;
  /** Seconds in one piece. */
  readonly #piece: Seconds;
  readonly #sum = new Float64Array(KEPT);
  readonly #count = new Uint32Array(KEPT);
  readonly #low = new Float64Array(KEPT);
  readonly #high = new Float64Array(KEPT);
  readonly #spiking = new Uint8Array(KEPT);
  /** The newest piece, counted from the epoch; nothing yet before the first sample. */
  #newest = Number.NEGATIVE_INFINITY;
  /** Where the newest piece lies in the ring: nearly every sample belongs there. */
  #slot = 0;
  #value = Number.NaN;
  #spikes = 0;
  readonly #glyphs: GlyphName[] = [];

  constructor(electrode: string, span: Seconds) {
    this.electrode = electrode;
    this.#piece = span / IN_SPAN;
  }

  /** The last sample in millivolts; NaN when it was missing, or there was none. */
  get value(): number {
    return this.#value;
  }

  get spikes(): number {
    return this.#spikes;
  }

  /** The last glyphs, newest last. */
  get glyphs(): readonly GlyphName[] {
    return this.#glyphs;
  }

  sample(at: Seconds, millivolts: number): void {
    this.#value = millivolts;
    const piece = Math.floor(at / this.#piece);
    if (piece > this.#newest) this.#advance(piece);
    if (Number.isNaN(millivolts) || piece <= this.#newest - KEPT) return;
    const i = piece === this.#newest ? this.#slot : piece % KEPT;
    this.#sum[i] = this.#sum[i]! + millivolts;
    this.#count[i] = this.#count[i]! + 1;
    if (!(millivolts >= this.#low[i]!)) this.#low[i] = millivolts;
    if (!(millivolts <= this.#high[i]!)) this.#high[i] = millivolts;
  }

  spike(spike: Spike): void {
    this.#spikes++;
    const last = Math.floor(spike.end / this.#piece);
    if (last > this.#newest) this.#advance(last);
    const first = Math.max(Math.floor(spike.onset / this.#piece), this.#newest - KEPT + 1);
    for (let piece = first; piece <= last; piece++) this.#spiking[piece % KEPT] = 1;
  }

  glyph(glyph: Glyph): void {
    if (this.#glyphs.push(glyph.name) > GLYPHS_KEPT) this.#glyphs.shift();
  }

  /**
   * About a span of time up to `now`, in `width` columns (at most 512); less while life began only at `since`, so that a young trace
   * is not lost in an empty picture: it zooms out by doubling. Columns lie on a fixed grid of time, so that a picture that moves on
   * shifts and does not shimmer. What was not measured is NaN.
   */
  columns(width: number, now: Seconds, since: Seconds = Number.NEGATIVE_INFINITY): TraceColumns {
    const each = this.#each(width, now, since);
    const mean = new Float64Array(width).fill(Number.NaN);
    const low = mean.slice();
    const high = mean.slice();
    const spiking = new Uint8Array(width);
    const first = Math.floor(Math.floor(now / this.#piece) / each) - width + 1;
    let i = (((first * each - 1) % KEPT) + KEPT) % KEPT;
    for (let column = 0; column < width; column++) {
      let sum = 0;
      let count = 0;
      for (let piece = (first + column) * each; piece < (first + column + 1) * each; piece++) {
        i = (i + 1) % KEPT;
        if (piece > this.#newest || piece <= this.#newest - KEPT || piece < 0) continue;
        if (this.#spiking[i] === 1) spiking[column] = 1;
        if (this.#count[i] === 0) continue;
        sum += this.#sum[i]!;
        count += this.#count[i]!;
        if (!(this.#low[i]! >= low[column]!)) low[column] = this.#low[i]!;
        if (!(this.#high[i]! <= high[column]!)) high[column] = this.#high[i]!;
      }
      if (count > 0) mean[column] = sum / count;
    }
    return { mean, low, high, spiking };
  }

  /** How much time `columns` covers. */
  shows(width: number, now: Seconds, since: Seconds = Number.NEGATIVE_INFINITY): Seconds {
    return width * this.#each(width, now, since) * this.#piece;
  }

  /** Pieces in a column. */
  #each(width: number, now: Seconds, since: Seconds): number {
    const full = Math.max(1, Math.ceil(IN_SPAN / width));
    let each = 1;
    while (each < full && each * width * this.#piece < now - since) each *= 2;
    return Math.min(each, full);
  }

  /** Empties the pieces between the newest one so far and `piece`. */
  #advance(piece: number): void {
    for (let p = Math.max(this.#newest + 1, piece - KEPT + 1); p <= piece; p++) {
      const i = p % KEPT;
      this.#sum[i] = 0;
      this.#count[i] = 0;
      this.#low[i] = Number.NaN;
      this.#high[i] = Number.NaN;
      this.#spiking[i] = 0;
    }
    this.#newest = piece;
    this.#slot = piece % KEPT;
  }
}
