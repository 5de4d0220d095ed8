import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { Aedes } from "aedes";
import type { WebSocketServer } from "ws";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";

/** Only this machine: whoever wants the grove's messages elsewhere names a broker of their own in node.json. */
const HOST = "127.0.0.1";

export interface EmbeddedPorts {
  /** MQTT over TCP, 1883 unless said; 0 takes any free one. */
  readonly tcp?: number;
  /** MQTT over WebSocket, 8883 unless said. */
  readonly webSocket?: number;
}

/**
 * aedes, for a node that no broker was named for: MQTT 3.1.1 on loopback. It remembers in memory only, so at start
 * everything retained is told anew.
 */
export class EmbeddedBroker {
  readonly #wanted: Required<EmbeddedPorts>;
  #running: Running | undefined;

  constructor(ports: EmbeddedPorts = {}) {
    this.#wanted = { tcp: ports.tcp ?? 1883, webSocket: ports.webSocket ?? 8883 };
  }

  /** Where it listens; the wanted ports while it does not. */
  get ports(): Required<EmbeddedPorts> {
    return this.#running?.ports ?? this.#wanted;
  }

  /** What a `Wire` connects to. */
  get url(): string {
    return `mqtt://${HOST}:${this.ports.tcp}`;
  }

  /** @throws AndasError `port-in-use` when somebody else listens there. */
  async start(): Promise<void> {
    if (this.#running) return;
    const [{ Aedes }, { WebSocketServer, createWebSocketStream }] = await Promise.all([import("aedes"), import("ws")]);
    const aedes = await Aedes.createBroker();
    const tcp = createServer((socket) => void aedes.handle(socket.setNoDelay(true)));
    const http = createHttpServer((_request, response) => response.writeHead(426).end("MQTT over WebSocket only\n"));
    const sockets = new WebSocketServer({ server: http, handleProtocols: (offered) => offered.has("mqtt") && "mqtt" });
    sockets.on("connection", (socket, request) => void aedes.handle(createWebSocketStream(socket), request));
    sockets.on("error", () => {}); // the server's own errors come a second time here
    const running = { aedes, tcp, http, sockets, ports: this.#wanted };
    try {
      running.ports = {
        tcp: await listen(tcp, this.#wanted.tcp, "MQTT"),
        webSocket: await listen(http, this.#wanted.webSocket, "MQTT over WebSocket"),
      };
    } catch (error) {
      await stop(running);
      throw error;
    }
    this.#running = running;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running) await stop(running);
  }
}

interface Running {
  readonly aedes: Aedes;
  readonly tcp: Server;
  readonly http: ReturnType<typeof createHttpServer>;
  readonly sockets: WebSocketServer;
  readonly ports: Required<EmbeddedPorts>;
}

async function stop({ aedes, tcp, http, sockets }: Running): Promise<void> {
  const closed = [tcp, http].map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  await new Promise<void>((resolve) => aedes.close(() => resolve()));
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  http.closeAllConnections();
  await Promise.all(closed);
}

function listen(server: Server, port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on("error", (error) => reject(listenProblem(error, port, what)));
    server.listen({ host: HOST, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

function listenProblem(error: Error, port: number, what: string): AndasError {
  const where = `${HOST}:${port} (${what})`;
  if (systemCode(error) === "EADDRINUSE") {
    const advice = `stop it, name it as "broker" in node.json, or choose other ports under "embedded_broker"`;
    return new AndasError(
      "port-in-use",
      `port ${port} is taken, another broker seems to listen on ${where}: ${advice}`,
      error,
    );
  }
  return new AndasError(
    "broker",
    `cannot listen on ${where}: ${messageOf(error)}; choose other ports under "embedded_broker" in node.json`,
    error,
  );
}
