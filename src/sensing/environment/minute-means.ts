import { MINUTE, type Seconds } from "../../domain/time.js";
import type { Watch } from "./watch.js";

/** Passes on the mean of each minute, when the next one begins: what one reading says alone is noise. A slow sensor's readings pass as they are. */
export class MinuteMeans implements Watch {
  readonly #watches: readonly Watch[];
  #minute = Number.NaN;
  #sum = 0;
  #count = 0;

  constructor(watches: readonly Watch[]) {
    this.#watches = watches;
  }

  push(at: Seconds, value: number): void {
    const minute = Math.floor(at / MINUTE);
    if (minute !== this.#minute) {
      if (this.#count > 0) for (const watch of this.#watches) watch.push(at, this.#sum / this.#count);
      this.#minute = minute;
      this.#sum = 0;
      this.#count = 0;
    }
    this.#sum += value;
    this.#count++;
  }
}
