import type { Mutes } from "../actions/mutes.js";
import type { Withdrawal } from "../actions/withdrawal.js";
import { advance, dueAt } from "../attention/advance.js";
import { attend } from "../attention/attend.js";
import { consolidate } from "../attention/consolidate.js";
import { cameBack, unheard } from "../attention/heard.js";
import { phaseBegan } from "../attention/phase-began.js";
import type { AttentionResult } from "../attention/state/draft.js";
import type { AttentionState } from "../attention/state/state.js";
import { think } from "../attention/think.js";
import type { Phase } from "../domain/breath.js";
import type { EventLog } from "../domain/event-log.js";
import type { Noticed, Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";
import type { Effectors } from "./effectors.js";
import type { PerceptQueue } from "./percept-queue.js";
import type { RulesInForce } from "./rules-in-force.js";

/**
 * So much may be noticed in one moment: many reflexes may fall due at once, and each may be aware. What feeds itself is cut off by
 * attention after one round; this stops what nobody foresaw.
 */
const LONGEST_CHAIN = 1000;

/** Between two slices of the sleep work: whoever calls meanwhile is heard. */
const SLICE_EVERY: Seconds = 1;

export interface AttentionLoopParts {
  readonly percepts: PerceptQueue;
  readonly attention: Section<AttentionState>;
  /** The number of the last percept. */
  readonly count: Section<number>;
  readonly rules: RulesInForce;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly effectors: Effectors;
  readonly mutes: Pick<Mutes, "swallows">;
  readonly withdrawal: Pick<Withdrawal, "saw">;
  readonly log: Log;
}

/**
 * Where percepts meet attention: numbered, told, attended to, and what attention wants of it handed to the effectors, all in the
 * same instant. Attention itself decides and touches nothing.
 */
export class AttentionLoop {
  readonly #parts: AttentionLoopParts;
  /** What comes because time passes. */
  readonly #time: Timer;
  readonly #sleepWork: Timer;
  #busy = false;
  #awake = false;

  constructor(parts: AttentionLoopParts) {
    this.#parts = parts;
    this.#time = parts.clock.timer("attention", () => this.#timePassed());
    this.#sleepWork = parts.clock.timer("consolidation", () => this.consolidate());
    parts.rules.onChange(() => this.#awaitTime());
  }

  /** From now on it attends, and time counts. */
  start(): void {
    this.#awake = true;
    const { attention, clock, rules } = this.#parts;
    attention.value = cameBack(attention.value, clock.now(), rules.current.words);
    this.#parts.percepts.attendedBy(() => this.#noticed());
    this.#awaitTime();
  }

  stop(): void {
    this.#awake = false;
    this.#time.cancel();
    this.#sleepWork.cancel();
  }

  /** A phase of the breath began: who waited for it waits no more, and the sleep work of the last one is over. */
  phase(phase: Phase): void {
    const { attention, clock, rules } = this.#parts;
    this.#sleepWork.cancel();
    this.#decide(phaseBegan(attention.value, phase, clock.now(), rules.current));
  }

  /** The hold: the active thread goes a step, and what is old fades. */
  think(): void {
    const { attention, clock, rules } = this.#parts;
    this.#decide(think(attention.value, clock.now(), rules.current));
  }

  /** The exhale: when calm, what was learnt is kept and what is over is let go; slice by slice, till somebody calls. */
  consolidate(): void {
    const { attention, clock, rules } = this.#parts;
    const now = clock.now();
    const outcome = consolidate(attention.value, now, rules.current);
    this.#decide(outcome);
    if (outcome.more && this.#awake) this.#sleepWork.set(now + SLICE_EVERY);
  }

  /** An electrode was not listened to in this time, on purpose. */
  unheard(electrode: string, from: Seconds, until: Seconds): void {
    const { attention, rules } = this.#parts;
    attention.value = unheard(attention.value, electrode, [from, until], rules.current.words);
  }

  #timePassed(): void {
    const { attention, clock, rules } = this.#parts;
    this.#decide(advance(attention.value, clock.now(), rules.current));
  }

  /** Something was noticed: reflexes act before this returns. */
  #noticed(): void {
    if (this.#busy) return; // it came of what is being carried out now, and is next
    this.#sleepWork.cancel();
    this.#attendToAll();
    this.#awaitTime();
  }

  /** Carries out what was decided outside of a percept. What is noticed by it waits till all of it is carried out. */
  #decide(outcome: AttentionResult): void {
    const within = this.#busy;
    this.#busy = true;
    try {
      this.#carryOut(outcome, this.#parts.clock.now());
    } finally {
      this.#busy = within;
    }
    if (within) return; // who decides now attends to what is noticed, and then awaits time
    this.#attendToAll();
    this.#awaitTime();
  }

  #attendToAll(): void {
    const { percepts, log } = this.#parts;
    this.#busy = true;
    try {
      let chain = 0;
      for (let next = percepts.take(); next !== undefined; next = percepts.take()) {
        if (++chain > LONGEST_CHAIN) {
          const what = `${next.source} ${next.type} was not noticed`;
          log("warn", `${what}: reflexes led to ${LONGEST_CHAIN} percepts in a row; give them a cool-down`);
          percepts.clear();
          break;
        }
        this.#attendTo(next);
      }
    } finally {
      this.#busy = false;
    }
  }

  /** What nobody minds for a while is counted, and goes no further. */
  #attendTo(noticed: Noticed): void {
    const { mutes, withdrawal, count, clock, events, attention, rules } = this.#parts;
    if (mutes.swallows(noticed, clock.now())) return;
    withdrawal.saw(noticed);
    const percept: Percept = { ...noticed, id: `p-${++count.value}` };
    // What a neighbour tells may have happened a while ago; it is attended to now.
    const now = Math.max(percept.at, clock.now());
    events.tell(percept.at, { type: "percept", percept });
    this.#carryOut(attend(attention.value, [percept], now, rules.current), now);
  }

  /** One timer for all that attention does because time passes. */
  #awaitTime(): void {
    if (!this.#awake) return;
    const { attention, clock, rules } = this.#parts;
    const due = dueAt(attention.value, clock.now(), rules.current);
    if (due === Number.POSITIVE_INFINITY) this.#time.cancel();
    else if (due !== this.#time.due) this.#time.set(due);
  }

  #carryOut(outcome: AttentionResult, now: Seconds): void {
    const { attention, effectors } = this.#parts;
    attention.value = outcome.state;
    for (const intention of outcome.intentions) effectors.carryOut(intention, now);
  }
}
