import "./globals.ts";
import MqttClient from "mqtt/client";
import { browserStreamBuilder } from "mqtt/websocket";
import type { AwayCause } from "../../language/catalogue/web.js";

/** How the way to the broker is. */
export type Link =
  | { readonly state: "connecting" | "open" }
  | { readonly state: "away"; readonly why: AwayCause /** It was there before. */; readonly known: boolean }
  /** It wants a name and a password, or others than those that it was given. */
  | { readonly state: "refused"; readonly why: "wanted" | "unknown" };

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface ConnectionParts {
  readonly url: string;
  readonly credentials: Credentials | undefined;
  readonly onLink: (link: Link) => void;
  readonly onMessage: (topic: string, payload: string, retained: boolean) => void;
}

/** CONNACK of 3.1.1: what credentials could help with. */
const NOT_AUTHORIZED = [4, 5];
const NOT_READY = 3;
const RECONNECT_MS = 2000;
const CONNECT_MS = 10_000;
/** No payload of a node is longer, in bytes; what is goes unread. */
const LONGEST = 1_000_000;

const utf8 = new TextDecoder();

/** mqtt.js to one broker, by WebSocket. It comes back by itself for as long as the page is open, but for a broker that refuses. */
export class Connection {
  readonly #client: MqttClient;
  readonly #filters = new Set<string>();
  #why: AwayCause = "silent";
  #known = false;

  constructor({ url, credentials, onLink, onMessage }: ConnectionParts) {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    const secure = protocol === "wss:";
    const options = {
      ...{ protocol: secure ? ("wss" as const) : ("ws" as const), hostname, path: pathname + search },
      port: Number(port) || (secure ? 443 : 80),
      ...{ clientId: `andas-page-${pageId()}`, clean: true, protocolVersion: 4 as const, keepalive: 30 },
      ...{ reconnectPeriod: RECONNECT_MS, connectTimeout: CONNECT_MS, timerVariant: "native" as const },
      ...{ resubscribe: false, queueQoSZero: false },
      ...credentials,
    };
    this.#client = new MqttClient((self) => browserStreamBuilder(self, self.options), options);
    this.#client.on("connect", () => {
      this.#ask(this.#filters);
      this.#known = true;
      onLink({ state: "open" });
    });
    this.#client.on("error", (error) => {
      const code = "code" in error ? Number(error.code) : undefined;
      this.#why = code === NOT_READY ? "unavailable" : code === undefined ? "silent" : "other";
      if (code === undefined || !NOT_AUTHORIZED.includes(code)) return;
      this.close();
      onLink({ state: "refused", why: credentials ? "unknown" : "wanted" });
    });
    this.#client.on("close", () => {
      if (!this.#client.disconnecting) onLink({ state: "away", why: this.#why, known: this.#known });
    });
    this.#client.on("message", (topic, payload, { retain }) => {
      if (payload.length <= LONGEST) onMessage(topic, utf8.decode(payload), retain);
    });
    onLink({ state: "connecting" });
  }

  /** Now, and again with every connection. */
  subscribe(...filters: string[]): void {
    for (const filter of filters) this.#filters.add(filter);
    if (this.#client.connected) this.#ask(filters);
  }

  unsubscribe(...filters: string[]): void {
    for (const filter of filters) this.#filters.delete(filter);
    if (this.#client.connected) this.#client.unsubscribe(filters);
  }

  /** False while there is no connection: what is asked of a node is never kept for later. */
  publish(topic: string, payload: string): boolean {
    if (!this.#client.connected) return false;
    this.#client.publish(topic, payload, { qos: 1 });
    return true;
  }

  /** One after the other: a broker then hands out what is asked first before all else, and a grove has its cards at once. */
  #ask(filters: Iterable<string>): void {
    for (const filter of filters) this.#client.subscribe(filter, { qos: 1 });
  }

  close(): void {
    this.#client.end(true);
  }
}

/** Of this page among all that are open. */
export function pageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
