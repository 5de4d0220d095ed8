import type { Alerts } from "../actions/alerts.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import { AndasError, messageOf } from "../domain/errors.js";
import type { EventLog } from "../domain/event-log.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { SavedSections } from "../storage/sections.js";
import { isFull } from "../storage/state-error.js";
import type { Commit, StateStore } from "../storage/state-store.js";
import type { CardReload } from "./card-reload.js";
import type { NodeState } from "./node-state.js";
import type { Reports } from "./reports.js";
import type { Uplink } from "./uplink.js";

export interface ExhaleParts {
  readonly clock: Clock;
  readonly breath: BreathClock;
  readonly store: StateStore<SavedSections>;
  readonly state: Pick<NodeState, "births" | "committed">;
  /** Absent in a replay, which talks to nobody. */
  readonly uplink: Uplink | undefined;
  readonly reports: Reports;
  readonly card: Pick<CardReload, "look">;
  readonly events: EventLog;
  readonly alerts: Alerts;
  readonly words: Pick<Catalogue, "health">;
  readonly log: Log;
}

/**
 * What a node does while it breathes out: one durable commit, then the radio. The commit comes first, so that nothing is told
 * that a power cut could make untrue; what is not acknowledged stays in the outbox.
 */
export class Exhale {
  readonly #parts: ExhaleParts;
  #running: Promise<void> | undefined;
  /** It was called early while it breathed out already: what came up cannot wait for the next time. */
  #again = false;

  constructor(parts: ExhaleParts) {
    this.#parts = parts;
  }

  /**
   * Breathes out. While an earlier exhale still does, there is nothing to do but for one that was called early: its radio goes up once
   * more after that.
   */
  begin(early = false): void {
    if (this.#running !== undefined) {
      this.#again ||= early;
      return;
    }
    this.#run(this.#out());
  }

  /** A pause began: who held the node awake through its exhale has let go of it, and the radio goes down after all. */
  rest(): void {
    const { uplink } = this.#parts;
    if (this.#running === undefined && uplink?.isUp) this.#run(this.#rest(uplink));
  }

  /** The last one of this run: told to be `disconnected`. */
  async last(reason: string): Promise<void> {
    this.#again = false;
    await this.#running?.catch(() => {});
    const { uplink, state, reports } = this.#parts;
    await reports.make();
    await this.#commit();
    if (uplink === undefined) return;
    await uplink.connect(state.births.value);
    await uplink.close(reason);
    // What was acknowledged on the way out need not be told again in the next run.
    await uplink.commit();
  }

  /** Puts into the state what its owners keep in memory, as a commit would write it now. */
  readonly gather = (): object => {
    const { store, state, uplink, clock } = this.#parts;
    state.committed.value = clock.now();
    uplink?.save();
    return store.state;
  };

  async #out(): Promise<void> {
    const { uplink, state, reports, card } = this.#parts;
    // What is found now goes out with this breath.
    await card.look();
    await reports.make();
    await this.#commit();
    if (uplink === undefined) return;
    await uplink.connect(state.births.value);
    await this.#rest(uplink);
  }

  #rest(uplink: Uplink): Promise<void> {
    return uplink.rest(() => this.#parts.breath.next("exhale"));
  }

  #run(work: Promise<void>): void {
    const { clock, log } = this.#parts;
    this.#running = work.finally(() => {
      this.#running = undefined;
      const again = this.#again;
      this.#again = false;
      if (again) this.begin();
    });
    clock
      .hold("exhale", this.#running)
      .catch((error: unknown) => log("error", `the exhale failed: ${messageOf(error)}`));
  }

  /**
   * The outbox first, then the state: after a power cut between them, messages are told of what the node does not remember, and none is
   * missing of what it does. The next birth is counted on disk before it is told: a `lost` of an earlier one can then be known as such.
   */
  async #commit(): Promise<void> {
    const { store, state, uplink, events, alerts, words, clock, log } = this.#parts;
    state.births.value++;
    const unsent = await uplink?.commit();
    try {
      this.gather();
      const { bytes } = await this.#commitState();
      events.tell(clock.now(), { type: "commit", bytes, commits: store.commits });
      if (unsent !== undefined) throw new AndasError("state", unsent);
      alerts.clear("state", clock.now());
    } catch (error) {
      log("error", messageOf(error));
      alerts.raise("state", words.health.notKept(messageOf(error)), clock.now());
    }
  }

  /** On a full disk the state is worth more than the oldest telemetry that waits for the broker. */
  async #commitState(): Promise<Commit> {
    const { store, uplink } = this.#parts;
    try {
      return await store.commit();
    } catch (error) {
      if (!(isFull(error) && (await uplink?.makeRoom()) === true)) throw error;
      return store.commit();
    }
  }
}
