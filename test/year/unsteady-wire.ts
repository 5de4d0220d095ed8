import { AndasError } from "../../src/domain/errors.js";
import type { PublishOptions, Welcome, Wire, WireOptions } from "../../src/ports/wire.js";
import type { FakeWire } from "../fakes/fake-wire.js";

/**
 * The wire of one run of a node, to a broker that outlives it. It can be reset at any packet. Of all the bytes at which a connection may
 * break only two kinds differ to those who use it: before the packet is whole, and between it and its answer.
 */
export class UnsteadyWire implements Wire {
  readonly #broker: FakeWire;
  #packets = Number.POSITIVE_INFINITY;
  #arrives = false;
  #hasPower = true;

  constructor(broker: FakeWire) {
    this.#broker = broker;
  }

  /** The connection goes at the packet after `packets` more, which the broker gets or not; nobody hears its answer. */
  resetAfter(packets: number, arrives: boolean): void {
    this.#packets = packets;
    this.#arrives = arrives;
  }

  /** The node is gone: nothing goes over this wire any more. */
  cutPower(): void {
    this.#hasPower = false;
    this.#broker.lose("the power went");
  }

  get connected(): boolean {
    return this.#hasPower && this.#broker.connected;
  }

  connect(options: WireOptions): Promise<Welcome> {
    return this.#pass(() => this.#broker.connect(options));
  }

  publish(topic: string, payload: string, options: PublishOptions): Promise<void> {
    if (this.#broker.silent) return this.#giveUp();
    return this.#pass(() => this.#broker.publish(topic, payload, options));
  }

  subscribe(filters: readonly string[]): Promise<void> {
    if (this.#broker.silent) return this.#giveUp();
    return this.#pass(() => this.#broker.subscribe(filters));
  }

  async disconnect(): Promise<void> {
    if (this.#hasPower) await this.#broker.disconnect();
  }

  /** A wire waits half a minute for an answer, and then leaves. Simulated time stands still meanwhile: it is over at once. */
  async #giveUp(): Promise<never> {
    if (this.#hasPower) this.#broker.lose("the broker acknowledged nothing");
    throw new AndasError("broker", "the connection was lost: the broker acknowledged nothing");
  }

  async #pass<T>(packet: () => Promise<T>): Promise<T> {
    if (!this.#hasPower) throw new AndasError("broker", "there is no power");
    if (--this.#packets >= 0) return packet();
    this.#packets = Number.POSITIVE_INFINITY;
    if (this.#arrives) await packet();
    this.#broker.lose("reset");
    throw new AndasError("broker", "the connection was lost: reset");
  }
}
