import { DAY, MINUTE, type Seconds } from "../../domain/time.js";
import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/**
 * No converter for electrodes has wider steps, in mV: the ADS1115 at ±6.144 V (Texas Instruments SBAS444E, table 7-1). A channel
 * that only ever showed two values may otherwise be a quiet one that toggles, or one that is thrown from rail to rail.
 */
const WIDEST_STEP = 0.1875;
/** … and none narrower ones; smaller differences are rounding. In mV. */
const NARROWEST_STEP = 1e-6;
/** The ends of what a channel has shown are rails only when they are so many steps apart. */
const APART = 20;
/** Just inside the end is what lies within so many steps of it. */
const NEAR = 3;
/** A life that swings to its highest value spends as long just below it; behind a rail it is cut off, so many times as long. */
const CUT = 4;
/** So many equal values at an end are a plateau, and so many plateaus are a rail: "several times". */
const PLATEAU = 3;
const PLATEAUS = 3;
/** Thrown so often from one end straight to the other is a rail too. */
const THROWS = 8;
/** A flat line stands apart where it lies so many usual differences beyond all that was shown before. */
const FAR = 100;
/** An end that was not touched for so long is forgotten. */
const FORGET = DAY;
/** It has passed when no end was touched for so long. */
const OVER = 10 * MINUTE;

/** Of each end, by its place, the bottom with its sign turned: its value, how often … */
const VALUE = 0;
const HITS = 1;
const INSIDE = 2;
const SEEN_PLATEAUS = 3;
/** … how far it outdid the end before, and when it was touched last. */
const BEYOND = 4;
const TOUCHED = 5;
const END = 6;
/** Behind both ends: what is common to them. */
const STEP = 2 * END;
const LAST = STEP + 1;
const RUN = STEP + 2;
const THROWN = STEP + 3;
const NEAR_TOP = STEP + 4;
const NEAR_BOTTOM = STEP + 5;
/** Was it well inside since the last sample at an end, and since the last plateau? */
const AWAY = STEP + 6;
const FRESH = STEP + 7;
const SIZE = STEP + 8;

const TOP = 0;
const BOTTOM = END;

/**
 * Knows a rail by the signal alone, since nobody tells it the converter's range: the values beyond it are cut off, so that the
 * largest (or smallest) one ever shown comes again and again, many times in a row, and hardly any just inside of it; or the
 * signal is thrown from the one end to the other. Looks at every raw sample: means over a cell would hide a fast one.
 */
export class RailWatch implements Persistent {
  readonly #s = new Float64Array(SIZE)
    .fill(Number.NEGATIVE_INFINITY, 0, 1)
    .fill(Number.NEGATIVE_INFINITY, END, END + 1);
  #rails = false;
  #since: Seconds = Number.NaN;
  /** When it was asked last: so exact is the time of what happens in between. */
  #now: Seconds = Number.NaN;

  constructor() {
    this.#s[STEP] = WIDEST_STEP;
    this.#s[LAST] = Number.NaN;
    this.#s[NEAR_TOP] = Number.NEGATIVE_INFINITY;
    this.#s[NEAR_BOTTOM] = Number.POSITIVE_INFINITY;
  }

  /** Takes a raw sample. Costs a few comparisons while it is well inside. */
  push({ mv }: Sample): void {
    const s = this.#s;
    const size = Math.abs(mv - s[LAST]!);
    s[LAST] = mv;
    if (size < s[STEP]! && size > NARROWEST_STEP) this.#learnStep(size);
    if (mv < s[NEAR_TOP]! && mv > s[NEAR_BOTTOM]!) s[AWAY] = 1;
    else if (Math.abs(mv) < Number.POSITIVE_INFINITY) this.#atEnd();
  }

  /** Since when the signal has been running into a rail, by the last look; NaN when it does not. */
  get since(): Seconds {
    return this.#since;
  }

  /** Looks, now and then, whether the signal runs into a rail. */
  advanceTo(now: Seconds): void {
    this.#now = now;
    if (this.#rails && Number.isNaN(this.#since)) this.#since = now;
    const top = this.#untouchedFor(TOP, now);
    const bottom = this.#untouchedFor(BOTTOM, now);
    if (top > FORGET) this.#forget(TOP);
    if (bottom > FORGET) this.#forget(BOTTOM);
    if (!Number.isNaN(this.#since) && top > OVER && bottom > OVER) this.#over();
  }

  /**
   * Is the value where the signal stands now an end that lies far beyond all that it showed before? A line at zero is none: that is
   * what a dead converter says. @param usual a usual difference between neighbours in mV
   */
  apart(usual: number): boolean {
    const s = this.#s;
    const last = s[LAST]!;
    const far = FAR * Math.max(usual, s[STEP]!);
    if (last === 0) return false;
    if (last === s[TOP + VALUE]) return s[TOP + BEYOND]! >= far;
    return -last === s[BOTTOM + VALUE] && s[BOTTOM + BEYOND]! >= far;
  }

  persist(snapshot: Snapshot): void {
    snapshot.floats("numbers", this.#s);
    this.#rails = snapshot.flag("rails", this.#rails);
    this.#since = snapshot.number("since", this.#since);
    this.#now = snapshot.number("now", this.#now);
  }

  #atEnd(): void {
    const s = this.#s;
    const mv = s[LAST]!;
    const before = s[AWAY] === 1 ? 0 : s[RUN]!;
    if (s[AWAY] === 1) s[FRESH] = 1;
    s[AWAY] = 0;
    if (mv > s[TOP + VALUE]!) this.#outdone(TOP, mv);
    if (-mv > s[BOTTOM + VALUE]!) this.#outdone(BOTTOM, -mv);
    // A run at the top counts upwards, one at the bottom downwards.
    if (mv === s[TOP + VALUE]) this.#hit(TOP, before > 0 ? before + 1 : 1, before < 0);
    else if (-mv === s[BOTTOM + VALUE]) this.#hit(BOTTOM, before < 0 ? before - 1 : -1, before > 0);
    else {
      s[RUN] = 0;
      const end = mv >= s[NEAR_TOP]! ? TOP : BOTTOM;
      s[end + INSIDE]!++;
    }
  }

  #hit(end: number, run: number, thrown: boolean): void {
    const s = this.#s;
    s[RUN] = run;
    s[end + HITS]!++;
    s[end + TOUCHED] = this.#now;
    if (thrown) {
      s[THROWN]!++;
      s[FRESH] = 1;
    }
    // A level that dwells at its height flickers there by a step; a plateau is one that was left for good.
    if (Math.abs(run) >= PLATEAU && s[FRESH] === 1) {
      s[end + SEEN_PLATEAUS]!++;
      s[FRESH] = 0;
    }
    if (!this.#rails && (thrown || Math.abs(run) >= PLATEAU)) this.#rails = this.#isRail();
  }

  #isRail(): boolean {
    const s = this.#s;
    if (s[TOP + VALUE]! + s[BOTTOM + VALUE]! < APART * s[STEP]!) return false;
    if (s[THROWN]! >= THROWS) return true;
    return this.#plateausAt(TOP) + this.#plateausAt(BOTTOM) >= PLATEAUS;
  }

  /** At an end that cuts off what comes near it. */
  #plateausAt(end: number): number {
    const s = this.#s;
    return s[end + HITS]! >= CUT * s[end + INSIDE]! ? s[end + SEEN_PLATEAUS]! : 0;
  }

  /** A new end: what was known of the old one is no rail's. */
  #outdone(end: number, value: number): void {
    const s = this.#s;
    const by = value - s[end + VALUE]!;
    s[end + VALUE] = value;
    s[end + BEYOND] = by < Number.POSITIVE_INFINITY ? Math.max(by, 0.7 * s[end + BEYOND]!) : 0;
    s[end + HITS] = 0;
    s[end + INSIDE] = 0;
    s[end + SEEN_PLATEAUS] = 0;
    s[end + TOUCHED] = this.#now;
    s[THROWN] = 0;
    this.#near();
  }

  #forget(end: number): void {
    this.#s.fill(0, end, end + END);
    this.#s[end + VALUE] = Number.NEGATIVE_INFINITY;
    this.#s[end + TOUCHED] = Number.NaN;
    this.#near();
  }

  #over(): void {
    this.#rails = false;
    this.#since = Number.NaN;
    this.#s[THROWN] = 0;
    for (const end of [TOP, BOTTOM]) this.#s.fill(0, end + HITS, end + BEYOND);
  }

  #untouchedFor(end: number, now: Seconds): Seconds {
    const touched = this.#s[end + TOUCHED]!;
    if (!Number.isNaN(touched)) return Math.abs(now - touched);
    this.#s[end + TOUCHED] = now;
    return 0;
  }

  #learnStep(size: number): void {
    this.#s[STEP] = size;
    this.#near();
  }

  #near(): void {
    const s = this.#s;
    const near = NEAR * s[STEP]!;
    s[NEAR_TOP] = s[TOP + VALUE]! - near;
    s[NEAR_BOTTOM] = near - s[BOTTOM + VALUE]!;
  }
}
