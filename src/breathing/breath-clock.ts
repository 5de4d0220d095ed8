import { type Breath, type BreathSettings, PHASES, type Phase } from "../domain/breath.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";

/**
 * The rhythm of the node: inhale, hold, exhale, pause, and again. It owns one timer, set to the end of the phase, and knows
 * nothing of what the phases are for: whoever wants to know what is open asks `GATES` of the domain.
 */
export class BreathClock {
  readonly #clock: Clock;
  readonly #settings: BreathSettings;
  readonly #entered: (breath: Breath) => void;
  readonly #timer: Timer;
  #breath: Breath | undefined;
  #lastEarlyExhale: Seconds = Number.NEGATIVE_INFINITY;
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

  /** Inhale now: something calls for it. Nothing to do while inhaling. Says whether it was heard. */
  gasp(cause: "gasp" | "sentinel" = "gasp"): boolean {
    const breath = this.#breath;
    if (breath === undefined || breath.phase === "inhale" || this.#settings.phases.inhale === 0) return false;
    this.#enter("inhale", breath.cycle + 1, this.#clock.now(), cause);
    return true;
  }

  /** Exhale now: something cannot wait to be told. At most once in `earlyExhaleEvery`. Says whether it was heard. */
  exhaleEarly(): boolean {
    const breath = this.#breath;
    const now = this.#clock.now();
    if (breath === undefined || breath.phase === "exhale" || this.#settings.phases.exhale === 0) return false;
    if (now - this.#lastEarlyExhale < this.#settings.earlyExhaleEvery) return false;
    this.#lastEarlyExhale = now;
    this.#enter("exhale", breath.cycle, now, "early-exhale");
    return true;
  }

  /** When the phase `wanted` begins next, if nothing calls earlier. */
  next(wanted: Phase): Seconds {
    if (this.#breath === undefined) return this.#clock.now();
    let at = this.#breath.until;
    let phase = this.#after(this.#breath.phase);
    for (let i = 0; i < PHASES.length && phase !== wanted; i++) {
      at += this.#settings.phases[phase];
      phase = this.#after(phase);
    }
    return at;
  }

  #turn(): void {
    const breath = this.#breath;
    if (breath === undefined) return;
    this.#wakeups++;
    const phase = this.#after(breath.phase);
    // Phases follow each other without drift; but where a whole cycle was slept through (a suspended laptop, a clock that
    // was set), nobody wants to live it again: the rhythm goes on from now.
    const late = this.#clock.now() - breath.until;
    const since = late < this.#cycleLength() && late > -1 ? breath.until : this.#clock.now();
    this.#enter(phase, phase === this.#from(PHASES[0]) ? breath.cycle + 1 : breath.cycle, since, "rhythm");
  }

  #enter(phase: Phase, cycle: number, since: Seconds, cause: Breath["cause"]): void {
    this.#breath = { phase, cycle, since, until: since + this.#settings.phases[phase], cause };
    this.#timer.set(this.#breath.until);
    this.#entered(this.#breath);
  }

  #after(phase: Phase): Phase {
    return this.#from(PHASES[(PHASES.indexOf(phase) + 1) % PHASES.length] as Phase);
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
