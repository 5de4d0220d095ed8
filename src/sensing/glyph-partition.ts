import type { Glyph, GlyphName } from "../domain/glyph.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";
import { IntervalMemory } from "./interval-memory.js";
import type { Temper } from "./profiles.js";
import { namedRuns } from "./spike-runs.js";

/** What has a span of its own, whatever the spikes say. */
export type SpanName = Extract<GlyphName, "gap" | "unheard" | "settling" | "artefact">;

/** Short, medium, beyond: in running mean intervals of the electrode, so that a pattern means the same on a busy and a quiet one. */
export const SHORT = 0.4;
export const MEDIUM = 1.5;

/** So many spikes in one run are named without waiting for its end. */
const LONGEST_RUN = 256;

/**
 * Cuts an electrode's time into glyphs without a hole or an overlap. It is told of spikes and spans in the order of their
 * starts, and of time as it passes; a glyph is told as soon as nothing that may still come can change it.
 */
export class GlyphPartition {
  readonly #electrode: string;
  readonly #tell: (glyph: Glyph) => void;
  readonly #interval: IntervalMemory;
  #run: Spike[] = [];
  #cursor: Seconds = Number.NaN;
  #driftSince: Seconds = Number.NaN;
  #drifts: { start: Seconds; end: Seconds }[] = [];

  constructor(electrode: string, temper: Temper, tell: (glyph: Glyph) => void) {
    this.#electrode = electrode;
    this.#tell = tell;
    this.#interval = new IntervalMemory(temper.interval);
  }

  /** The first sample: the electrode's time begins. */
  begin(at: Seconds): void {
    if (Number.isNaN(this.#cursor)) this.#cursor = at;
  }

  /** Until when everything has been named. */
  get cursor(): Seconds {
    return this.#cursor;
  }

  spike(spike: Spike): void {
    const last = this.#run.at(-1);
    if (last !== undefined) this.#interval.learn(spike.onset - last.onset);
    if (last !== undefined && spike.onset - last.end > MEDIUM * this.#interval.mean) this.#nameRun(spike.decided);
    if (this.#run.length >= LONGEST_RUN) this.#nameRun(spike.decided);
    this.#run.push(spike);
  }

  /** A stretch that was no life, or not heard. It ends the run of spikes before it. */
  span(name: SpanName, start: Seconds, end: Seconds, decided: Seconds): void {
    this.#nameRun(decided);
    const from = Math.max(start, this.#cursor);
    if (end <= from) return;
    this.#quiet(from, decided);
    this.#close(name, end, 0, 0, decided);
  }

  drifting(is: boolean, at: Seconds): void {
    if (is && Number.isNaN(this.#driftSince)) this.#driftSince = at;
    if (!is && !Number.isNaN(this.#driftSince)) {
      this.#drifts.push({ start: this.#driftSince, end: at });
      this.#driftSince = Number.NaN;
    }
  }

  /** Time passes: up to `horizon` no spike will be found any more. Costs nothing while nothing waits to be named. */
  pass(horizon: Seconds, now: Seconds): void {
    const last = this.#run.at(-1);
    if (last !== undefined && horizon - last.end > MEDIUM * this.#interval.mean) this.#nameRun(now);
  }

  /** Names the run of spikes that has ended: the quiet before it, its bursts and trains, and the quiet between them. */
  #nameRun(decided: Seconds): void {
    if (this.#run.length === 0) return;
    const spikes = this.#run;
    this.#run = [];
    const interval = this.#interval.mean;
    for (const { name, from, to } of namedRuns(spikes, SHORT * interval, MEDIUM * interval)) {
      const first = spikes[from] as Spike;
      const last = spikes[to] as Spike;
      this.#quiet(Math.max(first.onset, this.#cursor), decided);
      let largest = 0;
      for (let i = from; i <= to; i++) {
        const amplitude = (spikes[i] as Spike).amplitude;
        if (Math.abs(amplitude) > Math.abs(largest)) largest = amplitude;
      }
      this.#close(name, last.end, to - from + 1, largest, decided);
    }
  }

  /** Names the quiet from the cursor to `end`: where the level moved it is drift, elsewhere it is named by its length. */
  #quiet(end: Seconds, decided: Seconds): void {
    const drifts = this.#drifts;
    if (this.#driftSince < end) drifts.push({ start: this.#driftSince, end });
    for (const drift of drifts) {
      const start = Math.min(Math.max(drift.start, this.#cursor), end);
      const until = Math.min(drift.end, end);
      if (until <= start) continue;
      this.#rest(start, decided);
      this.#close("drift", until, 0, 0, decided);
    }
    this.#drifts = drifts.filter((drift) => drift.end > end);
    this.#rest(end, decided);
  }

  #rest(end: Seconds, decided: Seconds): void {
    const length = end - this.#cursor;
    if (!(length > 0)) return;
    const interval = this.#interval.mean;
    const name = length <= SHORT * interval ? "rest" : length <= MEDIUM * interval ? "pause" : "silence";
    this.#close(name, end, 0, 0, decided);
  }

  #close(name: GlyphName, end: Seconds, spikes: number, amplitude: number, decided: Seconds): void {
    if (!(end > this.#cursor)) return;
    const start = this.#cursor;
    this.#cursor = end;
    this.#tell({ electrode: this.#electrode, name, start, end, spikes, amplitude, decided: Math.max(decided, end) });
  }
}
