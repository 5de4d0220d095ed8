import type { Seconds } from "../../domain/time.js";
import type { Clock, Timer } from "../../ports/clock.js";
import type { Random } from "../../ports/random.js";
import type { Incoming } from "../../ports/wire.js";
import { type Announced, announcedBy } from "../../protocol/home-assistant/announced.js";
import {
  components,
  discoveryDocument,
  discoveryTopic,
  ONLINE,
  statusTopic,
  vanishedNames,
} from "../../protocol/home-assistant/document.js";
import type { DiscoveryFacts } from "../../protocol/home-assistant/facts.js";
import type { Description } from "../../protocol/payloads/description.js";
import { type Identity, rootOf } from "../../protocol/topics.js";
import type { RetainedTopics } from "./retained-topics.js";

/** Seconds over which nodes spread their answers when Home Assistant comes up. */
const SPREAD: Seconds = 30;

export interface HomeAssistantParts {
  /** Home Assistant's own root on the broker; empty: it is told nothing. */
  readonly prefix: string;
  readonly identity: Identity;
  /** What it was told in an earlier run. */
  readonly announced: Announced;
  readonly retained: RetainedTopics;
  readonly clock: Clock;
  readonly random: Random;
  /** Something should be sent now, if there is a connection. */
  readonly onChange: () => void;
}

/** Keeps Home Assistant told of what the node has to show, and tells it again when it comes up. */
export class HomeAssistant {
  readonly #parts: HomeAssistantParts;
  readonly #topic: string;
  readonly #again: Timer;
  #facts: DiscoveryFacts | undefined;

  constructor(parts: HomeAssistantParts) {
    this.#parts = parts;
    this.#topic = discoveryTopic(parts.prefix, parts.identity);
    this.#again = parts.clock.timer("home-assistant", () => {
      parts.retained.repeat(this.#topic);
      parts.onChange();
    });
  }

  /** What to subscribe; nothing if it is told nothing. */
  get filters(): string[] {
    return this.#parts.prefix === "" ? [] : [this.#statusTopic];
  }

  /** To be kept with the node's state: what a later run must take back if it is gone by then. */
  get announced(): Announced {
    const { announced, retained } = this.#parts;
    if (this.#facts === undefined) return announced;
    if (this.#isRenamed && !retained.isAcknowledged(this.#topic)) return announced;
    const now = announcedBy(this.#parts.prefix, this.#facts, components(this.#facts));
    if (retained.isAcknowledged(this.#topic)) return now;
    return { ...now, components: { ...announced.components, ...now.components } };
  }

  /** What it is told from now on. Gives the electrodes and covariates that it was told of once and that are there no more. */
  announce({ version, hardware, electrodes, covariates, breath, radio }: Description): readonly string[] {
    const { prefix, identity, announced, retained } = this.#parts;
    const facts = { identity, version, hardware, electrodes, covariates, breath, radio };
    const before = this.#isRenamed ? {} : announced.components;
    this.#facts = facts;
    if (prefix !== "") {
      // What was told under another name would stay as a device that nobody is any more.
      if (announced.document !== undefined && announced.document !== this.#topic) retained.clear(announced.document);
      const document = JSON.stringify(discoveryDocument(facts, before));
      retained.set(this.#topic, document, () => document);
    }
    return vanishedNames(facts, before);
  }

  /** Takes a message if it is Home Assistant's. */
  receive(message: Incoming): boolean {
    if (message.topic !== this.#statusTopic) return false;
    // A retained one only says that Home Assistant once came up, and that with every breath.
    if (message.payload === ONLINE && !message.retained) {
      const { clock, random } = this.#parts;
      this.#again.set(clock.now() + random.next() * SPREAD);
    }
    return true;
  }

  stop(): void {
    this.#again.cancel();
  }

  /** The node had another name, or another site, when it told of itself. */
  get #isRenamed(): boolean {
    const { announced, identity } = this.#parts;
    return announced.root !== undefined && announced.root !== rootOf(identity);
  }

  get #statusTopic(): string {
    return statusTopic(this.#parts.prefix);
  }
}
