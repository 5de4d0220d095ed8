import type { Alerts } from "../actions/alerts.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import { messageOf } from "../domain/errors.js";
import type { EventLog } from "../domain/event-log.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { RawRing } from "../storage/ring/raw-ring.js";
import type { SavedSections } from "../storage/sections.js";
import { isFull } from "../storage/state-error.js";
import type { StateStore } from "../storage/state-store.js";
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
  readonly raw: RawRing | undefined;
}

/**
 * What a node does while it breathes out: one durable commit, then the radio. The commit comes first, so that nothing is told
 * that a power cut could make untrue; what is not acknowledged stays in the outbox, and in the next commit.
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
    const { uplink, state, reports, raw } = this.#parts;
    await reports.make();
    await this.#commit();
    await raw?.keep(reports.timeQuality);
    await raw?.close();
    if (uplink === undefined) return;
    await uplink.connect(state.births.value);
    await uplink.close(reason);
    // What was acknowledged on the way out need not be told again in the next run.
    if (uplink.hasChanged) await this.#commit();
  }

  /** Puts into the state what its owners keep in memory, as a commit would write it now. */
  readonly gather = (): object => {
    const { store, state, uplink, clock } = this.#parts;
    state.committed.value = clock.now();
    uplink?.save();
    return store.state;
  };

  async #out(): Promise<void> {
    const { uplink, state, reports, card, raw } = this.#parts;
    // What is found now goes out with this breath.
    await card.look();
    await reports.make();
    await this.#commit();
    await raw?.keep(reports.timeQuality);
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

  /** The next birth is counted on disk before it is told: a `lost` of an earlier one can then be known as such. */
  async #commit(): Promise<void> {
    const { store, state, events, alerts, words, clock, log, raw } = this.#parts;
    state.births.value++;
    this.gather();
    try {
      const { bytes } = await store.commit();
      events.tell(clock.now(), { type: "commit", bytes, commits: store.commits });
      alerts.clear("state", clock.now());
    } catch (error) {
      if (isFull(error)) await raw?.giveWay();
      log("error", messageOf(error));
      alerts.raise("state", words.health.notKept(messageOf(error)), clock.now());
    }
  }
}
