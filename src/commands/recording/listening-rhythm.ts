import { AndasError } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";

/** `120/480`: of every 480 s, counted from the first row, the first 120 are heard and the rest is a planned rest. */
export class ListeningRhythm {
  readonly #heard: Seconds;
  readonly #cycle: Seconds;
  #from: Seconds = Number.NaN;

  constructor(heard: Seconds, cycle: Seconds) {
    this.#heard = heard;
    this.#cycle = cycle;
  }

  /** @throws `usage` on anything but two numbers of seconds, the first the smaller one */
  static parse(text: string): ListeningRhythm {
    const [heard, cycle, ...more] = text.split("/").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (more.length === 0 && heard !== undefined && cycle !== undefined && heard > 0 && cycle >= heard && cycle < 1e9)
      return new ListeningRhythm(heard, cycle);
    throw new AndasError(
      "usage",
      `--listen ${text}: give seconds heard and the seconds of a whole cycle, like 120/480`,
    );
  }

  /** Is a row of this time heard? */
  hears(at: Seconds): boolean {
    if (Number.isNaN(this.#from)) this.#from = at;
    const since = at - this.#from;
    return since - Math.floor(since / this.#cycle) * this.#cycle < this.#heard;
  }
}
