import { AndasError } from "../../src/domain/errors.js";
import type { Incoming, PublishOptions, Welcome, Wire, WireOptions } from "../../src/ports/wire.js";

export interface Published extends PublishOptions {
  readonly topic: string;
  readonly payload: string;
}

/** MQTT counts with 16 bits. */
const MOST_IDS = 65_535;

/** What the broker keeps of a node. */
interface Session {
  readonly filters: Set<string>;
  readonly waiting: Incoming[];
  /** By their packet ids: what the node has not acknowledged, and whether it was handed over before. */
  readonly owed: Map<number, { readonly topic: string; readonly payload: string; again: boolean }>;
}

/**
 * A wire with a little broker at its other end, in memory: it retains, keeps a mailbox for a sleeper, publishes the will,
 * and can be told to refuse, to fall silent or to go away.
 */
export class FakeWire implements Wire {
  /** Everything that was done, in order: `connect`, `subscribe a b`, `publish <topic>`, `disconnect`, `lost`. */
  readonly trail: string[] = [];
  /** What the broker acknowledged. */
  readonly published: Published[] = [];
  readonly retained = new Map<string, string>();
  /** The last will that was handed over. */
  will: WireOptions["will"] | undefined;
  /** While set, nobody gets in. */
  refuses: string | undefined;
  /** Topics that the broker refuses with an error, the connection staying up. */
  denies: (topic: string) => boolean = () => false;
  /** Topics that the broker takes and gives to nobody, as brokers do where rights are missing. */
  swallows: (topic: string) => boolean = () => false;
  /** Bytes of a payload that it takes at most. */
  mostBytes = Number.POSITIVE_INFINITY;
  /** The connection goes when so many more messages were acknowledged. */
  losesAfter = Number.POSITIVE_INFINITY;
  /** While true, the broker acknowledges nothing. */
  silent = false;

  #options: WireOptions | undefined;
  #absent = "there is no connection to the broker: connect first";
  #session: Session | undefined;
  #lastId = 0;
  readonly #unacknowledged: { accept: () => void; reject: (error: AndasError) => void }[] = [];

  get connected(): boolean {
    return this.#options !== undefined;
  }

  async connect(options: WireOptions): Promise<Welcome> {
    this.trail.push("connect");
    await Promise.resolve();
    if (this.refuses !== undefined) throw new AndasError("broker", this.refuses);
    const remembered = this.#session !== undefined;
    this.#session ??= { filters: new Set(), waiting: [], owed: new Map() };
    this.#options = options;
    this.will = options.will;
    if (this.silent) return { remembered };
    for (const message of this.#session.waiting.splice(0)) void this.#hand(message);
    for (const id of this.#session.owed.keys()) void this.#handOwed(id);
    return { remembered };
  }

  async publish(topic: string, payload: string, options: PublishOptions): Promise<void> {
    if (!this.#options) throw new AndasError("broker", this.#absent);
    if (payload.length > this.mostBytes) throw new AndasError("too-large", `a message on ${topic} is not sent`);
    this.trail.push(`publish ${topic}`);
    if (options.qos === 0) return this.#accept(topic, payload, options);
    await new Promise<void>((resolve, reject) => {
      const accept = (): void => {
        if (this.denies(topic)) {
          reject(new AndasError("broker", `the broker refuses ${topic}`));
          return;
        }
        this.#accept(topic, payload, options);
        resolve();
        if (--this.losesAfter > 0) return;
        this.losesAfter = Number.POSITIVE_INFINITY;
        this.lose("the fake broker went away");
      };
      this.#unacknowledged.push({ accept, reject });
      if (!this.silent) queueMicrotask(() => this.#acknowledgeNext());
    });
  }

  async subscribe(filters: readonly string[]): Promise<void> {
    if (!this.#options || !this.#session) throw new AndasError("broker", this.#absent);
    this.trail.push(`subscribe ${filters.join(" ")}`);
    await Promise.resolve();
    if (filters.some((filter) => this.denies(filter))) throw new AndasError("broker", "the broker refuses to tell");
    for (const filter of filters) this.#session.filters.add(filter);
    for (const [topic, payload] of this.retained) {
      if (filters.some((filter) => fits(filter, topic))) void this.#hand({ topic, payload, retained: true });
    }
  }

  /** While something waits for its acknowledgement it is no clean goodbye, as on a real wire. */
  async disconnect(): Promise<void> {
    if (!this.#options) return;
    if (this.#unacknowledged.length > 0) {
      const { onMessage, onLost: _, ...options } = this.#options;
      this.#options = { ...options, onMessage: (message) => onMessage(message), onLost: () => {} };
      this.lose("left");
      return;
    }
    this.trail.push("disconnect");
    this.#options = undefined;
    await Promise.resolve();
  }

  /** Somebody else publishes: it reaches the node at once, or waits in its mailbox. Resolves when the node acknowledges it. */
  async deliver(topic: string, payload: string, more: Partial<Incoming> = {}): Promise<void> {
    if (more.retained) this.retained.set(topic, payload);
    const message = { retained: false, ...more, topic, payload };
    if (![...(this.#session?.filters ?? [])].some((filter) => fits(filter, topic))) return;
    if (this.#options) await this.#hand(message);
    else this.#session?.waiting.push(message);
  }

  /**
   * Somebody else publishes with QoS 1, to a broker that keeps it until the node has acknowledged it, and hands it over again, marked so,
   * with every connection. False when nobody is there for whom it would be kept.
   */
  send(topic: string, payload: string, retained: boolean): boolean {
    if (retained) this.retained.set(topic, payload);
    const isAwaited = [...(this.#session?.filters ?? [])].some((filter) => fits(filter, topic));
    if (!isAwaited) return retained;
    this.#lastId = (this.#lastId % MOST_IDS) + 1;
    this.#session?.owed.set(this.#lastId, { topic, payload, again: false });
    if (!this.silent) void this.#handOwed(this.#lastId);
    return true;
  }

  /** Breaks the connection: what was not acknowledged fails, and the broker publishes the will. */
  lose(reason: string): void {
    const options = this.#options;
    if (!options) return;
    this.trail.push("lost");
    this.#options = undefined;
    if (options.will) this.retained.set(options.will.topic, options.will.payload);
    this.#absent = `the connection was lost: ${reason}`;
    for (const { reject } of this.#unacknowledged.splice(0)) reject(new AndasError("broker", this.#absent));
    options.onLost(reason);
  }

  /** Speaks again, and acknowledges what waited for it. */
  speakAgain(): void {
    this.silent = false;
    while (this.#unacknowledged.length > 0) this.#acknowledgeNext();
  }

  /** A new broker in the old one's place: it knows nobody, and retains nothing. */
  forget(): void {
    this.#session = undefined;
    this.retained.clear();
  }

  #acknowledgeNext(): void {
    this.#unacknowledged.shift()?.accept();
  }

  #accept(topic: string, payload: string, options: PublishOptions): void {
    this.published.push({ topic, payload, ...options });
    if (options.retain && payload === "") this.retained.delete(topic);
    else if (options.retain) this.retained.set(topic, payload);
    const heard = [...(this.#session?.filters ?? [])].some((filter) => fits(filter, topic));
    if (heard && !this.swallows(topic)) void this.#hand({ topic, payload, retained: false });
  }

  /** What was handed over to a connection that went before it was acknowledged is a repeat. */
  async #handOwed(id: number): Promise<void> {
    const options = this.#options;
    const owed = this.#session?.owed.get(id);
    if (options === undefined || owed === undefined) return;
    const { topic, payload, again } = owed;
    owed.again = true;
    await Promise.resolve();
    await options.onMessage({ topic, payload, retained: false, delivery: { id, again } });
    if (this.#options === options) this.#session?.owed.delete(id);
  }

  /** Not inside the call that caused it: a network never is. */
  async #hand(message: Incoming): Promise<void> {
    await Promise.resolve();
    await this.#options?.onMessage(message);
  }
}

/** Does a topic fit a filter with `+` for one level, and `#` at its end for all that lies below? */
function fits(filter: string, topic: string): boolean {
  if (!/[+#]/.test(filter)) return filter === topic;
  const wanted = filter.split("/");
  const levels = topic.split("/");
  const fixed = wanted.at(-1) === "#" ? wanted.slice(0, -1) : wanted;
  if (fixed === wanted ? levels.length !== fixed.length : levels.length < fixed.length) return false;
  return fixed.every((level, i) => level === "+" || level === levels[i]);
}
