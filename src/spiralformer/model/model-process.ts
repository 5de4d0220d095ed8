import { MINUTE, type Seconds } from "../../domain/time.js";
import type { Clock, Timer } from "../../ports/clock.js";
import type { Companion, StartCompanion } from "../../ports/companion.js";
import type { Log } from "../../ports/log.js";
import { SLOT } from "../slots/features.js";
import { Memory, type MemoryShape } from "./memory.js";
import { type FromModel, isFromModel } from "./messages.js";
import { CONTEXT_SLOT, type Reader, type ReaderAnswer, type ReaderCall } from "./reader.js";

/** How long it may take to open and prove the model: a Pi Zero 2 reads 25 MB of onnxruntime from its card meanwhile. */
const HELLO_WITHIN: Seconds = 60;
/** How long a call may take; on the slowest board it takes milliseconds. */
const ANSWER_WITHIN: Seconds = 10;
/** A process that nobody has called for so long is ended, and its memory freed: who called in an inhale calls again in its exhale. */
const IDLE: Seconds = 3 * MINUTE;
/** One that has only proved itself waits for a first call no longer than this. */
const PROVEN: Seconds = 5;
/**
 * One that never answered is left alone for so many slots, then for twice that, and so on up to the longest; one that did, not at
 * all. Slots are the node's own time: where a day passes in a second, the pause does too.
 */
const BACKOFF = 1;
const LONGEST_BACKOFF = 20;
/** So many answers that nobody asked for are a flood. */
const MOST_STRAYS = 8;
const NONSENSE = "said what nobody understands";

export interface ModelProcessOptions {
  readonly name: string;
  readonly shape: MemoryShape;
  readonly start: StartCompanion;
  /** Real time, also where the node lives in simulated time: a process hangs in real seconds. */
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The Spiralformer behind the wall of a process: started when it is first called, ended when nobody calls, started again when it dies,
 * hangs, floods or talks nonsense, with a growing pause when it never answered. What it carries between calls is kept on this side too, so that
 * a death costs one reading and no memory.
 */
export class ModelProcess implements Reader {
  readonly name: string;
  readonly #options: ModelProcessOptions;
  readonly #memory: Memory;
  readonly #idle: Timer;
  readonly #patience: Timer;
  #child: Companion | undefined;
  #isReady = false;
  #waiting: { readonly id: number; readonly settle: (message: FromModel | undefined) => void } | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** Counts processes: what an ended one still says is not heard. */
  #generation = 0;
  #calls = 0;
  #strays = 0;
  #failures = 0;
  /** Did the process that is there answer a call? */
  #answered = false;
  /** The slot that is read, or was read last, and the one before which nothing is tried. */
  #slot = -1;
  #notBefore = -1;
  #trouble: string | undefined;
  #closed = false;

  constructor(options: ModelProcessOptions) {
    this.name = options.name;
    this.#options = options;
    this.#memory = new Memory(options.shape);
    this.#idle = options.clock.timer("model idle", () => this.#end());
    this.#patience = options.clock.timer("model patience", () => this.#fail("did not answer in time"));
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** The id of the process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it and lets it prove itself; what is wrong is its trouble after this. */
  async prove(): Promise<void> {
    await this.#inTurn(() => this.#ready(), PROVEN);
  }

  read(call: ReaderCall): Promise<ReaderAnswer | undefined> {
    return this.#inTurn(async () => {
      const slot = call.context[CONTEXT_SLOT]!;
      this.#slot = slot;
      if (!(await this.#ready())) return undefined;
      const id = ++this.#calls;
      const answer = this.#messageFor(id, ANSWER_WITHIN);
      this.#child?.send({ kind: "read", id, call });
      const message = await answer;
      if (message?.kind !== "answer") return undefined;
      const { said } = message;
      if (!this.#memory.fits(said.cell, said.rows)) {
        this.#fail(NONSENSE);
        return undefined;
      }
      this.#memory.addCall(call.mode, slot, said.cell, said.rows);
      this.#failures = 0;
      this.#answered = true;
      return said;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#end();
    await this.#last;
  }

  /** One after the other, each with a process that is not about to be ended for idleness. */
  #inTurn<T>(work: () => Promise<T>, idle = IDLE): Promise<T> {
    const mine = this.#last.then(async () => {
      this.#idle.cancel();
      const result = await work();
      if (this.#child !== undefined) this.#idle.set(this.#options.clock.now() + idle);
      return result;
    });
    this.#last = mine;
    return mine;
  }

  async #ready(): Promise<boolean> {
    if (this.#closed) return false;
    if (this.#isReady) return true;
    if (this.#slot < this.#notBefore) return false;
    const hello = this.#messageFor(0, HELLO_WITHIN);
    this.#strays = 0;
    const generation = ++this.#generation;
    const child = this.#options.start({
      message: (message) => {
        if (generation === this.#generation) this.#onMessage(message);
      },
      ended: (how) => {
        if (generation === this.#generation) this.#fail(how);
      },
    });
    if (generation !== this.#generation) return false; // it never began
    this.#child = child;
    if ((await hello)?.kind !== "hello") return false;
    this.#isReady = true;
    this.#trouble = undefined;
    child.send({ kind: "remember", memory: this.#memory.save() });
    return true;
  }

  /** The next message that settles call `id`; undefined when it fails first. */
  #messageFor(id: number, within: Seconds): Promise<FromModel | undefined> {
    return new Promise((resolve) => {
      this.#patience.set(this.#options.clock.now() + within);
      this.#waiting = {
        id,
        settle: (message) => {
          this.#patience.cancel();
          this.#waiting = undefined;
          resolve(message);
        },
      };
    });
  }

  #onMessage(message: unknown): void {
    if (!isFromModel(message)) this.#fail(NONSENSE);
    else if (message.kind === "failed") this.#fail(message.reason);
    else if (this.#waiting?.id === (message.kind === "hello" ? 0 : message.id)) this.#waiting.settle(message);
    else if (++this.#strays > MOST_STRAYS) this.#fail("floods its parent with answers");
  }

  #fail(reason: string): void {
    if (this.#closed) return;
    const pause = this.#answered ? 0 : Math.min(BACKOFF * 2 ** this.#failures++, LONGEST_BACKOFF);
    this.#notBefore = this.#slot + pause;
    if (this.#trouble !== reason)
      this.#options.log(
        "warn",
        `${this.name}: ${reason}; ${pause === 0 ? "it is started again" : `nobody reads, and it is tried again in ${pause * SLOT} s`}`,
      );
    this.#trouble = reason;
    this.#end();
  }

  #end(): void {
    const child = this.#child;
    this.#generation++;
    this.#child = undefined;
    this.#isReady = false;
    this.#answered = false;
    this.#idle.cancel();
    child?.kill();
    this.#waiting?.settle(undefined);
  }
}
