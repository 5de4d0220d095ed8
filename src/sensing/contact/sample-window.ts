import type { Seconds } from "../../domain/time.js";

/** So many samples are remembered: a minute at 1 Hz and much more, and of 10 kHz enough to see hum in. */
const SAMPLES = 4096;

/** The latest samples of one electrode, missing ones included. Allocates once. */
export class SampleWindow {
  readonly #times = new Float64Array(SAMPLES);
  readonly #values = new Float64Array(SAMPLES);
  #count = 0;

  /** Hot. */
  push(at: Seconds, mv: number): void {
    const place = this.#count++ % SAMPLES;
    this.#times[place] = at;
    this.#values[place] = mv;
  }

  /** Those after `since`, oldest first. */
  after(since: Seconds): { readonly times: readonly Seconds[]; readonly values: readonly number[] } {
    let from = this.#count;
    const oldest = Math.max(0, this.#count - SAMPLES);
    while (from > oldest && this.#times[(from - 1) % SAMPLES]! > since) from--;
    const places = Array.from({ length: this.#count - from }, (_, i) => (from + i) % SAMPLES);
    return { times: places.map((place) => this.#times[place]!), values: places.map((place) => this.#values[place]!) };
  }
}
