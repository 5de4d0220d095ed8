import type { Seconds } from "../../src/domain/time.js";
import { encodeCommand } from "../../src/protocol/payloads/command.js";
import { decodeResult } from "../../src/protocol/payloads/result.js";
import type { FakeWire, Published } from "../fakes/fake-wire.js";
import { ROOT } from "./witness.js";

/** How a command is given. */
export interface Wish {
  readonly retained: boolean;
  readonly named: boolean;
  /** Seconds after which nobody wants it any more. */
  readonly within?: Seconds;
}

/** A command that was given, and what came of it. */
interface Given extends Wish {
  readonly text: string;
  /** How often it was done. */
  done: number;
  /** What was answered; repeats of the same count once. Of one without a transaction nobody can say. */
  readonly answers: Set<string>;
  /** Whoever had it may have lost it: a broker that was replaced, or a card that took nothing. */
  mayBeLost: boolean;
}

const NAME = "note";

/** Tells the node what to keep in mind, and sees that each command is answered, in one way, and done once at most. */
export class Operator {
  /** Commands that the broker took, answers heard, and what they said. */
  readonly counts = { commands: 0, answered: 0, expired: 0, interrupted: 0 };
  readonly #broker: FakeWire;
  readonly #blame: (line: string) => void;
  /** By their text, which is their transaction too. */
  readonly #given = new Map<string, Given>();
  /** Answers to those without a transaction. */
  #unnamedAnswers = 0;

  /** @param blame is told of each promise that was broken */
  constructor(broker: FakeWire, blame: (line: string) => void) {
    this.#broker = broker;
    this.#blame = blame;
  }

  /** @param now what the operator's clock shows: the true time */
  give(wish: Wish, now: Seconds): void {
    const text = `wish-${this.counts.commands + 1}`;
    const payload = encodeCommand({
      ...(wish.named && { transaction: text }),
      ...(wish.within !== undefined && { expires: now + wish.within }),
      body: { text },
    });
    const given = { ...wish, text, done: 0, answers: new Set<string>(), mayBeLost: false };
    this.#given.set(text, given);
    // A retained one takes the place of an older one that nobody fetched.
    if (wish.retained) for (const other of this.#given.values()) if (other.retained && other !== given) lose(other);
    if (this.#broker.send(`${ROOT}cmd/${NAME}`, payload, wish.retained)) this.counts.commands++;
    else this.#given.delete(text);
  }

  /** The node kept something in mind. */
  noticed(text: unknown): void {
    const given = typeof text === "string" ? this.#given.get(text) : undefined;
    if (given === undefined) return;
    given.done++;
    if (given.done > 1 && !given.mayBeLost) this.#blame(`the command ${given.text} was done ${given.done} times`);
  }

  heard({ topic, payload }: Published): void {
    const result = topic === `${ROOT}res/${NAME}` ? decodeResult(payload) : undefined;
    if (result === undefined) return;
    const { transaction, status, code } = result;
    if (transaction === undefined) {
      this.#unnamedAnswers++;
      return;
    }
    const given = this.#given.get(transaction);
    if (given === undefined) {
      this.#blame(`${transaction} was answered, and nobody said it`);
      return;
    }
    if (!given.answers.has(payload)) this.#count(status, code);
    given.answers.add(payload);
    if (given.mayBeLost) return;
    if (given.answers.size > 1) this.#blame(`two answers to ${transaction}: ${[...given.answers].join(" and ")}`);
    const isDone = given.done > 0;
    const fits = status === "ok" ? isDone : status === "expired" ? !isDone : code === "interrupted";
    if (!fits) this.#blame(`${transaction} was ${isDone ? "done" : "not done"}, and answered ${payload}`);
  }

  /** What nobody has answered yet may never be: it was with somebody who lost it. */
  lost(): void {
    for (const given of this.#given.values()) if (given.answers.size === 0) lose(given);
  }

  /** Nothing may wait any more. */
  over(): void {
    const unanswered = [...this.#given.values()].filter(({ answers, mayBeLost }) => answers.size === 0 && !mayBeLost);
    for (const { text } of unanswered.filter(({ named }) => named))
      this.#blame(`the command ${text} was never answered`);
    const unnamed = unanswered.filter(({ named }) => !named).length;
    if (this.#unnamedAnswers < unnamed)
      this.#blame(`${unnamed} commands without a transaction had ${this.#unnamedAnswers} answers`);
  }

  #count(status: string, code: string | undefined): void {
    this.counts.answered++;
    if (status === "expired") this.counts.expired++;
    if (code === "interrupted") this.counts.interrupted++;
  }
}

function lose(given: Given): void {
  if (given.answers.size === 0) given.mayBeLost = true;
}
