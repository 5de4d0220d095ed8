import type { Alert } from "../domain/alert.js";
import type { Seconds } from "../domain/time.js";
import type { Journal } from "./journal.js";
import type { NodeState } from "./node-state.js";

/** What a person should look at. Raised once, kept over restarts, told again when it is over. */
export class Alerts {
  readonly #state: NodeState;
  readonly #journal: Journal;

  constructor(state: NodeState, journal: Journal) {
    this.#state = state;
    this.#journal = journal;
  }

  raise(id: string, text: string, at: Seconds): void {
    if (this.#state.alerts.some((alert) => alert.id === id && alert.text === text)) return;
    const alert: Alert = { id, text, at, raised: true };
    this.#state.alerts = [...this.#state.alerts.filter((other) => other.id !== id), alert];
    this.#journal.tell(at, { type: "alert", alert });
  }

  /** False when there was no such alert. */
  clear(id: string, at: Seconds): boolean {
    const alert = this.#state.alerts.find((other) => other.id === id);
    if (alert === undefined) return false;
    this.#state.alerts = this.#state.alerts.filter((other) => other !== alert);
    this.#journal.tell(at, { type: "alert", alert: { ...alert, at, raised: false } });
    return true;
  }
}
