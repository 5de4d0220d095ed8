import { advance, dueAt } from "../../../attention/advance.js";
import { attend } from "../../../attention/attend.js";
import { consolidate } from "../../../attention/consolidate.js";
import type { AttentionResult } from "../../../attention/state/draft.js";
import { type AttentionRules, type AttentionState, emptyAttention } from "../../../attention/state/state.js";
import { think } from "../../../attention/think.js";
import type { Intention } from "../../../domain/intention.js";
import type { Noticed } from "../../../domain/percept.js";
import { HOUR, type Seconds } from "../../../domain/time.js";

/** A thought and an exhale, this often: seldomer than a node breathes, so that hundreds of months pass in minutes. */
const BREATHES_EVERY: Seconds = HOUR;

/** Attention alone, as a node uses it: it lives from percept to percept, an hour's breath between. */
export class Mind {
  readonly #rules: AttentionRules;
  #state: AttentionState = emptyAttention(0);
  #now: Seconds = 0;
  #percepts = 0;
  #breath: Seconds = BREATHES_EVERY;
  /** Hears what it wants and tells. */
  onIntention: (intention: Intention) => void = () => {};

  constructor(rules: AttentionRules) {
    this.#rules = rules;
  }

  get now(): Seconds {
    return this.#now;
  }

  /** Lives until then. */
  lives(heard: readonly Noticed[], until: Seconds): void {
    const percepts = heard.toSorted((a, b) => a.at - b.at);
    let next = 0;
    for (; this.#breath <= until; this.#breath += BREATHES_EVERY) {
      for (; next < percepts.length && percepts[next]!.at <= this.#breath; next++) this.#hears(percepts[next]!);
      this.#waits(this.#breath);
      this.#breathes();
    }
    for (; next < percepts.length; next++) this.#hears(percepts[next]!);
    this.#waits(until);
  }

  #hears(noticed: Noticed): void {
    this.#waits(noticed.at);
    this.#notices(noticed);
  }

  #notices(noticed: Noticed): void {
    this.#take(attend(this.#state, [{ id: `p-${++this.#percepts}`, ...noticed }], this.#now, this.#rules));
  }

  #waits(until: Seconds): void {
    const due = () => dueAt(this.#state, this.#now, this.#rules);
    for (let at = due(); at <= until; at = due()) {
      this.#now = Math.max(this.#now, at);
      this.#take(advance(this.#state, this.#now, this.#rules));
    }
    this.#now = Math.max(this.#now, until);
  }

  #breathes(): void {
    this.#take(think(this.#state, this.#now, this.#rules));
    for (let more = true; more; ) {
      const outcome = consolidate(this.#state, this.#now, this.#rules);
      this.#take(outcome);
      more = outcome.more === true;
    }
  }

  #take(outcome: AttentionResult): void {
    this.#state = outcome.state;
    for (const one of outcome.intentions) {
      this.onIntention(one);
      if (one.kind === "notice") this.#notices(one.noticed);
    }
  }
}
