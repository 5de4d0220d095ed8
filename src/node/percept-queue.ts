import type { Noticed } from "../domain/percept.js";

/**
 * Where everything that is noticed waits for attention, in its order. Whoever notices something puts it in and knows nothing of who
 * attends to it: so that what comes of a percept (an awareness, the outcome of an action) comes in as every other percept does.
 */
export class PerceptQueue {
  readonly #waiting: Noticed[] = [];
  #attend: () => void = () => {};

  /** `attend` is called each time something was put in; it `take`s when it can. */
  attendedBy(attend: () => void): void {
    this.#attend = attend;
    if (this.#waiting.length > 0) attend();
  }

  readonly put = (noticed: Noticed): void => {
    this.#waiting.push(noticed);
    this.#attend();
  };

  take(): Noticed | undefined {
    return this.#waiting.shift();
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
