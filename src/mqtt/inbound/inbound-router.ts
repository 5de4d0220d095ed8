import { messageOf } from "../../domain/errors.js";
import type { Log } from "../../ports/log.js";
import type { Incoming, Wire } from "../../ports/wire.js";
import { type Identity, readNodeTopic } from "../../protocol/topics.js";
import type { HomeAssistant } from "../outbound/home-assistant.js";
import type { Peers } from "../peers/peers.js";
import type { Mailbox } from "./mailbox.js";

/** In characters. */
const LONGEST = 256 * 1024;
/** So many different lines, and then no more: they are remembered, and may come from outside. */
const MOST_REFUSED = 100;

export interface InboundRouterParts {
  readonly identity: Identity;
  readonly wire: Wire;
  readonly log: Log;
  readonly homeAssistant: HomeAssistant;
  readonly peers: Peers;
  readonly mailbox: Mailbox;
}

/** What comes in, and whose it is: Home Assistant's, another node's of the site, or for our own mailbox. */
export class InboundRouter {
  readonly #parts: InboundRouterParts;
  /** What was refused, by the broker or here. */
  readonly #refused = new Set<string>();

  constructor(parts: InboundRouterParts) {
    this.#parts = parts;
  }

  /** Longer ones are not looked at: MQTT 5 brokers were told not to send them. Where it gives a promise, the message must lie on disk before it is acknowledged. Never throws, never rejects. */
  receive(message: Incoming): Promise<void> | undefined {
    const { identity, homeAssistant, peers, mailbox } = this.#parts;
    if (message.payload.length > LONGEST) return this.#tooLong(message);
    if (homeAssistant.receive(message)) return undefined;
    const whole = readNodeTopic(message.topic);
    if (whole?.site !== identity.site) return undefined;
    if (whole.node === identity.node) return mailbox.receive(whole.topic, message);
    peers.receive(whole, message);
    return undefined;
  }

  #tooLong({ topic, payload }: Incoming): undefined {
    this.#refuse(`a message on ${topic} was not looked at: ${payload.length} characters, and ${LONGEST} are the most`);
  }

  /** Subscribes everything, and empties the mailbox. Throws when the connection goes. */
  async open(): Promise<void> {
    const { wire, peers, mailbox, homeAssistant } = this.#parts;
    // What peers said while we slept then comes before the mailbox is known to be empty.
    await this.#unlessRefused(() => subscribe(wire, peers.filters));
    await this.#unlessRefused(async () => {
      await mailbox.open();
      await mailbox.drain();
      await subscribe(wire, homeAssistant.filters);
    });
  }

  /** Commands wait from now on, till it is opened again. */
  close(): void {
    this.#parts.mailbox.close();
  }

  /** All that waited at the broker has come in and is answered. Throws when the connection goes. */
  drain(): Promise<void> {
    return this.#unlessRefused(() => this.#parts.mailbox.drain());
  }

  /** A node whose mailbox is refused cannot be commanded, but what it has to say still arrives, and it still sleeps. */
  async #unlessRefused(step: () => Promise<void>): Promise<void> {
    const { wire } = this.#parts;
    try {
      await step();
    } catch (error) {
      if (!wire.connected) throw error;
      this.#refuse(messageOf(error));
    }
  }

  /** Each is said once, of the first few. */
  #refuse(line: string): void {
    if (this.#refused.has(line) || this.#refused.size >= MOST_REFUSED) return;
    this.#refused.add(line);
    this.#parts.log("warn", line);
  }
}

async function subscribe(wire: Wire, filters: readonly string[]): Promise<void> {
  if (filters.length > 0) await wire.subscribe(filters);
}
