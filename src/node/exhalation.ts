import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { MemoryOutbox } from "../memory/outbox.js";
import type { StateStore } from "../memory/state-store.js";
import type { Messenger } from "../mqtt/messenger.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { Radio } from "../ports/radio.js";
import type { Alerts } from "./alerts.js";
import type { Journal } from "./journal.js";
import type { NodeState } from "./node-state.js";

/** The way out. Absent in a replay, which talks to nobody. */
export interface Voice {
  readonly messenger: Messenger;
  readonly outbox: MemoryOutbox;
  readonly radio: Radio;
  /** The radio sleeps between exhales. */
  readonly sleeps: boolean;
  /** The other nodes of the site; absent where nobody may be asked. */
  readonly neighbours?: Neighbours;
}

/**
 * What a node does while it breathes out: one durable commit, then the radio. The commit comes first, so that nothing is told
 * that a power cut could make untrue; what is not acknowledged stays in the outbox, and in the next commit.
 */
export class Exhalation {
  readonly #store: StateStore<NodeState>;
  readonly #voice: Voice | undefined;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #alerts: Alerts;
  readonly #log: Log;
  #running: Promise<void> | undefined;
  /** What came up while it breathed out already, and cannot wait for the next time. */
  #again: (() => void) | undefined;

  constructor(options: {
    store: StateStore<NodeState>;
    voice: Voice | undefined;
    clock: Clock;
    journal: Journal;
    alerts: Alerts;
    log: Log;
  }) {
    this.#store = options.store;
    this.#voice = options.voice;
    this.#clock = options.clock;
    this.#journal = options.journal;
    this.#alerts = options.alerts;
    this.#log = options.log;
  }

  /**
   * Breathes out. While an earlier exhale still does, there is nothing to do but for one that was called early: its radio goes up once
   * more after that. `until` says when it will be heard again, once it falls silent; `look` is asked first, so that what it finds goes out with this breath.
   */
  breatheOut(until: () => Seconds, look: () => Promise<void>, early = false): void {
    if (this.#running !== undefined) {
      if (early) this.#again = () => this.breatheOut(until, look);
      return;
    }
    const work = this.#out(until, look).finally(() => {
      this.#running = undefined;
      const again = this.#again;
      this.#again = undefined;
      again?.();
    });
    this.#running = work;
    this.#clock
      .hold("exhale", work)
      .catch((error: unknown) => this.#log("error", `the exhale failed: ${messageOf(error)}`));
  }

  /** The last one of this life: told to be `disconnected`. */
  async last(reason: string): Promise<void> {
    this.#again = undefined;
    await this.#running?.catch(() => {});
    await this.#commit();
    if (this.#voice === undefined) return;
    await this.#connect(this.#voice);
    await this.#voice.messenger.close(reason);
    await this.#voice.radio.down();
    // What was acknowledged on the way out need not be told again in the next life.
    if (this.#store.state.outbox.messages.length !== this.#voice.outbox.depth) await this.#commit();
  }

  /** The state as a commit would write it now, with what waits in memory. */
  gather(): NodeState {
    const { state } = this.#store;
    state.at = this.#clock.now();
    if (this.#voice !== undefined) {
      state.outbox = this.#voice.outbox.toJSON();
      state.announced = this.#voice.messenger.announced;
    }
    return state;
  }

  async #out(until: () => Seconds, look: () => Promise<void>): Promise<void> {
    await look();
    await this.#commit();
    if (this.#voice === undefined) return;
    const { messenger, radio, sleeps } = this.#voice;
    await this.#connect(this.#voice);
    if (!sleeps) return;
    await messenger.rest(until());
    await radio.down();
  }

  async #connect({ messenger, radio }: Voice): Promise<void> {
    await radio.up();
    await messenger.openUp(this.#store.state.births);
  }

  /** The next birth is counted on disk before it is told: a `lost` of an earlier one can then be known as such. */
  async #commit(): Promise<void> {
    this.#store.state.births++;
    this.gather();
    try {
      const { bytes } = await this.#store.commit();
      this.#journal.tell(this.#clock.now(), { type: "commit", bytes, commits: this.#store.commits });
      this.#alerts.clear("state", this.#clock.now());
    } catch (error) {
      this.#log("error", messageOf(error));
      this.#alerts.raise("state", messageOf(error), this.#clock.now());
    }
  }
}
