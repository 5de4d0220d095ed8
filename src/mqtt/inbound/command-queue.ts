import type { Command, CommandResult } from "../../domain/command.js";
import { isAndasError, messageOf } from "../../domain/errors.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Wire } from "../../ports/wire.js";
import type { Request } from "../../protocol/payloads/command.js";
import { encodeResult, expiredResult, type Result } from "../../protocol/payloads/result.js";

/** Answers that are remembered for askers that ask twice, and commands that may wait. */
const REMEMBERED = 256;
const WAITING = 64;

/** A request, and where its answer goes. */
export interface AddressedRequest {
  readonly request: Request;
  /** The whole topic. */
  readonly answerTopic: string;
  readonly correlation?: Uint8Array;
}

export interface CommandQueueParts {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  readonly onCommand: (command: Command) => CommandResult | Promise<CommandResult>;
}

/** Commands, carried out one after the other in the order in which they came, and their answers. */
export class CommandQueue {
  readonly #parts: CommandQueueParts;
  readonly #requests: AddressedRequest[] = [];
  /** By command and transaction: who asks twice gets the same answer, and it happens once. */
  readonly #answered = new Map<string, string>();
  /** Answers that wait for a connection, oldest first. */
  readonly #unsent: { readonly to: AddressedRequest; readonly payload: string }[] = [];
  #open = false;
  #busy = false;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: CommandQueueParts) {
    this.#parts = parts;
  }

  /** What comes from now on is carried out; what came before with the next `work`. */
  open(): void {
    this.#open = true;
  }

  /** Until it is opened again, what comes in is taken but not carried out. */
  close(): void {
    this.#open = false;
  }

  put(addressed: AddressedRequest): void {
    if (this.#requests.length < WAITING) this.#requests.push(addressed);
    else this.#answer(addressed, errorResult("busy", `${WAITING} commands are waiting: send it again later`));
    void this.work();
  }

  /** Resolves once all that came is carried out, and answered if there is a connection. Never rejects. */
  work(): Promise<void> {
    if (this.#busy || !this.#open) return this.#working;
    this.#busy = true;
    this.#working = this.#parts.clock.hold("commands", this.#carryOutAll());
    return this.#working;
  }

  async #carryOutAll(): Promise<void> {
    try {
      do {
        const next = this.#requests.shift();
        if (next) await this.#carryOut(next);
        await this.#sendAnswers();
      } while (this.#requests.length > 0);
    } catch (error) {
      this.#parts.log("error", `a command came to nothing: ${messageOf(error)}`);
    } finally {
      this.#busy = false;
    }
  }

  async #carryOut(addressed: AddressedRequest): Promise<void> {
    const { name, transaction } = addressed.request;
    const key = transaction === undefined ? undefined : `${name}/${transaction}`;
    const before = key === undefined ? undefined : this.#answered.get(key);
    if (before !== undefined) this.#keep(addressed, before);
    else {
      const payload = this.#answer(addressed, await this.#resultOf(addressed.request));
      if (key !== undefined) this.#remember(key, payload);
    }
  }

  /** Never rejects. */
  async #resultOf({ command, expires }: Request): Promise<Result> {
    const { clock, onCommand } = this.#parts;
    if ("problem" in command) return errorResult("bad-request", command.problem);
    if (expires !== undefined && expires < clock.now()) return expiredResult(expires);
    try {
      return await onCommand(command);
    } catch (error) {
      return errorResult(isAndasError(error) ? error.code : "internal", messageOf(error));
    }
  }

  /** Gives the payload. */
  #answer(addressed: AddressedRequest, result: Result): string {
    const payload = encodeResult(addressed.request.transaction, result);
    this.#keep(addressed, payload);
    return payload;
  }

  #keep(to: AddressedRequest, payload: string): void {
    this.#unsent.push({ to, payload });
    if (this.#unsent.length <= 2 * WAITING) return;
    this.#unsent.shift();
    this.#parts.log("warn", "too many answers wait for a connection: the oldest was given up");
  }

  #remember(key: string, payload: string): void {
    this.#answered.set(key, payload);
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= REMEMBERED) break;
      this.#answered.delete(oldest);
    }
  }

  async #sendAnswers(): Promise<void> {
    const { wire, log } = this.#parts;
    for (let next = this.#unsent[0]; next && wire.connected; next = this.#unsent[0]) {
      const { answerTopic, correlation } = next.to;
      try {
        await wire.publish(answerTopic, next.payload, { qos: 1, retain: false, ...(correlation && { correlation }) });
      } catch (error) {
        if (!wire.connected) return; // it waits for the next connection
        log("warn", `a command was not answered: ${messageOf(error)}`);
      }
      if (this.#unsent[0] === next) this.#unsent.shift();
    }
  }
}

function errorResult(code: string, message: string): Result {
  return { status: "error", error: { code, message } };
}
