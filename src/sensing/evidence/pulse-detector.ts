import { RunningQuantile } from "../stream/running-quantile.js";
import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** The level follows within so many working samples, and while it is young within a third of its age. */
const LEVEL = 90;
/** What stands out is pulled upon as if it were so many σ, and more the longer it lasts: a step becomes the level after all. */
const CLIP = 2;
const OUT_FOR = 40;
/** So many working samples are what is usual: about two hours at 1 Hz; and fewer than so many say nothing. */
const MEMORY = 7200;
const ENOUGH = 60;
/** The signal is smoothed over so many samples, so that noise is less and a quick rise is hardly later. */
const SMOOTH = 3;
/** A trough and a crest are forgotten within so many samples, so that only what is quick stands out of them. */
const FORGET = 9;
/** A pulse is so many times the usual move … */
const QUICK = 6;
/** … lasts no longer than so many samples, and so long the way back from it is none. */
const LONGEST = 30;
const SIGMA_OF_MOVES = 1.4826;
/** A σ is never believed to be less than so much of a step of the converter: rounding alone makes it. In millivolts: */
const ROUNDING = 0.5;
const LEAST = 1e-6;

/**
 * Hears quick rises and falls as they happen, in raw working samples, minutes before anybody can be sure: no delay, no judgement.
 * Only what is unlike the electrode's own usual moves is a pulse. Allocates nothing per sample.
 */
export class PulseDetector implements Persistent {
  readonly #usual = new RunningQuantile(MEMORY);
  readonly #moves = new RunningQuantile(2 * MEMORY);
  readonly #differences = new RunningQuantile(MEMORY);
  /** The least σ that is believed. */
  #floor = Number.NaN;
  #age = 0;
  #last = Number.NaN;
  #smooth = Number.NaN;
  #level = Number.NaN;
  #outFor = 0;
  #trough = Number.NaN;
  #crest = Number.NaN;
  /** Of the pulse that goes on, or the last one: its sign, the level it left, its height, and since how many samples it is or is over. */
  #sign = 0;
  #from = Number.NaN;
  #height = Number.NaN;
  #since = LONGEST;
  #active = false;
  z = Number.NaN;
  jump = Number.NaN;
  pulse = Number.NaN;
  /** Was a pulse first heard at this sample? Of a rise of some samples, that is 3 to 7 samples behind its onset, and more even than any guess at that. */
  began = false;

  push(sample: Sample): void {
    const { mv } = sample;
    this.z = 0;
    this.jump = 0;
    this.pulse = 0;
    this.began = false;
    if (Number.isNaN(mv)) {
      this.z = Number.NaN;
      this.#last = mv;
      return;
    }
    if (Number.isNaN(this.#last)) this.#begin(mv);
    this.#floor = Math.max(ROUNDING * sample.step, LEAST);
    this.#follow(sample);
    this.#findPulse();
    this.#last = mv;
  }

  persist(snapshot: Snapshot): void {
    snapshot.part("usual", this.#usual);
    snapshot.part("moves", this.#moves);
    snapshot.part("differences", this.#differences);
    this.#floor = snapshot.number("floor", this.#floor);
    this.#age = snapshot.number("age", this.#age);
    this.#last = snapshot.number("last", this.#last);
    this.#smooth = snapshot.number("smooth", this.#smooth);
    this.#level = snapshot.number("level", this.#level);
    this.#outFor = snapshot.number("outFor", this.#outFor);
    this.#trough = snapshot.number("trough", this.#trough);
    this.#crest = snapshot.number("crest", this.#crest);
    this.#sign = snapshot.number("sign", this.#sign);
    this.#from = snapshot.number("from", this.#from);
    this.#height = snapshot.number("height", this.#height);
    this.#since = snapshot.number("since", this.#since);
    this.#active = snapshot.flag("active", this.#active);
  }

  /** The first sample of all, or behind a hole: nothing is known of where the level was. */
  #begin(mv: number): void {
    this.#last = mv;
    this.#smooth = mv;
    this.#level = mv;
    this.#age = 0;
    this.#outFor = 0;
    this.#active = false;
    this.#since = LONGEST;
    this.#turn();
  }

  #follow({ mv }: Sample): void {
    const floor = this.#floor;
    const difference = mv - this.#last;
    if (this.#differences.count > ENOUGH) this.jump = difference / Math.max(this.#differences.sigma, floor);
    this.#differences.push(difference);
    this.#smooth += (mv - this.#smooth) / SMOOTH;
    const height = this.#smooth - this.#level;
    const sigma = Math.max(this.#usual.sigma, floor);
    if (this.#usual.count > ENOUGH) this.z = height / sigma;
    this.#outFor = Math.abs(this.z) > CLIP ? this.#outFor + 1 : 0;
    const most =
      this.#usual.count > ENOUGH ? CLIP * sigma * (1 + (this.#outFor / OUT_FOR) ** 2) : Number.POSITIVE_INFINITY;
    const reach = Math.min(LEVEL, 3 + this.#age++ / 3);
    this.#level += Math.max(-most, Math.min(most, height)) / reach;
    this.#usual.push(height);
  }

  #findPulse(): void {
    const s = this.#smooth;
    this.#trough = s < this.#trough ? s : this.#trough + (s - this.#trough) / FORGET;
    this.#crest = s > this.#crest ? s : this.#crest + (s - this.#crest) / FORGET;
    const up = s - this.#trough;
    const down = this.#crest - s;
    this.#moves.push(up);
    this.#moves.push(down);
    this.#since++;
    const usual = Math.max(SIGMA_OF_MOVES * this.#moves.value, this.#floor);
    if (this.#active) this.#followPulse();
    else if (this.#moves.count > 2 * ENOUGH && !(Math.max(up, down) < QUICK * usual)) this.#mayBegin();
    if (this.#active) this.pulse = (this.#sign * this.#height) / usual;
  }

  #mayBegin(): void {
    const up = this.#smooth - this.#trough;
    const down = this.#crest - this.#smooth;
    const height = Math.max(up, down);
    const sign = up > down ? 1 : -1;
    // What goes back to where the last one came from is its recovery.
    if (sign !== this.#sign && this.#since < LONGEST && height < this.#height) return;
    this.#active = true;
    this.#sign = sign;
    this.#from = sign > 0 ? this.#trough : this.#crest;
    this.began = true;
    this.#height = height;
    this.#since = 0;
  }

  /** Until it has lost half of its height. */
  #followPulse(): void {
    const height = this.#sign * (this.#smooth - this.#from);
    if (height > this.#height) this.#height = height;
    if (height > this.#height / 2 && this.#since < LONGEST) return;
    this.#active = false;
    this.#since = 0;
    this.#turn();
  }

  #turn(): void {
    this.#trough = this.#smooth;
    this.#crest = this.#smooth;
  }
}
