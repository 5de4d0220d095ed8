import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { AndasError } from "../../domain/errors.js";

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

const DEFAULT_PORT: Readonly<Record<string, number>> = { "mqtt:": 1883, "mqtts:": 8883 };

/**
 * How to open the bytes under an MQTT connection: `mqtt:`, `mqtts:`, `ws:`, `wss:`. mqtt.js could do it too, but then it
 * loads its proxies and WebSockets for everybody: a third of its memory.
 * @throws AndasError `config` when the address makes no sense.
 */
export async function byteStreamTo(url: string, tls: TlsSettings = {}): Promise<() => Duplex> {
  const address = parse(url);
  const host = address.hostname.replace(/^\[|\]$/g, "");
  const secure = {
    ...(tls.ca !== undefined && { ca: tls.ca }),
    ...(tls.cert !== undefined && { cert: tls.cert }),
    ...(tls.key !== undefined && { key: tls.key }),
    ...(tls.serverName !== undefined && { servername: tls.serverName }),
  };
  const port = address.port === "" ? DEFAULT_PORT[address.protocol] : Number(address.port);
  switch (address.protocol) {
    case "mqtt:":
      return () => connectTcp({ host, port: port!, noDelay: true });
    case "mqtts:":
      return () => connectTls({ host, port: port!, servername: isName(host) ? host : "", ...secure });
    default: {
      const { WebSocket, createWebSocketStream } = await import("ws");
      return () => createWebSocketStream(new WebSocket(url, "mqtt", secure));
    }
  }
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

/** TLS forbids to ask for a certificate by an IP address. */
function isName(host: string): boolean {
  return !/^[\d.]+$/.test(host) && !host.includes(":");
}
