import type { Duplex } from "node:stream";
import type { IPublishPacket, MqttClient } from "mqtt";
import type { StreamBuilder } from "mqtt/lib/shared";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import { DAY } from "../../domain/time.js";
import type { Clock, Timer } from "../../ports/clock.js";
import type { Incoming, PublishOptions, Welcome, Wire, WireOptions } from "../../ports/wire.js";
import { isTopic } from "../../protocol/topics.js";
import { closingReason, connectProblem, mayBeVersion, NO_ANSWER, refusal, tooLarge } from "./broker-problem.js";
import { addressOf, byteStreamByOurTime, byteStreamTo, type TlsSettings } from "./byte-stream.js";
import { NOT_YET_VALID } from "./tls-by-our-time.js";

export interface BrokerAddress {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`, host, port. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: TlsSettings;
  /** `auto` (default) tries 5 first, and 3.1.1 where the broker does not know it. */
  readonly protocol?: "auto" | "5" | "3.1.1";
  /** Silence after which the other side is asked whether it still lives; it is given up after one and a half. */
  readonly keepalive?: Seconds;
  readonly connectTimeout?: Seconds;
  /** A connection on which nothing is acknowledged for so long is given up. */
  readonly ackTimeout?: Seconds;
  /** How long the broker keeps our mailbox while we sleep (MQTT 5; older brokers keep it by their own rule). */
  readonly sessionExpiry?: Seconds;
  /** The broker shall remember nothing of this connection. */
  readonly passing?: boolean;
}

type Version = 5 | 4;

/** No more than this is sent or taken at once; the broker is told. */
const MAXIMUM_PACKET = 256 * 1024;
/** Headers and properties of a message, at most. */
const OVERHEAD = 64;

/**
 * The Wire on mqtt.js. Of mqtt.js only the protocol is used: no reconnecting, no queue, no store. Each connection has a
 * client of its own, so that nothing of an old one can come back by surprise.
 */
export class MqttWire implements Wire {
  readonly #broker: BrokerAddress;
  readonly #watch: Timer;
  readonly #clock: Clock;
  #client: MqttClient | undefined;
  #version: Version | undefined;
  /** What this broker takes at once. */
  #mostBytes = MAXIMUM_PACKET;
  /** Why there is no connection any more. */
  #lostBecause: string | undefined;
  /** How to fail everything that waits for the broker. */
  readonly #waiting = new Set<(error: AndasError) => void>();

  /** `clock` is the one that the broker lives by: the real one, even if the node itself is simulated. */
  constructor(broker: BrokerAddress, clock: Clock) {
    this.#broker = broker;
    this.#clock = clock;
    this.#watch = clock.timer("broker-answers", () => {
      this.#client?.emit("error", new Error(`the broker acknowledged nothing for ${this.#patience} s`));
    });
    if (broker.protocol === "5") this.#version = 5;
    if (broker.protocol === "3.1.1") this.#version = 4;
  }

  get connected(): boolean {
    return this.#client?.connected === true;
  }

  async connect(options: WireOptions): Promise<Welcome> {
    await this.disconnect();
    const { url } = this.#broker;
    addressOf(url);
    try {
      return await this.#connectAs(this.#version ?? 5, options);
    } catch (error) {
      if (this.#version !== undefined || !mayBeVersion(error)) throw connectProblem(url, error);
    }
    try {
      const welcome = await this.#connectAs(4, options);
      this.#version = 4;
      return welcome;
    } catch (error) {
      throw connectProblem(url, error);
    }
  }

  /** After a power cut the system may not know that it is later than the certificate: the node does, from what it wrote down. */
  async #connectAs(version: Version, options: WireOptions): Promise<Welcome> {
    const { url, tls = {} } = this.#broker;
    try {
      return await this.#connectOver(await byteStreamTo(url, tls), version, options);
    } catch (error) {
      if (tls.ca === undefined || systemCode(error) !== NOT_YET_VALID) throw error;
      return this.#connectOver(await byteStreamByOurTime(url, tls, this.#clock.now()), version, options);
    }
  }

  async #connectOver(openStream: () => Duplex, version: Version, options: WireOptions): Promise<Welcome> {
    // The bare client: the package's front door loads three times as much. Only those who connect pay for it.
    const { default: module } = await import("mqtt/lib/client");
    const {
      username,
      password,
      keepalive = 30,
      connectTimeout = 10,
      sessionExpiry = 7 * DAY,
      passing = false,
    } = this.#broker;
    const client: MqttClient = new module.default(openStream as StreamBuilder, {
      clientId: options.clientId,
      protocolVersion: version,
      protocolId: "MQTT",
      clean: passing,
      keepalive,
      connectTimeout: connectTimeout * 1000,
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      timerVariant: "native",
      ...(options.will && {
        will: { topic: options.will.topic, payload: Buffer.from(options.will.payload), qos: 1, retain: true },
      }),
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(version === 5 && {
        properties: { sessionExpiryInterval: passing ? 0 : sessionExpiry, maximumPacketSize: MAXIMUM_PACKET },
      }),
    });
    this.#client = client;
    return new Promise((resolve, reject) => {
      let trouble: unknown;
      let code: number | undefined;
      let welcomed = false;
      client.on("error", (error) => {
        trouble ??= error;
        // mqtt.js only tells of some of its troubles; none of them leaves a connection that can be trusted.
        client.stream.destroy();
      });
      client.on("disconnect", (packet) => {
        code = packet.reasonCode;
        trouble ??= new Error(closingReason(code));
      });
      client.on("connect", (connack) => {
        welcomed = true;
        this.#mostBytes = Math.min(connack.properties?.maximumPacketSize ?? MAXIMUM_PACKET, MAXIMUM_PACKET);
        resolve({ remembered: connack.sessionPresent });
      });
      client.handleMessage = (packet, acknowledge) => {
        const done = () => client.connected && acknowledge();
        const taken = options.onMessage(incoming(packet));
        if (taken === undefined) done();
        else void taken.finally(done);
      };
      client.on("close", () => {
        const wanted = this.#client !== client;
        if (!wanted) this.#client = undefined;
        client.end(true);
        if (!welcomed) return reject(trouble ?? new Error(NO_ANSWER));
        const reason = trouble === undefined ? "the broker closed the connection" : messageOf(trouble);
        if (!wanted) this.#lostBecause = reason;
        this.#failWaiting(lost(reason));
        if (!wanted) options.onLost(reason, code);
      });
    });
  }

  async publish(topic: string, payload: string, options: PublishOptions): Promise<void> {
    const client = this.#ready();
    const { qos, retain, correlation } = options;
    // A broker closes the connection over either, and would with every breath.
    if (!isTopic(topic)) throw refusal(topic, "nothing can be published there");
    const bytes = Buffer.byteLength(payload) + Buffer.byteLength(topic) + (correlation?.length ?? 0) + OVERHEAD;
    if (bytes > this.#mostBytes) throw tooLarge(topic, bytes, this.#mostBytes);
    const properties =
      correlation && client.options.protocolVersion === 5 ? { correlationData: Buffer.from(correlation) } : undefined;
    await this.#answered(topic, (done) =>
      client.publish(topic, payload, { qos, retain, ...(properties && { properties }) }, done),
    );
  }

  async subscribe(filters: readonly string[]): Promise<void> {
    const client = this.#ready();
    await this.#answered(`the subscription of ${filters.join(", ")}`, (done) =>
      client.subscribe([...filters], { qos: 1 }, done),
    );
  }

  async disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined; // from here on the close is wanted
    this.#lostBecause = undefined;
    if (!client) return;
    const { stream } = client;
    const unanswered = this.#clock.timer("broker-disconnect", () => stream.destroy());
    unanswered.set(this.#clock.now() + 5);
    await new Promise<void>((resolve) => {
      stream.once("close", () => resolve());
      client.end(!client.connected || this.#waiting.size > 0);
    });
    unanswered.cancel();
  }

  get #patience(): Seconds {
    return this.#broker.ackTimeout ?? 30;
  }

  #ready(): MqttClient {
    if (this.#client?.connected) return this.#client;
    if (this.#lostBecause !== undefined) throw lost(this.#lostBecause);
    throw new AndasError("broker", "there is no connection to the broker: connect first");
  }

  /** What `start` begins, or an error as soon as the connection goes: mqtt.js forgets some of its callbacks then. */
  #answered(what: string, start: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#waiting.delete(fail);
        if (this.#waiting.size === 0) this.#watch.cancel();
        else this.#watch.set(this.#clock.now() + this.#patience);
      };
      const fail = (error: AndasError): void => {
        settle();
        reject(error);
      };
      if (this.#waiting.size === 0) this.#watch.set(this.#clock.now() + this.#patience);
      this.#waiting.add(fail);
      start((error) => {
        if (error) return fail(this.connected ? refusal(what, error) : lost(messageOf(error)));
        settle();
        resolve();
      });
    });
  }

  #failWaiting(error: AndasError): void {
    for (const fail of [...this.#waiting]) fail(error);
  }
}

function lost(reason: string): AndasError {
  return new AndasError("broker", `the connection was lost: ${reason}`);
}

function incoming({ topic, payload, retain, qos, dup, messageId, properties }: IPublishPacket): Incoming {
  const { responseTopic, correlationData } = properties ?? {};
  return {
    topic: topic.toString(),
    payload: payload.toString("utf8"),
    retained: retain,
    ...(qos > 0 && messageId !== undefined && { delivery: { id: messageId, again: dup } }),
    ...(responseTopic !== undefined && { responseTopic }),
    ...(correlationData !== undefined && { correlation: correlationData }),
  };
}
