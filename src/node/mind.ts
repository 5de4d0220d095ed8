import { advance, dueAt } from "../attention/advance.js";
import { attend } from "../attention/attend.js";
import { consolidate } from "../attention/consolidate.js";
import type { AttentionResult } from "../attention/draft.js";
import { phaseBegan } from "../attention/phase-began.js";
import type { AttentionRules } from "../attention/state.js";
import { think } from "../attention/think.js";
import type { Phase } from "../domain/breath.js";
import type { Intention } from "../domain/intention.js";
import { electrodesOf, type Noticed, type Percept } from "../domain/percept.js";
import type { Action } from "../domain/reflex.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { About, Hushed } from "./desk/hushed.js";
import type { Journal } from "./journal.js";
import type { NodeState } from "./node-state.js";

/**
 * So much may be noticed in one moment: many reflexes may fall due at once, and each may be aware. What feeds itself is cut off by
 * attention after one round; this stops what nobody foresaw.
 */
const LONGEST_CHAIN = 1000;

/** Between two slices of the sleep work: whoever calls meanwhile is heard. */
const SLICE_EVERY: Seconds = 1;

/** Who carries out what attention wants. Nothing here throws, or waits. */
export interface Hands {
  act(reflex: string, action: Action, percept: Percept): void;
  breathe(call: "gasp" | "exhale", reason: string): void;
  listen(electrode: string, seconds: Seconds, reason: string): void;
  read(electrodes: readonly string[], reason: string): void;
  askNeighbours(seconds: Seconds, reason: string): void;
}

/**
 * Where percepts meet attention. Attention decides and touches nothing; here its intentions are told to the journal, handed to
 * the hands, and awareness is numbered and noticed like everything else, in the same instant.
 */
export class Mind {
  readonly #state: NodeState;
  readonly #rules: AttentionRules;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #hands: Hands;
  readonly #hushed: Pick<Hushed, "withholds">;
  readonly #log: Log;
  readonly #waiting: Noticed[] = [];
  /** What comes because time passes. */
  readonly #time: Timer;
  readonly #sleepWork: Timer;
  #busy = false;
  #awake = false;

  constructor(options: {
    state: NodeState;
    rules: AttentionRules;
    clock: Clock;
    journal: Journal;
    hands: Hands;
    hushed: Pick<Hushed, "withholds">;
    log: Log;
  }) {
    this.#state = options.state;
    this.#rules = options.rules;
    this.#clock = options.clock;
    this.#journal = options.journal;
    this.#hands = options.hands;
    this.#hushed = options.hushed;
    this.#log = options.log;
    this.#time = options.clock.timer("attention", () => this.#pass());
    this.#sleepWork = options.clock.timer("consolidation", () => this.consolidate());
  }

  /** From now on time counts. */
  start(): void {
    this.#awake = true;
    this.#awaitTime();
  }

  stop(): void {
    this.#awake = false;
    this.#time.cancel();
    this.#sleepWork.cancel();
  }

  /** Something was noticed: reflexes act before this returns. */
  notice(noticed: Noticed): void {
    this.#waiting.push(noticed);
    if (this.#busy) return; // it came of what is being carried out now, and is next
    this.#sleepWork.cancel();
    this.#takeAll();
    this.#awaitTime();
  }

  /** A phase of the breath began: who waited for it waits no more, and the sleep work of the last one is over. */
  phase(phase: Phase): void {
    this.#sleepWork.cancel();
    this.#decide(phaseBegan(this.#state.attention, phase, this.#clock.now(), this.#rules));
  }

  /** The hold: the active thread goes a step, and what is old fades. */
  think(): void {
    this.#decide(think(this.#state.attention, this.#clock.now(), this.#rules));
  }

  /** The exhale: when calm, what was learnt is kept and what is over is let go; slice by slice, till somebody calls. */
  consolidate(): void {
    const now = this.#clock.now();
    const outcome = consolidate(this.#state.attention, now, this.#rules);
    this.#decide(outcome);
    if (outcome.more && this.#awake) this.#sleepWork.set(now + SLICE_EVERY);
  }

  #pass(): void {
    this.#decide(advance(this.#state.attention, this.#clock.now(), this.#rules));
  }

  /** Carries out what was decided outside of a percept. What is noticed by it waits till all of it is carried out. */
  #decide(outcome: AttentionResult): void {
    const within = this.#busy;
    this.#busy = true;
    try {
      this.#carryOut(outcome, this.#clock.now());
    } finally {
      this.#busy = within;
    }
    if (within) return; // who decides now takes what is noticed, and then awaits time
    this.#takeAll();
    this.#awaitTime();
  }

  #takeAll(): void {
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

  /** One timer for all that attention does because time passes. */
  #awaitTime(): void {
    if (!this.#awake) return;
    const due = dueAt(this.#state.attention, this.#clock.now(), this.#rules);
    if (due === Number.POSITIVE_INFINITY) this.#time.cancel();
    else if (due !== this.#time.due) this.#time.set(due);
  }

  #take(percept: Percept): void {
    // What a neighbour tells may have happened a while ago; it is attended to now.
    const now = Math.max(percept.at, this.#clock.now());
    this.#journal.tell(percept.at, { type: "percept", percept });
    this.#carryOut(attend(this.#state.attention, [percept], now, this.#rules), now);
  }

  #withholds(about: About): boolean {
    return this.#hushed.withholds(about, this.#clock.now());
  }

  #carryOut(outcome: AttentionResult, now: Seconds): void {
    this.#state.attention = outcome.state;
    for (const intention of outcome.intentions) this.#carry(intention, now);
  }

  #carry(intention: Intention, now: Seconds): void {
    const hands = this.#hands;
    switch (intention.kind) {
      case "act": {
        const { reflex, action, percept } = intention;
        if (isForPeople(action) && this.#withholds({ electrodes: electrodesOf(percept), type: percept.type })) break;
        this.#journal.tell(now, { type: "reflex", reflex, action, percept: percept.id });
        hands.act(reflex, action, percept);
        break;
      }
      case "notice":
        this.notice(intention.noticed);
        break;
      case "thread": {
        const { kind: _, ...said } = intention;
        this.#journal.tell(now, { type: "thread", ...said });
        break;
      }
      case "insight": {
        const { kind: _, ...said } = intention;
        this.#journal.tell(now, { type: "insight", ...said });
        break;
      }
      case "say":
        if (this.#withholds({ electrodes: intention.about ?? [] })) break;
        this.#journal.tell(now, { type: "voice", line: intention.line, text: intention.text });
        break;
      case "breath":
        hands.breathe(intention.call, intention.reason);
        break;
      case "listen":
        hands.listen(intention.electrode, intention.seconds, intention.reason);
        break;
      case "read":
        hands.read(intention.electrodes, intention.reason);
        break;
      case "ask-neighbours":
        hands.askNeighbours(intention.seconds, intention.reason);
        break;
    }
  }
}

/** Only what calls people waits while they want to be left in peace; deeds are done. */
function isForPeople({ kind }: Action): boolean {
  return kind === "publish" || kind === "alert";
}
