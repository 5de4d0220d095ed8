import type { Breath } from "../../domain/breath.js";
import { messageOf } from "../../domain/errors.js";
import type { NodeEvent } from "../../domain/event.js";
import type { Facts } from "../../domain/percept.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Outbox } from "../../ports/outbox.js";
import { encodeStamped, markHistorical } from "../../protocol/envelope.js";
import { breathTopicBody } from "../../protocol/payloads/breath.js";
import { eventBody, eventMessage, eventTopic } from "../../protocol/payloads/event.js";
import { UTC } from "../../protocol/time.js";
import { type Topic, writeTopic } from "../../protocol/topics.js";
import type { AlertTimes } from "./alert-times.js";
import type { RetainedTopics } from "./retained-topics.js";

export interface EventPublisherParts {
  /** The node's own root. */
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbox: Outbox;
  readonly retained: RetainedTopics;
  readonly alertTimes: AlertTimes;
  /** What is retained has changed: it may be sent now, if there is a connection. */
  readonly onChange: () => void;
}

/** Puts what happens where it belongs: what must arrive into the outbox, what should stand to the retained topics. */
export class EventPublisher {
  readonly #parts: EventPublisherParts;
  readonly #alerts = new Set<string>();
  #breath: Breath | undefined;

  constructor(parts: EventPublisherParts) {
    this.#parts = parts;
  }

  /** The breath that is now, as far as was told. */
  get cycle(): number {
    return this.#breath?.cycle ?? 0;
  }

  /** Ids of the alerts that stand. */
  get alerts(): string[] {
    return [...this.#alerts];
  }

  /** Never throws. */
  readonly publish = (event: NodeEvent): void => {
    try {
      const topic = eventTopic(event);
      if (topic === undefined) return;
      if (event.type === "breath") this.#publishBreath(topic, event.breath);
      else if (event.type === "alert") this.#publishAlert(topic, event);
      else if (event.type === "morning") this.#retainEvent(topic, event, () => false);
      else if (event.type === "insight") this.#publishInsight(topic, event);
      else this.#queue(topic, event);
    } catch (error) {
      this.#parts.log("error", `a ${event.type} was not told: ${messageOf(error)}`);
    }
  };

  /** Never throws: a name that cannot be in a topic is said. */
  retain(topic: Topic, body: Facts | undefined): void {
    try {
      if (body === undefined) this.#clear(topic);
      else {
        const { clock } = this.#parts;
        const payload = encodeStamped(body, { at: clock.now(), quality: clock.quality });
        this.#retain(topic, body, () => payload);
      }
    } catch (error) {
      this.#parts.log("error", `nothing can be retained there: ${messageOf(error)}`);
    }
  }

  #publishBreath(topic: Topic, breath: Breath): void {
    this.#breath = breath;
    this.retain(topic, breathTopicBody(breath));
  }

  #publishInsight(topic: Topic, event: NodeEvent & { type: "insight" }): void {
    if (event.forgotten) this.#clear(topic);
    else this.#retainEvent(topic, event, () => false);
  }

  #publishAlert(topic: Topic, event: NodeEvent & { type: "alert" }): void {
    const { id, raised, at } = event.alert;
    const { alertTimes, clock } = this.#parts;
    const whole = this.#whole(topic);
    if (raised) {
      this.#alerts.add(id);
      // Told again by a later run, it may have been heard long ago: how long that took cannot be known.
      const isNew = at === event.at;
      if (isNew) alertTimes.raised(whole, clock.now());
      const { cycle } = this;
      this.#retainEvent(topic, event, () => !isNew || cycle < this.cycle);
    } else {
      this.#alerts.delete(id);
      alertTimes.cleared(whole);
      this.#clear(topic);
    }
  }

  #queue(topic: Topic, event: NodeEvent): void {
    const { outbox, clock } = this.#parts;
    outbox.put(eventMessage(event, topic, this.cycle, clock.quality));
  }

  /**
   * What stands has no number: of each topic the newest counts, and what came before it is nothing that is missing.
   * @param isOld whether it is said later than in its own breath: asked when it is sent
   */
  #retainEvent(topic: Topic, event: NodeEvent, isOld: () => boolean): void {
    const body = eventBody(event, UTC);
    const payload = encodeStamped(body, { at: event.at, quality: this.#parts.clock.quality });
    this.#retain(topic, body, () => (isOld() ? markHistorical(payload) : payload));
  }

  #retain(topic: Topic, body: Facts, payload: () => string): void {
    const { retained, onChange } = this.#parts;
    retained.set(this.#whole(topic), JSON.stringify(body), payload);
    onChange();
  }

  #clear(topic: Topic): void {
    const { retained, onChange } = this.#parts;
    retained.clear(this.#whole(topic));
    onChange();
  }

  #whole(topic: Topic): string {
    return `${this.#parts.root}/${writeTopic(topic)}`;
  }
}
