import type { Seconds } from "../../domain/time.js";
import type { Horizon } from "../stream/horizon.js";
import { RunningQuantile } from "../stream/running-quantile.js";
import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import {
  type Candidate,
  explains,
  freshCandidate,
  freshToldSpike,
  inWakeOf,
  overlap,
  persistCandidate,
  persistToldSpike,
  type ToldSpike,
} from "./candidate.js";
import { FitWindow } from "./fit-window.js";
import { PeakMeasure } from "./peak-measure.js";
import type { Scale } from "./scale.js";
import { ROUND_TAUS, SpikeFit } from "./spike-fit.js";
import { stepLikeness } from "./step-fit.js";
import { Circumstances, FEATURES, sureness, writeFeatures } from "./sureness.js";
import { TemplateBank } from "./template-bank.js";

/** The recent past that is kept, in working samples: more than a fit ever looks at. */
const PAST = 2048;
const SLOTS = 48;
const REMEMBERED = 12;

/** A peak of the bank is looked at above this z; a fast one, of which noise has so many more, above the other. */
const LEAST_Z = 4;
const LEAST_Z_FAST = 6;
const FAST = 14;
/** … and when what the template leaves over of its window is, beside noise, not more than so many times its own. */
const MOST_UNLIKE = 1.2;
/** Log odds below which a candidate is dropped at once. */
const HOPELESS = -3;
/** Log odds above which a candidate is told, at a sample a second: a wrong word costs more than a missed one. */
export const SURE = 0.2;
/** A fit looks back so many rises before the onset, and some samples. */
const BEFORE = 1.5;
const BEFORE_LEAST = 4;
/** … and on behind a round fall by a share of it: a level is seen only where there is one. */
const BEHIND_ROUND = 1.4;
/** A candidate waits so many rises and samples behind its peak, at most WAIT, for a better one. */
const WAIT_RISES = 4;
const WAIT_LEAST = 30;
const WAIT = 190;
/** So long, at most, it waits while something slower is growing; or while a stronger one waits. */
const GROWING = 185;
const LATEST = 260;

/** What peaks within so many rises of a told spike's own peak is that spike. */
const SAME_TOP = 0.25;

/** The slow ripple: what is between these, in working samples, judged over about two hours. */
const RIPPLE_FAST = 20;
const RIPPLE_SLOW = 900;
const RIPPLE_MEMORY = 360;

/** A spike that was just decided: reused, so copy what must be kept. Times in seconds, heights in millivolts. */
export interface FoundSpike {
  onset: Seconds;
  peak: Seconds;
  end: Seconds;
  amplitude: number;
  z: number;
  match: number;
}

export type OnSpike = (spike: FoundSpike) => void;

/** Hears of each candidate that came to be judged, with its features: for learning how to judge. */
export type OnJudged = (candidate: Candidate, features: Float64Array, told: boolean) => void;

/** Hears of each candidate when it is found, long before it is judged: a hint. Reused, so copy what must be kept. */
export type OnCandidate = (candidate: Candidate) => void;

/**
 * Finds spikes in a conditioned signal: the bank's peaks become candidates; each is fitted and judged by its shape; those that
 * claim the same time wait for one another, and the surest is told within LATEST samples of its peak. Strictly causal.
 */
export class SpikeFinder implements Persistent {
  readonly #onSpike: OnSpike;
  readonly #onJudged: OnJudged | undefined;
  readonly #onCandidate: OnCandidate | undefined;
  readonly #bank = new TemplateBank((scale, index) => this.#onPeak(scale, index));
  readonly #times = new Float64Array(PAST);
  readonly #values = new Float64Array(PAST);
  readonly #pool: readonly Candidate[] = Array.from({ length: SLOTS }, freshCandidate);
  readonly #told: readonly ToldSpike[] = Array.from({ length: REMEMBERED }, freshToldSpike);
  readonly #window = new FitWindow();
  readonly #fit = new SpikeFit(this.#window);
  readonly #measure = new PeakMeasure();
  readonly #about = new Circumstances();
  readonly #features = new Float64Array(FEATURES);
  readonly #ripple = new RunningQuantile(RIPPLE_MEMORY);
  readonly #found: FoundSpike = { onset: 0, peak: 0, end: 0, amplitude: 0, z: 0, match: 0 };
  /** Log odds above which a candidate is told in the end. */
  sure = SURE;
  #live = 0;
  #tolds = 0;
  #sinceStep = 1e9;
  #smooth = 0;
  #slow = 0;

  constructor(onSpike: OnSpike, onJudged?: OnJudged, onCandidate?: OnCandidate) {
    this.#onSpike = onSpike;
    this.#onJudged = onJudged;
    this.#onCandidate = onCandidate;
  }

  push(sample: Sample): void {
    const i = this.#bank.index + 1;
    this.#times[i % PAST] = sample.at;
    this.#values[i % PAST] = sample.mv;
    this.#sinceStep++;
    this.#followRipple(i, sample);
    this.#bank.push(sample);
    if (this.#live > 0) this.#decideDue(i);
  }

  /** The level stepped just now: what follows may be its relaxing. */
  onStep(): void {
    this.#sinceStep = 0;
  }

  /** True while nothing stands out. */
  get calm(): boolean {
    return this.#live === 0;
  }

  /** Says before what time no spike will peak any more; NaN before the first sample. */
  fillHorizon(horizon: Horizon): void {
    const now = this.#bank.index;
    let first = now - LATEST;
    for (const candidate of this.#pool) if (candidate.live && candidate.onset < first) first = candidate.onset;
    horizon.at = now < 0 ? Number.NaN : this.time(Math.max(0, Math.floor(first)));
  }

  /** The time of a recent working sample; of one that is no longer remembered, that of the oldest that is. */
  time(index: number): Seconds {
    return this.#times[Math.max(0, this.#bank.index - PAST + 1, Math.round(index)) % PAST]!;
  }

  persist(snapshot: Snapshot): void {
    this.#live = snapshot.number("live", this.#live);
    this.#tolds = snapshot.number("tolds", this.#tolds);
    this.#sinceStep = snapshot.number("sinceStep", this.#sinceStep);
    this.#smooth = snapshot.number("smooth", this.#smooth);
    this.#slow = snapshot.number("slow", this.#slow);
    snapshot.floats("times", this.#times);
    snapshot.floats("values", this.#values);
    snapshot.part("ripple", this.#ripple);
    snapshot.part("bank", this.#bank);
    snapshot.each("pool", this.#pool, persistCandidate);
    snapshot.each("told", this.#told, persistToldSpike);
  }

  #followRipple(i: number, { mv }: Sample): void {
    this.#smooth += (mv - this.#smooth) / Math.min(i + 1, RIPPLE_FAST);
    this.#slow += (mv - this.#slow) / Math.min(i + 1, RIPPLE_SLOW);
    if (i % RIPPLE_FAST === 0 && i > 10 * RIPPLE_FAST) this.#learnRipple();
  }

  #learnRipple(): void {
    this.#ripple.push(this.#smooth - this.#slow);
  }

  /** A peak of the bank: worth a slot? */
  #onPeak(scale: Scale, end: number): void {
    const template = scale.before;
    const z = scale.zBefore;
    if (Math.abs(z) < (template.rise < FAST ? LEAST_Z_FAST : LEAST_Z)) return;
    if (!scale.isAlike(MOST_UNLIKE, this.#bank.density)) return;
    const c = this.#slot(z);
    if (c === undefined) return;
    const now = this.#bank.index;
    c.scale = template.rise;
    c.z = z;
    c.peak = end - template.after;
    c.onset = c.peak - template.rise;
    c.round = template.fall.form === "round";
    c.tau = (template.rise * template.fall.ratio) / (c.round ? ROUND_TAUS : 1);
    c.born = now;
    c.due = Math.max(now, c.peak + Math.min(WAIT, WAIT_RISES * template.rise + WAIT_LEAST));
    this.#refit(c, now);
    this.#setLive(c, c.sure >= HOPELESS);
    if (c.live) this.#onCandidate?.(c);
  }

  /** A free slot, or that of the weakest; none when all are stronger. */
  #slot(z: number): Candidate | undefined {
    let weakest: Candidate | undefined;
    for (const c of this.#pool) {
      if (!c.live) return c;
      if (weakest === undefined || Math.abs(c.z) < Math.abs(weakest.z)) weakest = c;
    }
    return weakest !== undefined && Math.abs(weakest.z) < Math.abs(z) ? weakest : undefined;
  }

  #setLive(c: Candidate, live: boolean): void {
    if (c.live !== live) this.#live += live ? 1 : -1;
    c.live = live;
  }

  #decideDue(now: number): void {
    for (const c of this.#pool) {
      if (!c.live || now < c.due) continue;
      if (this.#inWake(c)) this.#setLive(c, false);
      else if (this.#beaten(c)) this.#setLive(c, now <= c.peak + LATEST);
      else if (now >= c.peak + GROWING || !this.#somethingGrows(c)) this.#decide(c, now);
    }
  }

  #inWake(c: Candidate): boolean {
    for (const told of this.#told) if (inWakeOf(told, c)) return true;
    return false;
  }

  #beaten(c: Candidate): boolean {
    for (const o of this.#pool) {
      if (o === c || !o.live || !overlap(c, o)) continue;
      if (explains(o, c) || (o.sure > c.sure && !explains(c, o))) return true;
    }
    return false;
  }

  /** Does a slower template of the same sign already say more? */
  #somethingGrows(c: Candidate): boolean {
    for (const scale of this.#bank.scales) {
      if (scale.rise > c.scale && scale.z * Math.sign(c.z) > Math.abs(c.z)) return true;
    }
    return false;
  }

  /** Judges it by all that is known by now, and tells it or drops it. */
  #decide(c: Candidate, now: number): void {
    this.#refit(c, now);
    this.#setLive(c, false);
    const told = c.sure > this.sure || this.#holdsASureOne(c);
    this.#onJudged?.(c, this.#features, told);
    if (!told) return;
    for (const o of this.#pool) if (o.live && overlap(c, o)) this.#setLive(o, false);
    const measure = this.#measure;
    measure.measure(this.#values, Math.max(0, now - PAST + 1), now, this.#fit, this.#bank.density, this.#ripple.sigma);
    if (this.#wasTold(c, measure.peak)) return;
    const t = this.#told[this.#tolds++ % REMEMBERED]!;
    t.onset = c.onset;
    t.peak = c.peak;
    t.top = measure.peak;
    t.tau = c.tau;
    t.amplitude = c.amplitude;
    const found = this.#found;
    found.onset = this.time(Math.min(measure.onset, measure.peak));
    found.peak = this.time(measure.peak);
    found.end = this.time(Math.max(measure.peak, Math.min(now, c.peak + 3 * c.tau)));
    found.amplitude = measure.amplitude;
    found.z = Math.abs(c.z);
    found.match = c.match;
    this.#onSpike(found);
  }

  /** A part of a wave may be surer to be a spike than all of it; then all of it is. */
  #holdsASureOne(c: Candidate): boolean {
    for (const o of this.#pool) if (o.live && o.sure > this.sure && explains(c, o)) return true;
    return false;
  }

  /** Two fits of one spike part in all but where the signal peaks. */
  #wasTold(c: Candidate, peak: number): boolean {
    const near = SAME_TOP * (c.peak - c.onset);
    for (const told of this.#told)
      if (told.amplitude * c.amplitude > 0 && Math.abs(told.top - peak) <= near) return true;
    return false;
  }

  #refit(c: Candidate, now: number): void {
    const fit = this.#fit;
    const window = this.#window;
    const from = Math.max(0, now - PAST + 1, Math.floor(c.onset - BEFORE * c.scale - BEFORE_LEAST));
    const to = c.peak + 3 * c.tau * (c.round ? BEHIND_ROUND : 1) + 8;
    window.set(this.#values, from, Math.min(now, Math.ceil(to)));
    const { density } = this.#bank;
    const noise = (density * density) / window.step;
    fit.search(c.onset, c.scale, noise);
    if (!(fit.r2 > 0) || fit.amplitude * c.z <= 0) {
      c.sure = Number.NEGATIVE_INFINITY;
      return;
    }
    c.onset = fit.onset;
    c.peak = fit.peak;
    c.tau = fit.tau;
    c.round = fit.round;
    c.amplitude = fit.amplitude;
    c.match = fit.r2;
    const about = this.#about;
    about.z = c.z;
    about.scale = c.scale;
    about.sinceStep = this.#sinceStep;
    about.ripple = this.#ripple.sigma;
    about.sincePeak = now - c.peak;
    about.density = density;
    about.noiseShare = (noise * (window.n - 3)) / window.power;
    about.stepLikeness = stepLikeness(window);
    about.points = window.n;
    writeFeatures(this.#features, fit, about);
    c.sure = sureness(this.#features);
  }
}
