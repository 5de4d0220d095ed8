import { meteredRadio } from "../breathing/energy/metered-radio.js";
import type { BrokerSecrets, Configuration, NodeSettings } from "../config/configuration.js";
import { breathLength } from "../domain/breath.js";
import { DAY, type Seconds } from "../domain/time.js";
import { EmbeddedBroker } from "../mqtt/broker/embedded-broker.js";
import { type BrokerAddress, MqttWire } from "../mqtt/broker/mqtt-wire.js";
import { MqttSession } from "../mqtt/session.js";
import type { Clock } from "../ports/clock.js";
import type { CommandJournal } from "../ports/command-journal.js";
import type { Log } from "../ports/log.js";
import { installed } from "../ports/os/package-folder.js";
import type { Radio } from "../ports/radio.js";
import type { Random } from "../ports/random.js";
import type { LogOutbox } from "../storage/outbox/log-outbox.js";
import type { NodeState } from "./node-state.js";
import { hash, Uplink } from "./uplink.js";

/** The network of a node that only switches it by connecting and disconnecting. */
const CONNECTION_ONLY: Radio = { up: async () => {}, down: async () => {} };

/** So long the broker keeps what comes for a node that is gone, and through so many of its rests at least. */
const KEPT: Seconds = 7 * DAY;
const RESTS = 3;

/** Where the page lies that was built with this version. */
const PAGE = installed("dist/web");

export interface ConnectParts {
  readonly configuration: Configuration;
  readonly secrets: BrokerSecrets;
  readonly state: NodeState;
  /** It is open. */
  readonly outbox: LogOutbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly version: string;
  readonly hardware: string;
  /** The radio of a board that can turn it down; absent where only the connection is switched. */
  readonly radio: Radio | undefined;
  /** Keeps commands over a power cut; absent where nothing is kept on disk. */
  readonly journal: CommandJournal | undefined;
  /** The broker lives in real time, even where the node's is simulated. */
  readonly real: Clock;
  /** The card in force, as text: hashed, so that whoever watches sees that it changed. */
  readonly effective: string;
  readonly schemas: string;
  /** Name and hash of the model that reads; absent where nobody does. */
  readonly model?: string;
  /** Hears when the radio goes up, and when it is down. */
  readonly onRadio: (up: boolean) => void;
}

/** The broker of our own on loopback, where the card names none. */
export function ownBroker({ node }: Configuration, { username, password }: BrokerSecrets): EmbeddedBroker | undefined {
  const { broker, embeddedBroker } = node;
  const { address, port, websocketPort, page } = embeddedBroker;
  if (broker) return undefined;
  const ports = { tcp: port, webSocket: websocketPort };
  return new EmbeddedBroker({ address, ...ports, username, password, ...(page && { page: PAGE }) });
}

/** A broker as it is connected to: where it is, and what only the connection may see. */
export function brokerAddress(url: string, secrets: BrokerSecrets, serverName?: string): BrokerAddress {
  const { username, password, ...tls } = secrets;
  return {
    url,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    tls: { ...tls, ...(serverName !== undefined && { serverName }) },
  };
}

/** The node's way to the broker that the card names, or to our own, which has started. Nothing is opened yet. */
export function uplinkTo(broker: EmbeddedBroker | undefined, parts: ConnectParts): Uplink {
  const { configuration, state, outbox, clock, random, log, version, hardware, effective, schemas, model } = parts;
  const { journal } = parts;
  const { site, node, name, peers } = configuration.node;
  const { url = "", serverName } = configuration.node.broker ?? {};
  const wire = new MqttWire(
    {
      ...brokerAddress(broker?.url ?? url, parts.secrets, serverName),
      ...(broker && { protocol: "3.1.1" }),
      sessionExpiry: Math.max(KEPT, RESTS * breathLength(configuration.breath)),
    },
    parts.real,
  );
  outbox.begin({ boot: state.boot.value, clock, older: state.outbox.value });
  const session = new MqttSession({
    ...{ identity: { site, node, name }, wire, outbox, clock, log, peers },
    random: random.fork("messenger"),
    boot: state.boot.value,
    breaths: configuration.breath.rhythm?.kind === "staggered",
    announced: state.announced.value,
    corrections: () => state.corrections.value,
    ...(journal && { journal }),
  });
  const radio = meteredRadio(parts.radio ?? CONNECTION_ONLY, parts.onRadio);
  return new Uplink({
    ...{ session, outbox, radio, state, sleeps: configuration.breath.radio === "breath" },
    about: {
      version,
      hardware,
      breath: breathLength(configuration.breath),
      configHash: hash(effective),
      schemaHash: hash(schemas),
      ...(model !== undefined && { modelHash: model }),
      ...placeInWords(configuration.node),
    },
  });
}

/** How a person finds the node, with its height above the sea: `under the old spruce (35 m)`. */
function placeInWords({ place }: NodeSettings): { place?: string } {
  const height = place?.altitude === undefined ? "" : `${place.altitude} m`;
  if (place?.text === undefined) return height === "" ? {} : { place: height };
  return { place: height === "" ? place.text : `${place.text} (${height})` };
}
