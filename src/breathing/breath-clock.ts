import { isDeepStrictEqual } from "node:util";
import { type Breath, type BreathPhase, breathEnd, type Phase } from "../domain/breath.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import { before, forecast, type Outlook, phaseAfter, told } from "./forecast.js";
import { followed } from "./rhythms/followed.js";
import type { KeptRhythm, Rhythm, RhythmNews } from "./rhythms/rhythm.js";
import { Wakefulness } from "./wakefulness.js";

/** An inhale is never deepened by more than this. */
export const DEEPEST: Seconds = HOUR;

export interface BreathClockOptions {
  readonly clock: Clock;
  readonly rhythm: Rhythm;
  /** At least this long between two early exhales. */
  readonly earlyExhaleEvery: Seconds;
  /** A phase began. Not told of one that goes on and changed: who changed it gets it. */
  readonly entered: (breath: Breath) => void;
}

/**
 * Where the node is in its breath: inhale, hold, exhale, pause, and again, in a rhythm that others know. It owns one timer, set to the
 * end of the phase, and knows nothing of what the phases are for.
 */
export class BreathClock {
  readonly #clock: Clock;
  #rhythm: Rhythm;
  /** Another rhythm, from the breath `cycle` on. */
  #coming: { readonly rhythm: Rhythm; readonly cycle: number } | undefined;
  #earlyExhaleEvery: Seconds;
  readonly #entered: (breath: Breath) => void;
  readonly #timer: Timer;
  readonly #wakefulness = new Wakefulness();
  #breath: Breath | undefined;
  #lastEarlyExhale: Seconds = Number.NEGATIVE_INFINITY;
  /** By how much the present inhale is longer than the rhythm's, and by how much the next one will be. */
  #deepened: Seconds = 0;
  #deeperNext: Seconds = 0;
  #wakeups = 0;

  constructor({ clock, rhythm, earlyExhaleEvery, entered }: BreathClockOptions) {
    this.#clock = clock;
    this.#rhythm = rhythm;
    this.#earlyExhaleEvery = earlyExhaleEvery;
    this.#entered = entered;
    this.#timer = clock.timer("breath", () => this.#turn());
  }

  /** Begins a breath. `cycle` is the last one of an earlier life of this node. */
  start(cycle = 0): void {
    if (this.#breath !== undefined) return;
    this.#enter(phaseAfter(before(this.#clock.now(), cycle), this.#outlook()), "start");
  }

  /** Another rhythm, from the next breath on. */
  takeUp(rhythm: Rhythm, earlyExhaleEvery: Seconds): void {
    this.#earlyExhaleEvery = earlyExhaleEvery;
    const breath = this.#breath;
    if (breath === undefined) {
      this.#rhythm = rhythm;
      return;
    }
    this.#coming = { rhythm, cycle: breath.cycle + 1 };
    this.#breath = this.#foreseen(breath, breath.cause);
  }

  /** Tells the rhythm. Gives the breath as it is now, if what is to come has changed by this. */
  hear(news: RhythmNews): Breath | undefined {
    const before = this.#breath;
    const coming = this.#coming?.rhythm;
    coming?.hear?.(news);
    this.#rhythm.hear?.(news);
    // What is foreseen goes by both.
    const isLiving = coming?.hear !== undefined || this.#rhythm.hear !== undefined;
    if (before === undefined || !isLiving) return undefined;
    this.#breath = this.#foreseen(before, before.cause);
    return isDeepStrictEqual(this.#breath, before) ? undefined : this.#breath;
  }

  /** Once a breath, before it rests: the rhythm weighs what it has heard. Gives the breath as it is now. */
  look(): Breath | undefined {
    const breath = this.#breath;
    if (breath !== undefined)
      this.hear({ kind: "look", now: this.#clock.now(), cycle: breath.cycle, wake: breathEnd(breath) });
    return this.#breath;
  }

  /** What the rhythm has learnt and a restart should not lose. */
  get learnt(): KeptRhythm {
    return this.#rhythm.kept ?? {};
  }

  stop(): void {
    this.#timer.cancel();
    this.#breath = undefined;
  }

  /** Where the breath is, and what is to come; undefined before `start` and after `stop`. */
  get breath(): Breath | undefined {
    return this.#breath;
  }

  /** How often the rhythm woke the processor. */
  get wakeups(): number {
    return this.#wakeups;
  }

  /** Would a gasp be heard? Not while inhaling, nor where no breath has an inhale. */
  get canGasp(): boolean {
    const breath = this.#breath;
    return breath !== undefined && breath.phase !== "inhale" && this.#begun("inhale", breath.cycle + 1) !== undefined;
  }

  /** Inhale now: something calls for it. Nothing to do while inhaling. Says whether it was heard. */
  gasp(cause: "gasp" | "sentinel" = "gasp"): boolean {
    const breath = this.#breath;
    if (breath === undefined || breath.phase === "inhale") return false;
    const inhale = this.#begun("inhale", breath.cycle + 1);
    if (inhale !== undefined) this.#enter(inhale, cause);
    return inhale !== undefined;
  }

  /**
   * Exhale now: something cannot wait to be told. An exhale under way begins anew, for its radio may be down again. At most once
   * in `earlyExhaleEvery`. Says whether it was heard.
   */
  exhaleEarly(): boolean {
    const breath = this.#breath;
    const exhale = breath && this.#begun("exhale", breath.cycle);
    if (exhale === undefined) return false;
    // A clock that was set back holds nobody down.
    const since = this.#clock.now() - this.#lastEarlyExhale;
    if (since >= 0 && since < this.#earlyExhaleEvery) return false;
    this.#lastEarlyExhale = this.#clock.now();
    this.#enter(exhale, "early-exhale");
    return true;
  }

  /**
   * The present inhale, or else the next one, lasts `seconds` longer than the rhythm's, at most `DEEPEST`. Asking again does not
   * add up: the longest counts. Gives the breath as it is now, if the present phase changed by this.
   */
  deepen(seconds: Seconds): Breath | undefined {
    const deeper = Math.min(Math.max(0, seconds), DEEPEST);
    const breath = this.#breath;
    if (breath?.phase !== "inhale") {
      this.#deeperNext = Math.max(this.#deeperNext, deeper);
      if (breath !== undefined) this.#breath = this.#foreseen(breath, breath.cause);
      return undefined;
    }
    if (deeper <= this.#deepened) return undefined;
    this.#breath = this.#foreseen({ ...breath, until: breath.until + deeper - this.#deepened }, "deepened");
    this.#deepened = deeper;
    this.#timer.set(this.#breath.until);
    return this.#breath;
  }

  /**
   * No pause for so long, at most `LONGEST_AWAKE`: one that is due is left out. A pause under way goes on till `endPause`. Gives the
   * breath as it is now, if this changed it.
   */
  stayAwake(seconds: Seconds): Breath | undefined {
    return this.#stir(() => this.#wakefulness.ask(seconds, this.#clock.now()));
  }

  /** The same till a time that people say, at most `LONGEST_AWAKE` ahead; undefined: they let go. The latest hold counts. */
  hold(until: Seconds | undefined): Breath | undefined {
    return this.#stir(() => this.#wakefulness.hold(until, this.#clock.now()));
  }

  /** The pause under way is over for a node that is kept awake. */
  endPause(): void {
    const breath = this.#breath;
    if (breath?.phase !== "pause" || this.awakeUntil === undefined) return;
    const next = phaseAfter({ ...breath, until: this.#clock.now() }, this.#outlook());
    if (next.phase !== "pause") this.#enter(next, "held");
  }

  /** Till when no pause will begin; undefined when the next one comes as usual. */
  get awakeUntil(): Seconds | undefined {
    return this.#wakefulness.until(this.#clock.now());
  }

  /** Till when people hold the node awake. */
  get heldUntil(): Seconds | undefined {
    return this.#wakefulness.heldUntil(this.#clock.now());
  }

  /** The time moved under the breath: the phase goes on for as long as it would have. */
  moved(shift: Seconds): void {
    this.#lastEarlyExhale += shift;
    this.hear({ kind: "moved", shift });
    const breath = this.#breath;
    if (breath === undefined) return;
    this.#breath = this.#foreseen(
      { ...breath, since: breath.since + shift, until: breath.until + shift },
      breath.cause,
    );
    this.#timer.set(this.#breath.until);
  }

  /** When the phase `wanted` begins next, if nothing calls earlier; of one that is not foreseen, the end of what is. */
  next(wanted: Phase): Seconds {
    const { ahead = [], until = this.#clock.now() } = this.#breath ?? {};
    return ahead.find(({ phase }) => phase === wanted)?.since ?? ahead.at(-1)?.until ?? until;
  }

  #turn(): void {
    const breath = this.#breath;
    if (breath === undefined) return;
    this.#wakeups++;
    // Phases follow each other without drift; but where a whole breath was slept through (a suspended laptop, a clock that was set),
    // nobody wants to live it again: the rhythm goes on from now.
    const now = this.#clock.now();
    const onTime = now > breath.until - 1 && (now === breath.until || now < this.next(breath.phase));
    this.#enter(phaseAfter({ ...breath, until: onTime ? breath.until : now }, this.#outlook()), "rhythm");
  }

  #enter(phase: BreathPhase, cause: Breath["cause"]): void {
    if (this.#coming !== undefined && phase.cycle >= this.#coming.cycle) {
      this.#rhythm = this.#coming.rhythm;
      this.#coming = undefined;
    }
    if (phase.phase === "inhale") {
      this.#deepened = this.#deeperNext;
      this.#deeperNext = 0;
    }
    const breath = this.#foreseen(phase, cause);
    this.#breath = breath;
    this.#timer.set(breath.until);
    this.#entered(breath);
  }

  /** A phase that is called, as it would be now; undefined where the rhythm has none. */
  #begun(phase: Phase, cycle: number): BreathPhase | undefined {
    const since = this.#clock.now();
    const length = this.#outlook().rhythm.lengthOf(phase, { cycle, since });
    if (length <= 0) return undefined;
    return { phase, cycle, since, until: since + length + (phase === "inhale" ? this.#deeperNext : 0) };
  }

  /** Changes how long the node stays awake. Gives the breath as it is now, if that changed it. */
  #stir(change: () => void): Breath | undefined {
    const was = this.awakeUntil;
    change();
    const is = this.awakeUntil;
    if (this.#breath === undefined || is === was) return undefined;
    this.#breath = this.#foreseen(this.#breath, (is ?? 0) > (was ?? 0) ? "held" : "released");
    return this.#breath;
  }

  #foreseen({ phase, cycle, since, until }: BreathPhase, cause: Breath["cause"]): Breath {
    const present = { phase, cycle, since, until };
    const outlook = this.#outlook();
    const { awakeUntil } = outlook;
    const ahead = forecast(present, outlook);
    return { ...present, cause, rhythm: told(this.#rhythm), ahead, ...(awakeUntil !== undefined && { awakeUntil }) };
  }

  #outlook(): Outlook {
    const rhythm = this.#coming === undefined ? this.#rhythm : followed(this.#rhythm, this.#coming);
    return { rhythm, deeper: this.#deeperNext, awakeUntil: this.awakeUntil };
  }
}
