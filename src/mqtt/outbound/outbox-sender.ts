import { isAndasError, messageOf } from "../../domain/errors.js";
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
/** After so many of them, others get their turn. */
const PAUSE_AFTER = 1000;

export interface Sent {
  /** Messages that the broker acknowledged. */
  readonly sent: number;
  /** One line, if it ended before the outbox was empty. */
  readonly problem?: string;
}

/** A message on its way. `landed` never rejects. */
interface Flight {
  readonly message: Message;
  readonly landed: Promise<Landing>;
}

/** What came of it: the broker has it, refuses it, will never take one of that size, or the connection went. */
type Landing =
  | { readonly is: "acknowledged" }
  | { readonly is: "refused" | "too-large" | "lost"; readonly problem: string };

export interface OutboxSenderParts {
  readonly wire: Wire;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly root: string;
  /** At most so many messages a second. */
  readonly perSecond: number;
  /** When the node's time was wrong. */
  readonly corrections: () => readonly TimeCorrection[];
  /** What must not wait till a long outbox is empty; done now and then. Throws when the connection goes. */
  readonly meanwhile: () => Promise<void>;
}

/**
 * Empties the outbox, oldest first, several on their way at once. A message leaves it on its PUBACK and never before an older one of
 * its topic: what is cut off by a lost connection is repeated next time, in order, and `(boot, seq)` names the repeats. A topic that the
 * broker refuses waits for the next time, and keeps no other waiting.
 */
export class OutboxSender {
  readonly #parts: OutboxSenderParts;

  constructor(parts: OutboxSenderParts) {
    this.#parts = parts;
  }

  /** `cycle` is the breath that is now; after `until` nothing more is begun. Never throws. */
  async send(cycle: number, until: Seconds = Number.POSITIVE_INFINITY): Promise<Sent> {
    const { clock, perSecond } = this.#parts;
    const pace = new TokenBucket(clock, perSecond);
    const drain = new Drain(this.#parts.outbox);
    for await (const message of this.#parts.outbox.waiting(drain.refused)) {
      await pace.turn();
      if (drain.onTheirWay === WINDOW) await drain.land();
      if (drain.isOver || clock.now() >= until) break;
      if (drain.refused.has(message.topic)) continue; // that has just become known
      drain.launch({ message, landed: this.#launch(message, cycle) });
      if (drain.launched % PAUSE_AFTER === 0) await this.#meanwhile();
    }
    while (drain.onTheirWay > 0) await drain.land();
    return drain.result;
  }

  /** A long outbox keeps nobody waiting, and what was acknowledged of it is told once, whatever happens to the node. */
  async #meanwhile(): Promise<void> {
    await this.#parts.outbox.commit();
    await this.#parts.meanwhile().catch(() => {}); // a connection that is lost is found out by the messages themselves
  }

  async #launch(message: Message, cycle: number): Promise<Landing> {
    const { wire, root, corrections } = this.#parts;
    try {
      const payload = correctTimes(outgoingPayload(message, cycle), message.boot, corrections());
      await wire.publish(`${root}/${message.topic}`, payload, { qos: 1, retain: false });
      return { is: "acknowledged" };
    } catch (error) {
      const problem = messageOf(error);
      if (isAndasError(error, "too-large")) return { is: "too-large", problem };
      return { is: wire.connected ? "refused" : "lost", problem };
    }
  }
}

/** What is on its way, and what came of it. */
class Drain {
  /** Topics of which nothing more is sent this time: what is older of them was refused. */
  readonly refused = new Set<string>();
  readonly #outbox: Outbox;
  readonly #flights: Flight[] = [];
  #launched = 0;
  #sent = 0;
  #problem: string | undefined;
  #isLost = false;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  get onTheirWay(): number {
    return this.#flights.length;
  }

  get launched(): number {
    return this.#launched;
  }

  /** The connection went: nothing more can be sent. */
  get isOver(): boolean {
    return this.#isLost;
  }

  get result(): Sent {
    return { sent: this.#sent, ...(this.#problem !== undefined && { problem: this.#problem }) };
  }

  launch(flight: Flight): void {
    this.#flights.push(flight);
    this.#launched++;
  }

  /** Waits for the oldest. */
  async land(): Promise<void> {
    const flight = this.#flights.shift();
    if (flight === undefined) return;
    const landing = await flight.landed;
    const { message } = flight;
    if (landing.is === "refused") this.refused.add(message.topic);
    if (landing.is === "lost") this.#isLost = true;
    // It would wait for ever, and all that follows on its topic with it.
    if (landing.is === "too-large") this.#outbox.drop(message);
    if (landing.is !== "acknowledged") this.#problem ??= landing.problem;
    // It came before an older one that did not: it is repeated, after that one.
    else if (!this.#isLost && !this.refused.has(message.topic)) {
      this.#outbox.acknowledge(message);
      this.#sent++;
    }
  }
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
