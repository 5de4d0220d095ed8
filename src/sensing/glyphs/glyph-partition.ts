import type { Glyph, GlyphChange, GlyphName } from "../../domain/glyph.js";
import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { GlyphStory } from "./glyph-story.js";
import { IntervalMemory } from "./interval-memory.js";
import { Quiet } from "./quiet.js";
import {
  type NamedSpan,
  NO_SPAN,
  type OpenSpan,
  outside,
  persistOpenSpan,
  persistSpan,
  type SpanName,
} from "./spans.js";
import {
  blankRunSpike,
  type GapLength,
  gapLength,
  joinsFor,
  type NamedRun,
  namedRuns,
  persistRunSpike,
  type RunSpike,
  summary,
} from "./spike-runs.js";

/** So many spikes in one run are named without waiting for its end. */
const LONGEST_RUN = 256;

export interface PartitionListener {
  /** Closed, for ever. `z` is that of its largest spike; 0 without. */
  glyph(glyph: Glyph, z: number): void;
  /** What is going on, and the closes among it. */
  change(change: GlyphChange): void;
}

/**
 * Cuts an electrode's time into glyphs without a hole or an overlap, and tells what is going on meanwhile. It is told of spikes in
 * the order of their onsets, of spans in the order of theirs, and of time as it passes. A span may be told before a spike that came
 * earlier but took longer to be sure of: nothing is settled beyond the horizon before which no spike will be found any more.
 * A gap or a quiet is judged by the mean interval known when the spike that ends it comes, so what was told of it stays true.
 */
export class GlyphPartition implements Persistent {
  readonly #electrode: string;
  readonly #settings: GlyphSettings;
  readonly #listener: PartitionListener;
  readonly #interval: IntervalMemory;
  readonly #story: GlyphStory;
  readonly #quiet: Quiet;
  #run: RunSpike[] = [];
  #named: NamedRun[] = [];
  #spans: NamedSpan[] = [];
  #openSpan: OpenSpan | undefined;
  #cursor: Seconds = Number.NaN;
  /** As long as the horizon is not beyond this, time alone changes nothing. */
  #next: Seconds = Number.NEGATIVE_INFINITY;

  constructor(electrode: string, settings: GlyphSettings, listener: PartitionListener) {
    this.#electrode = electrode;
    this.#settings = settings;
    this.#listener = listener;
    this.#interval = new IntervalMemory(settings.interval);
    this.#quiet = new Quiet(settings);
    this.#story = new GlyphStory(electrode, (change) => listener.change(change));
  }

  /** The first sample: the electrode's time begins. Returns whether it was the first. */
  begin(at: Seconds): boolean {
    if (!Number.isNaN(this.#cursor)) return false;
    this.#cursor = at;
    return true;
  }

  /** Until when everything has been named. */
  get cursor(): Seconds {
    return this.#cursor;
  }

  /** What is going on now; undefined before the first sample. */
  get current(): Glyph | undefined {
    return this.#story.current;
  }

  /** `now` is when it is told, where that is later than it was decided. */
  addSpike(spike: Spike, now: Seconds = spike.decided): void {
    const { onset } = spike;
    const decided = Math.max(now, spike.decided);
    this.#settleSpans(onset, decided);
    const last = this.#run.at(-1);
    const start = Math.max(onset, last?.end ?? this.#cursor);
    const { mean } = this.#interval;
    const gap = last === undefined ? "long" : this.#gapLength(start - last.end);
    if (gap === "long" || this.#run.length >= LONGEST_RUN) this.#settleRun(decided);
    // Nothing can come between a run's first spike and what was before it.
    if (this.#run.length === 0 && spike.end > start) this.#settleQuiet(start, decided, mean);
    this.#interval.addSpike(onset);
    if (!(spike.end > start)) return; // all of its time is another glyph's
    this.#run.push({ spike, start, end: spike.end, gap, mean });
    this.#settleBefore(decided);
    this.#showCurrent(onset, decided);
  }

  /** A span begins that is certain to be one; nobody knows yet how long it will be. `span` ends it. */
  openSpan(name: SpanName, start: Seconds, now: Seconds): void {
    if (this.#openSpan?.name === name) return;
    const from = Math.max(start, this.#cursor);
    this.#openSpan = { name, start: from };
    this.#story.show(this.#glyph(name, from, Math.max(from, now), now));
  }

  /** A stretch that was no life, or not heard, now that it is over. It ends the run of spikes before it. */
  addSpan(name: SpanName, start: Seconds, end: Seconds, decided: Seconds): void {
    if (this.#openSpan?.name === name) this.#openSpan = undefined;
    const from = Math.max(start, this.#cursor);
    if (!(end > from)) return;
    if (name !== "artefact") this.#interval.addUnheard(from, end);
    const later = this.#spans.findIndex((span) => span.start > from);
    this.#spans.splice(later < 0 ? this.#spans.length : later, 0, { name, start: from, end });
    this.#story.show(this.#glyph(name, from, end, decided));
    this.#next = Number.NEGATIVE_INFINITY;
  }

  /** Was it told that the level moves? */
  get isDrifting(): boolean {
    return this.#quiet.isDrifting;
  }

  /** The level began to move, or came to rest. */
  setDrifting(is: boolean, at: Seconds): void {
    if (this.#quiet.setDrifting(is, at)) this.#next = Number.NEGATIVE_INFINITY;
  }

  /** Time passes: no spike that begins before the horizon will be found any more. Costs nothing while nothing can change. */
  advanceTo(horizon: Seconds, now: Seconds): void {
    if (horizon > this.#next) this.#advance(horizon, now);
  }

  persist(snapshot: Snapshot): void {
    this.#cursor = snapshot.number("cursor", this.#cursor);
    this.#next = snapshot.number("next", this.#next);
    this.#openSpan = snapshot.optional("openSpan", this.#openSpan, NO_SPAN, persistOpenSpan);
    this.#spans = snapshot.list("spans", this.#spans, NO_SPAN, persistSpan);
    this.#keep(snapshot.list("run", this.#run, blankRunSpike(this.#electrode), persistRunSpike));
    snapshot.part("quiet", this.#quiet);
    snapshot.part("interval", this.#interval);
    snapshot.part("story", this.#story);
  }

  #advance(horizon: Seconds, now: Seconds): void {
    this.#settleSpans(horizon, now);
    const last = this.#run.at(-1);
    if (last !== undefined && this.#gapLength(horizon - last.end) === "long") this.#settleRun(now);
    // A burst takes no spike after more than a short gap, whatever else the run may become.
    else if (last !== undefined && this.#named.at(-1)?.name === "burst" && horizon - last.end > this.#joins())
      this.#settleRun(now);
    this.#showCurrent(horizon, now);
  }

  #gapLength(gap: Seconds): GapLength {
    return gapLength(gap, this.#interval.mean, this.#settings);
  }

  #joins(): Seconds {
    return joinsFor(this.#named.at(-1), this.#interval.mean, this.#settings);
  }

  #tailStart(): Seconds {
    return this.#run.at(-1)?.end ?? this.#cursor;
  }

  /** Tells what is going on, and finds out when that changes by itself. */
  #showCurrent(horizon: Seconds, now: Seconds): void {
    const last = this.#run.at(-1);
    const named = this.#named.at(-1);
    const { mean } = this.#interval;
    let next = Number.POSITIVE_INFINITY;
    if (last !== undefined && named !== undefined) {
      next = last.end + this.#settings.medium * mean;
      const over = last.end + this.#joins();
      if (!(horizon > over)) {
        this.#story.show(this.#runGlyph(named, now).glyph);
        next = Math.min(next, over);
      }
    }
    const quietFrom = this.#tailStart() + this.#joins();
    const waiting = this.#spans[0];
    if (waiting !== undefined) next = Math.min(next, waiting.start);
    else if (this.#openSpan === undefined && horizon > quietFrom) {
      const {
        name,
        start,
        deep,
        next: changes,
      } = this.#quiet.tail(this.#tailStart(), horizon, mean, last !== undefined);
      this.#story.show(this.#glyph(name, start, Math.max(start, horizon), now, deep));
      next = Math.min(next, changes);
    } else if (this.#openSpan === undefined) next = Math.min(next, quietFrom);
    // Spans have precedence over what was just told.
    for (const { name, start, end } of this.#spans) this.#story.show(this.#glyph(name, start, end, now));
    if (this.#openSpan !== undefined) {
      const { name, start } = this.#openSpan;
      this.#story.show(this.#glyph(name, start, Math.max(start, now), now));
    }
    this.#next = next;
  }

  /** Settles the spans that no later spike can precede, and all that lies before them. */
  #settleSpans(horizon: Seconds, decided: Seconds): void {
    for (let span = this.#spans[0]; span !== undefined && span.start <= horizon; span = this.#spans[0]) {
      this.#spans.shift();
      const { name, start, end } = span;
      const spikes = this.#run.flatMap((one) => outside(one, start, end) ?? []);
      const after = spikes.filter((one) => one.start >= end);
      this.#keep(spikes.filter((one) => one.start < start));
      this.#settleRun(decided);
      this.#settleQuiet(start, decided, after[0]?.mean ?? this.#interval.mean);
      this.#close(name, end, decided);
      if (name === "gap" || name === "settling") this.#quiet.reset();
      this.#keep(after);
      if (after[0] !== undefined) this.#settleQuiet(after[0].start, decided, after[0].mean);
    }
  }

  #keep(run: RunSpike[]): void {
    this.#run = run;
    this.#named = namedRuns(run, this.#settings);
  }

  /** What lies before the last burst of a run is certain, and the burst itself once a spike came that is not of it. */
  #settleBefore(decided: Seconds): void {
    this.#named = namedRuns(this.#run, this.#settings);
    const burst = this.#named.findLastIndex(({ name }) => name === "burst");
    if (burst < 0) return;
    const certain = burst === this.#named.length - 1 ? burst : burst + 1;
    for (const named of this.#named.slice(0, certain)) this.#settleNamed(named, decided);
    const rest = this.#run.slice(this.#named[certain]?.from);
    if (certain === 0 || rest[0] === undefined) return;
    this.#settleQuiet(rest[0].start, decided, rest[0].mean);
    this.#keep(rest);
  }

  /** The run of spikes has ended: its bursts and trains, and the quiet between them. */
  #settleRun(decided: Seconds): void {
    for (const named of this.#named) this.#settleNamed(named, decided);
    this.#keep([]);
  }

  #settleNamed(named: NamedRun, decided: Seconds): void {
    const { glyph, z } = this.#runGlyph(named, decided);
    this.#settleQuiet(glyph.start, decided, this.#run[named.from]!.mean);
    this.#close(named.name, glyph.end, decided, glyph, z);
    this.#quiet.reset();
  }

  #runGlyph(named: NamedRun, decided: Seconds): { glyph: Glyph; z: number } {
    const { start, end, spikes, largest } = summary(this.#run, named);
    const glyph = this.#glyph(named.name, start, end, decided);
    return { glyph: { ...glyph, spikes, amplitude: largest.amplitude }, z: largest.z };
  }

  /** Names the quiet from the cursor to `end`. */
  #settleQuiet(end: Seconds, decided: Seconds, mean: Seconds): void {
    for (const piece of this.#quiet.pieces(this.#cursor, end, mean))
      this.#close(piece.name, piece.end, decided, piece.deep ? { deep: true } : {});
  }

  #close(name: GlyphName, end: Seconds, decided: Seconds, more: Partial<Glyph> = {}, z = 0): void {
    if (!(end > this.#cursor)) return;
    const glyph = { ...this.#glyph(name, this.#cursor, end, decided), ...more, start: this.#cursor };
    this.#cursor = end;
    this.#story.close(glyph);
    this.#listener.glyph(glyph, z);
  }

  #glyph(name: GlyphName, start: Seconds, end: Seconds, decided: Seconds, deep = false): Glyph {
    return {
      electrode: this.#electrode,
      name,
      start,
      end,
      spikes: 0,
      amplitude: 0,
      decided: Math.max(decided, end),
      ...(deep && { deep: true }),
    };
  }
}
