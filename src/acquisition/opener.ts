import { isAndasError, messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { DeviceInput } from "./device-input.js";

/** First and longest wait between two tries. */
const FIRST_WAIT: Seconds = 2;
const LONGEST_WAIT: Seconds = 60;

/**
 * Opens one device. One that is not there ends nobody's life: it is named in a fault, once, and tried again for ever, while the
 * others are heard.
 */
export class Opener {
  readonly #input: DeviceInput;
  readonly #clock: Clock;
  readonly #again: Timer;
  #wait = FIRST_WAIT;
  #told = false;
  /** It was due while nobody would have listened. */
  #missed = false;
  #opening: Promise<void> = Promise.resolve();

  constructor(input: DeviceInput, clock: Clock) {
    this.#input = input;
    this.#clock = clock;
    const name = `${input.planned.name} opening`;
    this.#again = clock.timer(name, () => {
      this.#missed = input.rests;
      if (!this.#missed) this.#tryAgain(name);
    });
  }

  /** The breath moved on: a try that a rest was spared comes now, if it is over. */
  review(): void {
    if (!this.#missed || this.#input.rests) return;
    this.#missed = false;
    this.#tryAgain(this.#again.name);
  }

  /** @throws whatever is wrong beside its absence */
  async open(): Promise<void> {
    try {
      await this.#input.start();
    } catch (error) {
      if (!isAndasError(error, "device")) throw error;
      if (!this.#told) this.#tell(error);
      this.#told = true;
      this.#again.set(this.#clock.now() + this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
  }

  async stop(): Promise<void> {
    this.#again.cancel();
    await this.#opening;
    this.#again.cancel();
    await this.#input.planned.device.stop();
  }

  #tryAgain(name: string): void {
    // What is wrong with the card was said at the start; later it can only be told.
    this.#opening = this.#clock.hold(name, this.open()).catch((error: unknown) => this.#tell(error));
  }

  #tell(error: unknown): void {
    this.#input.fault(this.#clock.now(), messageOf(error));
  }
}
