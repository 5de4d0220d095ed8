import type { Breath, BreathPhase } from "../domain/breath.js";

/** The present breath from its first phase to its last: what has been as it was, what is and what is to come as it is foreseen. */
export class BreathCourse {
  #passed: BreathPhase[] = [];
  #breath: Breath | undefined;

  /** Where the breath is now. */
  get breath(): Breath | undefined {
    return this.#breath;
  }

  /** The breath moved on, or is foreseen otherwise. */
  hear(breath: Breath): void {
    const before = this.#breath;
    this.#breath = breath;
    if (before?.cycle !== breath.cycle) this.#passed = [];
    else if (before.since < breath.since) this.#passed.push({ ...before, until: breath.since });
    // A phase that began anew is drawn as one that lasts.
    if (this.#passed.at(-1)?.phase === breath.phase) this.#breath = { ...breath, since: this.#passed.pop()!.since };
  }

  /** In order and without a hole; empty before the first breath. */
  get phases(): readonly BreathPhase[] {
    const breath = this.#breath;
    if (breath === undefined) return [];
    return [...this.#passed, breath, ...breath.ahead.filter(({ cycle }) => cycle === breath.cycle)];
  }
}
