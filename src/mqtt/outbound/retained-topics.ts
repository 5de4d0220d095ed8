import { messageOf } from "../../domain/errors.js";
import type { Log } from "../../ports/log.js";
import type { Wire } from "../../ports/wire.js";

interface Value {
  /** What the payload says, less the time at which it is said: equal ones are not sent again. */
  readonly meaning: string;
  /** As it is to be sent now; empty clears the topic. */
  readonly payload: () => string;
}

/**
 * What should stand on the broker, retained: of each topic the newest value only. It is sent when it differs from what the
 * broker last acknowledged, and all of it again when the broker may have forgotten.
 */
export class RetainedTopics {
  readonly #wire: Wire;
  readonly #log: Log;
  readonly #onAcknowledged: (topic: string) => void;
  /** In the order in which the topics first came, which is the order in which they are sent. */
  readonly #wanted = new Map<string, Value>();
  readonly #acknowledged = new Map<string, Value>();
  /** To be told once more, as ordinary messages. */
  readonly #asked = new Set<string>();

  /** `onAcknowledged`: the broker has what stands on that (whole) topic. */
  constructor(wire: Wire, log: Log, onAcknowledged: (topic: string) => void = () => {}) {
    this.#wire = wire;
    this.#log = log;
    this.#onAcknowledged = onAcknowledged;
  }

  /** `topic` is the whole one. A payload that depends on when it is sent is asked for then. */
  set(topic: string, meaning: string, payload: () => string): void {
    if (this.#wanted.get(topic)?.meaning !== meaning) this.#wanted.set(topic, { meaning, payload });
  }

  /** Nothing shall stand there any more. Sent even where nothing was known to stand: an earlier run may have left it. */
  clear(topic: string): void {
    this.set(topic, "", () => "");
  }

  /** Tells this topic once more, although the broker has it. */
  repeat(topic: string): void {
    this.#acknowledged.delete(topic);
  }

  /** The broker may have lost what it retained: everything must be told anew. */
  repeatAll(): void {
    this.#acknowledged.clear();
  }

  /** Tells all of it as ordinary messages, with the next `send`: not every broker hands out what it retains. Gives their number. */
  tellAll(): number {
    for (const [topic, { meaning }] of this.#wanted) if (meaning !== "") this.#asked.add(topic);
    return this.#asked.size;
  }

  /** Has the broker what should stand on `topic`? */
  isAcknowledged(topic: string): boolean {
    const wanted = this.#wanted.get(topic);
    return wanted !== undefined && this.#acknowledged.get(topic) === wanted;
  }

  /**
   * Sends what changed and what was asked for, one after the other. What the broker refuses is said and left alone until it changes.
   * @throws AndasError `broker` when the connection goes; what was not acknowledged is sent next time.
   */
  async send(): Promise<void> {
    for (const [topic, value] of this.#wanted) {
      if (this.#acknowledged.get(topic) === value) continue;
      try {
        await this.#wire.publish(topic, value.payload(), { qos: 1, retain: true });
        if (value.meaning !== "") this.#onAcknowledged(topic);
      } catch (error) {
        if (!this.#wire.connected) throw error;
        this.#log("warn", messageOf(error));
      }
      this.#acknowledged.set(topic, value);
      if (value.meaning === "" && this.#wanted.get(topic) === value) {
        this.#wanted.delete(topic);
        this.#acknowledged.delete(topic);
      }
    }
    for (const topic of this.#asked) {
      const payload = this.#wanted.get(topic)?.payload() ?? "";
      if (payload !== "") await this.#tell(topic, payload);
      this.#asked.delete(topic);
    }
  }

  async #tell(topic: string, payload: string): Promise<void> {
    try {
      await this.#wire.publish(topic, payload, { qos: 1, retain: false });
    } catch (error) {
      if (!this.#wire.connected) throw error;
      this.#log("warn", messageOf(error));
    }
  }
}
