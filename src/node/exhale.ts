import type { Alerts } from "../actions/alerts.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import { AndasError, isFull, messageOf } from "../domain/errors.js";
import type { EventLog } from "../domain/event-log.js";
import type { Halt } from "../domain/rest.js";
import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { RawRing } from "../storage/ring/raw-ring.js";
import type { SavedSections } from "../storage/sections.js";
import type { Commit, StateStore } from "../storage/state-store.js";
import type { CardReload } from "./card-reload.js";
import type { NodeState } from "./node-state.js";
import type { Reports } from "./reports.js";
import type { RunNumbers } from "./run-numbers.js";
import type { Timekeeper } from "./timekeeper.js";
import type { Uplink } from "./uplink.js";

/** The last exhale of a run takes no longer: somebody waits for its end. */
const LAST: Seconds = 60;
/** However short an exhale is, so long the broker may take. */
const SHORTEST: Seconds = 30;

export interface ExhaleParts {
  readonly clock: Clock;
  readonly breath: BreathClock;
  readonly store: StateStore<SavedSections>;
  readonly state: Pick<NodeState, "births" | "committed">;
  /** Keeps what was counted where the state cannot be written. */
  readonly numbers: Pick<RunNumbers, "keep">;
  /** Absent in a replay, which talks to nobody. */
  readonly uplink: Uplink | undefined;
  readonly reports: Reports;
  readonly time: Pick<Timekeeper, "look">;
  readonly card: Pick<CardReload, "look">;
  readonly events: EventLog;
  readonly alerts: Alerts;
  readonly words: Pick<Catalogue, "health">;
  readonly log: Log;
  readonly raw: RawRing | undefined;
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
  /** Tries again to reach the broker. */
  readonly #retry: Timer;

  constructor(parts: ExhaleParts) {
    this.#parts = parts;
    this.#retry = parts.clock.timer("reconnect", () => this.#reconnect());
  }

  /**
   * Breathes out. While an earlier exhale still does, there is nothing to do but for one that was called early: its radio goes up once
   * more after that.
   */
  begin(early = false): void {
    this.#retry.cancel();
    if (this.#running !== undefined) {
      this.#again ||= early;
      return;
    }
    this.#run(this.#out());
  }

  /** The connection went while nobody was at work on it. */
  lost(): void {
    if (this.#running === undefined) this.#retryLater();
  }

  /** A pause began: who held the node awake through its exhale has let go of it, and the radio goes down after all. */
  rest(): void {
    const { uplink } = this.#parts;
    if (uplink?.sleeps) this.#retry.cancel();
    if (this.#running === undefined && uplink?.isUp) this.#run(this.#rest(uplink));
  }

  /** Settles, never rejects, when nothing of an exhale is under way. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running.catch(() => {});
  }

  /**
   * The last one of this run: told to be `disconnected`, or to sleep where an alarm wakes the board. Who goes off to rest has told that
   * already. Says whether the state lies on the disk.
   */
  async last(reason: string, halt?: Halt): Promise<boolean> {
    this.#again = false;
    this.#retry.cancel();
    await this.#running?.catch(() => {});
    const { uplink, state, reports, raw } = this.#parts;
    await reports.make();
    const isKept = await this.#commit();
    await raw?.close();
    if (uplink === undefined) return isKept;
    if (halt?.rests === undefined) await uplink.connect(state.births.value, this.#parts.clock.now() + LAST);
    reports.sent();
    if (halt?.wakes !== undefined) await uplink.sleep(halt.wakes);
    await uplink.close(reason);
    // What was acknowledged on the way out need not be told again in the next run.
    await uplink.commit();
    return isKept;
  }

  /** In the middle of a breath: what somebody changed lies on the disk before they hear that it is done. Never rejects. */
  async keep(): Promise<boolean> {
    return this.#write();
  }

  /** Puts into the state what its owners keep in memory, as a commit would write it now. */
  readonly gather = (): object => {
    const { store, state, uplink, clock } = this.#parts;
    state.committed.value = clock.now();
    uplink?.save();
    return store.state;
  };

  async #out(): Promise<void> {
    const { uplink, reports, card, time } = this.#parts;
    await time.look();
    // What is found now goes out with this breath.
    await card.look();
    await reports.make();
    await this.#commit();
    if (uplink !== undefined) await this.#tell(uplink);
  }

  /** What waits is told, then the radio goes down; where the broker was not reached, it is tried again before the exhale is over. */
  async #tell(uplink: Uplink): Promise<void> {
    const reached = await uplink.connect(this.#parts.state.births.value, this.#end(uplink));
    this.#parts.reports.sent();
    await this.#rest(uplink);
    if (!reached) this.#retryLater();
  }

  #retryLater(): void {
    const { uplink, clock, breath } = this.#parts;
    if (uplink === undefined || this.#retry.due !== undefined) return;
    const at = clock.now() + uplink.retryIn();
    const staysUp = !uplink.sleeps || breath.awakeUntil !== undefined;
    if (staysUp || at < (breath.breath?.until ?? 0)) this.#retry.set(at);
  }

  /** As in an exhale, but for its reports. Each birth that a broker may have heard of is counted on disk before the next one. */
  #reconnect(): void {
    const { uplink } = this.#parts;
    if (uplink === undefined || this.#running !== undefined) return;
    const work = async () => {
      if (uplink.lastBirth === this.#parts.state.births.value) await this.#commit();
      await this.#tell(uplink);
    };
    this.#run(work());
  }

  /** When the broker should have had its time: never, where the radio stays up. */
  #end({ sleeps }: Uplink): Seconds | undefined {
    const { breath, clock } = this.#parts;
    if (!sleeps || breath.awakeUntil !== undefined) return undefined;
    return Math.max(breath.breath?.until ?? 0, clock.now() + SHORTEST);
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
  async #commit(): Promise<boolean> {
    this.#parts.state.births.value++;
    const isKept = await this.#write();
    await this.#parts.raw?.keep();
    return isKept;
  }

  /**
   * The outbox first, then the state: after a power cut between them, messages are told of what the node does not remember, and none is
   * missing of what it does. Says whether both lie on the disk.
   */
  async #write(): Promise<boolean> {
    const { store, uplink, events, alerts, words, clock, log } = this.#parts;
    const unsent = await uplink?.commit();
    try {
      this.gather();
      const { bytes } = await this.#commitState();
      events.tell(clock.now(), { type: "commit", bytes, commits: store.commits });
      if (unsent !== undefined) throw new AndasError("state", unsent);
      alerts.clear("state", clock.now());
      return true;
    } catch (error) {
      log("error", messageOf(error));
      alerts.raise("state", words.health.notKept(messageOf(error)), clock.now());
      return false;
    }
  }

  /**
   * @throws what the system says; what was counted is kept all the same then
   */
  async #commitState(): Promise<Commit> {
    try {
      return await this.#commitOrMakeRoom();
    } catch (error) {
      await this.#parts.numbers.keep();
      throw error;
    }
  }

  /** Once more at most: whatever else is wrong with a disk shall not cost a season of raw signal. */
  async #commitOrMakeRoom(): Promise<Commit> {
    const { store } = this.#parts;
    try {
      return await store.commit();
    } catch (error) {
      if (!isFull(error) || !(await this.#makeRoom())) throw error;
      return store.commit();
    }
  }

  /** On a full disk the state is worth more than the oldest raw signal, and than the oldest telemetry that waits for the broker. */
  async #makeRoom(): Promise<boolean> {
    const { raw, uplink } = this.#parts;
    return (await raw?.giveWay()) === true || (await uplink?.makeRoom()) === true;
  }
}
