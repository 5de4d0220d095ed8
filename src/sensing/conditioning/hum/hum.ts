import type { Seconds } from "../../../domain/time.js";
import type { Sample } from "../../stream/sample.js";
import type { Persistent, Snapshot } from "../../stream/snapshot.js";
import { Canceller } from "./canceller.js";
import { HumLine } from "./hum-line.js";
import { BLOCK } from "./spectrum.js";

/** One looks every BLOCK working samples while there is none, and as often while one must be followed. */
const OFTEN = BLOCK / 2;
/** A line is hum when it stands so many times over the noise beside it … */
const LOUD = 4.5;
/** … when so little of it is in its overtones, as of nothing that lives … */
const PURE = 0.3;
/** … and when so many looks in a row saw it, each at most so far from the one before, in cycles a working sample. */
const LOOKS = 7;
const WANDER = 3 / BLOCK;
/** It has passed when so many looks in a row no longer see it; then so much is enough to see it. */
const MISSES = 8;
const STILL = 3;
/** Where less than so much of its own power goes, it is let go, and not tried again for so many looks. */
const USELESS = 0.2;
const TRIAL = 16;
const PATIENCE = 30;
/** Where it is most of the power it is followed quickly; elsewhere with care, since who follows noise adds to it. */
const MOSTLY_HUM = 0.5;
const QUICK = 0.06;
const CAREFUL = 0.025;
/** Longer than so many working samples without a sound, nobody knows its phase any more. */
const LONG = 256;
/** It fades for so many looks. */
const FADING = 2;

/** What is kept, by its place. */
const LAST_AT = 0;
const SEEN = 1;
const MISSED = 2;
const WHERE = 3;
const SINCE = 4;
const ENGAGED = 5;
const NUMBERS = 6;

const LISTENING = 0;
const TAKING_OUT = 1;
const LETTING_GO = 2;

/**
 * Mains hum that sampling folded into the band: a persistent pure line. When it is sure of one (a quarter of an hour at 1 Hz), it takes
 * it out and follows its wandering; until then, and when it has passed, every sample goes through as it is, bit for bit. A
 * regular train of spikes has overtones, a burst has no line: neither is touched.
 */
export class Hum implements Persistent {
  readonly #values = new Float64Array(BLOCK);
  readonly #line = new HumLine();
  readonly #canceller = new Canceller();
  readonly #s = new Float64Array(NUMBERS);
  #place = 0;
  #state = LISTENING;

  /** Takes hum out of the sample, where there is any. */
  push(sample: Sample): void {
    const place = (this.#place + 1) & (BLOCK - 1);
    this.#place = place;
    this.#values[place] = sample.mv;
    if (this.#state !== LISTENING) this.#takeOut(sample);
    else if (place === 0) this.#search(sample);
  }

  /** Is there hum now, being taken out? */
  get present(): boolean {
    return this.#state === TAKING_OUT;
  }

  /** Since when it was seen. */
  get since(): Seconds {
    return this.#s[SINCE]!;
  }

  /** Its height in mV, from its middle to its crest. */
  get height(): number {
    return this.#canceller.height;
  }

  /** For how long something was taken out, all in all. */
  get seconds(): Seconds {
    return this.#s[ENGAGED]!;
  }

  persist(snapshot: Snapshot): void {
    this.#place = snapshot.number("place", this.#place);
    this.#state = snapshot.number("state", this.#state);
    snapshot.floats("numbers", this.#s);
    snapshot.floats("values", this.#values);
    snapshot.part("canceller", this.#canceller);
  }

  #takeOut(sample: Sample): void {
    const { at, mv, width } = sample;
    const s = this.#s;
    const missing = (at - s[LAST_AT]!) / width;
    s[LAST_AT] = at;
    if (!(missing < 1.5 && missing > 0)) this.#skip(missing, mv);
    this.#canceller.push(sample);
    // Numbers beyond all measure teach nothing.
    if (!Number.isFinite(sample.mv)) {
      this.#startAfresh(mv);
      sample.mv = mv;
    }
    s[ENGAGED]! += width;
    if (this.#place % OFTEN === 0) {
      if (this.#state === TAKING_OUT) this.#follow();
      else this.#fade();
    }
  }

  #search({ at, mv }: Sample): void {
    const s = this.#s;
    this.#analyse();
    const seen = s[SEEN]!;
    // Below 0 it counts down: it was of no use just now.
    if (seen < 0) s[SEEN] = seen + 1;
    else if (!(this.#line.stands > LOUD && this.#line.overtones < PURE)) s[SEEN] = 0;
    else s[SEEN] = this.#near() ? seen + 1 : 1;
    if (s[SEEN] === 1) s[SINCE] = at;
    s[WHERE] = this.#line.frequency;
    if (s[SEEN]! >= LOOKS) this.#begin(at, mv);
  }

  #follow(): void {
    const s = this.#s;
    const line = this.#line;
    this.#analyse();
    s[SEEN]!++;
    if (line.stands > STILL && line.overtones < PURE && this.#near()) {
      s[MISSED] = 0;
      s[WHERE] = line.frequency;
      if (Math.abs(this.#canceller.frequency - line.frequency) > WANDER) this.#canceller.tune(line.frequency);
    } else s[MISSED]!++;
    this.#canceller.bound(line.size);
    const useless = s[SEEN]! > TRIAL && !(this.#canceller.left < 1 - USELESS * line.share);
    if (s[MISSED]! >= MISSES || useless) this.#letGo(useless);
  }

  #fade(): void {
    const s = this.#s;
    s[SEEN]!++;
    if (s[SEEN] !== 0) return;
    this.#state = LISTENING;
    s[SEEN] = s[MISSED]!;
    s[MISSED] = 0;
  }

  #analyse(): void {
    this.#line.analyse(this.#values, (this.#place + 1) % BLOCK);
  }

  /** Does the line stand about where it stood at the look before? */
  #near(): boolean {
    return Math.abs(this.#line.frequency - this.#s[WHERE]!) <= WANDER;
  }

  #startAfresh(mv: number): void {
    this.#s[SEEN] = 0;
    this.#canceller.begin(this.#canceller.frequency, mv, this.#canceller.pace);
  }

  #begin(at: Seconds, mv: number): void {
    this.#state = TAKING_OUT;
    this.#s[LAST_AT] = at;
    this.#s[SEEN] = 0;
    this.#s[MISSED] = 0;
    this.#canceller.begin(this.#line.frequency, mv, this.#line.share > MOSTLY_HUM ? QUICK : CAREFUL);
    this.#canceller.bound(this.#line.size);
  }

  #letGo(useless: boolean): void {
    this.#state = LETTING_GO;
    this.#s[SEEN] = -FADING;
    this.#s[MISSED] = useless ? -PATIENCE : 0;
    this.#canceller.letGo();
  }

  /** What was not heard, or was taken out before, is bridged; the line's phase went on meanwhile. */
  #skip(samples: number, mv: number): void {
    if (samples > 0 && samples < LONG) this.#canceller.skip(Math.round(samples) - 1);
    else this.#startAfresh(mv);
  }
}
