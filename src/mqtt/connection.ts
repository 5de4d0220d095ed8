import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Wire } from "../ports/wire.js";
import { type ConnectionState, encodeState } from "../protocol/payloads/state.js";
import { clientId, type Identity, rootOf, writeTopic } from "../protocol/topics.js";
import type { InboundRouter } from "./inbound/inbound-router.js";
import type { LogPublisher } from "./outbound/log-publisher.js";
import type { RetainedTopics } from "./outbound/retained-topics.js";

export interface ConnectionParts {
  readonly identity: Identity;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly retained: RetainedTopics;
  readonly inbound: InboundRouter;
  readonly logLines: LogPublisher;
  /** The connection went without our doing. */
  readonly onLost: (reason: string, code?: number) => void;
}

/** The order on connect and the order at the end, with what `$state` says at each step. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #stateTopic: string;
  #births = 0;
  #open = false;
  #lastBirth: number | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#stateTopic = `${rootOf(parts.identity)}/${writeTopic({ kind: "state" })}`;
  }

  /** The order on connect has been gone through: what changes may be said at once. */
  get isOpen(): boolean {
    return this.#open && this.#parts.wire.connected;
  }

  /** The latest birth that a broker has heard of. */
  get lastBirth(): number | undefined {
    return this.#lastBirth;
  }

  /**
   * `$state` init, what is retained, the mailbox, `$state` ready. `births` must lie on disk by then.
   * @throws AndasError `broker` when it does not come to its end; there is no connection then
   */
  async open(births: number): Promise<void> {
    const { identity, wire, retained, inbound, logLines, onLost } = this.#parts;
    this.#births = births;
    this.#close();
    const { remembered } = await wire.connect({
      clientId: clientId(identity),
      will: { topic: this.#stateTopic, payload: this.#stateNow("lost") },
      onMessage: (message) => inbound.receive(message),
      onLost: (reason, code) => {
        this.#close();
        onLost(reason, code);
      },
    });
    this.#lastBirth = births;
    try {
      if (!remembered) retained.repeatAll();
      await this.#publishState("init");
      await retained.send();
      await inbound.open();
      await retained.send(); // what the mailbox changed
      await this.#publishState("ready");
    } catch (error) {
      await wire.disconnect();
      throw error;
    }
    this.#open = true;
    logLines.open();
  }

  /** Says once more, as an ordinary message, that the node is ready. */
  async tellState(): Promise<void> {
    await this.#parts.wire.publish(this.#stateTopic, this.#stateNow("ready"), { qos: 1, retain: false });
  }

  /** Says that the node sleeps, and till when; once the broker has it, a clean DISCONNECT. */
  sleep(until: Seconds): Promise<void> {
    return this.#end("sleeping", { until });
  }

  /** Says that the node is gone, and why. */
  disconnect(reason: string): Promise<void> {
    return this.#end("disconnected", { reason });
  }

  async #end(state: ConnectionState, more: { until?: Seconds; reason?: string }): Promise<void> {
    this.#close();
    try {
      await this.#publishState(state, more);
    } finally {
      await this.#parts.wire.disconnect();
    }
  }

  #close(): void {
    this.#open = false;
    this.#parts.inbound.close();
    this.#parts.logLines.close();
  }

  async #publishState(state: ConnectionState, more?: { until?: Seconds; reason?: string }): Promise<void> {
    await this.#parts.wire.publish(this.#stateTopic, this.#stateNow(state, more), { qos: 1, retain: true });
  }

  #stateNow(state: ConnectionState, more: { until?: Seconds; reason?: string } = {}): string {
    const { clock } = this.#parts;
    return encodeState({ state, births: this.#births, since: clock.now(), quality: clock.quality, ...more });
  }
}
