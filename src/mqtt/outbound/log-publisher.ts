import type { Clock } from "../../ports/clock.js";
import type { LogLevel } from "../../ports/log.js";
import type { Wire } from "../../ports/wire.js";
import { encodeLog } from "../../protocol/payloads/log.js";
import { writeTopic } from "../../protocol/topics.js";

/** Lines that may wait while the connection is being opened. */
const WAITING = 32;

/** Lines on `log/<level>`, QoS 0: lost while there is no connection. */
export class LogPublisher {
  readonly #root: string;
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #waiting: { readonly topic: string; readonly payload: string }[] = [];
  #open = false;

  constructor(root: string, wire: Wire, clock: Clock) {
    this.#root = root;
    this.#wire = wire;
    this.#clock = clock;
  }

  /** The order on connect was gone through: what was said meanwhile goes out. */
  open(): void {
    this.#open = true;
    for (const { topic, payload } of this.#waiting.splice(0)) this.#publish(topic, payload);
  }

  close(): void {
    this.#open = false;
    this.#waiting.length = 0;
  }

  /** Never throws. */
  log(level: LogLevel, line: string): void {
    if (!this.#wire.connected) return;
    const topic = `${this.#root}/${writeTopic({ kind: "log", name: level })}`;
    const payload = encodeLog(line, { at: this.#clock.now(), quality: this.#clock.quality });
    if (this.#open) this.#publish(topic, payload);
    else if (this.#waiting.length < WAITING) this.#waiting.push({ topic, payload });
  }

  #publish(topic: string, payload: string): void {
    this.#wire.publish(topic, payload, { qos: 0, retain: false }).catch(() => {});
  }
}
