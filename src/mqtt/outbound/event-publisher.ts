import type { Breath } from "../../domain/breath.js";
import { messageOf } from "../../domain/errors.js";
import type { NodeEvent } from "../../domain/event.js";
import { iso } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Outbox } from "../../ports/outbox.js";
import { type Told, tell, UTC } from "../../protocol/telling.js";
import { isTopic, level } from "../../protocol/topics.js";
import { breathBody, eventMessage, eventTopic } from "../../protocol/wording.js";
import type { AlertTimes } from "./alert-times.js";
import type { RetainedTopics } from "./retained-topics.js";

export interface EventPublisherParts {
  readonly root: string;
  /** Counts the node's starts; with `seq` it names a message for ever. */
  readonly boot: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbox: Outbox;
  readonly retained: RetainedTopics;
  readonly alertTimes: AlertTimes;
  /** What stands has changed: it may be sent now, if there is a connection. */
  readonly onChange: () => void;
}

/** Puts into words what happens: what must arrive goes into the outbox, what should stand to the retained values. */
export class EventPublisher {
  readonly #parts: EventPublisherParts;
  readonly #alerts = new Set<string>();
  #breath: Breath | undefined;

  constructor(parts: EventPublisherParts) {
    this.#parts = parts;
  }

  /** The breath that is now, as far as was heard. */
  get cycle(): number {
    return this.#breath?.cycle ?? 0;
  }

  /** Ids of the alerts that stand. */
  get alerts(): string[] {
    return [...this.#alerts];
  }

  /** Never throws. */
  hear(event: NodeEvent): void {
    try {
      if (event.type === "breath") this.#hearBreath(event.breath);
      else if (event.type === "alert") this.#hearAlert(event);
      else if (event.type === "insight") this.#hearInsight(event);
      else this.#post(event);
    } catch (error) {
      this.#parts.log("error", `a ${event.type} was not told: ${messageOf(error)}`);
    }
  }

  retain(topic: string, body: Told | undefined): void {
    const { root, log, retained, onChange } = this.#parts;
    if (!isTopic(topic)) log("error", `nothing can stand on "${topic}": it is no topic`);
    else if (body !== undefined) this.#stand(topic, body);
    else {
      retained.clear(`${root}/${topic}`);
      onChange();
    }
  }

  #hearBreath(breath: Breath): void {
    this.#breath = breath;
    this.#stand("breath", breathBody(breath));
  }

  #hearInsight(event: NodeEvent & { type: "insight" }): void {
    const topic = `insight/${level(event.insight.id)}`;
    if (event.forgotten) this.retain(topic, undefined);
    else this.#stand(topic, tell(event, UTC), event);
  }

  #hearAlert(event: NodeEvent & { type: "alert" }): void {
    const { id, raised, at } = event.alert;
    const topic = `alert/${level(id)}`;
    const { root, alertTimes, clock } = this.#parts;
    if (raised) {
      this.#alerts.add(id);
      // Told again by a later life, it may have been heard long ago: how long that took cannot be known.
      if (at === event.at) alertTimes.raised(`${root}/${topic}`, clock.now());
      this.#stand(topic, tell(event, UTC), event);
    } else {
      this.#alerts.delete(id);
      alertTimes.cleared(`${root}/${topic}`);
      this.retain(topic, undefined);
    }
  }

  #post(event: NodeEvent): void {
    const { outbox, boot, clock } = this.#parts;
    const topic = eventTopic(event);
    if (topic !== undefined) outbox.put(eventMessage(event, topic, boot, this.cycle, clock.quality));
  }

  /** What an event left retained carries its name too. */
  #stand(topic: string, body: Told, event?: NodeEvent): void {
    const { root, boot, clock, retained, onChange } = this.#parts;
    const at = iso(event?.at ?? clock.now());
    const head = { v: 1, ...(event && { boot, seq: event.seq }), at, tq: clock.quality };
    retained.set(`${root}/${topic}`, JSON.stringify(body), JSON.stringify({ ...head, ...body }));
    onChange();
  }
}
