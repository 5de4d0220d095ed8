import type { Seconds } from "../../domain/time.js";
import type { Tell, Watch } from "./watch.js";

interface Line {
  /** Where it begins, and where it is over. */
  readonly at: number;
  readonly over: number;
  readonly begins: string;
  readonly ends: string;
  /** It begins when the value falls to the line; else when it rises to it. */
  readonly below: boolean;
}

/** That something began is felt half; that it is over, less. */
const BEGINS = 0.5;
const ENDS = 0.3;

/**
 * A line that is crossed: told when it begins and when it is over, once each. What was so from the first value on did not begin while
 * anybody listened, and only its end is told.
 */
export class Threshold implements Watch {
  readonly #line: Line;
  readonly #tell: Tell;
  #on: boolean | undefined;

  constructor(line: Line, tell: Tell) {
    this.#line = line;
    this.#tell = tell;
  }

  push(at: Seconds, value: number): void {
    const { at: line, over, begins, ends, below } = this.#line;
    const sign = below ? -1 : 1;
    const isThere = sign * (value - line) >= 0;
    if (this.#on === undefined) this.#on = isThere;
    else if (!this.#on && isThere) {
      this.#on = true;
      this.#tell(begins, at, value, BEGINS);
    } else if (this.#on && sign * (value - over) < 0) {
      this.#on = false;
      this.#tell(ends, at, value, ENDS);
    }
  }
}
