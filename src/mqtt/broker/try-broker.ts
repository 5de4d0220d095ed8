import { lookup } from "node:dns/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { messageOf } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import { encodeEcho } from "../../protocol/payloads/mailbox.js";
import { clientId, type Identity, mailboxFilters, rootOf, writeTopic } from "../../protocol/topics.js";
import { connectProblem } from "./broker-problem.js";
import { addressOf, tlsOptions } from "./byte-stream.js";
import { type BrokerAddress, MqttWire } from "./mqtt-wire.js";

/** The way to a broker, in the order in which it is gone. `TLS` where the address asks for it. */
export type BrokerStep = "name" | "TCP" | "TLS" | "login" | "subscription" | "publication";

export interface TriedStep {
  readonly step: BrokerStep;
  readonly well: boolean;
  /** What was found, or what is wrong and what to do. */
  readonly text: string;
}

/** So long each step may take. */
const PATIENCE: Seconds = 8;

/**
 * Goes the whole way of a node to its broker, up to a message to itself that comes back, and says of each step how it went; the first that
 * fails is the last. It is another client than the node, which may be connected meanwhile, and leaves nothing behind. Never rejects.
 */
export async function tryBroker(
  broker: BrokerAddress,
  identity: Pick<Identity, "site" | "node">,
  clock: Clock,
): Promise<readonly TriedStep[]> {
  const tried: TriedStep[] = [];
  const step = async (name: BrokerStep, work: () => Promise<string>): Promise<boolean> => {
    try {
      tried.push({ step: name, well: true, text: await withinPatience(clock, work()) });
    } catch (error) {
      tried.push({ step: name, well: false, text: messageOf(error) });
    }
    return tried.at(-1)!.well;
  };
  const bytes = (work: () => Promise<string>) => async () => {
    try {
      return await work();
    } catch (error) {
      throw connectProblem(broker.url, error);
    }
  };
  const { host, port, secure } = addressOf(broker.url);
  const well =
    (await step(
      "name",
      bytes(() => resolveName(host)),
    )) &&
    (await step(
      "TCP",
      bytes(() => knock(host, port)),
    )) &&
    (!secure ||
      (await step(
        "TLS",
        bytes(() => shakeHands(broker, host, port)),
      )));
  if (!well) return tried;
  const echo = new Echo(identity);
  const wire = new MqttWire({ ...broker, passing: true, connectTimeout: PATIENCE, ackTimeout: PATIENCE }, clock);
  if (await step("login", () => login(wire, broker, identity, echo)))
    if (await step("subscription", () => subscribe(wire, identity))) await step("publication", () => echo.send(wire));
  await wire.disconnect();
  return tried;
}

async function resolveName(host: string): Promise<string> {
  if (isIP(host) !== 0) return `${host} is an address`;
  const found = await lookup(host, { all: true });
  return `${host} is ${found.map(({ address }) => address).join(", ")}`;
}

async function knock(host: string, port: number): Promise<string> {
  await opened(connectTcp({ host, port }), "connect");
  return `port ${port} accepts connections`;
}

async function shakeHands(broker: BrokerAddress, host: string, port: number): Promise<string> {
  const socket = connectTls({ host, port, ...tlsOptions(host, broker.tls) });
  return opened(socket, "secureConnect", () => {
    const { subject, valid_to } = socket.getPeerCertificate();
    const own = broker.tls?.cert === undefined ? "" : ", and the node has shown its own";
    return `${socket.getProtocol()}, the certificate of ${subject?.CN ?? "the broker"} is good till ${valid_to}${own}`;
  });
}

/** What `look` finds once it is open; then it is closed. */
function opened(socket: Socket | TLSSocket, event: "connect" | "secureConnect", look = () => ""): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject).once(event, () => {
      const found = look();
      socket.destroy();
      resolve(found);
    });
  });
}

async function login(
  wire: MqttWire,
  { username }: BrokerAddress,
  identity: Pick<Identity, "site" | "node">,
  echo: Echo,
): Promise<string> {
  await wire.connect({
    clientId: `${clientId(identity)}-doctor`,
    onMessage: ({ topic, payload }) => echo.hear(topic, payload),
    onLost: (reason) => echo.lose(reason),
  });
  return username === undefined ? "the broker lets it in, without a user name" : `the broker lets ${username} in`;
}

async function subscribe(wire: MqttWire, identity: Pick<Identity, "site" | "node">): Promise<string> {
  const filters = mailboxFilters(rootOf(identity));
  await wire.subscribe(filters);
  return `it may hear ${filters.join(", ")}`;
}

/** A message to itself: only where it may both publish and hear does it come back. A node at work knows it for none of its own. */
class Echo {
  readonly #topic: string;
  readonly #payload = encodeEcho({ boot: 0, echo: 0 });
  readonly #came: Promise<void>;
  #hear = () => {};
  #lose = (_reason: string) => {};

  constructor(identity: Pick<Identity, "site" | "node">) {
    this.#topic = `${rootOf(identity)}/${writeTopic({ kind: "mailbox" })}`;
    this.#came = new Promise((resolve, reject) => {
      this.#hear = resolve;
      this.#lose = (reason) => reject(new Error(reason));
    });
    this.#came.catch(() => {}); // may fail before anybody waits for it
  }

  hear(topic: string, payload: string): undefined {
    if (topic === this.#topic && payload === this.#payload) this.#hear();
  }

  lose(reason: string): void {
    this.#lose(reason);
  }

  async send(wire: MqttWire): Promise<string> {
    await wire.publish(this.#topic, this.#payload, { qos: 1, retain: false });
    await this.#came;
    return `a message on ${this.#topic} came back`;
  }
}

/** @throws Error when it takes too long */
async function withinPatience(clock: Clock, work: Promise<string>): Promise<string> {
  let tooLong = () => {};
  const late = new Promise<never>((_, reject) => {
    tooLong = () =>
      reject(new Error(`nothing came within ${PATIENCE} s: check the network, and the node's rights at the broker`));
  });
  const timer = clock.timer("try-broker", tooLong);
  timer.set(clock.now() + PATIENCE);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.cancel();
  }
}
