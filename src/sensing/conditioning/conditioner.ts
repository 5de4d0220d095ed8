import type { Seconds } from "../../domain/time.js";
import { RunningQuantile } from "../stream/running-quantile.js";
import { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { FlatLine } from "./flat-line.js";
import { type Ahead, calm, glitchLength, inOneSample, isLife, LEVEL, mean, stepSize } from "./jump.js";
import { LatestLevels } from "./latest-levels.js";
import { KINDS, type Removed, type RemovedReport, Tally } from "./tally.js";

/** So many samples are waited for before a sample is judged: what comes after tells a step from a spike. */
const AHEAD = 14;
const RING = 64;
const MASK = RING - 1;
/** A difference between neighbours is looked at when it is so many σ of the usual one … */
const JUMP = 6;
/** … and so many steps of the converter, since on a quiet channel σ is less than one of them. */
const JUMP_STEPS = 5;
/** Fewer differences than this say nothing of what is usual. */
const ENOUGH = 30;
/** Handling is over when nothing jumps for so many samples. */
const CALM = 9;
/** So many missing samples are interpolated; more are a gap. */
const SHORT_HOLE = 3;
/** Roughness that goes on for so many samples is the new usual, and is learnt. */
const LONG_ROUGH = 300;
/** A rise that was found to be living is not looked at again for so many samples. */
const TRUST = 4;

/** Who hears what the conditioner makes of the samples, in the order of their times. Millivolts. */
export interface ConditionerListener {
  clean(sample: Sample): void;
  /** `size`: how far the level stepped. */
  removed(what: Removed, from: Seconds, to: Seconds, size: number): void;
}

/**
 * Takes out what is not life, from an even row of samples: gaps, flat lines, glitches, steps, handling. It judges each sample
 * AHEAD samples late. Behind what was taken out the signal goes on at the level that it had before, so that no edge is left
 * for a detector to fire on; a fast spike of two or three samples' rise passes whole.
 */
export class Conditioner implements Persistent {
  readonly #listener: ConditionerListener;
  readonly #clean = new Sample();
  readonly #times = new Float64Array(RING);
  readonly #raw = new Float64Array(RING);
  readonly #ahead: Ahead = { raw: this.#raw, mask: MASK, length: AHEAD };
  readonly #recent = new Float64Array(8);
  readonly #differences = new RunningQuantile(2400);
  readonly #levels = new LatestLevels();
  readonly #flat = new FlatLine();
  readonly #tally = new Tally();
  #heard = 0;
  #passed = 0;
  #offset = 0;
  #last = Number.NaN;
  #smallest = 0;
  #trusted = -1;
  #bad: Removed | undefined;
  #badSince: Seconds = 0;
  #badFor = 0;

  constructor(listener: ConditionerListener) {
    this.#listener = listener;
  }

  /** Takes the next sample of an even row. */
  push(sample: Sample): void {
    const n = this.#heard++;
    this.#times[n & MASK] = sample.at;
    this.#raw[n & MASK] = sample.mv;
    this.#clean.width = sample.width;
    if (n >= AHEAD) this.#judge(n - AHEAD);
  }

  /** The smallest step that the converter was seen to make, in millivolts; 0 until known. */
  get converterStep(): number {
    return this.#smallest;
  }

  /** The usual difference between neighbours as a standard deviation, in millivolts; 0 until known. */
  get usual(): number {
    return this.#differences.count < ENOUGH ? 0 : this.#differences.sigma;
  }

  /** Does the signal stand still in what is waited for? */
  get still(): boolean {
    const last = this.#raw[(this.#heard - 1) & MASK];
    for (let i = 2; i < AHEAD; i++) if (this.#raw[(this.#heard - i) & MASK] !== last) return false;
    return true;
  }

  /** What was taken out so far, of each kind. */
  get report(): RemovedReport {
    return this.#tally.report;
  }

  /** What is the matter now; undefined while all is well. */
  get bad(): Removed | undefined {
    return this.#bad;
  }

  /** Since when it is so. */
  get badSince(): Seconds {
    return this.#badSince;
  }

  persist(snapshot: Snapshot): void {
    this.#heard = snapshot.number("heard", this.#heard);
    this.#passed = snapshot.number("passed", this.#passed);
    this.#offset = snapshot.number("offset", this.#offset);
    this.#last = snapshot.number("last", this.#last);
    this.#smallest = snapshot.number("smallest", this.#smallest);
    this.#trusted = snapshot.number("trusted", this.#trusted);
    this.#bad = snapshot.choice("bad", [undefined, ...KINDS], this.#bad);
    this.#badSince = snapshot.number("badSince", this.#badSince);
    this.#badFor = snapshot.number("badFor", this.#badFor);
    snapshot.floats("times", this.#times);
    snapshot.floats("raw", this.#raw);
    snapshot.floats("recent", this.#recent);
    snapshot.part("differences", this.#differences);
    snapshot.part("levels", this.#levels);
    snapshot.part("flat", this.#flat);
    snapshot.part("tally", this.#tally);
  }

  #judge(k: number): void {
    const x = this.#raw[k & MASK]!;
    const at = this.#times[k & MASK]!;
    this.#clean.at = at;
    if (this.#bad !== undefined) {
      this.#tryToLeave(k);
      return;
    }
    if (Number.isNaN(x)) {
      this.#hole(k);
      return;
    }
    const last = this.#last;
    this.#last = x;
    if (Number.isNaN(last)) {
      this.#offset = -x;
      this.#clean.mv = 0;
      this.#emit();
      return;
    }
    const size = Math.abs(x - last);
    if (this.#flat.push(size === 0)) {
      this.#enter("flat", at);
      return;
    }
    if (size > 1e-9 && k > this.#trusted && (size < this.#smallest || this.#smallest === 0)) this.#smallest = size;
    const limit = this.#limit();
    if (size < limit || k <= this.#trusted) {
      this.#differences.push(size);
      this.#clean.mv = x + this.#offset;
      this.#emit();
      return;
    }
    this.#jump(k, at, x, last, limit);
  }

  /** The difference between neighbours that noise does not make. */
  #limit(): number {
    if (this.#differences.count < ENOUGH) return Number.POSITIVE_INFINITY;
    const noise = JUMP * this.#differences.sigma;
    const floor = JUMP_STEPS * this.#smallest;
    const limit = noise > floor ? noise : floor;
    // Where nothing ever moved, nobody knows how far it usually does.
    return limit > 0 ? limit : Number.POSITIVE_INFINITY;
  }

  #jump(k: number, at: Seconds, x: number, last: number, limit: number): void {
    const base = this.#before() - this.#offset;
    const length = glitchLength(this.#ahead, k, base, limit);
    if (length > 0) {
      this.#remove("glitch", at, this.#times[(k + length) & MASK]!, x - base);
      this.#interpolate(k, length);
      return;
    }
    const moved = stepSize(this.#ahead, k, base, limit);
    const back = moved !== 0 && this.#levels.leadsBack(this.#before(), moved);
    if (moved !== 0 && !back) {
      this.#offset -= moved;
      this.#remove("step", at, this.#times[(k + 1) & MASK]!, moved);
      const mixed = !inOneSample(x - base, moved);
      if (mixed) this.#trusted = k + 1;
      this.#clean.mv = mixed ? this.#before() : x + this.#offset;
      this.#emit();
      return;
    }
    if (back || isLife(this.#ahead, k, last, base, limit)) {
      // What is usual must be able to grow, or a livelier electrode would never be believed.
      this.#differences.push(limit);
      this.#trusted = k + TRUST;
      this.#clean.mv = x + this.#offset;
      this.#emit();
      return;
    }
    this.#enter("handling", at);
  }

  #hole(k: number): void {
    let length = 1;
    while (length <= SHORT_HOLE && Number.isNaN(this.#raw[(k + length) & MASK]!)) length++;
    if (length > SHORT_HOLE || this.#passed === 0) this.#enter("gap", this.#clean.at);
    else this.#interpolate(k, length);
  }

  /** Writes a straight line over the waiting samples from `k` on, and lets the first of them pass. */
  #interpolate(k: number, length: number): void {
    const from = this.#before() - this.#offset;
    const to = this.#raw[(k + length) & MASK]!;
    for (let i = 0; i < length; i++) this.#raw[(k + i) & MASK] = from + ((to - from) * (i + 1)) / (length + 1);
    this.#trusted = Math.max(this.#trusted, k + length);
    this.#last = this.#raw[k & MASK]!;
    this.#clean.mv = this.#last + this.#offset;
    this.#emit();
  }

  #enter(what: Removed, at: Seconds): void {
    this.#bad = what;
    this.#badSince = at;
    this.#badFor = 0;
  }

  /** A bad stretch is over when the value moves again, and nothing jumps for a while. */
  #tryToLeave(k: number): void {
    const x = this.#raw[k & MASK]!;
    const last = this.#last;
    this.#last = x;
    if (Number.isNaN(x) || (this.#bad === "flat" && x === last)) return;
    if (++this.#badFor > LONG_ROUGH && !Number.isNaN(last)) this.#differences.push(x - last);
    if (!calm(this.#raw, MASK, k, CALM, this.#limit())) return;
    let moves = false;
    for (let i = 1; i <= CALM; i++) if (this.#raw[(k + i) & MASK] !== x) moves = true;
    if (!moves) return;
    const what = this.#bad!;
    this.#bad = undefined;
    this.#trusted = -1;
    this.#flat.forget();
    this.#offset = this.#before() - mean(this.#raw, MASK, k, k + LEVEL);
    this.#remove(what, this.#badSince, this.#clean.at, 0);
    this.#clean.mv = x + this.#offset;
    this.#emit();
  }

  #remove(what: Removed, from: Seconds, to: Seconds, size: number): void {
    this.#tally.add(what, to - from);
    this.#listener.removed(what, from, to, size);
  }

  /** Passes on the clean sample as it stands. */
  #emit(): void {
    const clean = this.#clean;
    clean.step = this.#smallest;
    this.#recent[this.#passed++ & 7] = clean.mv;
    this.#levels.push(clean.mv);
    this.#listener.clean(clean);
  }

  /** The level of what passed last; 0 before anything did. */
  #before(): number {
    const n = Math.min(LEVEL, this.#passed);
    let sum = 0;
    for (let i = 1; i <= n; i++) sum += this.#recent[(this.#passed - i) & 7]!;
    return n > 0 ? sum / n : 0;
  }
}
