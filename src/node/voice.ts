import { createHash } from "node:crypto";
import type { BrokerSecrets, Configuration } from "../config/configuration.js";
import { MemoryOutbox } from "../memory/outbox.js";
import { EmbeddedBroker } from "../mqtt/embedded-broker.js";
import { Messenger } from "../mqtt/messenger.js";
import { MqttWire } from "../mqtt/mqtt-wire.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import { RealClock } from "../ports/os/real-clock.js";
import type { Radio } from "../ports/radio.js";
import type { Random } from "../ports/random.js";
import type { Voice } from "./exhalation.js";
import type { ForestNode } from "./node.js";
import type { NodeState } from "./node-state.js";

/** The network of a node that only switches it by connecting and disconnecting. */
const CONNECTION_ONLY: Radio = { up: async () => {}, down: async () => {} };

export interface VoiceParts {
  readonly configuration: Configuration;
  readonly secrets: BrokerSecrets;
  readonly state: NodeState;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly version: string;
  readonly hardware: string;
  /** The card in force, as text: hashed, so that whoever watches sees that it changed. */
  readonly effective: string;
  readonly schemas: string;
  /** Name and hash of the model that reads; absent where nobody does. */
  readonly model?: string;
}

/** The broker that the card names, or one of our own on loopback. */
export class Post {
  readonly #embedded: EmbeddedBroker | undefined;
  readonly #parts: VoiceParts;

  constructor(parts: VoiceParts) {
    this.#parts = parts;
    const { broker, embeddedBroker: ports } = parts.configuration.node;
    this.#embedded = broker ? undefined : new EmbeddedBroker({ tcp: ports.port, webSocket: ports.websocketPort });
  }

  /** Where the messages go. */
  get url(): string {
    return this.#embedded?.url ?? this.#parts.configuration.node.broker?.url ?? "";
  }

  /** @throws AndasError `port-in-use` */
  async start(): Promise<void> {
    await this.#embedded?.start();
  }

  async stop(): Promise<void> {
    await this.#embedded?.stop();
  }

  /** Gives a node that has started its voice. */
  voiceOf(node: ForestNode): Voice {
    const { configuration, secrets, state, clock, random, log, version, hardware, effective, schemas, model } =
      this.#parts;
    const { username, password, ...tls } = secrets;
    const outbox = new MemoryOutbox();
    outbox.restore(state.outbox);
    const wire = new MqttWire(
      {
        url: this.url,
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
        tls,
        ...(this.#embedded && { protocol: "3.1.1" }),
      },
      // The broker lives in real time, even where the node's is simulated.
      new RealClock("floor"),
    );
    const { site, node: id, name, place } = configuration.node;
    const messenger = new Messenger({
      identity: { site, node: id, name },
      wire,
      outbox,
      clock,
      random: random.fork("messenger"),
      log,
      boot: state.boot,
      breath: configuration.breath,
      announced: state.announced,
      description: {
        version,
        hardware,
        electrodes: node.ears.flatMap((ear) => ear.electrodes.map(({ electrode }) => electrode)),
        capabilities: [...new Set(node.ears.map((ear) => `listening:${ear.listening}`))],
        configHash: hash(effective),
        schemaHash: hash(schemas),
        ...(model !== undefined && { modelHash: model }),
        ...(place?.text !== undefined && { place: place.text }),
      },
      onCommand: async (command) => node.command(command),
      peers: configuration.node.peers,
      onNeighbour: (word) => node.overhear(word),
    });
    return {
      messenger,
      neighbours: messenger,
      outbox,
      radio: CONNECTION_ONLY,
      sleeps: configuration.breath.radio === "breath",
    };
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
