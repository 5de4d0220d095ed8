import type { Command, CommandResult } from "../../domain/command.js";
import { messageOf } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Incoming, Wire } from "../../ports/wire.js";
import { answer, errorAnswer, type Request, readRequest } from "./commands.js";

/** Answers that are remembered for askers that ask twice, and commands that may wait. */
const REMEMBERED = 256;
const WAITING = 64;
/** Round trips without a new message after which a mailbox without an echo counts as empty. */
const QUIET_ROUNDS = 4;
/** However much comes in, a node must get back to sleep. */
const MOST_ROUNDS = 256;

export interface MailboxParts {
  readonly root: string;
  /** Which start of the node this is. */
  readonly boot: number;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  readonly onCommand: (command: Command) => CommandResult | Promise<CommandResult>;
  /** Somebody wants the node to stay awake till then, or (undefined) no longer. */
  readonly onHold: (until: Seconds | undefined) => void;
  /** What came on `config/desired`; empty when it was taken back. */
  readonly onDesiredConfig: (payload: string) => void;
}

/**
 * What others want of the node. The broker keeps it while the node sleeps; before the node decides to sleep again, it
 * makes sure that all of it has come in and is answered.
 */
export class Mailbox {
  readonly #parts: MailboxParts;
  readonly #requests: Request[] = [];
  /** By command and transaction: who asks twice gets the same answer, and it happens once. */
  readonly #answered = new Map<string, string>();
  /** Answers that wait for a connection, oldest first. */
  readonly #unsent: { readonly request: Request; readonly payload: string }[] = [];
  /** Retained commands that came on this connection: a broker may hand over the same one twice. */
  readonly #retained = new Set<string>();
  /** What comes before the mailbox is opened waits: first the node says who it is. */
  #open = false;
  #busy = false;
  #working: Promise<void> = Promise.resolve();
  #received = 0;
  /** Counts the echoes that were sent, and names the last that came back. */
  #echo = 0;
  #echoed = 0;

  constructor(parts: MailboxParts) {
    this.#parts = parts;
  }

  /** Begins to listen; what waited at the broker comes now. Throws what `Wire.subscribe` throws. */
  async open(): Promise<void> {
    const { root, wire } = this.#parts;
    this.#retained.clear();
    this.#open = true;
    await wire.subscribe(["cmd/+", "hold", "config/desired", "mailbox"].map((filter) => `${root}/${filter}`));
  }

  /** Until it is opened again, what comes in is taken but not carried out. */
  close(): void {
    this.#open = false;
  }

  /** Takes whatever came in on the subscriptions of `open`. Never throws. */
  receive(message: Incoming): void {
    const topic = message.topic.slice(this.#parts.root.length + 1);
    if (topic === "mailbox") {
      this.#echoed = Math.max(this.#echoed, this.#readEcho(message.payload));
      return;
    }
    this.#received++;
    if (topic === "hold") this.#receiveHold(message.payload);
    else if (topic === "config/desired") this.#parts.onDesiredConfig(message.payload);
    else if (topic.startsWith("cmd/") && message.payload !== "") {
      if (message.retained && !this.#takeAway(message.topic)) return;
      this.#take(readRequest(topic.slice("cmd/".length), message));
    }
  }

  /**
   * Resolves once everything that waited at the broker has come in, was carried out and answered. It sends itself an echo:
   * what the broker had before the echo comes before it. Where the echo may not pass, a few quiet round trips must do.
   * Throws what `Wire.publish` throws when the connection goes.
   */
  async drain(): Promise<void> {
    const { root, boot, wire, log } = this.#parts;
    const echo = ++this.#echo;
    let quiet = 0;
    for (let round = 0; this.#echoed < echo && quiet < QUIET_ROUNDS; round++) {
      if (round === MOST_ROUNDS) {
        log("warn", "the mailbox fills faster than it empties: what is left waits for the next breath");
        break;
      }
      const before = this.#received;
      await wire.publish(`${root}/mailbox`, JSON.stringify({ v: 1, boot, echo }), { qos: 1, retain: false });
      quiet = this.#received === before ? quiet + 1 : 0;
    }
    await this.#work();
  }

  /** Of this life: one that the broker kept from an earlier life says nothing. */
  #readEcho(payload: string): number {
    try {
      const { boot, echo } = JSON.parse(payload) as { boot: unknown; echo: unknown };
      return boot === this.#parts.boot && typeof echo === "number" ? echo : 0;
    } catch {
      return 0;
    }
  }

  /** A retained command would come again with every breath: it is carried out once and taken off the broker. */
  #takeAway(topic: string): boolean {
    if (this.#retained.has(topic)) return false;
    this.#retained.add(topic);
    this.#parts.wire
      .publish(topic, "", { qos: 1, retain: true })
      .catch((error) => this.#parts.log("warn", `a retained command stays on the broker: ${messageOf(error)}`));
    return true;
  }

  /** One that is not understood takes the one before it back: it stands in its place. */
  #receiveHold(payload: string): void {
    const { onHold, log } = this.#parts;
    const until = payload === "" ? undefined : readHold(payload);
    if (payload !== "" && until === undefined)
      log("warn", `"hold" was not understood: send {"until":"2026-11-22T05:00:00Z","reason":"..."}`);
    onHold(until);
  }

  #take(request: Request): void {
    if (this.#requests.length < WAITING) this.#requests.push(request);
    else this.#keep(request, errorAnswer(request, "busy", `${WAITING} commands are waiting: send it again later`));
    void this.#work();
  }

  #keep(request: Request, payload: string): void {
    this.#unsent.push({ request, payload });
    if (this.#unsent.length <= 2 * WAITING) return;
    this.#unsent.shift();
    this.#parts.log("warn", "too many answers wait for a connection: the oldest was given up");
  }

  /** One command after the other, in the order in which they came, and their answers. Never rejects. */
  #work(): Promise<void> {
    if (this.#busy || !this.#open) return this.#working;
    this.#busy = true;
    this.#working = this.#parts.clock.hold("commands", this.#carryOutAll());
    return this.#working;
  }

  async #carryOutAll(): Promise<void> {
    try {
      do {
        const request = this.#requests.shift();
        if (request) this.#keep(request, await this.#answer(request));
        await this.#sendAnswers();
      } while (this.#requests.length > 0);
    } catch (error) {
      this.#parts.log("error", `a command came to nothing: ${messageOf(error)}`);
    } finally {
      this.#busy = false;
    }
  }

  async #answer(request: Request): Promise<string> {
    const { clock, onCommand } = this.#parts;
    const key = request.transaction === undefined ? undefined : `${request.name}/${request.transaction}`;
    const before = key === undefined ? undefined : this.#answered.get(key);
    if (before !== undefined) return before;
    const payload = await answer(request, clock.now(), onCommand);
    if (key !== undefined) {
      this.#answered.set(key, payload);
      for (const oldest of this.#answered.keys()) {
        if (this.#answered.size <= REMEMBERED) break;
        this.#answered.delete(oldest);
      }
    }
    return payload;
  }

  async #sendAnswers(): Promise<void> {
    const { root, wire, log } = this.#parts;
    for (let next = this.#unsent[0]; next && wire.connected; next = this.#unsent[0]) {
      const { answerTo, correlation } = next.request;
      const topic = "whole" in answerTo ? answerTo.whole : `${root}/${answerTo.below}`;
      try {
        await wire.publish(topic, next.payload, { qos: 1, retain: false, ...(correlation && { correlation }) });
      } catch (error) {
        if (!wire.connected) return; // it waits for the next connection
        log("warn", `a command was not answered: ${messageOf(error)}`);
      }
      if (this.#unsent[0] === next) this.#unsent.shift();
    }
  }
}

function readHold(payload: string): Seconds | undefined {
  try {
    const until = Date.parse((JSON.parse(payload) as { until: string }).until) / 1000;
    return Number.isNaN(until) ? undefined : until;
  } catch {
    return undefined;
  }
}
