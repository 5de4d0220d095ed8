import { GLYPHS } from "../domain/glyph.js";

/** A glyph that the model held for impossible surprises by this much at most: 20 bits. */
const LEAST = 2 ** -20;

/**
 * How surprising the glyphs are that come: after each call the model says which glyph each electrode will show in the next slot, and
 * what comes then costs -log2 of what it gave it, in bits, on average over the channels.
 */
export class Surprise {
  #following: Float32Array | undefined;
  #sum = 0;
  #count = 0;

  /** Mean since the last `reset`, in bits an electrode and slot; 0 before anything was foretold. */
  get bits(): number {
    return this.#count > 0 ? this.#sum / this.#count : 0;
  }

  /** The next slot is over. `electrodes`: the one on each channel of the model. */
  addGlyphs(glyph: Uint8Array, electrodes: readonly number[], present: Uint8Array): void {
    const following = this.#following;
    this.#following = undefined;
    if (following === undefined) return;
    for (const [channel, electrode] of electrodes.entries()) {
      if (present[electrode] !== 1) continue;
      const share = following[channel * GLYPHS.length + glyph[electrode]!] ?? 0;
      this.#sum -= Math.log2(Math.max(share, LEAST));
      this.#count++;
    }
  }

  /** What the model said of the slot to come. */
  setForecast(following: Float32Array): void {
    this.#following = following;
  }

  reset(): void {
    this.#sum = 0;
    this.#count = 0;
  }
}
