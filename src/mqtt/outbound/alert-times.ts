import type { Seconds } from "../../domain/time.js";
import type { AlertDelay } from "../../protocol/payloads/health.js";

/** Measures what an alert is for: that somebody hears of it soon. Each raising counts once, when its PUBACK came. */
export class AlertTimes {
  readonly #waiting = new Map<string, Seconds>();
  #delay: AlertDelay | undefined;

  /** `topic` waits for the broker from `now` on. Raised anew before it was heard, it waits still. */
  raised(topic: string, now: Seconds): void {
    if (!this.#waiting.has(topic)) this.#waiting.set(topic, now);
  }

  /** Nobody need hear of it any more. */
  cleared(topic: string): void {
    this.#waiting.delete(topic);
  }

  acknowledged(topic: string, now: Seconds): void {
    const since = this.#waiting.get(topic);
    if (since === undefined) return;
    this.#waiting.delete(topic);
    const last = Math.max(0, now - since);
    this.#delay = { last, worst: Math.max(last, this.#delay?.worst ?? 0) };
  }

  /** Undefined until the first was heard. */
  get delay(): AlertDelay | undefined {
    return this.#delay;
  }
}
