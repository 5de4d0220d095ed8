import type { Happening, NodeEvent, NodeListener } from "./event.js";
import type { Seconds } from "./time.js";

/** The one line in which everything that happens in a node stands, numbered in its order, for all who want to know. */
export class EventLog {
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
