import { type RecordingConfig, recordingStart } from "../../devices/recording.js";
import type { GoodCard } from "../config/judge-card.js";
import { messageOf } from "../domain/errors.js";
import type { NodeListener } from "../domain/event.js";
import type { HostReading } from "../domain/health.js";
import type { Seconds } from "../domain/time.js";
import type { Recovery } from "../memory/durable-adapter.js";
import type { StateStore } from "../memory/state-store.js";
import type { Clock } from "../ports/clock.js";
import type { DeviceKind } from "../ports/device.js";
import type { Log } from "../ports/log.js";
import { openBytes } from "../ports/os/open-bytes.js";
import { RealClock, realPace } from "../ports/os/real-clock.js";
import { SeededRandom } from "../ports/seeded-random.js";
import { SimulatedClock } from "../ports/simulated-clock.js";
import { type ReaderOrTrouble, tryOpenReader } from "../spiralformer/model/open-reader.js";
import { planDevices } from "./devices.js";
import type { Keeping } from "./hands.js";
import { ForestNode } from "./node.js";
import type { NodeState } from "./node-state.js";
import type { SenseKeeper } from "./sense-keeper.js";
import { Post } from "./voice.js";

/** Where a simulated year begins when nothing says otherwise: 2000-01-01T00:00:00Z. */
export const MILLENNIUM: Seconds = 946_684_800;

const NOBODY: ReaderOrTrouble = { trouble: "nobody was asked to read" };

export interface LifeOptions {
  readonly card: GoodCard;
  readonly kinds: readonly DeviceKind[];
  readonly store: StateStore<NodeState>;
  readonly seed: number;
  readonly log: Log;
  /** Simulated time, so many times faster than real time; undefined lives in real time. */
  readonly speed: number | "max" | undefined;
  /** When simulated time begins, if the recording does not say. */
  readonly start: Seconds | undefined;
  /** What real time is worth on this machine. */
  readonly quality: "ntp" | "rtc" | "floor";
  /** Who is told over MQTT; undefined talks to nobody. */
  readonly network: { readonly version: string; readonly hardware: string; readonly schemas: string } | undefined;
  readonly host: (() => Promise<HostReading>) | undefined;
  /** Keeps what the senses know over a restart; of use in real time only. */
  readonly keeper?: SenseKeeper;
  /** What is wrong with the card, when the last good one is in force instead. */
  readonly cardProblem?: string;
  /** Where recordings and backups go; absent in a life that keeps nothing on disk. */
  readonly keeping?: Keeping;
  /** The folder of the models; undefined where nobody shall read. */
  readonly models: string | undefined;
  readonly onEvent: NodeListener;
  readonly onSample?: (electrode: string, at: Seconds, mv: number) => void;
}

/** One life of a node, from opening its store to its last exhale, on real or simulated time. */
export class Life {
  readonly clock: Clock;
  readonly node: ForestNode;
  /** Where its messages go; undefined when it talks to nobody. */
  readonly post: Post | undefined;
  readonly #options: LifeOptions;
  readonly #simulated: SimulatedClock | undefined;

  private constructor(options: LifeOptions, start: Seconds, reader: ReaderOrTrouble) {
    this.#options = options;
    const { card, kinds, store, log, seed, quality, network } = options;
    const { configuration, secrets, effective } = card;
    this.#simulated = options.speed === undefined ? undefined : new SimulatedClock(start);
    this.clock = this.#simulated ?? new RealClock(quality);
    const { clock } = this;
    const random = new SeededRandom(seed);
    this.post =
      network &&
      new Post({
        ...{ configuration, secrets, effective, ...network, state: store.state, clock, random, log },
        ...("models" in reader && { model: reader.models.name }),
      });
    const { post } = this;
    this.node = new ForestNode({
      clock,
      log,
      store,
      breath: configuration.breath,
      attention: { settings: configuration.attention, reflexes: configuration.reflexes },
      devices: planDevices({ configuration, kinds, clock, random, log, start }),
      reader,
      language: configuration.node.language,
      host: options.host,
      ...(options.keeper && options.speed === undefined && { keeper: options.keeper }),
      cardProblem: options.cardProblem,
      ...(configuration.node.place && { place: configuration.node.place }),
      voice: post && ((node) => post.voiceOf(node)),
      ...(options.keeping && { keeping: options.keeping }),
      ...(options.onSample && { onSample: options.onSample }),
    });
    this.node.journal.listen(options.onEvent);
  }

  /** Opens the store, and finds out when time begins. */
  static async prepare(options: LifeOptions): Promise<Life> {
    const { store, log } = options;
    const { recovered, unlocked } = await store.open();
    if (recovered) log("warn", tellRecovery(recovered));
    if (unlocked !== undefined) log("warn", unlocked);
    const { models } = options;
    const reader = models === undefined ? NOBODY : await tryOpenReader(models, log);
    return new Life(options, await beginning(options), reader);
  }

  /**
   * Lives until `signal` aborts or every recording is over, then exhales once more and closes everything. `opened` is called once
   * the broker's ports are its own: nothing was heard before.
   */
  async live(signal: AbortSignal, opened: () => void = () => {}): Promise<void> {
    const { store, log } = this.#options;
    let reason = "the recording is over";
    signal.addEventListener("abort", () => {
      reason = "stopped";
    });
    try {
      await this.post?.start();
      opened();
      await this.node.start();
      await this.#pass(signal);
    } catch (error) {
      reason = messageOf(error);
      throw error;
    } finally {
      // A failure while closing must not hide why it had to be closed.
      await this.node.stop(reason).catch((error: unknown) => log("error", messageOf(error)));
      await this.post?.stop();
      await store.close();
    }
  }

  /** Lets time pass. */
  async #pass(signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const ended = () => end.abort();
    signal.addEventListener("abort", ended);
    if (signal.aborted) ended();
    void this.node.over.then(ended);
    if (this.#simulated !== undefined) {
      const { speed } = this.#options;
      await this.#simulated.run(end.signal, typeof speed === "number" ? { pace: realPace(speed) } : {});
    } else if (!end.signal.aborted) {
      await new Promise((resolve) => end.signal.addEventListener("abort", resolve, { once: true }));
    }
    signal.removeEventListener("abort", ended);
  }
}

/** What was wrong with the state, what the node goes on with, and where the damaged files are. */
function tellRecovery({ from, reason, quarantined }: Recovery): string {
  const goesOn = from === "last-good" ? "the node goes on with the last good state" : "nothing is left, it begins anew";
  const aside = quarantined.length > 0 ? `; what was damaged is kept as ${quarantined.join(", ")}` : "";
  return `${reason}: ${goesOn}${aside}; if it happens again, change the disk`;
}

/** A recording's own first time; else what was asked for; else where the last life ended; else the millennium. */
async function beginning({ card, start, store, speed }: LifeOptions): Promise<Seconds> {
  if (speed === undefined) return new RealClock("floor").now();
  for (const device of card.configuration.devices) {
    if (device.kind !== "recording") continue;
    const { file, unit, columns } = device.config as RecordingConfig;
    const own = await recordingStart(openBytes, { file, unit, columns });
    if (own !== undefined) return own;
  }
  return start ?? store.state.at ?? MILLENNIUM;
}
