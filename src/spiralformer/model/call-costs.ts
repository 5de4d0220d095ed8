import type { CallMode } from "../../domain/wake.js";
import type { ModelCard } from "../cards/model-card.js";

/** What a call costs, by the model's card: counted from what it was told, never measured. */
export class CallCosts {
  readonly #card: Pick<ModelCard, "macs" | "offsets" | "local_reach">;
  /** Tokens that each layer has taken in. */
  readonly #taken: number[];

  constructor(card: Pick<ModelCard, "macs" | "offsets" | "local_reach">, layers: number) {
    this.#card = card;
    this.#taken = Array.from({ length: layers }, () => 0);
  }

  /** Multiply-adds of a call on so many channels. */
  macs(mode: CallMode, channels: number): number {
    const { fixed, electrode } = this.#card.macs[mode];
    return fixed + electrode * channels;
  }

  /** Counts the next call. Returns the awake tokens that it attends to, itself included, over all layers that it enters. */
  addCall(mode: CallMode, wide: boolean): number {
    const depth = mode === "inhale" ? this.#taken.length : mode === "local" ? 1 : 0;
    let tokens = 0;
    for (let layer = 0; layer < depth; layer++) {
      const there = this.#taken[layer]!;
      const reach = wide ? there : Math.min(there, this.#card.local_reach);
      tokens += this.#card.offsets.filter((back) => back <= reach).length;
      this.#taken[layer] = there + 1;
    }
    return tokens;
  }
}
