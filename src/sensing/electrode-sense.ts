import type { Electrode } from "../domain/electrode.js";
import type { Glyph, GlyphChange } from "../domain/glyph.js";
import { type GlyphSettings, USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Noticed } from "../domain/percept.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";
import { Bridge } from "./bridge.js";
import { Decimator } from "./decimator.js";
import { GlyphPartition } from "./glyph-partition.js";
import { Level } from "./level.js";
import { glyphPercept, spikePercept } from "./percepts.js";
import { TEMPERS, type Temper } from "./profiles.js";
import { SpikeDetector } from "./spike-detector.js";

/** Who hears what a sense makes of its samples. Called inside `push`, in order. */
export interface SenseListener {
  spike(spike: Spike): void;
  /** Closed, for ever. */
  glyph(glyph: Glyph): void;
  /** What is going on, while it goes on; each close comes right before its `glyph`. */
  glyphChange?(change: GlyphChange): void;
  percept(noticed: Noticed): void;
}

/**
 * One electrode's way from samples to percepts: averaged to the working rate, freed of what is no life, levelled, searched for
 * spikes, cut into glyphs. Strictly causal: what it says at a sample depends on nothing later. Allocates nothing per sample.
 */
export class ElectrodeSense {
  readonly electrode: Electrode;
  readonly #listener: SenseListener;
  readonly #temper: Temper;
  readonly #glyphs: GlyphSettings;
  readonly #decimator: Decimator;
  readonly #bridge = new Bridge();
  readonly #level: Level;
  readonly #detector: SpikeDetector;
  readonly #partition: GlyphPartition;
  #lastGood: Seconds = Number.NaN;
  #gapSince: Seconds = Number.NaN;
  #badSince: Seconds = Number.NaN;
  #settling = true;
  #resting = false;

  constructor(electrode: Electrode, listener: SenseListener, glyphs: GlyphSettings = USUAL_GLYPHS[electrode.profile]) {
    this.electrode = electrode;
    this.#listener = listener;
    this.#temper = TEMPERS[electrode.profile];
    this.#glyphs = glyphs;
    this.#decimator = new Decimator(this.#temper.workingRate);
    this.#level = new Level(this.#temper);
    this.#detector = new SpikeDetector(this.#temper);
    this.#partition = new GlyphPartition(electrode.name, glyphs, {
      glyph: (glyph, z) => this.#tellGlyph(glyph, z),
      change: (change) => listener.glyphChange?.(change),
    });
  }

  /** Takes one sample in millivolts; NaN where there is none. */
  push(at: Seconds, mv: number): void {
    if (!this.#decimator.push(at, mv)) return;
    const when = this.#decimator.at;
    const value = this.#decimator.mv;
    if (this.#partition.begin(when)) this.#partition.opens("settling", when, when);
    if (this.#lost(when, value)) return;
    const bridged = this.#bridge.push(when, value);
    if (this.#bad(when)) return;
    this.#level.push(when, bridged, this.#detector.calm);
    if (this.#stillSettling(when)) return;
    this.#partition.drifting(this.#level.drifting, when);
    this.#detect(when);
    this.#partition.pass(this.#detector.horizon(when), when);
  }

  /** A planned rest begins: what comes is not heard, and that is no fault. */
  rest(): void {
    this.#resting = true;
    if (!Number.isNaN(this.#lastGood)) this.#partition.opens("unheard", this.#lastGood, this.#lastGood);
  }

  /** What the live view shows beside the trace; NaN until known. In millivolts. */
  get sigma(): number {
    return this.#level.sigma(this.#bridge.converterStep);
  }

  /** What is going on now; undefined before the first sample. */
  get glyph(): Glyph | undefined {
    return this.#partition.current;
  }

  /** Gaps: nothing measured, or nothing for too long. True while there is nothing to work with. */
  #lost(at: Seconds, mv: number): boolean {
    const silentFor = at - this.#lastGood;
    if (Number.isNaN(mv)) {
      if (Number.isNaN(this.#gapSince)) this.#gapSince = at;
      if (!this.#resting && silentFor > this.#temper.gapAfter) this.#partition.opens("gap", this.#gapSince, at);
      return true;
    }
    const planned = this.#resting;
    this.#resting = false;
    const since = !Number.isNaN(this.#gapSince) ? this.#gapSince : this.#lastGood;
    this.#gapSince = Number.NaN;
    // A row or two that the logger dropped is no gap in what is heard.
    if (planned || silentFor > this.#temper.gapAfter) {
      this.#detector.drop(at);
      this.#bridge.push(at, Number.NaN);
      this.#interrupted(planned ? "unheard" : "gap", since, at);
    }
    this.#lastGood = at;
    return false;
  }

  /** Handling: told when it is over, since only then is known how long it was. */
  #bad(at: Seconds): boolean {
    const since = this.#bridge.badSince;
    if (!Number.isNaN(since)) {
      if (Number.isNaN(this.#badSince)) {
        this.#badSince = since;
        this.#detector.drop(since);
        if (!this.#settling) this.#partition.opens("artefact", since, at);
      }
      return true;
    }
    if (!Number.isNaN(this.#badSince)) {
      if (!this.#settling) this.#partition.span("artefact", this.#badSince, at, at);
      this.#badSince = Number.NaN;
    }
    return false;
  }

  #stillSettling(at: Seconds): boolean {
    if (!this.#settling) return false;
    if (this.#level.settling) {
      this.#partition.pass(at, at);
      return true;
    }
    this.#settling = false;
    this.#detector.drop(at);
    this.#partition.span("settling", Number.NEGATIVE_INFINITY, at, at);
    return false;
  }

  #interrupted(name: "gap" | "unheard", from: Seconds, to: Seconds): void {
    if (this.#settling && !(to > from)) return;
    if (this.#settling) this.#partition.span("settling", Number.NEGATIVE_INFINITY, from, to);
    this.#partition.span(name, from, to, to);
    if (this.#settling) this.#partition.opens("settling", to, to);
  }

  #detect(at: Seconds): void {
    const decision = this.#detector.push(at, this.#level, this.sigma);
    if (decision === "none") return;
    if (decision === "drift") {
      this.#level.settleHere();
      return;
    }
    const found = this.#detector.spike;
    const spike: Spike = {
      electrode: this.electrode.name,
      onset: Math.max(found.onset, this.#partition.cursor),
      peak: found.peak,
      end: found.end,
      amplitude: found.amplitude,
      polarity: found.amplitude < 0 ? -1 : 1,
      z: found.z,
      match: found.match,
      decided: found.decided,
    };
    this.#listener.spike(spike);
    this.#listener.percept(spikePercept(spike, this.electrode, this.#glyphs));
    this.#partition.spike(spike);
  }

  #tellGlyph(glyph: Glyph, z: number): void {
    this.#listener.glyph(glyph);
    const noticed = glyphPercept(glyph, z, this.electrode, this.#glyphs);
    if (noticed !== undefined) this.#listener.percept(noticed);
  }
}
