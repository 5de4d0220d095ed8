import { messageOf } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { RadioSwitch } from "../../ports/power.js";
import type { Radio } from "../../ports/radio.js";
import { within } from "./within.js";

/** A Pi finds its network in 5 to 15 s; after this the broker is tried all the same. */
const UP_WITHIN: Seconds = 30;
const DOWN_WITHIN: Seconds = 10;

/**
 * The radio that is up to exhale and no longer. One that does not obey is told of, and the node lives on: with it up it only costs more, with
 * it down what waits stays in the outbox.
 */
export class ExhalingRadio implements Radio {
  readonly #parts: { readonly radio: RadioSwitch; readonly clock: Clock; readonly log: Log };
  readonly #isAsked: () => boolean;
  #trouble: string | undefined;
  #wasDown = false;

  /** @param isAsked shall it be switched at all? */
  constructor(parts: { radio: RadioSwitch; clock: Clock; log: Log }, isAsked: () => boolean) {
    this.#parts = parts;
    this.#isAsked = isAsked;
  }

  async up(): Promise<void> {
    if (this.#isAsked())
      await this.#switch("the radio does not come up", UP_WITHIN, (patience) => this.#parts.radio.up(patience));
  }

  async down(): Promise<void> {
    if (!this.#isAsked()) return;
    this.#wasDown = true;
    await this.#switch("the radio does not go down", DOWN_WITHIN, () => this.#parts.radio.down());
  }

  /** It was turned down in this run. */
  get wasDown(): boolean {
    return this.#wasDown;
  }

  /** What is wrong with it, in one line. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  async #switch(fault: string, most: Seconds, work: (patience: AbortSignal) => Promise<void>): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      await within(clock, fault, most, work);
      this.#trouble = undefined;
    } catch (error) {
      const text = messageOf(error);
      const trouble = text.startsWith(fault) ? text : `${fault}: ${text}`;
      if (trouble !== this.#trouble) log("warn", trouble);
      this.#trouble = trouble;
    }
  }
}
