import type { BrokerSecrets, Configuration } from "../../config/configuration.js";
import { brokerUrl } from "../../config/schemas/node.js";
import { AndasError } from "../../domain/errors.js";
import type { OptionTable } from "../cli/option.js";
import type { Options } from "../cli/options.js";

const GROUP = "Whom it tells, instead of whom the card names";

export const BROKER_OPTIONS = {
  broker: {
    value: "URL",
    help: "an MQTT broker: mqtt://, mqtts://, ws:// or wss://, host and port; it sees no password of the card's",
    group: GROUP,
  },
  port: {
    value: "N",
    help: "TCP port of the node's own broker (default 1883, or the next one that is free)",
    group: GROUP,
  },
  "websocket-port": {
    value: "N",
    help: "its port for MQTT over WebSocket (default 9001, or the next one that is free)",
    group: GROUP,
  },
  page: { help: "its own broker shows browsers the grove, on the WebSocket port", group: GROUP },
} as const satisfies OptionTable;

interface CardRead {
  readonly configuration: Configuration;
  readonly secrets: BrokerSecrets;
}

/**
 * The card, told to the broker that the command line names.
 * @throws AndasError `usage`: no broker's address, or ports of the node's own broker where there is another
 */
export function withBroker(card: CardRead, options: Options): CardRead {
  const url = urlOf(options);
  const port = options.port("port");
  const websocketPort = options.port("websocket-port");
  const { configuration } = card;
  const { node } = configuration;
  const named = port !== undefined ? "--port" : "--websocket-port";
  if (port !== undefined || websocketPort !== undefined) {
    if (url !== undefined) throw ownOnly(named, "--broker names another");
    if (node.broker !== undefined) throw ownOnly(named, `the card names ${node.broker.url}`);
    if (port === websocketPort) throw new AndasError("usage", "--port and --websocket-port: give each its own");
  }
  // Another broker than the card's is told nothing of the card's user, password or keys.
  if (url !== undefined)
    return { configuration: { ...configuration, node: { ...node, broker: { url } } }, secrets: {} };
  const embeddedBroker = {
    ...node.embeddedBroker,
    ...(port !== undefined && { port }),
    ...(websocketPort !== undefined && { websocketPort }),
    ...(options.has("page") && { page: true }),
  };
  return { ...card, configuration: { ...configuration, node: { ...node, embeddedBroker } } };
}

/**
 * The broker that `--broker` names. What is thrown says nothing of what was written: a password may stand in it.
 * @throws AndasError `usage`: no broker's address
 */
export function urlOf(options: Options): string | undefined {
  const text = options.text("broker");
  if (text === undefined) return undefined;
  const { success, error } = brokerUrl.safeParse(text);
  if (success) return text;
  const fault = error.issues[0]?.message ?? "is no address";
  throw new AndasError("usage", `--broker ${fault} (or name the broker in node.json)`);
}

function ownOnly(option: string, why: string): AndasError {
  return new AndasError("usage", `${option} is for the node's own broker, and ${why}: leave one of them out`);
}
