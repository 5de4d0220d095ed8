import type { Seconds } from "../../../src/domain/time.js";
import { parseDecimal } from "./decimal.js";
import { parseIsoTime } from "./iso-time.js";

/** The time cells of a recording. The first that can be read decides how all are: numbers of seconds, or ISO 8601. */
export class TimeColumn {
  #kind: "seconds" | "iso" | undefined;
  readonly #zero = { seconds: 0, nanoseconds: 0 };
  #first: Seconds = 0;
  readonly #instant = { seconds: 0, nanoseconds: 0 };

  get known(): boolean {
    return this.#kind !== undefined;
  }

  /** When the recording's time is zero, since 1970, if it says so: the first ISO time. */
  get epoch(): Seconds | undefined {
    return this.#kind === "iso" ? this.#zero.seconds + this.#zero.nanoseconds / 1e9 : undefined;
  }

  /** The first time that could be read, in the recording's own seconds. */
  get first(): Seconds {
    return this.#first;
  }

  /** The recording's own seconds (ISO: since the first), NaN if the cell cannot be read. */
  read(bytes: Uint8Array, start: number, end: number): Seconds {
    if (this.#kind !== "iso") {
      const seconds = parseDecimal(bytes, start, end);
      if (Number.isFinite(seconds)) {
        if (this.#kind === undefined) this.#first = seconds;
        this.#kind = "seconds";
        return seconds;
      }
      if (this.#kind === "seconds") return Number.NaN;
    }
    const instant = this.#instant;
    if (!parseIsoTime(bytes, start, end, instant)) return Number.NaN;
    if (this.#kind === undefined) {
      this.#kind = "iso";
      this.#zero.seconds = instant.seconds;
      this.#zero.nanoseconds = instant.nanoseconds;
    }
    return instant.seconds - this.#zero.seconds + (instant.nanoseconds - this.#zero.nanoseconds) / 1e9;
  }
}
