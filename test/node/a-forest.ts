import { allKinds } from "../../devices/all.js";
import type { PlannedDevice } from "../../src/acquisition/device-input.js";
import type { SenseKeeper } from "../../src/acquisition/sense-keeper.js";
import { Rest } from "../../src/breathing/rest/rest.js";
import { CardWatch } from "../../src/config/card-watch.js";
import { DesiredCard } from "../../src/config/desired-card.js";
import { resolveCard } from "../../src/config/resolve-card.js";
import { cardTrouble } from "../../src/config/tell-card.js";
import type { BreathSettings } from "../../src/domain/breath.js";
import type { Command, CommandResult } from "../../src/domain/command.js";
import type { Listening } from "../../src/domain/electrode.js";
import type { NodeEvent, NodeEventType } from "../../src/domain/event.js";
import type { HostReading } from "../../src/domain/health.js";
import type { Language } from "../../src/domain/language.js";
import type { Reflex } from "../../src/domain/reflex.js";
import type { Halt, RestSettings } from "../../src/domain/rest.js";
import type { Seconds } from "../../src/domain/time.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { MqttSession } from "../../src/mqtt/session.js";
import { ForestNode } from "../../src/node/node.js";
import type { NodeParts } from "../../src/node/node-parts.js";
import { nodeState } from "../../src/node/node-state.js";
import { RunNumbers } from "../../src/node/run-numbers.js";
import { Uplink } from "../../src/node/uplink.js";
import type { Clock, Timer } from "../../src/ports/clock.js";
import type { Files } from "../../src/ports/files.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { sharedI2c } from "../../src/ports/shared-i2c.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import type { Coordinates } from "../../src/sensing/percepts/sun.js";
import type { ReaderOrTrouble } from "../../src/spiralformer/model/open-reader.js";
import { NumberFile } from "../../src/storage/number-file.js";
import { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import { RawRing } from "../../src/storage/ring/raw-ring.js";
import { type SavedSections, Sections } from "../../src/storage/sections.js";
import type { StateStore } from "../../src/storage/state-store.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeGpio } from "../fakes/fake-gpio.js";
import { FakeI2c } from "../fakes/fake-i2c.js";
import type { FakePower } from "../fakes/fake-power.js";
import type { FakeWire } from "../fakes/fake-wire.js";
import { description } from "../mqtt/a-node.js";

/** 2000-01-01T00:00:00Z */
export const START: Seconds = 946_684_800;

export interface DeviceOnCard {
  readonly kind: string;
  readonly listening?: Listening;
  readonly config?: object;
}

const nothing = () => Promise.reject(new Error("this forest has no such hardware"));

/** A whole node in simulated time, on fakes of all that is outside, with its event log as `events`. */
export async function aForest(options: {
  devices: readonly DeviceOnCard[];
  store?: StateStore<SavedSections>;
  /** Where its outbox lies. */
  disk?: CrashFiles;
  wire?: FakeWire;
  /** Other nodes that it listens to; nobody unless said. */
  peers?: readonly string[];
  breath?: Partial<BreathSettings>;
  keeper?: SenseKeeper;
  /** Seconds after the start at which this life begins. */
  begins?: Seconds;
  /** English unless said. */
  language?: Language;
  /** Instead of a forest node's own. */
  reflexes?: readonly Reflex[];
  /** A device of the test's own, beside those of the card. */
  more?: (clock: Clock) => PlannedDevice;
  host?: () => HostReading;
  reader?: ReaderOrTrouble;
  keeping?: NodeParts["keeping"];
  /** Where the raw signal is kept, and at most how many bytes of it. */
  raw?: { readonly files: Files; readonly folder: string; readonly bytes: number };
  /** The signal is told in stretches so long. */
  trace?: { readonly every: number };
  place?: Coordinates;
  /** A card that somebody may change meanwhile, and where its last good state is kept; its devices are those of `devices`. */
  restart?: () => void;
  halt?: (halt: Halt) => void;
  visit?: NodeParts["visit"];
  /** A board that can be switched, and how it rests: by what it draws, an hour off pays. */
  power?: FakePower;
  rest?: Partial<RestSettings>;
  card?: { readonly folder: string; readonly stateFolder: string };
}) {
  const simulated = new SimulatedClock(START + (options.begins ?? 0));
  const clock = new CountingClock(simulated);
  const gpio = new FakeGpio();
  const i2c = new FakeI2c();
  const openI2c = sharedI2c(i2c.open);
  const log: string[] = [];
  const say = (level: string, line: string) => void log.push(`${level}: ${line}`);
  const files = new OsFiles();
  const reading = { files, kinds: allKinds, log: say };
  const resolved = await resolveCard({ folder: undefined, stateFolder: undefined, ...options.card, ...reading });
  const { configuration } = resolved;
  const cardWatch = options.card && new CardWatch({ ...options.card, ...reading, card: resolved });
  const store = options.store ?? new VolatileStore<SavedSections>({});
  await store.open();
  const state = nodeState(new Sections(store.state));
  const outbox = new LogOutbox({ files: options.disk ?? new CrashFiles(), folder: "/s/outbox" });
  await outbox.open();
  const file = options.disk && new NumberFile(options.disk, "/s");
  const now = () => clock.now();
  const numbers = await RunNumbers.begin({ state, lastBoot: outbox.lastBoot, file, now, chance: () => 0, log: say });
  outbox.begin({ boot: state.boot.value, clock, older: state.outbox.value });
  const { wire } = options;
  const devices = options.devices.map(({ kind, listening, config }, i): PlannedDevice => {
    const found = allKinds.find((candidate) => candidate.kind === kind);
    if (found === undefined) throw new Error(`no kind ${kind}`);
    const name = `${kind}-${i}`;
    const ports = { name, clock, random: new SeededRandom(name), log: say, start: START, gpio };
    const world = { ...ports, openBytes: nothing, openI2c, openSerial: nothing };
    return { name, listening, electrodes: [], device: found.create(found.schema.parse(config ?? {}), world) };
  });
  if (options.more) devices.push(options.more(clock));
  const { host, reader, keeping, place } = options;
  const raw = options.raw && new RawRing({ ...options.raw, boot: state.boot.value, clock: simulated, log: say });
  const breath = { ...configuration.breath, ...options.breath };
  const session =
    wire &&
    new MqttSession({
      ...{ identity: { site: "test", node: "n1" }, wire, outbox, clock, log: say },
      random: new SeededRandom("messenger"),
      boot: state.boot.value,
      ...(options.peers && { peers: options.peers }),
    });
  const { electrodes: _, capabilities: __, ...about } = description;
  const board = { idleWatts: 2, offWatts: 0.02, bootJoules: 50, bootSeconds: 25 };
  const { power } = options;
  const settings = { ...configuration.rest, ...options.rest };
  const rest = power && new Rest({ power, clock, log: say, kept: state.rest, settings, board });
  const radio = rest?.radio ?? { up: async () => {}, down: async () => {} };
  const uplink = session && new Uplink({ session, outbox, radio, sleeps: breath.radio === "breath", state, about });
  const words = catalogueOf(options.language ?? "en");
  const node = new ForestNode({
    clock,
    log: say,
    store,
    state,
    numbers,
    ...(uplink && { uplink }),
    breath,
    attention: {
      settings: configuration.attention,
      reflexes: options.reflexes ?? configuration.reflexes,
      words,
    },
    devices,
    reader: reader ?? { trouble: "there is no model in this forest" },
    host: host && (async () => host()),
    ...(keeping && { keeping }),
    ...(place && { place }),
    ...(raw && { raw }),
    ...(options.trace && { trace: options.trace }),
    ...(options.keeper && { keeper: options.keeper }),
    cardProblem: resolved.fallback ? cardTrouble(resolved.problems, words.health) : undefined,
    ...(cardWatch && { cardWatch }),
    ...(options.card && { desiredCard: new DesiredCard({ folder: options.card.folder, ...reading }) }),
    effective: resolved.effective,
    ...(options.restart && { restart: options.restart }),
    ...(options.halt && { halt: options.halt }),
    ...(options.visit && { visit: options.visit }),
    ...(rest && { rest }),
  });
  const events: NodeEvent[] = [];
  node.events.listen((event) => events.push(event));
  return {
    node,
    store,
    state,
    outbox,
    gpio,
    i2c,
    events,
    log,
    fired: clock.fired,
    of: <T extends NodeEventType>(type: T) =>
      events.filter((event): event is NodeEvent & { type: T } => event.type === type),
    /** Percepts from the beginning on; only those of `source` if it is given. */
    noticed: (source?: string) =>
      events.flatMap((event) =>
        event.type === "percept" && (source === undefined || event.percept.source === source) ? [event.percept] : [],
      ),
    /** Somebody says something on `cmd/<name>`. */
    says: (name: string, body: Command["body"] = {}): CommandResult => {
      const result = node.receiver.command({ name, transaction: undefined, body });
      if (result instanceof Promise) throw new Error(`${name} takes its time: await it`);
      return result;
    },
    now: () => simulated.now(),
    /** Lets time pass until so many seconds after the start. */
    until: (seconds: Seconds) => simulated.run(new AbortController().signal, { until: START + seconds }),
  };
}

/** Counts how often each timer fires. */
class CountingClock implements Clock {
  readonly quality = "simulated";
  readonly fired = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): Seconds {
    return this.#clock.now();
  }

  timer(name: string, fire: () => void): Timer {
    return this.#clock.timer(name, () => {
      this.fired.set(name, (this.fired.get(name) ?? 0) + 1);
      fire();
    });
  }

  hold<T>(name: string, work: Promise<T>): Promise<T> {
    return this.#clock.hold(name, work);
  }
}
