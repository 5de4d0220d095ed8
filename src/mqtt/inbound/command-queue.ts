import type { Command, CommandResult } from "../../domain/command.js";
import { isAndasError, messageOf } from "../../domain/errors.js";
import type { Clock } from "../../ports/clock.js";
import type { CommandJournal, NotedCommand } from "../../ports/command-journal.js";
import type { Log } from "../../ports/log.js";
import type { Wire } from "../../ports/wire.js";
import { decodeRequest, type Request } from "../../protocol/payloads/command.js";
import { encodeResult, expiredResult, type Result } from "../../protocol/payloads/result.js";
import { type Arrival, CommandMemory, type Kept } from "./command-memory.js";
import { RateLimit } from "./rate-limit.js";

/** Commands that may wait, as many as may come at once; and how many a second may come for ever. */
const WAITING = 64;
const PER_SECOND = 1;

export interface CommandQueueParts {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: CommandJournal;
  readonly onCommand: (command: Command) => CommandResult | Promise<CommandResult>;
  /** Puts what it did on the disk. */
  readonly keep: (command: Command) => Promise<void>;
}

/** What an answer goes to. */
type Address = Pick<NotedCommand, "answerTopic" | "correlation">;

interface UnsentAnswer {
  readonly to: Address;
  readonly payload: string;
  /** Absent of what was refused without being taken. */
  readonly kept?: Kept | undefined;
}

/**
 * Commands, carried out one after the other in the order in which they came, and their answers. Each is written down before the
 * broker is told that it arrived, and again before it is carried out: over a power cut it is answered, and done once at most. What it
 * did lies on the disk before anybody hears "ok".
 */
export class CommandQueue {
  readonly #parts: CommandQueueParts;
  readonly #memory: CommandMemory;
  readonly #rate: RateLimit;
  /** What is to be done, in order. */
  readonly #jobs: (() => Promise<void>)[] = [];
  /** Answers that wait for a connection, oldest first. */
  readonly #unsent: UnsentAnswer[] = [];
  #open = false;
  #busy = false;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: CommandQueueParts) {
    this.#parts = parts;
    this.#memory = new CommandMemory(parts.journal, parts.log);
    this.#rate = new RateLimit(parts.clock, { burst: WAITING, perSecond: PER_SECOND });
    for (const kept of this.#memory.unfinished) this.#takeUp(kept);
  }

  /** What comes from now on is carried out; what came before with the next `work`. */
  open(): void {
    this.#open = true;
  }

  /** Until it is opened again, what comes in is taken but not carried out. */
  close(): void {
    this.#open = false;
  }

  /** Resolves when it is written down, or needs not be. Never rejects. */
  async put(arrival: Arrival): Promise<void> {
    const request = decodeRequest(arrival.name, arrival.payload);
    const before = this.#memory.find(arrival, request.transaction);
    // Of a retained one that was not taken away in time one answer is enough.
    if (before?.stands && arrival.retained) return;
    if (this.#jobs.length >= WAITING || !this.#rate.allows()) {
      const often = `no more than ${WAITING} commands at once and ${PER_SECOND} a second: send it again later`;
      this.#refuse(arrival, request, "busy", often);
      void this.work();
      return;
    }
    let written: Promise<void> = Promise.resolve();
    if (before !== undefined) this.#jobs.push(async () => this.#answer(arrival, before.answer ?? "", before));
    else if ("problem" in request.command) {
      const { problem } = request.command;
      this.#jobs.push(async () => this.#refuse(arrival, request, "bad-request", problem));
    } else {
      const kept = this.#memory.take(arrival, request.transaction);
      written = this.#memory.write(kept);
      this.#jobs.push(async () => {
        await written;
        await this.#carryOut(kept, request);
      });
    }
    void this.work();
    await written;
  }

  /** Something else that takes time, after the commands that came before it. */
  inTurn(job: () => Promise<void>): void {
    this.#jobs.push(job);
    void this.work();
  }

  /** Commands that may stand on the broker, retained. */
  get standing(): readonly Kept[] {
    return this.#memory.standing;
  }

  /** One of them does not. */
  doesNotStand(kept: Kept): void {
    this.#memory.doesNotStand(kept);
  }

  /** A retained command does not stand on the broker any more: the next one is a new one. */
  tookAway(name: string): void {
    this.#memory.tookAway(name);
  }

  /** Resolves once all that came is carried out, and answered if there is a connection. Never rejects. */
  work(): Promise<void> {
    if (this.#busy || !this.#open) return this.#working;
    this.#busy = true;
    this.#working = this.#parts.clock.hold("commands", this.#workAll());
    return this.#working;
  }

  async #workAll(): Promise<void> {
    try {
      do {
        await this.#jobs.shift()?.();
        await this.#sendAnswers();
      } while (this.#jobs.length > 0);
    } catch (error) {
      this.#parts.log("error", `a command came to nothing: ${messageOf(error)}`);
    } finally {
      this.#busy = false;
    }
  }

  /** A command that an earlier run left. */
  #takeUp(kept: Kept): void {
    const { answer } = kept;
    if (answer !== undefined) this.#unsent.push({ to: kept, payload: answer, kept });
    else {
      const request = decodeRequest(kept.name, kept.payload);
      this.#jobs.push(() => (kept.begun ? this.#giveUp(kept, request) : this.#carryOut(kept, request)));
    }
  }

  /** The power went while it was carried out: nobody knows how far it came. */
  async #giveUp(kept: Kept, { transaction }: Request): Promise<void> {
    const message =
      "the node was cut off while it carried this out, and does not do it twice: look, and send it anew if it is not done";
    await this.#conclude(kept, encodeResult(transaction, errorResult("interrupted", message)));
  }

  async #carryOut(kept: Kept, request: Request): Promise<void> {
    await this.#conclude(kept, encodeResult(request.transaction, await this.#resultOf(kept, request)));
  }

  /** Never rejects. */
  async #resultOf(kept: Kept, { command, expires }: Request): Promise<Result> {
    const { clock, onCommand, keep } = this.#parts;
    if ("problem" in command) return errorResult("bad-request", command.problem);
    if (expires !== undefined && expires < clock.now()) return expiredResult(expires);
    kept.begun = true;
    await this.#memory.write(kept);
    try {
      const result = await onCommand(command);
      if (result.status === "ok") await keep(command);
      return result;
    } catch (error) {
      return errorResult(isAndasError(error) ? error.code : "internal", messageOf(error));
    }
  }

  async #conclude(kept: Kept, answer: string): Promise<void> {
    kept.answer = answer;
    await this.#memory.write(kept);
    this.#answer(kept, answer, kept);
  }

  #refuse(to: Address, { transaction }: Request, code: string, message: string): void {
    this.#answer(to, encodeResult(transaction, errorResult(code, message)));
  }

  #answer(to: Address, payload: string, kept?: Kept): void {
    this.#unsent.push({ to, payload, kept });
    if (this.#unsent.length <= 2 * WAITING) return;
    this.#unsent.shift();
    this.#parts.log("warn", "too many answers wait for a connection: the oldest was given up");
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
      if (next.kept) this.#memory.sent(next.kept);
      if (this.#unsent[0] === next) this.#unsent.shift();
    }
  }
}

function errorResult(code: string, message: string): Result {
  return { status: "error", error: { code, message } };
}
