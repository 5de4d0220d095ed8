import type { Happening, NodeEvent, NodeListener } from "../domain/event.js";
import type { Seconds } from "../domain/time.js";

/** The one line in which everything that happens in a node stands, numbered in its order, for all who want to know. */
export class Journal {
  readonly #listeners: NodeListener[] = [];
  #seq = 0;

  listen(listener: NodeListener): void {
    this.#listeners.push(listener);
  }

  tell(at: Seconds, happening: Happening): void {
    const event: NodeEvent = { ...happening, at, seq: this.#seq++ };
    for (const listener of this.#listeners) listener(event);
  }
}
