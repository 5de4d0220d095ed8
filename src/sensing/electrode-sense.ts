import type { Electrode } from "../domain/electrode.js";
import type { Evidence } from "../domain/evidence.js";
import type { Glyph, GlyphChange } from "../domain/glyph.js";
import { type GlyphSettings, USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Noticed } from "../domain/percept.js";
import type { Spike } from "../domain/spike.js";
import { DAY, type Seconds } from "../domain/time.js";
import type { HealthWords } from "../language/catalogue/health.js";
import { ENGLISH } from "../language/en/english.js";
import { Conditioner } from "./conditioning/conditioner.js";
import { Hum } from "./conditioning/hum/hum.js";
import { Level } from "./conditioning/level.js";
import type { Removed, RemovedReport } from "./conditioning/tally.js";
import { WorkingGrid } from "./conditioning/working-grid.js";
import { EvidenceBuilder } from "./evidence/evidence-builder.js";
import { GlyphPartition } from "./glyphs/glyph-partition.js";
import { ReorderBuffer } from "./glyphs/reorder-buffer.js";
import { glyphPercept, spikePercept } from "./percepts/percepts.js";
import type { FoundSpike } from "./spikes/spike-finder.js";
import { SpikeSearch } from "./spikes/spike-search.js";
import { Horizon } from "./stream/horizon.js";
import { LatestSpans } from "./stream/latest-spans.js";
import { Sample } from "./stream/sample.js";
import { type Persistent, restoreState, type SavedState, type Snapshot, saveState } from "./stream/snapshot.js";
import { TIME_SCALES, type TimeScales } from "./stream/time-scales.js";
import { TroubleWatch } from "./troubles/trouble-watch.js";

/** Who hears what a sense makes of its samples. Called inside `push`, in order. */
export interface SenseListener {
  spike(spike: Spike): void;
  /** Closed, for ever. */
  glyph(glyph: Glyph): void;
  /** What is going on, while it goes on; each close comes right before its `glyph`. */
  glyphChange?(change: GlyphChange): void;
  /** Now and then: all is heard and decided on that electrode up to `until`, and what goes on there lasts so long by now. */
  heard?(electrode: string, until: Seconds): void;
  percept(noticed: Noticed): void;
  /** In which it hears of an electrode's troubles; English unless it says. */
  readonly words?: HealthWords;
  /** Every working sample, before anything is decided: hot, and only worked out when somebody asks for it. */
  evidence?(evidence: Evidence): void;
}

/** Of what `save` gives. One more whenever a name in it comes to mean something else, at the least. */
const LAYOUT = 2;
/** What is taken out again within so many working samples is one piece of handling. */
const TOGETHER = 60;
/** Of a rise that was not heard for more than this share of it nobody knows how it went. */
const MOST_UNHEARD = 0.15;
/** The glyphs are brought up to date every so many working samples. */
const TIDY = 16;

/**
 * One electrode's way from samples to percepts: put on an even grid, freed of what is no life, searched for spikes, cut into
 * glyphs. Strictly causal: what it says at a sample depends on nothing later. Allocates nothing per sample.
 */
export class ElectrodeSense {
  readonly electrode: Electrode;
  readonly #listener: SenseListener;
  readonly #scales: TimeScales;
  readonly #glyphs: GlyphSettings;
  readonly #troubles: TroubleWatch;
  readonly #grid: WorkingGrid;
  readonly #conditioner: Conditioner;
  readonly #hum = new Hum();
  readonly #level: Level;
  readonly #search: SpikeSearch;
  readonly #evidence: EvidenceBuilder | undefined;
  readonly #waiting: ReorderBuffer;
  readonly #partition: GlyphPartition;
  readonly #memory: Persistent = { persist: (snapshot) => this.#persist(snapshot) };
  readonly #raw = new Sample();
  readonly #horizon = new Horizon();
  /** Time of the sample that is being taken: all that is decided now is decided by it. */
  #now: Seconds = Number.NaN;
  #rested: Seconds = Number.NaN;
  #settling = true;
  #settlingSince: Seconds = Number.NEGATIVE_INFINITY;
  /** Since when it is heard without a break, and the latest breaks. */
  #heardSince: Seconds = Number.NEGATIVE_INFINITY;
  readonly #unheard = new LatestSpans();
  #clean = 0;
  #handled: Seconds = Number.NEGATIVE_INFINITY;

  constructor(electrode: Electrode, listener: SenseListener, glyphs: GlyphSettings = USUAL_GLYPHS[electrode.profile]) {
    this.electrode = electrode;
    this.#listener = listener;
    this.#scales = TIME_SCALES[electrode.profile];
    this.#glyphs = glyphs;
    const { words = ENGLISH.health } = listener;
    this.#troubles = new TroubleWatch(electrode, glyphs, this.#scales.workingRate, words, (noticed) =>
      listener.percept(noticed),
    );
    this.#grid = new WorkingGrid(this.#scales.workingRate, (cell) => this.#onCell(cell));
    this.#conditioner = new Conditioner({
      clean: (sample) => this.#onClean(sample),
      removed: (what, from, to, size) => this.#onRemoved(what, from, to, size),
    });
    this.#level = new Level(this.#scales);
    const builder =
      listener.evidence && new EvidenceBuilder(electrode.name, (evidence) => listener.evidence?.(evidence));
    this.#evidence = builder;
    this.#partition = new GlyphPartition(electrode.name, glyphs, {
      glyph: (glyph, z) => this.#onGlyph(glyph, z),
      change: (change) => listener.glyphChange?.(change),
    });
    this.#search = new SpikeSearch(
      this.#scales,
      (found) => this.#onSpike(found),
      builder && ((z, sure, onset, rise) => builder.addCandidate(z, sure, onset, rise)),
    );
    this.#waiting = new ReorderBuffer(electrode.name, this.#partition);
  }

  /** Takes one sample in millivolts; NaN where there is none. */
  pushValue(at: Seconds, mv: number): void {
    this.#raw.at = at;
    this.#raw.mv = mv;
    this.push(this.#raw);
  }

  /** Takes one sample that the caller has: for those who bring many, and make a box for none. One without a time is dropped. */
  push(raw: Sample): void {
    const { at } = raw;
    if (!Number.isFinite(at)) return;
    const before = this.#now;
    if (!(at > before && at - before <= DAY)) this.#troubles.onOddTime(at, before, before === this.#rested);
    this.#now = at;
    this.#troubles.pushRaw(raw);
    this.#grid.push(raw);
  }

  /** A planned rest begins: what comes is not heard, and that is no fault. */
  rest(): void {
    this.#rested = this.#now;
    if (!Number.isNaN(this.#now)) this.#partition.openSpan("unheard", this.#now, this.#now);
  }

  /** What the live view shows beside the trace; NaN until known. In millivolts. */
  get sigma(): number {
    return this.#level.sigma(this.#conditioner.converterStep);
  }

  /** What is going on now; undefined before the first sample. */
  get glyph(): Glyph | undefined {
    return this.#partition.current;
  }

  /** What each stage took out so far; `hum` in seconds. */
  get removed(): RemovedReport & { readonly hum: Seconds } {
    return { ...this.#conditioner.report, hum: this.#hum.seconds };
  }

  /** All that it knows, as JSON: a sense that takes it up goes on as if nothing had come between. */
  save(): SavedState {
    return { layout: LAYOUT, sense: saveState(this.#memory) };
  }

  /** Takes up what `save` gave, before the first sample. False when that is of another layout: then begin with a fresh sense. */
  restore(saved: SavedState): boolean {
    return saved.layout === LAYOUT && restoreState(this.#memory, saved.sense);
  }

  #persist(snapshot: Snapshot): void {
    this.#now = snapshot.number("now", this.#now);
    this.#rested = snapshot.number("rested", this.#rested);
    this.#settling = snapshot.flag("settling", this.#settling);
    this.#settlingSince = snapshot.number("settlingSince", this.#settlingSince);
    this.#clean = snapshot.number("clean", this.#clean);
    this.#handled = snapshot.number("handled", this.#handled);
    this.#heardSince = snapshot.number("heardSince", this.#heardSince);
    snapshot.part("unheard", this.#unheard);
    snapshot.part("grid", this.#grid);
    snapshot.part("conditioner", this.#conditioner);
    snapshot.part("hum", this.#hum);
    snapshot.part("level", this.#level);
    snapshot.part("search", this.#search);
    snapshot.part("waiting", this.#waiting);
    snapshot.part("troubles", this.#troubles);
    snapshot.part("partition", this.#partition);
    snapshot.part("evidence", this.#evidence);
  }

  /** An even working sample. */
  #onCell(cell: Sample): void {
    if (this.#partition.begin(cell.at)) {
      this.#partition.openSpan("settling", cell.at, this.#now);
      this.#heardSince = cell.at;
    }
    this.#conditioner.push(cell);
    this.#checkTroubles(cell);
    if (this.#evidence !== undefined) this.#pushEvidence(this.#evidence, cell);
  }

  #pushEvidence(builder: EvidenceBuilder, cell: Sample): void {
    const { bad, converterStep } = this.#conditioner;
    cell.step = converterStep;
    builder.push(cell, this.#level, bad !== undefined && bad !== "gap");
  }

  /** What is wrong now, and since when. */
  #checkTroubles(cell: Sample): void {
    const { bad, badSince } = this.#conditioner;
    const planned = bad === "gap" && this.#isPlanned(badSince);
    if (bad !== undefined && this.#troubles.badFor === 0 && (bad === "gap" || !this.#settling))
      this.#partition.openSpan(bad !== "gap" ? "artefact" : planned ? "unheard" : "gap", badSince, this.#now);
    this.#troubles.pushWorking(cell, this.#conditioner, this.#hum, planned);
    if (bad !== undefined && this.#troubles.badFor % TIDY === 0) this.#listener.heard?.(this.electrode.name, this.#now);
  }

  #isPlanned(since: Seconds): boolean {
    return Math.abs(since - this.#rested) <= 2 * this.#grid.width;
  }

  /** A working sample that is fit to be looked at. */
  #onClean(sample: Sample): void {
    this.#hum.push(sample);
    this.#level.push(sample, this.#search.calm);
    this.#search.push(sample);
    if (this.#settling) this.#checkSettled(sample);
    const { drifting } = this.#level;
    if (drifting !== this.#partition.isDrifting) this.#partition.setDrifting(drifting, sample.at);
    if (++this.#clean % TIDY === 0) this.#advanceGlyphs();
  }

  /** Brings the glyphs up to date. */
  #advanceGlyphs(): void {
    const horizon = this.#horizon;
    this.#search.fillHorizon(horizon);
    horizon.now = this.#now;
    this.#waiting.releaseUntil(horizon);
    this.#partition.advanceTo(horizon.at, horizon.now);
    this.#listener.heard?.(this.electrode.name, horizon.at);
  }

  #checkSettled({ at }: Sample): void {
    if (this.#level.settling) return;
    this.#settling = false;
    this.#waiting.addSpan("settling", this.#settlingSince, at);
  }

  #onRemoved(what: Removed, from: Seconds, to: Seconds, size: number): void {
    this.#troubles.onRemoved(what, from, size, this.#now, this.#conditioner);
    if (what === "step") this.#search.onStep();
    if (what !== "gap") {
      if (!this.#settling) this.#waiting.addSpan("artefact", this.#beginOfHandling(from), to);
      this.#handled = to;
      return;
    }
    this.#unheard.add(from, to);
    this.#heardSince = to;
    if (this.#settling) {
      this.#waiting.addSpan("settling", this.#settlingSince, from);
      this.#settlingSince = to;
    }
    this.#waiting.addSpan(this.#isPlanned(from) ? "unheard" : "gap", from, to);
    if (this.#settling) this.#partition.openSpan("settling", to, this.#now);
  }

  #beginOfHandling(from: Seconds): Seconds {
    const before = from - this.#handled;
    return before >= 0 && before <= TOGETHER * this.#grid.width ? this.#handled : from;
  }

  #onSpike(found: FoundSpike): void {
    if (found.peak <= this.#partition.cursor || this.#isMadeByRest(found)) return;
    const spike: Spike = {
      electrode: this.electrode.name,
      onset: found.onset,
      peak: found.peak,
      end: found.end,
      amplitude: found.amplitude,
      polarity: found.amplitude < 0 ? -1 : 1,
      z: found.z,
      match: found.match,
      decided: this.#now,
    };
    this.#listener.spike(spike);
    this.#listener.percept(spikePercept(spike, this.electrode, this.#glyphs, this.#level.level));
    // In the settling it is heard, but names nothing: the settling has that time already.
    if (!this.#settling) this.#waiting.addSpike(spike);
  }

  /**
   * Was it made by what was not heard: does its rise go over a rest? And an electrode that still settles must be heard for a while
   * until its own noise is known, since its drift stands out of whatever is taken for noise before.
   */
  #isMadeByRest({ onset, peak }: FoundSpike): boolean {
    if (this.#settling && onset < this.#heardSince + this.#scales.level) return true;
    return this.#unheard.within(onset, peak) > MOST_UNHEARD * (peak - onset);
  }

  #onGlyph(glyph: Glyph, z: number): void {
    this.#listener.glyph(glyph);
    const noticed = glyphPercept(glyph, z, this.electrode, this.#glyphs);
    if (noticed !== undefined) this.#listener.percept(noticed);
  }
}
