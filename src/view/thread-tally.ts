import type { ThreadChange } from "../domain/intention.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";

/** What a digest keeps of one thread. */
export interface ThreadLife {
  readonly id: string;
  readonly goal: string;
  readonly created: Seconds;
  /** Undefined while it still lives. */
  readonly ended: Seconds | undefined;
  readonly how: "done" | "culled" | "alive";
  /** Seconds for which it held the attention. */
  readonly held: Seconds;
  readonly peak: number;
}

interface Living {
  goal: string;
  readonly created: Seconds;
  held: Seconds;
  peak: number;
  activeSince: Seconds | undefined;
}

/** Follows threads from their birth to their end and keeps those that held the attention longest. */
export class ThreadTally {
  readonly #most: number;
  /** Bounded by attention itself, which culls. */
  readonly #living = new Map<string, Living>();
  #ended: ThreadLife[] = [];
  begun = 0;
  done = 0;
  culled = 0;

  constructor(most: number) {
    this.#most = most;
  }

  hear(at: Seconds, change: ThreadChange, thread: Thread): void {
    // It was told as done already; that it is let go now is no second end.
    if (change === "culled" && thread.status === "complete") return;
    let life = this.#living.get(thread.id);
    if (life === undefined) {
      life = { goal: thread.goal, created: thread.created, held: 0, peak: 0, activeSince: undefined };
      this.#living.set(thread.id, life);
      this.begun++;
    }
    life.goal = thread.goal;
    life.peak = Math.max(life.peak, thread.salience);
    if (thread.status === "active") life.activeSince ??= at;
    else if (life.activeSince !== undefined) {
      life.held += at - life.activeSince;
      life.activeSince = undefined;
    }
    if (change !== "completed" && change !== "culled" && change !== "merged") return;
    if (life.activeSince !== undefined) life.held += at - life.activeSince;
    if (change === "completed") this.done++;
    else this.culled++;
    this.#living.delete(thread.id);
    this.#ended.push({ ...told(thread.id, life), ended: at, how: change === "completed" ? "done" : "culled" });
    if (this.#ended.length > 4 * this.#most) this.#ended = foremost(this.#ended, this.#most);
  }

  /** Those that held the attention longest, in the order in which they began; still living ones are counted up to `now`. */
  foremost(now: Seconds): ThreadLife[] {
    const living = [...this.#living].map(([id, life]) => ({
      ...told(id, life),
      held: life.held + (life.activeSince === undefined ? 0 : now - life.activeSince),
    }));
    return foremost([...this.#ended, ...living], this.#most).sort((a, b) => a.created - b.created || byId(a, b));
  }
}

function told(id: string, life: Living): ThreadLife {
  return {
    id,
    goal: life.goal,
    created: life.created,
    ended: undefined,
    how: "alive",
    held: life.held,
    peak: life.peak,
  };
}

function foremost(lives: readonly ThreadLife[], most: number): ThreadLife[] {
  return [...lives].sort((a, b) => b.held - a.held || b.peak - a.peak || byId(a, b)).slice(0, most);
}

/** `t-9` before `t-10`. */
function byId(a: ThreadLife, b: ThreadLife): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}
