import type { Command, CommandResult } from "../domain/command.js";
import { messageOf } from "../domain/errors.js";
import type { NodeEvent } from "../domain/event.js";
import type { NeighbourWord } from "../domain/neighbour.js";
import { iso, type Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Log, LogLevel } from "../ports/log.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { Outbox } from "../ports/outbox.js";
import type { Random } from "../ports/random.js";
import type { Incoming, Wire } from "../ports/wire.js";
import type { Told } from "../protocol/telling.js";
import { type Identity, rootOf } from "../protocol/topics.js";
import {
  type Description,
  descriptionBody,
  type LifeState,
  stateBody,
  type UplinkHealth,
} from "../protocol/wording.js";
import type { Announced } from "./home-assistant/discovery.js";
import { HomeAssistant } from "./home-assistant/home-assistant.js";
import { reportOn } from "./inbound/desired-config.js";
import { Mailbox } from "./inbound/mailbox.js";
import { AlertTimes } from "./outbound/alert-times.js";
import { EventPublisher } from "./outbound/event-publisher.js";
import { OutboxSender, type Sent } from "./outbound/outbox-sender.js";
import { RetainedTopics } from "./outbound/retained-topics.js";
import { Peers } from "./peers/peers.js";
import { Turns } from "./turns.js";

export interface MqttSessionParts {
  readonly identity: Identity;
  readonly wire: Wire;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Counts the node's starts; with `seq` it names a message for ever. */
  readonly boot: number;
  /** Other nodes of the site that are listened to: their ids, or `*` for all. Nobody unless said. */
  readonly peers?: readonly string[];
  /** What Home Assistant was told in an earlier life: `announced` of then. */
  readonly announced?: Announced;
  /** Home Assistant's own root on the broker, `homeassistant` unless said; empty: it is told nothing. */
  readonly homeAssistant?: string;
  /** At most so many messages of the outbox a second, 250 unless said. */
  readonly messagesPerSecond?: number;
}

/** Who answers what comes in. It may use `hear` and `retain`, but must not wait for `openUp`, `rest` or `close`. */
export interface Receiver {
  command(command: Command): CommandResult | Promise<CommandResult>;
  /** What another node of the site said. Says whether it was of use. */
  neighbour(message: NeighbourWord): boolean;
  /** Somebody wants the node to stay awake till then, or (undefined) no longer. */
  hold(until: Seconds | undefined): void;
  /** Till when it does: no longer than is good for it. */
  readonly heldUntil: Seconds | undefined;
}

/** Before the node runs. */
const NOBODY: Receiver = {
  command: () => ({ status: "error", error: { code: "busy", message: "the node is starting: send it again" } }),
  neighbour: () => false,
  hold: () => {},
  heldUntil: undefined,
};

/** What the node hears about its session. */
export interface SessionReport extends UplinkHealth {
  readonly connected: boolean;
  /** Why there is no connection, or why the outbox is not empty: one line. */
  readonly problem?: string;
  /** The node stays awake till then for somebody. */
  readonly holdUntil?: Seconds;
}

export interface Rested extends Sent {
  /** The broker knows that the node sleeps, and until when. False when there was no connection, or the node is held awake. */
  readonly resting: boolean;
}

/**
 * The MQTT room's face to the node. It hears everything at once and says it when the radio is up: what must arrive through
 * the outbox, what should stand as retained values. Nothing here throws at the node: a broker that cannot be reached is a
 * line in a report, and the next exhale tries again.
 */
export class MqttSession implements Neighbours {
  readonly #parts: MqttSessionParts;
  readonly #root: string;
  readonly #retained: RetainedTopics;
  readonly #turns: Turns;
  readonly #alertTimes = new AlertTimes();
  readonly #publisher: EventPublisher;
  readonly #sender: OutboxSender;
  readonly #mailbox: Mailbox;
  readonly #peers: Peers;
  readonly #homeAssistant: HomeAssistant;
  #receiver = NOBODY;
  #bd = 0;
  /** The opening order has been gone through: what changes may be said at once. */
  #open = false;
  #updating = false;
  /** What the broker refused to the mailbox: each is said once. */
  readonly #refused = new Set<string>();

  constructor(parts: MqttSessionParts) {
    const { identity, wire, outbox, clock, random, log, boot, peers = [] } = parts;
    const { announced = {}, homeAssistant = "homeassistant", messagesPerSecond = 250 } = parts;
    this.#parts = parts;
    this.#root = rootOf(identity);
    this.#turns = new Turns(clock, log);
    this.#retained = new RetainedTopics(wire, log, (topic) => this.#alertTimes.acknowledged(topic, clock.now()));
    this.#publisher = new EventPublisher({
      root: this.#root,
      boot,
      clock,
      log,
      outbox,
      retained: this.#retained,
      alertTimes: this.#alertTimes,
      onChange: () => this.#update(),
    });
    this.#sender = new OutboxSender(wire, outbox, clock, this.#root, messagesPerSecond);
    this.#mailbox = new Mailbox({
      ...{ root: this.#root, boot, wire, clock, log },
      onCommand: (command) => this.#receiver.command(command),
      onHold: (until) => this.#receiver.hold(until),
      onDesiredConfig: (payload) => this.retain("config/reported", reportOn(payload)),
    });
    const onWord = (message: NeighbourWord) => this.#receiver.neighbour(message);
    this.#peers = new Peers({ identity, peers, boot, wire, clock, log, onWord });
    this.#homeAssistant = new HomeAssistant({
      ...{ prefix: homeAssistant, identity, announced, clock, random },
      root: this.#root,
      retained: this.#retained,
      onChange: () => this.#update(),
    });
  }

  /** Who we are, and who answers here. Once, before anything else is told. */
  begin(description: Description, receiver: Receiver): void {
    this.#receiver = receiver;
    this.describe(description);
    for (const electrode of this.#homeAssistant.announce(description)) this.retain(`last/${electrode}`, undefined);
  }

  /** Who we are, once more: something about it changed. */
  describe(description: Description): void {
    this.retain("$description", descriptionBody(description, this.#parts.identity.name));
  }

  /** Takes in what happens. Cheap, and never throws. Breath events say which breath a message belongs to: begin with one. */
  hear(event: NodeEvent): void {
    this.#publisher.hear(event);
  }

  /**
   * Lets `body` stand retained on `topic` (below the root), or nothing any more. The newest counts; it goes out with the
   * next exhale, or at once while the connection is up. Equal bodies are sent once.
   */
  retain(topic: string, body: Told | undefined): void {
    this.#publisher.retain(topic, body);
  }

  /** Asks the peers to listen; goes out at once while the connection is up, else when it next is. */
  ask(seconds: Seconds, reason: string): void {
    this.#peers.ask(seconds, reason);
    if (this.#open) void this.#turns.take("an ask", () => this.#askNeighbours());
  }

  /** A line on `log/<level>`, QoS 0: lost while there is no connection. */
  speak(level: LogLevel, line: string): void {
    const { wire, clock } = this.#parts;
    if (!this.#open || !wire.connected) return;
    const payload = JSON.stringify({ v: 1, at: iso(clock.now()), tq: clock.quality, line });
    wire.publish(`${this.#root}/log/${level}`, payload, { qos: 0, retain: false }).catch(() => {});
  }

  /**
   * Connects if there is no connection (`bd`, the birth counter, must lie on disk by then), goes through the order on
   * connect, and sends the outbox. `problem` says what kept it from the end; nothing is lost by that.
   */
  openUp(bd: number): Promise<Sent> {
    return this.#turns.take("messages", async () => {
      if (!this.#parts.wire.connected) await this.#connect(bd);
      await this.#retained.send();
      await this.#askNeighbours();
      return this.#send();
    });
  }

  /** The order before rest: mailbox, outbox, `sleeping` with `until` and its PUBACK, clean DISCONNECT. */
  rest(until: Seconds): Promise<Rested> {
    return this.#turns
      .take("rest", async () => {
        if (!this.#parts.wire.connected) return { sent: 0, resting: false };
        await this.#listen(() => this.#mailbox.drain());
        await this.#retained.send();
        const sent = await this.#send();
        if (!this.#parts.wire.connected || this.holdUntil !== undefined) return { ...sent, resting: false };
        await this.#farewell("sleeping", { until });
        return { ...sent, resting: true };
      })
      .then((result) => ({ resting: false, ...result }));
  }

  /** `$state` disconnected and a clean DISCONNECT, if there is a connection. Never throws. */
  async close(reason: string): Promise<void> {
    this.#homeAssistant.stop();
    await this.#turns.take("farewell", async () => {
      if (this.#parts.wire.connected) await this.#farewell("disconnected", { reason });
      return { sent: 0 };
    });
  }

  report(): SessionReport {
    const { wire, outbox } = this.#parts;
    const oldest = outbox.at(0)?.at;
    const { holdUntil } = this;
    const { delay } = this.#alertTimes;
    return {
      connected: wire.connected,
      depth: outbox.depth,
      ...(oldest !== undefined && { oldest }),
      dropped: outbox.dropped,
      alerts: this.#publisher.alerts,
      ...(delay && { alertDelay: delay }),
      ...(this.#turns.problem !== undefined && { problem: this.#turns.problem }),
      ...(holdUntil !== undefined && { holdUntil }),
      ...(this.#peers.filters.length > 0 && { neighbours: this.#peers.report }),
    };
  }

  /** Till when the node stays awake for somebody. */
  get holdUntil(): Seconds | undefined {
    return this.#receiver.heldUntil;
  }

  /** What Home Assistant was told: to be kept with the node's state, and handed to the next life. */
  get announced(): Announced {
    return this.#homeAssistant.announced;
  }

  async #connect(bd: number): Promise<void> {
    const { wire, clock, log, identity } = this.#parts;
    this.#bd = bd;
    this.#open = false;
    this.#mailbox.close();
    const { remembered } = await wire.connect({
      clientId: `andas-${identity.site}-${identity.node}`,
      will: { topic: `${this.#root}/$state`, payload: stateBody("lost", bd, clock.now(), clock.quality) },
      onMessage: (message) => this.#receive(message),
      onLost: (reason) => this.#lost(reason),
    });
    try {
      if (!remembered) this.#retained.forgotten();
      await this.#say("init");
      await this.#retained.send();
      await this.#listen(() => this.#openPeers());
      await this.#listen(() => this.#openMailbox());
      await this.#retained.send(); // what the mailbox changed
      await this.#say("ready");
    } catch (error) {
      await wire.disconnect();
      throw error;
    }
    this.#open = true;
    if (this.#turns.problem !== undefined) log("info", "the broker is there again");
    this.#turns.note(undefined);
  }

  /** Before the mailbox: what peers said while we slept then comes before the mailbox is known to be empty. */
  async #openPeers(): Promise<void> {
    const { filters } = this.#peers;
    if (filters.length > 0) await this.#parts.wire.subscribe(filters);
  }

  async #askNeighbours(): Promise<Sent> {
    await this.#peers.sendAsks();
    return { sent: 0 };
  }

  async #openMailbox(): Promise<void> {
    await this.#mailbox.open();
    await this.#mailbox.drain();
    const { filters } = this.#homeAssistant;
    if (filters.length > 0) await this.#parts.wire.subscribe(filters);
  }

  /** A node whose mailbox is refused cannot be commanded, but what it has to say still arrives, and it still sleeps. */
  async #listen(toMailbox: () => Promise<void>): Promise<void> {
    const { wire, log } = this.#parts;
    try {
      await toMailbox();
    } catch (error) {
      if (!wire.connected) throw error;
      const refused = messageOf(error);
      if (!this.#refused.has(refused)) log("warn", refused);
      this.#refused.add(refused);
    }
  }

  async #send(): Promise<Sent> {
    const sent = await this.#sender.send(this.#publisher.cycle);
    this.#turns.note(sent.problem);
    return sent;
  }

  async #say(state: LifeState, more?: { until?: Seconds; reason?: string }): Promise<void> {
    const { wire, clock } = this.#parts;
    const payload = stateBody(state, this.#bd, clock.now(), clock.quality, more);
    await wire.publish(`${this.#root}/$state`, payload, { qos: 1, retain: true });
  }

  async #farewell(state: LifeState, more: { until?: Seconds; reason?: string }): Promise<void> {
    this.#open = false;
    try {
      await this.#say(state, more);
    } finally {
      await this.#parts.wire.disconnect();
    }
  }

  #receive(message: Incoming): void {
    if (this.#homeAssistant.receive(message) || this.#peers.receive(message)) return;
    this.#mailbox.receive(message);
  }

  #lost(reason: string): void {
    this.#open = false;
    this.#turns.note(`the connection was lost: ${reason}`);
  }

  /** While the connection is up, what stands is kept true at once; many changes together go in one go. */
  #update(): void {
    if (!this.#open || this.#updating) return;
    this.#updating = true;
    void this.#turns.take("retained values", async () => {
      this.#updating = false;
      if (this.#open && this.#parts.wire.connected) await this.#retained.send();
      return { sent: 0 };
    });
  }
}
