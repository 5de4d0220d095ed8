import { createHash, timingSafeEqual } from "node:crypto";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { Aedes, AedesOptions } from "aedes";
import type { WebSocketServer } from "ws";
import { AndasError, isAndasError, messageOf, systemCode } from "../../domain/errors.js";
import { fewerFrames } from "./fewer-frames.js";
import { servePage } from "./page-server.js";

/** Only this machine, unless somebody says otherwise. */
const LOOPBACK = "127.0.0.1";
/** Addresses that stand for all of a machine's: one connects to loopback there. */
const ALL = ["0.0.0.0", "::"];
/** CONNACK of MQTT 3.1.1: bad user name or password. */
const NOT_AUTHORIZED = 4;
const TCP = "MQTT";
const WEB_SOCKET = "MQTT over WebSocket";

export interface EmbeddedBrokerOptions extends EmbeddedPorts {
  /** Where it listens: loopback unless said. */
  readonly address?: string;
  /** Who connects must say the same; without a password everybody may. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** A folder with a built page, which browsers get on the WebSocket's port; absent where they get none. */
  readonly page?: string | undefined;
}

/** Ports that somebody named are those or none; where nobody did, it is the usual one or the next that is free. */
export interface EmbeddedPorts {
  /** MQTT over TCP, usually 1883; 0 takes any free one. */
  readonly tcp?: number | undefined;
  /** MQTT over WebSocket, usually 9001. */
  readonly webSocket?: number | undefined;
}

type Ports = { readonly [Port in keyof EmbeddedPorts]-?: number };

const USUAL: Ports = { tcp: 1883, webSocket: 9001 };
/** So many ports are tried, from the usual one on. */
const TRIES = 100;
/**
 * In milliseconds. aedes looks each minute for brokers that are gone, of which there are none, and Node.js twice a minute for browsers that never
 * end their request: both wake a node that rests.
 */
const LOOKS_EVERY = 3_600_000;

/**
 * aedes, for a node that no broker was named for: MQTT 3.1.1 on loopback, or where it was told to, and then for those alone who know the
 * password. It remembers in memory only, so at start everything retained is told anew.
 */
export class EmbeddedBroker {
  readonly #named: EmbeddedPorts;
  readonly #address: string;
  readonly #credentials: Pick<EmbeddedBrokerOptions, "username" | "password">;
  readonly #page: string | undefined;
  #running: Running | undefined;

  /** @throws AndasError `config`: it would listen for everybody, without a password */
  constructor({ address = LOOPBACK, username, password, page, ...ports }: EmbeddedBrokerOptions = {}) {
    const open = password === undefined && address !== "::1" && !address.startsWith("127.");
    if (open)
      throw new AndasError(
        "config",
        `the node's own broker does not listen on ${address} without a password: name "credentials" under "embedded_broker" in node.json`,
      );
    this.#named = ports;
    this.#address = address;
    this.#credentials = { username, password };
    this.#page = page;
  }

  /** Where it listens; where it would like to while it does not. */
  get ports(): Ports {
    const { tcp = USUAL.tcp, webSocket = USUAL.webSocket } = this.#named;
    return this.#running?.ports ?? { tcp, webSocket };
  }

  /** A line for each usual port that somebody else has, and where it listens instead. */
  get moves(): string[] {
    const { ports } = this;
    const moved = (named: number | undefined, usual: number, port: number, what: string) =>
      named === undefined && port !== usual ? [`port ${usual} is taken: ${what} is on port ${port}`] : [];
    return [
      ...moved(this.#named.tcp, USUAL.tcp, ports.tcp, TCP),
      ...moved(this.#named.webSocket, USUAL.webSocket, ports.webSocket, WEB_SOCKET),
    ];
  }

  /** What a `Wire` connects to. */
  get url(): string {
    return `mqtt://${this.#host}:${this.ports.tcp}`;
  }

  /** What a browser on this machine opens; undefined where no page is served. */
  get pageUrl(): string | undefined {
    return this.#page === undefined ? undefined : `http://${this.#host}:${this.ports.webSocket}/`;
  }

  get #host(): string {
    const host = ALL.includes(this.#address) ? LOOPBACK : this.#address;
    return host.includes(":") ? `[${host}]` : host;
  }

  /** @throws AndasError `port-in-use` when somebody else listens on a port that was named; `broker` when there is no page where it should be. */
  async start(): Promise<void> {
    if (this.#running) return;
    const [{ Aedes }, { WebSocketServer, createWebSocketStream }] = await Promise.all([import("aedes"), import("ws")]);
    // Before aedes, whose timers nobody would end if there were no page.
    const answer = this.#page === undefined ? webSocketOnly : await servePage(this.#page);
    const aedes = await Aedes.createBroker({ ...authentication(this.#credentials), heartbeatInterval: LOOKS_EVERY });
    const tcp = createServer((socket) => void aedes.handle(socket.setNoDelay(true)));
    const http = createHttpServer({ connectionsCheckingInterval: LOOKS_EVERY }, answer);
    const sockets = new WebSocketServer({ server: http, handleProtocols: (offered) => offered.has("mqtt") && "mqtt" });
    sockets.on(
      "connection",
      (socket, request) => void aedes.handle(fewerFrames(createWebSocketStream(socket)), request),
    );
    sockets.on("error", () => {}); // the server's own errors come a second time here
    const running = { aedes, tcp, http, sockets, ports: this.ports };
    const { tcp: namedTcp, webSocket: namedWebSocket } = this.#named;
    const openTcp = () => listenNear(tcp, this.#address, namedTcp, USUAL.tcp, TCP);
    const openWebSocket = () => listenNear(http, this.#address, namedWebSocket, USUAL.webSocket, WEB_SOCKET);
    try {
      // Who has a port of its own name goes first: the other can make room.
      if (namedTcp !== undefined) running.ports = { tcp: await openTcp(), webSocket: await openWebSocket() };
      else running.ports = { webSocket: await openWebSocket(), tcp: await openTcp() };
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

const webSocketOnly: RequestListener = (_request, response) => {
  response.writeHead(426).end("MQTT over WebSocket only\n");
};

function authentication({ username, password }: Pick<EmbeddedBrokerOptions, "username" | "password">): AedesOptions {
  if (password === undefined) return {};
  return {
    authenticate: (_client, user, said, done) => {
      const known = same(said, password) && (username === undefined || same(user, username));
      done(known ? null : Object.assign(new Error("not authorized"), { returnCode: NOT_AUTHORIZED }), known);
    },
  };
}

/** Takes as long whatever is wrong. */
function same(said: string | Buffer | undefined, wanted: string): boolean {
  const [a, b] = [said ?? "", wanted].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}

interface Running {
  readonly aedes: Aedes;
  readonly tcp: Server;
  readonly http: ReturnType<typeof createHttpServer>;
  readonly sockets: WebSocketServer;
  readonly ports: Ports;
}

async function stop({ aedes, tcp, http, sockets }: Running): Promise<void> {
  const closed = [tcp, http].map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  await new Promise<void>((resolve) => aedes.close(() => resolve()));
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  http.closeAllConnections();
  await Promise.all(closed);
}

/** On the port that was named, or on the first from the usual one on that nobody has. */
async function listenNear(
  server: Server,
  address: string,
  named: number | undefined,
  usual: number,
  what: string,
): Promise<number> {
  const first = named ?? usual;
  const last = named ?? usual + TRIES - 1;
  for (let port = first; ; port++) {
    try {
      return await listen(server, { host: address, port }, what);
    } catch (error) {
      if (port >= last || !isAndasError(error, "port-in-use")) throw error;
    }
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function listen(server: Server, place: Place, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(listenProblem(error, place, what));
    server.once("error", failed);
    server.listen(place, () => {
      server.off("error", failed).on("error", () => {});
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function listenProblem(error: Error, { host, port }: Place, what: string): AndasError {
  const where = `${host}:${port} (${what})`;
  if (systemCode(error) === "EADDRINUSE") {
    const ports = 'choose other ports under "embedded_broker" or with --port and --websocket-port';
    const advice = `stop it, name it as "broker" in node.json, or ${ports}`;
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
