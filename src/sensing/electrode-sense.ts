import type { Electrode } from "../domain/electrode.js";
import type { Evidence } from "../domain/evidence.js";
import type { Glyph, GlyphChange } from "../domain/glyph.js";
import { type GlyphSettings, USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Noticed } from "../domain/percept.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";
import { Conditioner, type Removed } from "./conditioning/conditioner.js";
import { Level } from "./conditioning/level.js";
import { WorkingGrid } from "./conditioning/working-grid.js";
import { Witness } from "./evidence/witness.js";
import { GlyphPartition } from "./glyphs/glyph-partition.js";
import { InOrder } from "./glyphs/in-order.js";
import { pack, type Saved, unpack } from "./packing.js";
import { ElectrodeHealth, type Trouble } from "./percepts/electrode-health.js";
import { glyphPercept, spikePercept } from "./percepts/percepts.js";
import { TEMPERS, type Temper } from "./profiles.js";
import { type FoundSpike, SpikeFinder } from "./spikes/spike-finder.js";

/** Who hears what a sense makes of its samples. Called inside `push`, in order. */
export interface SenseListener {
  spike(spike: Spike): void;
  /** Closed, for ever. */
  glyph(glyph: Glyph): void;
  /** What is going on, while it goes on; each close comes right before its `glyph`. */
  glyphChange?(change: GlyphChange): void;
  percept(noticed: Noticed): void;
  /** Every working sample, before anything is decided: hot, and only worked out when somebody asks for it. */
  evidence?(evidence: Evidence): void;
}

/** Bad for so many working samples is trouble that is worth a percept of its own. */
const TROUBLE = 60;
/** What it is called then. A glitch or step is over at once. */
const TROUBLE_OF: Partial<Record<Removed, Trouble>> = { gap: "no-signal", flat: "flat", handling: "handling" };
/** The glyphs are brought up to date every so many working samples. */
const TIDY = 16;

/**
 * One electrode's way from samples to percepts: put on an even grid, freed of what is no life, searched for spikes, cut into
 * glyphs. Strictly causal: what it says at a sample depends on nothing later. Allocates nothing per sample.
 */
export class ElectrodeSense {
  readonly electrode: Electrode;
  readonly #listener: SenseListener;
  readonly #temper: Temper;
  readonly #glyphs: GlyphSettings;
  readonly #health: ElectrodeHealth;
  readonly #grid: WorkingGrid;
  readonly #conditioner: Conditioner;
  readonly #level: Level;
  readonly #finder: SpikeFinder;
  readonly #witness: Witness | undefined;
  readonly #order: InOrder;
  readonly #partition: GlyphPartition;
  /** Time of the sample that is being taken: all that is decided now is decided by it. */
  #now: Seconds = Number.NaN;
  #rested: Seconds = Number.NaN;
  #settling = true;
  #settlingSince: Seconds = Number.NEGATIVE_INFINITY;
  #clean = 0;
  #badFor = 0;

  constructor(electrode: Electrode, listener: SenseListener, glyphs: GlyphSettings = USUAL_GLYPHS[electrode.profile]) {
    this.electrode = electrode;
    this.#listener = listener;
    this.#temper = TEMPERS[electrode.profile];
    this.#glyphs = glyphs;
    this.#health = new ElectrodeHealth(electrode, glyphs, (noticed) => listener.percept(noticed));
    this.#grid = new WorkingGrid(this.#temper.workingRate, (at, mv) => this.#take(at, mv));
    this.#conditioner = new Conditioner({
      clean: (at, mv) => this.#pass(at, mv),
      removed: (what, from, to) => this.#removed(what, from, to),
    });
    this.#level = new Level(this.#temper);
    const witness = listener.evidence && new Witness(electrode.name, (evidence) => listener.evidence?.(evidence));
    this.#witness = witness;
    this.#finder = new SpikeFinder(
      (found) => this.#spike(found),
      undefined,
      witness && (({ z, sure, onset, peak }) => this.#hint(witness, z, sure, onset, peak)),
    );
    this.#partition = new GlyphPartition(electrode.name, glyphs, {
      glyph: (glyph, z) => this.#tellGlyph(glyph, z),
      change: (change) => listener.glyphChange?.(change),
    });
    this.#order = new InOrder(electrode.name, this.#partition);
  }

  /** Takes one sample in millivolts; NaN where there is none. A sample without a time is dropped. */
  push(at: Seconds, mv: number): void {
    this.#now = at;
    this.#grid.push(at, mv);
  }

  /** A planned rest begins: what comes is not heard, and that is no fault. */
  rest(): void {
    this.#rested = this.#now;
    if (!Number.isNaN(this.#now)) this.#partition.opens("unheard", this.#now, this.#now);
  }

  /** What the live view shows beside the trace; NaN until known. In millivolts. */
  get sigma(): number {
    return this.#level.sigma(this.#conditioner.converterStep);
  }

  /** What is going on now; undefined before the first sample. */
  get glyph(): Glyph | undefined {
    return this.#partition.current;
  }

  /** All that it knows, as JSON: a sense that takes it up goes on as if nothing had come between. */
  save(): Saved {
    const flags = [this.#now, this.#rested, this.#settling ? 1 : 0, this.#settlingSince, this.#clean, this.#badFor];
    return {
      flags: pack(flags),
      grid: this.#grid.save(),
      conditioner: this.#conditioner.save(),
      level: this.#level.save(),
      finder: this.#finder.save(),
      order: this.#order.save(),
      health: this.#health.save(),
      partition: this.#partition.save(),
    };
  }

  /** Takes up what `save` gave, before the first sample. False when that is of another version: then begin with a fresh sense. */
  restore(saved: Saved): boolean {
    const flags = unpack(saved.flags, 6);
    if (flags === undefined) return false;
    this.#now = flags[0] as number;
    this.#rested = flags[1] as number;
    this.#settling = flags[2] === 1;
    this.#settlingSince = flags[3] as number;
    this.#clean = flags[4] as number;
    this.#badFor = flags[5] as number;
    return (
      this.#grid.restore(saved.grid as Saved) &&
      this.#conditioner.restore(saved.conditioner as Saved) &&
      this.#level.restore(saved.level as Saved) &&
      this.#finder.restore(saved.finder as Saved) &&
      this.#order.restore(saved.order as Saved) &&
      this.#health.restore(saved.health as Saved) &&
      this.#partition.restore(saved.partition as Saved)
    );
  }

  /** An even working sample. */
  #take(at: Seconds, mv: number): void {
    if (this.#partition.begin(at)) this.#partition.opens("settling", at, this.#now);
    this.#conditioner.push(at, mv);
    this.#watch();
    if (this.#witness !== undefined) this.#testify(this.#witness, at, mv);
  }

  #testify(witness: Witness, at: Seconds, mv: number): void {
    const { bad, converterStep } = this.#conditioner;
    const swell = this.#level.residual / this.#level.sigma(converterStep);
    witness.sample(at, mv, this.#grid.width, converterStep, swell, bad !== undefined && bad !== "gap");
  }

  #hint(witness: Witness, z: number, sure: number, onset: number, peak: number): void {
    const finder = this.#finder;
    witness.candidate(z, sure, finder.time(onset), finder.time(peak) - finder.time(onset));
  }

  /** What is wrong now, and since when. */
  #watch(): void {
    const { bad, badSince } = this.#conditioner;
    if (bad === undefined) {
      if (this.#badFor >= TROUBLE) for (const trouble of this.#health.troubles) this.#health.over(trouble);
      this.#badFor = 0;
      return;
    }
    const planned = bad === "gap" && Math.abs(badSince - this.#rested) <= 2 * this.#grid.width;
    if (this.#badFor++ === 0 && (bad === "gap" || !this.#settling))
      this.#partition.opens(bad !== "gap" ? "artefact" : planned ? "unheard" : "gap", badSince, this.#now);
    const trouble = TROUBLE_OF[bad];
    if (trouble !== undefined && !planned && this.#badFor >= TROUBLE)
      this.#health.suffers(trouble, badSince, this.#now);
  }

  /** A working sample that is fit to be looked at. */
  #pass(at: Seconds, mv: number): void {
    this.#level.push(at, mv, this.#finder.calm);
    this.#finder.push(at, mv, this.#conditioner.converterStep);
    if (this.#settling) this.#settle(at);
    this.#partition.drifting(this.#level.drifting, at);
    if (++this.#clean % TIDY !== 0) return;
    const horizon = this.#finder.horizon;
    this.#order.release(horizon, this.#now);
    this.#partition.pass(horizon, this.#now);
  }

  #settle(at: Seconds): void {
    if (this.#level.settling) return;
    this.#settling = false;
    this.#order.span("settling", this.#settlingSince, at);
  }

  #removed(what: Removed, from: Seconds, to: Seconds): void {
    if (what === "step") this.#finder.stepped();
    if (what !== "gap") {
      if (!this.#settling) this.#order.span("artefact", from, to);
      return;
    }
    if (this.#settling) {
      this.#order.span("settling", this.#settlingSince, from);
      this.#settlingSince = to;
    }
    const planned = Math.abs(from - this.#rested) <= 2 * this.#grid.width;
    this.#order.span(planned ? "unheard" : "gap", from, to);
    if (this.#settling) this.#partition.opens("settling", to, this.#now);
  }

  #spike(found: FoundSpike): void {
    if (found.peak <= this.#partition.cursor) return;
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
    this.#listener.percept(spikePercept(spike, this.electrode, this.#glyphs));
    // In the settling it is heard, but names nothing: the settling has that time already.
    if (!this.#settling) this.#order.spike(spike);
  }

  #tellGlyph(glyph: Glyph, z: number): void {
    this.#listener.glyph(glyph);
    const noticed = glyphPercept(glyph, z, this.electrode, this.#glyphs);
    if (noticed !== undefined) this.#listener.percept(noticed);
  }
}
