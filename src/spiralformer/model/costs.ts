import type { CallMode } from "../../ports/reader.js";
import type { ModelCard } from "./card.js";

/** What a call costs, by the model's card: counted from what it was told, never measured. */
export class Costs {
  readonly #card: Pick<ModelCard, "macs" | "offsets" | "local_reach">;
  /** Tokens that each layer has taken in. */
  readonly #taken: number[];

  constructor(card: Pick<ModelCard, "macs" | "offsets" | "local_reach">, layers: number) {
    this.#card = card;
    this.#taken = Array.from({ length: layers }, () => 0);
  }

  /** Multiply-adds of a call with so many seats taken. */
  macs(mode: CallMode, seats: number): number {
    const { fixed, electrode } = this.#card.macs[mode];
    return fixed + electrode * seats;
  }

  /** Awake tokens that the next call attends to, itself included, over all layers that it enters; and takes it in. */
  attend(mode: CallMode, wide: boolean): number {
    const depth = mode === "inhale" ? this.#taken.length : mode === "local" ? 1 : 0;
    let tokens = 0;
    for (let layer = 0; layer < depth; layer++) {
      const there = this.#taken[layer] as number;
      const reach = wide ? there : Math.min(there, this.#card.local_reach);
      tokens += this.#card.offsets.filter((back) => back <= reach).length;
      this.#taken[layer] = there + 1;
    }
    return tokens;
  }
}
