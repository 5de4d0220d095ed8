import { type Breath, type BreathSettings, PHASES, type Phase } from "../domain/breath.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";

/** An inhale is never deepened by more than this. */
export const DEEPEST: Seconds = HOUR;
/** No pause is left out later than so long after somebody asked for it. */
export const LONGEST_AWAKE: Seconds = 6 * HOUR;

/**
 * The rhythm of the node: inhale, hold, exhale, pause, and again. It owns one timer, set to the end of the phase, and knows
 * nothing of what the phases are for.
 */
export class BreathClock {
  readonly #clock: Clock;
  readonly #settings: BreathSettings;
  readonly #entered: (breath: Breath) => void;
  readonly #timer: Timer;
  #breath: Breath | undefined;
  #lastEarlyExhale: Seconds = Number.NEGATIVE_INFINITY;
  /** By how much the present inhale is longer than the rhythm's, and by how much the next one will be. */
  #deepened: Seconds = 0;
  #deeperNext: Seconds = 0;
  #awakeUntil: Seconds = Number.NEGATIVE_INFINITY;
  #wakeups = 0;

  constructor(clock: Clock, settings: BreathSettings, entered: (breath: Breath) => void) {
    this.#clock = clock;
    this.#settings = settings;
    this.#entered = entered;
    this.#timer = clock.timer("breath", () => this.#turn());
  }

  /** Begins with an inhale. `cycle` is the last one of an earlier life of this node. */
  start(cycle = 0): void {
    if (this.#breath !== undefined) return;
    const first = this.#from(PHASES[0]);
    this.#enter(first, first === "inhale" ? cycle + 1 : cycle, this.#clock.now(), "start");
  }

  stop(): void {
    this.#timer.cancel();
    this.#breath = undefined;
  }

  /** Where the breath is; undefined before `start` and after `stop`. */
  get breath(): Breath | undefined {
    return this.#breath;
  }

  /** How often the rhythm woke the processor. */
  get wakeups(): number {
    return this.#wakeups;
  }

  /** Would a gasp be heard? Not while inhaling, nor where no breath has an inhale. */
  get canGasp(): boolean {
    return this.#breath !== undefined && this.#breath.phase !== "inhale" && this.#settings.phases.inhale > 0;
  }

  /** Inhale now: something calls for it. Nothing to do while inhaling. Says whether it was heard. */
  gasp(cause: "gasp" | "sentinel" = "gasp"): boolean {
    const breath = this.#breath;
    if (breath === undefined || !this.canGasp) return false;
    this.#enter("inhale", breath.cycle + 1, this.#clock.now(), cause);
    return true;
  }

  /**
   * Exhale now: something cannot wait to be told. An exhale under way begins anew, for its radio may be down again. At most once
   * in `earlyExhaleEvery`. Says whether it was heard.
   */
  exhaleEarly(): boolean {
    const breath = this.#breath;
    const now = this.#clock.now();
    if (breath === undefined || this.#settings.phases.exhale === 0) return false;
    // A clock that was set back holds nobody down.
    const since = now - this.#lastEarlyExhale;
    if (since >= 0 && since < this.#settings.earlyExhaleEvery) return false;
    this.#lastEarlyExhale = now;
    this.#enter("exhale", breath.cycle, now, "early-exhale");
    return true;
  }

  /**
   * The present inhale, or else the next one, lasts `seconds` longer than the rhythm's, at most `DEEPEST`. Asking again does not
   * add up: the longest counts. Gives the breath as it is now, if this changed it.
   */
  deepen(seconds: Seconds): Breath | undefined {
    const deeper = Math.min(Math.max(0, seconds), DEEPEST);
    const breath = this.#breath;
    if (breath?.phase !== "inhale") {
      this.#deeperNext = Math.max(this.#deeperNext, deeper);
      return undefined;
    }
    if (deeper <= this.#deepened) return undefined;
    this.#breath = { ...breath, until: breath.until + deeper - this.#deepened, cause: "deepened" };
    this.#deepened = deeper;
    this.#timer.set(this.#breath.until);
    return this.#breath;
  }

  /**
   * No pause for so long, at most `LONGEST_AWAKE`: one that is due is left out, and the exhale is followed by an inhale. A pause
   * under way goes on: whoever wants it ended gasps. Asking again never makes it shorter. A restart forgets it.
   */
  stayAwake(seconds: Seconds): void {
    const now = this.#clock.now();
    const until = now + Math.min(Math.max(0, seconds), LONGEST_AWAKE);
    // What was asked for before the clock was set back is not believed any more.
    const before = this.#awakeUntil > now + LONGEST_AWAKE ? now : this.#awakeUntil;
    this.#awakeUntil = Math.max(before, until);
  }

  /** Till when no pause will begin; undefined when the next one comes as usual. */
  get awakeUntil(): Seconds | undefined {
    return this.#isAwake(this.#clock.now()) ? this.#awakeUntil : undefined;
  }

  /** When the phase `wanted` begins next, if nothing calls earlier. */
  next(wanted: Phase): Seconds {
    if (this.#breath === undefined) return this.#clock.now();
    let at = this.#breath.until;
    let phase = this.#after(this.#breath.phase, at);
    for (let i = 0; i < PHASES.length && phase !== wanted; i++) {
      at += this.#lengthOf(phase);
      phase = this.#after(phase, at);
    }
    return at;
  }

  #turn(): void {
    const breath = this.#breath;
    if (breath === undefined) return;
    this.#wakeups++;
    const phase = this.#after(breath.phase, this.#clock.now());
    // Phases follow each other without drift; but where a whole cycle was slept through (a suspended laptop, a clock that
    // was set), nobody wants to live it again: the rhythm goes on from now.
    const late = this.#clock.now() - breath.until;
    const since = late < this.#cycleLength() && late > -1 ? breath.until : this.#clock.now();
    this.#enter(phase, phase === this.#from(PHASES[0]) ? breath.cycle + 1 : breath.cycle, since, "rhythm");
  }

  #enter(phase: Phase, cycle: number, since: Seconds, cause: Breath["cause"]): void {
    this.#breath = { phase, cycle, since, until: since + this.#lengthOf(phase), cause };
    if (phase === "inhale") {
      this.#deepened = this.#deeperNext;
      this.#deeperNext = 0;
    }
    this.#timer.set(this.#breath.until);
    this.#entered(this.#breath);
  }

  /** How long `phase` will be when it begins next. */
  #lengthOf(phase: Phase): Seconds {
    return this.#settings.phases[phase] + (phase === "inhale" ? this.#deeperNext : 0);
  }

  #after(phase: Phase, at: Seconds): Phase {
    const next = this.#from(following(phase));
    return next === "pause" && this.#isAwake(at) ? this.#from(following(next)) : next;
  }

  #isAwake(at: Seconds): boolean {
    return at < this.#awakeUntil && this.#awakeUntil <= at + LONGEST_AWAKE;
  }

  /** `phase`, or the next one that has any length. */
  #from(phase: Phase): Phase {
    let index = PHASES.indexOf(phase);
    while (this.#settings.phases[PHASES[index] as Phase] === 0) index = (index + 1) % PHASES.length;
    return PHASES[index] as Phase;
  }

  #cycleLength(): Seconds {
    return PHASES.reduce((sum, phase) => sum + this.#settings.phases[phase], 0);
  }
}

function following(phase: Phase): Phase {
  return PHASES[(PHASES.indexOf(phase) + 1) % PHASES.length] as Phase;
}
