import { connect as connectTcp, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { AndasError } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import { fewerFrames } from "./fewer-frames.js";
import { connectByOurTime } from "./tls-by-our-time.js";

/** Keys and certificates as PEM text. */
export interface TlsSettings {
  /** The authority that signed the broker's certificate, if the system does not know it. */
  readonly ca?: string;
  /** The node's own certificate and key, for brokers that ask for one. */
  readonly cert?: string;
  readonly key?: string;
  /** The name in the broker's certificate, if it is not the one in the address. */
  readonly serverName?: string;
}

const DEFAULT_PORT: Readonly<Record<string, number>> = { "mqtt:": 1883, "mqtts:": 8883, "ws:": 80, "wss:": 443 };

/**
 * How to open the bytes under an MQTT connection: `mqtt:`, `mqtts:`, `ws:`, `wss:`. mqtt.js could do it too, but then it
 * loads its proxies and WebSockets for everybody: a third of its memory.
 * @throws AndasError `config` when the address makes no sense.
 */
export async function byteStreamTo(url: string, tls: TlsSettings = {}): Promise<() => Duplex> {
  const { host, port, protocol } = addressOf(url);
  switch (protocol) {
    case "mqtt:":
      return () => connectTcp({ host, port, noDelay: true });
    case "mqtts:":
      return () => connectTls({ host, port, ...tlsOptions(host, tls) });
    default: {
      const { WebSocket, createWebSocketStream } = await import("ws");
      return () => fewerFrames(createWebSocketStream(new WebSocket(url, "mqtt", tlsOptions(host, tls))));
    }
  }
}

/**
 * The same for a broker whose certificate is not valid yet by the system's time, judged by the node's own; for one connection.
 * @throws what TLS says
 */
export async function byteStreamByOurTime(url: string, tls: TlsSettings, now: Seconds): Promise<() => Duplex> {
  const { host, port, protocol } = addressOf(url);
  const socket = await connectByOurTime({ ...tlsOptions(host, tls), host, port }, tls.ca ?? "", now);
  if (protocol === "mqtts:") return () => socket;
  const { WebSocket, createWebSocketStream } = await import("ws");
  return () => fewerFrames(createWebSocketStream(new WebSocket(url, "mqtt", { createConnection: () => socket })));
}

/**
 * The parts of a broker's address. An IPv6 address stands in brackets in a URL, and without them everywhere else.
 * @throws AndasError `config` when the address makes no sense.
 */
export function addressOf(url: string): { host: string; port: number; protocol: string; secure: boolean } {
  const { hostname, port, protocol } = parse(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? DEFAULT_PORT[protocol]! : Number(port),
    protocol,
    secure: protocol === "mqtts:" || protocol === "wss:",
  };
}

/** TLS forbids to ask for a certificate by an IP address. */
export function tlsOptions(
  host: string,
  { ca, cert, key, serverName }: TlsSettings = {},
): ConnectionOptions & { readonly servername: string } {
  return {
    servername: serverName ?? (isIP(host) === 0 ? host : ""),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

function parse(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || address.hostname === "" || !["mqtt:", "mqtts:", "ws:", "wss:"].includes(address.protocol)) {
    throw new AndasError(
      "config",
      `"${url}" is no broker's address: write it like mqtt://host:1883 or mqtts://host:8883`,
    );
  }
  return address;
}
