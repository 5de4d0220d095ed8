import { grove } from "../../devices/grove.js";
import { SenseKeeper } from "../../src/acquisition/sense-keeper.js";
import type { Configuration } from "../../src/config/configuration.js";
import type { NodeEvent } from "../../src/domain/event.js";
import type { Seconds, TimeQuality } from "../../src/domain/time.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { MqttSession } from "../../src/mqtt/session.js";
import { ForestNode } from "../../src/node/node.js";
import { STATE_FORMAT } from "../../src/node/node-state.js";
import { takeState } from "../../src/node/open-state.js";
import { RunNumbers } from "../../src/node/run-numbers.js";
import { Uplink } from "../../src/node/uplink.js";
import type { Files } from "../../src/ports/files.js";
import type { Log } from "../../src/ports/log.js";
import type { Random } from "../../src/ports/random.js";
import type { SimulatedClock } from "../../src/ports/simulated-clock.js";
import type { Wire } from "../../src/ports/wire.js";
import { CommandLog } from "../../src/storage/command-log.js";
import { DurableAdapter } from "../../src/storage/durable-adapter.js";
import { NumberFile } from "../../src/storage/number-file.js";
import { RawRing } from "../../src/storage/ring/raw-ring.js";
import type { SavedSections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { FakeGpio } from "../fakes/fake-gpio.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { description } from "../mqtt/a-node.js";
import { FrailDevice, type Trouble } from "./frail-device.js";
import type { Witness } from "./witness.js";
import { WitnessedOutbox } from "./witnessed-outbox.js";
import { WrongClock } from "./wrong-clock.js";

/** Where the node keeps everything. */
export const FOLDER = "/s";

const KILOBYTE = 2 ** 10;
/** Small, so that a year fills them many times over: segments are given up, and what waits is dropped by policy. */
const OUTBOX = {
  bounds: { waiting: 64 * KILOBYTE, sent: 64 * KILOBYTE, memory: 16 * KILOBYTE },
  segmentBytes: 16 * KILOBYTE,
};
const RAW = 512 * KILOBYTE;

/** Half an hour, of which it hears and tells a third. */
const BREATH = { inhale: 300, hold: 60, exhale: 240, pause: 1200 };

export interface LifeParts {
  /** Counts the lives. */
  readonly number: number;
  readonly configuration: Configuration;
  readonly effective: string;
  readonly files: Files;
  readonly wire: Wire;
  readonly world: SimulatedClock;
  readonly random: Random;
  readonly witness: Witness;
  readonly log: Log;
  /** What the board's clock is worth, and how far it is off. */
  readonly quality: () => TimeQuality;
  readonly offBy: () => Seconds;
  readonly sensor: () => Trouble;
  /** Throws once the power is gone. */
  readonly mustLive: () => void;
  readonly onEvent: (event: NodeEvent) => void;
}

export type Life = Awaited<ReturnType<typeof beginLife>>;

/** One run of the whole node, from opening its disk on, put together as `NodeRun` does it. */
export async function beginLife(parts: LifeParts) {
  const { number, configuration, effective, files, wire, world, random, witness, log } = parts;
  const processes = new FakeProcesses(1, `life-${number}`);
  const store = new Store<SavedSections>({ files, processes, folder: FOLDER, defaults: {}, format: STATE_FORMAT });
  const opened = await store.open();
  const outbox = new WitnessedOutbox({ files, folder: `${FOLDER}/outbox`, ...OUTBOX }, witness);
  for (const line of await outbox.open()) log("warn", line);
  const state = await takeState(store, opened, log);
  const numbers = await RunNumbers.begin({
    ...{ state, others: opened.others, lastBoot: outbox.lastBoot, file: new NumberFile(files, FOLDER), log },
    ...{ now: () => world.now() + parts.offBy(), chance: () => random.fork("numbers").next() },
  });
  const journal = await CommandLog.open(files, FOLDER, log);
  parts.mustLive();

  const floor = (parts.quality() === "floor" && state.committed.value) || Number.NEGATIVE_INFINITY;
  const clock = new WrongClock(world, parts.quality(), parts.offBy, floor);
  outbox.begin({ boot: state.boot.value, clock, older: state.outbox.value });
  const session = new MqttSession({
    ...{ identity: { site: "test", node: "n1" }, wire, outbox, clock, log, journal },
    random: random.fork("messenger"),
    boot: state.boot.value,
    announced: state.announced.value,
    corrections: () => state.corrections.value,
  });
  const { electrodes: _, capabilities: __, ...about } = description;
  const radio = { up: async () => {}, down: async () => {} };
  const breath = { ...configuration.breath, phases: BREATH };
  const sleeps = configuration.breath.radio === "breath";
  const boot = state.boot.value;
  const nowhere = () => Promise.reject(new Error("there is no such hardware in this forest"));
  const listening = grove.create(grove.schema.parse({ rate_hz: 0.1, activity: 1 }), {
    ...{ name: "grove", clock, random: random.fork("grove"), log, gpio: new FakeGpio(), start: world.now() },
    ...{ openBytes: nowhere, openI2c: nowhere, openSerial: nowhere },
  });
  const device = new FrailDevice(listening, parts.sensor);
  const node = new ForestNode({
    ...{ clock, log, store, state, numbers, effective, breath, cardProblem: undefined },
    uplink: new Uplink({ session, outbox, radio, sleeps, state, about }),
    attention: { settings: configuration.attention, reflexes: configuration.reflexes, words: catalogueOf("en") },
    devices: [{ name: "grove", listening: "continuous", electrodes: [], device }],
    reader: { trouble: "there is no model in this forest" },
    host: async () => ({ temperature: 20 }),
    time: { clock, quality: async () => parts.quality() },
    keeper: new SenseKeeper({ adapter: new DurableAdapter(files, FOLDER, "senses"), version: "year", log }),
    keeping: {
      recordings: { files, folder: `${FOLDER}/recordings` },
      backup: { files, folder: `${FOLDER}/backup` },
    },
    raw: new RawRing({ files, folder: `${FOLDER}/raw`, bytes: RAW, boot, clock, log }),
  });
  node.events.listen(parts.onEvent);
  return {
    ...{ node, state, outbox, fresh: opened.fresh },
    /** As `NodeRun` ends. */
    end: async (reason: string) => {
      await node.stop(reason);
      await outbox.close();
      await journal.close();
      await store.close();
    },
  };
}
