import type { Alert } from "../domain/alert.js";
import type { EventLog } from "../domain/event-log.js";
import type { Seconds } from "../domain/time.js";
import type { Section } from "../ports/section.js";

/** What a person should look at. Raised once, kept over restarts, told again when it is over. */
export class Alerts {
  readonly #standing: Section<readonly Alert[]>;
  readonly #events: EventLog;

  constructor(standing: Section<readonly Alert[]>, events: EventLog) {
    this.#standing = standing;
    this.#events = events;
  }

  /** Those that nobody has cleared yet. */
  get standing(): readonly Alert[] {
    return this.#standing.value;
  }

  raise(id: string, text: string, at: Seconds): void {
    if (this.#standing.value.some((alert) => alert.id === id && alert.text === text)) return;
    const alert: Alert = { id, text, at, raised: true };
    this.#standing.value = [...this.#standing.value.filter((other) => other.id !== id), alert];
    this.#events.tell(at, { type: "alert", alert });
  }

  /** The time moved: alerts that were raised since `began` were raised so much later. */
  moved(began: Seconds, shift: Seconds): void {
    this.#standing.value = this.#standing.value.map((alert) =>
      alert.at < began ? alert : { ...alert, at: alert.at + shift },
    );
  }

  /** False when there was no such alert. */
  clear(id: string, at: Seconds): boolean {
    const alert = this.#standing.value.find((other) => other.id === id);
    if (alert === undefined) return false;
    this.#standing.value = this.#standing.value.filter((other) => other !== alert);
    this.#events.tell(at, { type: "alert", alert: { ...alert, at, raised: false } });
    return true;
  }
}
