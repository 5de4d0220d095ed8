import { GLYPHS, type Glyph, type GlyphName } from "../domain/glyph.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";

/** Steps of the amplitude histogram for each doubling: a median is good to 3 %. */
const STEPS = 24;

/** What a digest remembers of one electrode, however long the recording. */
export class ElectrodeTally {
  readonly glyphs: Record<GlyphName, number> = perGlyph();
  /** Seconds spent in each glyph. */
  readonly time: Record<GlyphName, Seconds> = perGlyph();
  spikes = 0;
  upward = 0;
  /** Signed, of the largest in size. */
  largest = 0;
  largestAt: Seconds = 0;
  readonly #heights = new Map<number, number>();

  spike(spike: Spike): void {
    this.spikes++;
    if (spike.polarity === 1) this.upward++;
    const height = Math.abs(spike.amplitude);
    if (height > Math.abs(this.largest)) {
      this.largest = spike.amplitude;
      this.largestAt = spike.peak;
    }
    if (height === 0 || !Number.isFinite(height)) return;
    const step = Math.round(Math.log2(height) * STEPS);
    this.#heights.set(step, (this.#heights.get(step) ?? 0) + 1);
  }

  glyph(glyph: Glyph): void {
    this.glyphs[glyph.name]++;
    this.time[glyph.name] += glyph.end - glyph.start;
  }

  /** Median height in millivolts, unsigned; undefined without spikes. */
  get medianHeight(): number | undefined {
    const steps = [...this.#heights].sort(([a], [b]) => a - b);
    const total = steps.reduce((sum, [, n]) => sum + n, 0);
    let passed = 0;
    for (const [step, n] of steps) {
      passed += n;
      if (passed * 2 >= total) return 2 ** (step / STEPS);
    }
    return undefined;
  }

  /** Part (0 to 1) of the electrode's time that these glyphs took. `stir` is no part of the partition. */
  share(...names: GlyphName[]): number {
    let all = 0;
    for (const name of GLYPHS) if (name !== "stir") all += this.time[name];
    return all === 0 ? 0 : names.reduce((sum, name) => sum + this.time[name], 0) / all;
  }
}

function perGlyph(): Record<GlyphName, number> {
  return Object.fromEntries(GLYPHS.map((name) => [name, 0])) as Record<GlyphName, number>;
}

/** Names that were turned away are remembered up to here, so that each is counted once. */
const NAMES_COUNTED = 10_000;

/** The first `most` things of different names, and how many other names had no room. What has a place stays up to date. */
export class FirstOf<T, Name extends string = string> {
  readonly #most: number;
  readonly #kept = new Map<Name, T>();
  readonly #turnedAway = new Set<Name>();

  constructor(most: number) {
    this.#most = most;
  }

  get turnedAway(): number {
    return this.#turnedAway.size;
  }

  get entries(): readonly (readonly [Name, T])[] {
    return [...this.#kept];
  }

  /** Makes the thing if it is new, changes it if it is known. */
  put(name: Name, change: (known: T | undefined) => T): void {
    const known = this.#kept.get(name);
    if (known !== undefined || this.#kept.size < this.#most) this.#kept.set(name, change(known));
    else if (this.#turnedAway.size < NAMES_COUNTED) this.#turnedAway.add(name);
  }
}
