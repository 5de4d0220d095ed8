import type { Breath } from "../domain/breath.js";
import type { EventLog } from "../domain/event-log.js";
import { type Seconds, spoken } from "../domain/time.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { BreathClock } from "./breath-clock.js";
import type { RhythmNews } from "./rhythms/rhythm.js";

/**
 * What calls the breath. In the same instant, but not in the middle of a sample: a phase does not change under those who are
 * still listening.
 */
export class BreathCalls implements BreathControl {
  readonly #clock: Clock;
  readonly #breath: BreathClock;
  readonly #events: EventLog;
  readonly #log: Log;
  readonly #timer: Timer;
  #exhale = false;
  #gasp = false;
  #wake = false;

  constructor(options: { clock: Clock; breath: BreathClock; events: EventLog; log: Log }) {
    this.#clock = options.clock;
    this.#breath = options.breath;
    this.#events = options.events;
    this.#log = options.log;
    this.#timer = options.clock.timer("early breath", () => this.#answer());
  }

  /** Inhale now. */
  gasp(): boolean {
    if (!this.#breath.canGasp) return false;
    this.#gasp = true;
    this.#timer.set(this.#clock.now());
    return true;
  }

  /** Radio up now, rate limited by the rhythm's settings: what is refused goes out with the next exhale. */
  exhale(): void {
    this.#exhale = true;
    this.#timer.set(this.#clock.now());
  }

  /** The present inhale, or the next one, lasts so much longer. */
  deepen(seconds: Seconds): void {
    this.#tell(this.#breath.deepen(seconds));
  }

  /** No pause for so long; one that is under way ends. */
  stayAwake(seconds: Seconds): void {
    this.#tell(this.#breath.stayAwake(seconds));
    this.#endPause();
  }

  /** Somebody holds the node awake till then, or (undefined) lets go of it. */
  hold(until: Seconds | undefined): void {
    this.#tell(this.#breath.hold(until));
    this.#endPause();
  }

  /** The rhythm hears of something. */
  hear(news: RhythmNews): void {
    this.#tell(this.#breath.hear(news));
  }

  /** What the rhythm asks: life calls nobody but who rests. */
  inhale(): void {
    if (this.#breath.breath?.phase === "pause") this.gasp();
  }

  stop(): void {
    this.#timer.cancel();
  }

  /** Called at once for both, it tells first: the inhale then follows without waiting for the radio. */
  #answer(): void {
    if (this.#exhale && !this.#breath.exhaleEarly()) {
      const wait = spoken(this.#breath.next("exhale") - this.#clock.now());
      this.#log("info", `an early exhale was called for too soon after the last one: the next comes in ${wait}`);
    }
    if (this.#gasp) this.#breath.gasp();
    if (this.#wake) this.#breath.endPause();
    this.#exhale = false;
    this.#gasp = false;
    this.#wake = false;
  }

  #endPause(): void {
    if (this.#breath.breath?.phase !== "pause" || this.#breath.awakeUntil === undefined) return;
    this.#wake = true;
    this.#timer.set(this.#clock.now());
  }

  /** The phase goes on, and something about it or what is to come has changed. */
  #tell(breath: Breath | undefined): void {
    if (breath !== undefined) this.#events.tell(this.#clock.now(), { type: "breath", breath });
  }
}
