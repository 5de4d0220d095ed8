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

  /** @param about the electrodes that have it: further ones are added to those for whom it stands already */
  raise(id: string, text: string, at: Seconds, about: readonly string[] = []): void {
    const before = this.#standing.value.find((alert) => alert.id === id);
    const electrodes = [...new Set([...(before?.electrodes ?? []), ...about])];
    if (before?.text === text && electrodes.length === (before.electrodes?.length ?? 0)) return;
    this.#stand({ id, text, at, raised: true, ...(electrodes.length > 0 && { electrodes }) });
  }

  /** These electrodes are well again. False while the alert stands for others. */
  isOverFor(id: string, well: readonly string[], at: Seconds): boolean {
    const before = this.#standing.value.find((alert) => alert.id === id);
    const left = before?.electrodes?.filter((electrode) => !well.includes(electrode)) ?? [];
    if (before === undefined || left.length === 0) return true;
    if (left.length < (before.electrodes?.length ?? 0)) this.#stand({ ...before, at, electrodes: left });
    return false;
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

  #stand(alert: Alert): void {
    this.#standing.value = [...this.#standing.value.filter(({ id }) => id !== alert.id), alert];
    this.#events.tell(alert.at, { type: "alert", alert });
  }
}
