import { attend } from "../attention/attend.js";
import { consolidate } from "../attention/consolidate.js";
import type { Outcome } from "../attention/draft.js";
import type { AttentionRules } from "../attention/state.js";
import { think } from "../attention/think.js";
import type { Intention } from "../domain/intention.js";
import type { Noticed, Percept } from "../domain/percept.js";
import type { Action } from "../domain/reflex.js";
import type { Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { Journal } from "./journal.js";
import type { NodeState } from "./node-state.js";

/** One noticing may lead to so many awarenesses; more would be a reflex that feeds itself. */
const LONGEST_CHAIN = 16;

/** Who carries out what attention wants. */
export interface Hands {
  act(reflex: string, action: Action, percept: Percept): void;
  breathe(call: "gasp" | "exhale", reason: string): void;
}

/**
 * Where percepts meet attention. Attention decides and touches nothing; here its intentions are told to the journal, handed to
 * the hands, and awareness is numbered and noticed like everything else, in the same instant.
 */
export class Mind {
  readonly #state: NodeState;
  readonly #rules: AttentionRules;
  readonly #journal: Journal;
  readonly #hands: Hands;
  readonly #log: Log;
  readonly #waiting: Noticed[] = [];
  #busy = false;

  constructor(options: { state: NodeState; rules: AttentionRules; journal: Journal; hands: Hands; log: Log }) {
    this.#state = options.state;
    this.#rules = options.rules;
    this.#journal = options.journal;
    this.#hands = options.hands;
    this.#log = options.log;
  }

  /** Something was noticed: reflexes act before this returns. */
  notice(noticed: Noticed): void {
    this.#waiting.push(noticed);
    if (this.#busy) return; // it came of what is being carried out now, and is next
    this.#busy = true;
    try {
      let chain = 0;
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        if (++chain > LONGEST_CHAIN) {
          this.#log(
            "warn",
            `${next.source} ${next.type} was not noticed: reflexes led to ${LONGEST_CHAIN} percepts in a row; give them a cool-down`,
          );
          this.#waiting.length = 0;
          break;
        }
        this.#take({ ...next, id: `p-${++this.#state.percepts}` });
      }
    } finally {
      this.#busy = false;
    }
  }

  /** The hold: the active thread goes a step, and what is old fades. */
  think(now: Seconds): void {
    this.#carryOut(think(this.#state.attention, now, this.#rules), now);
  }

  /** The exhale: when calm, what was learnt is kept and what is over is let go. */
  consolidate(now: Seconds): void {
    this.#carryOut(consolidate(this.#state.attention, now, this.#rules), now);
  }

  #take(percept: Percept): void {
    this.#journal.tell(percept.at, { type: "percept", percept });
    this.#carryOut(attend(this.#state.attention, [percept], percept.at, this.#rules), percept.at);
  }

  #carryOut(outcome: Outcome, now: Seconds): void {
    this.#state.attention = outcome.state;
    for (const intention of outcome.intentions) this.#carry(intention, now);
  }

  #carry(intention: Intention, now: Seconds): void {
    switch (intention.kind) {
      case "act":
        this.#journal.tell(now, {
          type: "reflex",
          reflex: intention.reflex,
          action: intention.action,
          percept: intention.percept.id,
        });
        this.#hands.act(intention.reflex, intention.action, intention.percept);
        break;
      case "notice":
        this.notice(intention.noticed);
        break;
      case "thread": {
        const { change, thread, percept } = intention;
        this.#journal.tell(now, { type: "thread", change, thread, ...(percept !== undefined && { percept }) });
        break;
      }
      case "insight":
        this.#journal.tell(now, {
          type: "insight",
          insight: intention.insight,
          ...(intention.forgotten && { forgotten: true }),
        });
        break;
      case "breath":
        this.#hands.breathe(intention.call, intention.reason);
        break;
    }
  }
}
