import type { EventLog } from "../domain/event-log.js";
import { type Seconds, spoken } from "../domain/time.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { BreathClock } from "./breath-clock.js";

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
    const breath = this.#breath.deepen(seconds);
    if (breath !== undefined) this.#events.tell(this.#clock.now(), { type: "breath", breath });
  }

  /** No pause for so long; one that is under way ends. */
  stayAwake(seconds: Seconds): void {
    this.#breath.stayAwake(seconds);
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
    this.#exhale = false;
    this.#gasp = false;
  }
}
