import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { NumberFile, Numbers } from "../storage/number-file.js";
import { COUNT, type NodeState } from "./node-state.js";

const COUNTED = ["boot", "births", "percepts"] as const;
type Counted = (typeof COUNTED)[number];

/** More percepts than one breath ever told without having committed them. */
const UNCOMMITTED = 1000;
/** A second has so many numbers that nobody counted up to: chance draws among them. */
const SECOND = 2 ** 20;

export interface RunNumbersParts {
  /** What was counted so far; from here on it is counted on. */
  readonly state: Pick<NodeState, Counted>;
  /** What other versions of andas left in the same folder: they counted on their own. */
  readonly others?: readonly object[] | undefined;
  /** Of the outbox: its messages lie on disk before the state that they belong to. */
  readonly lastBoot?: number | undefined;
  /** Where they are kept on a card that takes nothing else; absent in a life that keeps nothing on disk. */
  readonly file?: NumberFile | undefined;
  /** What the system takes for the time now. */
  readonly now: () => Seconds;
  /** In [0, 1), another in each run: from no seed. */
  readonly chance: () => number;
  readonly log: Log;
}

/**
 * The numbers that name things for ever: of this run, of its births and percepts. None that an earlier run may have given is given again,
 * whatever the card takes. They are committed with the state; what the state could not say in time is written over in place, which needs
 * no room. Where that fails too (read-only, broken), the node counts on from a number that the time and chance give, far above all others.
 */
export class RunNumbers {
  readonly #parts: RunNumbersParts;
  /** Which of them may still be changed: a run keeps its own number. */
  #named: readonly Counted[] = COUNTED;
  #isBeyond = false;

  private constructor(parts: RunNumbersParts) {
    this.#parts = parts;
  }

  /** The node runs once more: gives the run its number, which is on the card before anybody hears of it. Never rejects. */
  static async begin(parts: RunNumbersParts): Promise<RunNumbers> {
    const numbers = new RunNumbers(parts);
    const { state, others = [], lastBoot = 0, file } = parts;
    let trouble: unknown;
    const kept = await file?.read().catch((error: unknown) => {
      trouble = error;
      return undefined;
    });
    for (const known of [{ boot: lastBoot }, kept ?? {}, ...others.map(countsIn)]) numbers.#atLeast(known);
    // What was noticed after the last commit of a run that was cut off may have been told.
    if (state.boot.value > 0) state.percepts.value += UNCOMMITTED;
    state.boot.value++;
    // What could not be read may have been higher.
    if (trouble !== undefined) numbers.#goBeyond(trouble);
    await numbers.#write();
    numbers.#named = ["births", "percepts"];
    return numbers;
  }

  /** The state could not be committed: what was counted since, or is about to be told, is kept all the same. Never rejects. */
  async keep(): Promise<void> {
    if (!this.#isBeyond) await this.#write();
  }

  async #write(): Promise<void> {
    try {
      await this.#parts.file?.write(this.#given);
    } catch (error) {
      this.#goBeyond(error);
    }
  }

  /** From here on nothing needs to be remembered. */
  #goBeyond(trouble: unknown): void {
    if (this.#isBeyond) return;
    this.#isBeyond = true;
    const { state, now, chance, log } = this.#parts;
    const last = Math.max(...Object.values(this.#given), Math.floor(Math.max(0, now())) * SECOND);
    const number = last + 1 + Math.floor(chance() * SECOND);
    for (const name of this.#named) state[name].value = number;
    log(
      "warn",
      `the card does not keep which numbers were given (${messageOf(trouble)}): this run counts on from ${number}, which the time and ` +
        "chance gave, so that no message is named twice; look after the disk",
    );
  }

  #atLeast(known: Numbers): void {
    const { state } = this.#parts;
    for (const name of COUNTED) state[name].value = Math.max(state[name].value, known[name] ?? 0);
  }

  get #given(): Numbers {
    const { state } = this.#parts;
    return Object.fromEntries(COUNTED.map((name) => [name, state[name].value]));
  }
}

/** What a saved state of some andas counted, as far as it can be known. */
function countsIn(state: object): Numbers {
  const sections = Object.entries(state).flatMap(([name, section]) => {
    const count = COUNT.safeParse(section?.data).data;
    return count === undefined ? [] : [[name, count] as const];
  });
  return Object.fromEntries(sections);
}
