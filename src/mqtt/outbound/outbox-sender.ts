import { messageOf } from "../../domain/errors.js";
import type { Message } from "../../domain/message.js";
import type { Seconds } from "../../domain/time.js";
import type { TimeCorrection } from "../../domain/time-correction.js";
import type { Clock } from "../../ports/clock.js";
import type { Outbox } from "../../ports/outbox.js";
import type { Wire } from "../../ports/wire.js";
import { correctTimes } from "../../protocol/correct-times.js";
import { outgoingPayload } from "../../protocol/payloads/event.js";

/** Messages on their way at once: enough to fill a slow link, few enough to repeat after a loss. */
const WINDOW = 16;

export interface Sent {
  /** Messages that the broker acknowledged. */
  readonly sent: number;
  /** One line, if it ended before the outbox was empty. */
  readonly problem?: string;
}

/** A message on its way. `landed` never rejects. */
interface Flight {
  readonly message: Message;
  readonly landed: Promise<{ problem?: string }>;
}

/**
 * Empties the outbox, oldest first, several on their way at once. A message leaves it on its PUBACK and never before one
 * that is older: what is cut off by a lost connection is repeated next time, in order, and `(boot, seq)` names the repeats.
 */
export class OutboxSender {
  readonly #wire: Wire;
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #root: string;
  readonly #perSecond: number;
  readonly #corrections: () => readonly TimeCorrection[];

  /** `perSecond`: at most so many messages a second. `corrections`: when the node's time was wrong. */
  constructor(
    wire: Wire,
    outbox: Outbox,
    clock: Clock,
    root: string,
    perSecond: number,
    corrections: () => readonly TimeCorrection[] = () => [],
  ) {
    this.#wire = wire;
    this.#outbox = outbox;
    this.#clock = clock;
    this.#root = root;
    this.#perSecond = perSecond;
    this.#corrections = corrections;
  }

  /** `cycle` is the breath that is now; after `until` nothing more is begun. Never throws. */
  async send(cycle: number, until: Seconds = Number.POSITIVE_INFINITY): Promise<Sent> {
    const flights: Flight[] = [];
    const pace = new TokenBucket(this.#clock, this.#perSecond);
    let sent = 0;
    let problem: string | undefined;
    for (;;) {
      while (flights.length < WINDOW && problem === undefined && this.#clock.now() < until) {
        const message = this.#next(flights);
        if (!message) break;
        await pace.turn();
        flights.push({ message, landed: this.#launch(message, cycle) });
      }
      const oldest = flights.shift();
      if (!oldest) return { sent, ...(problem !== undefined && { problem }) };
      const landed = await oldest.landed;
      problem ??= landed.problem;
      if (problem === undefined) {
        this.#outbox.acknowledge(oldest.message);
        sent++;
      }
    }
  }

  /** The oldest that is not on its way: looked for by name, for a full outbox may lose its oldest meanwhile. */
  #next(flights: readonly Flight[]): Message | undefined {
    for (let i = 0; i <= flights.length; i++) {
      const message = this.#outbox.at(i);
      if (!message || !flights.some((flight) => isSame(flight.message, message))) return message;
    }
    return undefined;
  }

  async #launch(message: Message, cycle: number): Promise<{ problem?: string }> {
    try {
      const payload = correctTimes(outgoingPayload(message, cycle), message.boot, this.#corrections());
      await this.#wire.publish(`${this.#root}/${message.topic}`, payload, { qos: 1, retain: message.retain });
      return {};
    } catch (error) {
      return { problem: messageOf(error) };
    }
  }
}

function isSame(a: Message, b: Message): boolean {
  return a.seq === b.seq && a.boot === b.boot;
}

/** Lets a second's worth through at once, and the rest at an even step. */
class TokenBucket {
  readonly #clock: Clock;
  readonly #step: Seconds;
  readonly #burst: Seconds = 1;
  /** When an even stream would have come to the next message. */
  #due: Seconds;

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#step = 1 / perSecond;
    this.#due = clock.now();
  }

  async turn(): Promise<void> {
    // Simulated time stands still while we send: there is no second to spread the messages over.
    if (this.#clock.quality === "simulated") return;
    this.#due = Math.max(this.#due, this.#clock.now() - this.#burst) + this.#step;
    const wait = this.#due - this.#burst;
    if (wait <= this.#clock.now()) return;
    await new Promise<void>((resolve) => this.#clock.timer("outbox-pace", resolve).set(wait));
  }
}
