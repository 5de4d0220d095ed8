import type { NodeEvent } from "../domain/event.js";
import type { Spike } from "../domain/spike.js";

/** The last spike of every electrode in this life, for those who ask what is heard. */
export class LastSpikes {
  readonly #spikes = new Map<string, Spike>();

  readonly hear = (event: NodeEvent): void => {
    if (event.type === "spike") this.#spikes.set(event.spike.electrode, event.spike);
  };

  of(electrode: string): Spike | undefined {
    return this.#spikes.get(electrode);
  }
}
