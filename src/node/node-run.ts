import { optionsOf, type RecordingConfig, recordingStart } from "../../devices/recording.js";
import type { SenseKeeper } from "../acquisition/sense-keeper.js";
import { Rest, type RestParts } from "../breathing/rest/rest.js";
import type { GoodCard } from "../config/judge-card.js";
import { messageOf } from "../domain/errors.js";
import type { NodeListener } from "../domain/event.js";
import type { HostReading } from "../domain/health.js";
import type { Halt } from "../domain/rest.js";
import type { Seconds, TimeQuality } from "../domain/time.js";
import { catalogueOf } from "../language/catalogue-of.js";
import type { EmbeddedBroker } from "../mqtt/broker/embedded-broker.js";
import type { Clock } from "../ports/clock.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { chance } from "../ports/os/chance.js";
import { openBytes } from "../ports/os/open-bytes.js";
import { RealClock, realPace } from "../ports/os/real-clock.js";
import { SeededRandom } from "../ports/seeded-random.js";
import { SimulatedClock } from "../ports/simulated-clock.js";
import { type ReaderOrTrouble, tryOpenReader } from "../spiralformer/model/open-reader.js";
import { CommandLog } from "../storage/command-log.js";
import type { NumberFile } from "../storage/number-file.js";
import type { LogOutbox } from "../storage/outbox/log-outbox.js";
import { RawRing } from "../storage/ring/raw-ring.js";
import type { SavedSections } from "../storage/sections.js";
import type { StateStore } from "../storage/state-store.js";
import { ownBroker, uplinkTo } from "./connect.js";
import { type BoardSense, ledgerFor } from "./ledger-for.js";
import { ForestNode } from "./node.js";
import type { NodeParts } from "./node-parts.js";
import type { NodeState } from "./node-state.js";
import type { NodeVoiceParts } from "./node-voice.js";
import { takeState } from "./open-state.js";
import { planDevices } from "./plan-devices.js";
import { RunNumbers } from "./run-numbers.js";
import type { Uplink } from "./uplink.js";
import type { VisitPlace } from "./visit.js";

/** Where a simulated year begins when nothing says otherwise: 2000-01-01T00:00:00Z. */
export const MILLENNIUM: Seconds = 946_684_800;

const NOBODY: ReaderOrTrouble = { trouble: "nobody was asked to read" };

export interface NodeRunOptions {
  readonly card: GoodCard;
  readonly kinds: readonly DeviceKind[];
  readonly store: StateStore<SavedSections>;
  readonly seed: number;
  readonly log: Log;
  /** Simulated time, so many times faster than real time; undefined lives in real time. */
  readonly speed: number | "max" | undefined;
  /** The recording that it will live through, where that is open already. */
  readonly opened?: { readonly epoch: Seconds | undefined };
  /** When simulated time begins, if the recording does not say. */
  readonly start: Seconds | undefined;
  /** What real time is worth on this machine. */
  readonly quality: "ntp" | "rtc" | "floor";
  /** The same later: a time server may be heard hours after the start. */
  readonly qualityNow?: () => Promise<TimeQuality>;
  /** The time zone of who reads what it says (IANA), where it is another than UTC; of use in real time only. */
  readonly zone?: string | undefined;
  /** Who is told over MQTT, and where what waits for it lies; undefined talks to nobody. */
  readonly network: NetworkOptions | undefined;
  /** Absent in a life without the sense of its board. */
  readonly host?: (() => Promise<HostReading>) | undefined;
  /** What of the board may be switched, and what it draws; absent in a run that is none of a node in a forest. */
  readonly board?: Pick<RestParts, "power" | "board" | "watts">;
  /** What the board can say of what it draws; of use in real time only. */
  readonly sense?: BoardSense;
  /** Keeps what the senses know over a restart; of use in real time only. */
  readonly keeper?: SenseKeeper;
  /** What is wrong with the card, when the last good one is in force instead. */
  readonly cardProblem?: string;
  /** Sees when somebody changes the card meanwhile; absent where nobody does. */
  readonly cardWatch?: NodeParts["cardWatch"];
  /** Takes a card that comes over MQTT; absent where nobody changes it. */
  readonly desiredCard?: NodeParts["desiredCard"];
  /** Installs a release from afar; absent where nobody would start it. */
  readonly update?: NodeParts["update"];
  /** A release that was tried, and came back. */
  readonly cameBack?: NodeParts["cameBack"];
  /** Where commands are kept over a power cut; absent in a life that keeps nothing on disk. */
  readonly commands?: { readonly files: Files; readonly folder: string };
  /** Where the numbers that were given are kept on a full card; absent in a life that keeps nothing on disk. */
  readonly numbers?: NumberFile;
  /** Where recordings and backups go; absent in a life that keeps nothing on disk. */
  readonly keeping?: NodeParts["keeping"];
  /** Where the raw signal is kept, and how much of it; absent, or 0 bytes, where it is not. */
  readonly raw?: { readonly files: Files; readonly folder: string; readonly bytes: number };
  /** The folder of the models; undefined where nobody shall read. */
  readonly models: string | undefined;
  /** With what it speaks; absent in a life without a voice. */
  readonly voice?: NodeVoiceParts;
  /** Where a visit is wished for; absent where nobody opens a door. */
  readonly visit?: VisitPlace | undefined;
  readonly onEvent: NodeListener;
  readonly onSample?: (electrode: string, at: Seconds, mv: number) => void;
}

export interface NetworkOptions {
  readonly version: string;
  readonly hardware: string;
  readonly schemas: string;
  /** In the folder that the store has to itself. */
  readonly outbox: LogOutbox;
}

/** One run of a node, from opening its store to its last exhale, on real or simulated time. */
export class NodeRun {
  readonly clock: Clock;
  readonly node: ForestNode;
  /** Where its messages go; undefined when it talks to nobody. */
  readonly brokerUrl: string | undefined;
  readonly #options: NodeRunOptions;
  readonly #simulated: SimulatedClock | undefined;
  readonly #broker: EmbeddedBroker | undefined;
  readonly #uplink: Uplink | undefined;
  #lastBirth: number | undefined;
  readonly #journal: CommandLog | undefined;
  readonly #restart = new AbortController();
  readonly #off = new AbortController();
  #halt: Halt | undefined;
  /** The state of the last exhale lies on the disk. */
  #isKept = false;

  private constructor(options: NodeRunOptions, { state, numbers, start, dated, reader, broker, journal }: Prepared) {
    this.#options = options;
    this.#broker = broker;
    this.#journal = journal;
    const { card, kinds, store, log, seed, quality, network } = options;
    const { configuration, secrets, effective } = card;
    this.#simulated = options.speed === undefined ? undefined : new SimulatedClock(start);
    // Without a clock that knows better, time goes on from when the state was last written.
    const floor = (quality === "floor" && state.committed.value) || undefined;
    const real = new RealClock(quality, floor);
    this.clock = this.#simulated ?? real;
    const { clock } = this;
    const random = new SeededRandom(seed);
    const here =
      options.zone === undefined || this.#simulated ? undefined : { zone: options.zone, now: () => real.now() };
    const words = catalogueOf(configuration.node.language, { dated, here });
    const model = "models" in reader ? { model: reader.models.name } : {};
    const rest =
      options.board && new Rest({ ...options.board, clock, log, kept: state.rest, settings: configuration.rest });
    // Our own broker is reached without a network.
    const radio = broker === undefined ? rest?.radio : undefined;
    const sense = this.#simulated === undefined ? options.sense : undefined;
    const energy = ledgerFor(configuration.node.energy, state, this.#simulated ?? real, sense);
    const uplink =
      network &&
      uplinkTo(broker, {
        configuration,
        secrets,
        effective,
        ...network,
        state,
        clock,
        real,
        random,
        log,
        journal,
        radio,
        ...model,
        onRadio: energy.radio,
      });
    const raw =
      options.raw &&
      options.raw.bytes > 0 &&
      new RawRing({ ...options.raw, boot: state.boot.value, clock: this.#simulated ?? real, log });
    this.#uplink = uplink;
    this.brokerUrl = network && (broker?.url ?? configuration.node.broker?.url);
    this.node = new ForestNode({
      clock,
      log: (level, line) => {
        log(level, line);
        if (level !== "debug") uplink?.log(level, line);
      },
      store,
      state,
      numbers,
      ...(uplink && { uplink }),
      energy,
      breath: configuration.breath,
      name: configuration.node.node,
      attention: { settings: configuration.attention, reflexes: configuration.reflexes, words },
      devices: planDevices({ configuration, kinds, clock, random, log, start }),
      reader,
      host: options.host,
      ...(options.keeper && options.speed === undefined && { keeper: options.keeper }),
      ...(this.#simulated === undefined &&
        options.qualityNow && { time: { clock: real, quality: options.qualityNow } }),
      cardProblem: options.cardProblem,
      effective,
      ...(options.update && { update: options.update }),
      cameBack: options.cameBack,
      ...(options.desiredCard && { desiredCard: options.desiredCard }),
      restart: () => this.restart(),
      halt: (halt) => {
        this.#halt = halt;
        this.#off.abort();
      },
      ...(options.visit && { visit: options.visit }),
      ...(rest && { rest }),
      ...(options.cardWatch && { cardWatch: options.cardWatch }),
      ...(configuration.node.place && { place: configuration.node.place }),
      ...(options.keeping && { keeping: options.keeping }),
      ...(raw && { raw }),
      ...(configuration.node.trace && { trace: configuration.node.trace }),
      ...(options.voice && { voice: options.voice }),
      ...(options.onSample && { onSample: options.onSample }),
    });
    this.node.events.listen(options.onEvent);
  }

  /**
   * Opens the store and the node's own broker, and finds out when time begins.
   * @throws AndasError `state`, `port-in-use`; what was opened is closed again
   */
  static async prepare(options: NodeRunOptions): Promise<NodeRun> {
    const { store, log, models, network, card } = options;
    const opened = await store.open();
    const broker = network && ownBroker(card.configuration, card.secrets);
    try {
      for (const line of (await network?.outbox.open()) ?? []) log("warn", line);
      const state = await takeState(store, opened, log);
      const numbers = await RunNumbers.begin({
        ...{ state, others: opened.others, lastBoot: network?.outbox.lastBoot, file: options.numbers, log },
        ...{ now: () => new RealClock("floor").now(), chance },
      });
      await broker?.start();
      for (const move of broker?.moves ?? []) log("info", move);
      if (broker?.pageUrl !== undefined) log("info", `the page is at ${broker.pageUrl}`);
      const reader = models === undefined ? NOBODY : await tryOpenReader(models, log);
      const { commands } = options;
      const journal = commands && (await CommandLog.open(commands.files, commands.folder, log));
      return new NodeRun(options, { state, numbers, ...(await beginning(options, state)), reader, broker, journal });
    } catch (error) {
      await broker?.stop();
      await network?.outbox.close();
      await store.close();
      throw error;
    }
  }

  /** Ends this run after a last exhale; whoever started it may begin another. */
  restart(): void {
    this.#restart.abort();
  }

  /** Is there a connection to the broker, or was one made since this was last asked? */
  reachedBroker(): boolean {
    const birth = this.#uplink?.lastBirth;
    const anew = birth !== this.#lastBirth;
    this.#lastBirth = birth;
    return anew || this.#uplink?.report().connected === true;
  }

  /** The board is to go off, now that the run is over. Who only rests stays on where the state was not kept, and is started again. */
  get halts(): boolean {
    return this.#halt !== undefined && (this.#isKept || this.#halt.rests === undefined);
  }

  /** Runs until `signal` aborts or every recording is over, then exhales once more and closes everything. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, log, network } = this.#options;
    let reason = "the recording is over";
    signal.addEventListener("abort", () => {
      reason = "stopped";
    });
    const { signal: again } = this.#restart;
    again.addEventListener("abort", () => {
      reason = "somebody asked it to begin anew";
    });
    const { signal: off } = this.#off;
    off.addEventListener("abort", () => {
      reason = this.#halt?.reason ?? reason;
    });
    try {
      await this.node.start();
      await this.#letTimePass(AbortSignal.any([signal, again, off]));
    } catch (error) {
      reason = messageOf(error);
      throw error;
    } finally {
      // A failure while closing must not hide why it had to be closed.
      this.#isKept = await this.node.stop(reason, this.#halt).catch((error: unknown) => {
        log("error", messageOf(error));
        return false;
      });
      await this.#broker?.stop();
      await network?.outbox.close();
      await this.#journal?.close();
      await store.close();
    }
  }

  async #letTimePass(signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const ended = () => end.abort();
    signal.addEventListener("abort", ended);
    if (signal.aborted) ended();
    void this.node.inputs.over.then(ended);
    if (this.#simulated !== undefined) {
      const { speed } = this.#options;
      await this.#simulated.run(end.signal, typeof speed === "number" ? { pace: realPace(speed) } : {});
    } else if (!end.signal.aborted) {
      await new Promise((resolve) => end.signal.addEventListener("abort", resolve, { once: true }));
    }
    signal.removeEventListener("abort", ended);
  }
}

/** What must be known before a node can be made. */
interface Prepared {
  readonly state: NodeState;
  readonly numbers: RunNumbers;
  readonly start: Seconds;
  readonly dated: boolean;
  readonly reader: ReaderOrTrouble;
  readonly broker: EmbeddedBroker | undefined;
  readonly journal: CommandLog | undefined;
}

/**
 * A recording's own first time; else what was asked for; else where the last life ended; else the millennium. A recording that has none of
 * its own, in a time that nobody named, is not dated.
 */
async function beginning(
  { card, start, speed, opened }: NodeRunOptions,
  { committed }: NodeState,
): Promise<Pick<Prepared, "start" | "dated">> {
  if (speed === undefined) return { start: new RealClock("floor").now(), dated: true };
  let recorded = false;
  for (const device of card.configuration.devices) {
    if (device.kind !== "recording") continue;
    const own =
      opened !== undefined
        ? opened.epoch
        : await recordingStart(openBytes, optionsOf(device.config as RecordingConfig));
    if (own !== undefined) return { start: own, dated: true };
    recorded = true;
  }
  return { start: start ?? committed.value ?? MILLENNIUM, dated: !recorded || start !== undefined };
}
