import { AndasError } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, SteadyClock, Timer } from "./clock.js";

/** Waits in the real world, for those who watch simulated time pass. `undefined` lets it pass as fast as it goes. */
export interface Pace {
  /** Simulated seconds for each real one. */
  readonly speed: number;
  /** Real seconds, from anywhere. */
  now(): Seconds;
  sleep(seconds: Seconds, signal: AbortSignal): Promise<void>;
}

/** Real seconds that held work may take before the run is given up as stuck. */
const PATIENCE: Seconds = 120;
/** How many timers fire before the event loop gets a turn: sockets and signals want to be heard too. */
const TURN_EVERY = 512;

/**
 * Time that passes from timer to timer. The same timers give the same order, always: by due time, then by who was set first.
 * While held work is pending time stands still, so that a slow disk changes nothing but how long one waits.
 */
export class SimulatedClock implements Clock, SteadyClock {
  readonly quality = "simulated";
  readonly #armed: SimulatedTimer[] = [];
  readonly #held = new Map<Promise<unknown>, string>();
  readonly #patience: Seconds;
  #now: Seconds;
  #order = 0;

  /** @param patience real seconds that held work may take before the run is given up as stuck */
  constructor(start: Seconds, patience: Seconds = PATIENCE) {
    this.#now = start;
    this.#patience = patience;
  }

  now(): Seconds {
    return this.#now;
  }

  /** Timers that are set. */
  get waiting(): number {
    return this.#armed.length;
  }

  /** Nobody sets it. */
  steady(): Seconds {
    return this.#now;
  }

  timer(name: string, fire: () => void): Timer {
    return new SimulatedTimer(name, fire, this.#armed, () => this.#order++);
  }

  hold<T>(name: string, work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = work.then(
      () => this.#held.delete(settled),
      () => this.#held.delete(settled),
    );
    this.#held.set(settled, name);
    return work;
  }

  /**
   * Lets time pass until `signal` aborts, no timer is left, or (if given) `until` is reached.
   * @throws AndasError `stuck` when held work does not settle in time: two real minutes, unless said otherwise.
   */
  async run(signal: AbortSignal, options: { pace?: Pace; until?: Seconds } = {}): Promise<void> {
    const { pace, until = Number.POSITIVE_INFINITY } = options;
    const zero = pace ? { real: pace.now(), simulated: this.#now } : undefined;
    let fired = 0;
    await this.#settle();
    while (!signal.aborted) {
      const next = this.#earliest();
      if (next === undefined || next.at > until) {
        if (until !== Number.POSITIVE_INFINITY) this.#now = Math.max(this.#now, until);
        return;
      }
      if (pace && zero) {
        const early = (next.at - zero.simulated) / pace.speed - (pace.now() - zero.real);
        if (early > 0.001) {
          await pace.sleep(early, signal);
          continue; // meanwhile somebody may have set an earlier timer
        }
      }
      this.#now = Math.max(this.#now, next.at);
      next.cancel();
      next.fire();
      if (this.#held.size > 0) await this.#settle();
      else if (++fired % TURN_EVERY === 0) await turn();
    }
  }

  #earliest(): SimulatedTimer | undefined {
    let first: SimulatedTimer | undefined;
    for (let i = 0; i < this.#armed.length; i++) {
      const timer = this.#armed[i]!;
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }

  /** Until nothing is held any more, what follows on held work included. */
  async #settle(): Promise<void> {
    await turn();
    while (this.#held.size > 0) {
      await withPatience(this.#patience, [...this.#held.keys()], () => [...this.#held.values()]);
      await turn();
    }
  }
}

class SimulatedTimer implements Timer {
  readonly name: string;
  readonly fire: () => void;
  readonly #armed: SimulatedTimer[];
  readonly #nextOrder: () => number;
  /** Only meant while armed. */
  at: Seconds = 0;
  order = 0;

  constructor(name: string, fire: () => void, armed: SimulatedTimer[], nextOrder: () => number) {
    this.name = name;
    this.fire = fire;
    this.#armed = armed;
    this.#nextOrder = nextOrder;
  }

  get due(): Seconds | undefined {
    return this.#armed.includes(this) ? this.at : undefined;
  }

  set(at: Seconds): void {
    if (!Number.isFinite(at)) throw new AndasError("internal", `timer ${this.name} was set to ${at}`);
    if (!this.#armed.includes(this)) this.#armed.push(this);
    this.at = at;
    this.order = this.#nextOrder();
  }

  cancel(): void {
    const index = this.#armed.indexOf(this);
    if (index < 0) return;
    const last = this.#armed.pop()!;
    if (last !== this) this.#armed[index] = last;
  }
}

/** One turn of the event loop: everything that was already settled gets to go on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function withPatience(patience: Seconds, work: Promise<unknown>[], names: () => string[]): Promise<void> {
  let timeout: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => {
      const what = names().join(", ");
      reject(
        new AndasError(
          "stuck",
          `simulated time waited ${patience} s for ${what}; give a --speed that it can follow, or mend it`,
        ),
      );
    }, patience * 1000);
  });
  try {
    await Promise.race([Promise.all(work), lost]);
  } finally {
    clearTimeout(timeout);
  }
}
