import type { Command } from "../domain/command.js";
import type { NodeListener } from "../domain/event.js";
import type { MessageRange, Resent } from "../domain/message.js";
import type { NeighbourMessage } from "../domain/neighbour.js";
import type { Facts } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { TimeCorrection } from "../domain/time-correction.js";
import type { Clock } from "../ports/clock.js";
import { type CommandJournal, NO_JOURNAL } from "../ports/command-journal.js";
import type { Log, LogLevel } from "../ports/log.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { Outbox } from "../ports/outbox.js";
import type { Random } from "../ports/random.js";
import type { Wire } from "../ports/wire.js";
import { type Announced, NOTHING_ANNOUNCED } from "../protocol/home-assistant/announced.js";
import { reportedConfigBody } from "../protocol/payloads/config.js";
import { type Description, descriptionBody } from "../protocol/payloads/description.js";
import type { UplinkHealth } from "../protocol/payloads/health.js";
import type { Hold } from "../protocol/payloads/hold.js";
import { type Identity, rootOf, type Topic } from "../protocol/topics.js";
import { Backoff } from "./backoff.js";
import { TAKEN_OVER } from "./broker/broker-problem.js";
import { Connection } from "./connection.js";
import { Deadline } from "./deadline.js";
import { CommandQueue } from "./inbound/command-queue.js";
import { reportOn } from "./inbound/desired-config.js";
import { HoldKeeper } from "./inbound/hold-keeper.js";
import { InboundRouter } from "./inbound/inbound-router.js";
import { Mailbox } from "./inbound/mailbox.js";
import { AlertTimes } from "./outbound/alert-times.js";
import { EventPublisher } from "./outbound/event-publisher.js";
import { FormerName } from "./outbound/former-name.js";
import { HomeAssistant } from "./outbound/home-assistant.js";
import { LogPublisher } from "./outbound/log-publisher.js";
import { OutboxSender, type Sent } from "./outbound/outbox-sender.js";
import { RetainedTopics } from "./outbound/retained-topics.js";
import { Peers } from "./peers/peers.js";
import { NOT_YET, type Receiver } from "./receiver.js";
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
  /** Their breath is listened to as well. */
  readonly breaths?: boolean;
  /** What Home Assistant was told in an earlier run: `announced` of then. */
  readonly announced?: Announced;
  /** Home Assistant's own root on the broker, `homeassistant` unless said; empty: it is told nothing. */
  readonly homeAssistant?: string;
  /** Keeps commands over a power cut; without it they are kept in memory. */
  readonly journal?: CommandJournal;
  /** When the node's time was wrong. */
  readonly corrections?: () => readonly TimeCorrection[];
  /** At most so many messages of the outbox a second, 2,500 unless said: a week without a broker is told within a breath. */
  readonly messagesPerSecond?: number;
}

/** What the node hears about its session. */
export interface SessionReport extends UplinkHealth {
  readonly connected: boolean;
  /** Why there is no connection, or why the outbox is not empty: one line. */
  readonly problem?: string;
  /** Somebody holds the node awake till then, and why. */
  readonly holdUntil?: Seconds;
  readonly holdReason?: string;
}

export interface Rested extends Sent {
  /** The broker knows that the node sleeps, and until when. False when there was no connection, or the node is held awake. */
  readonly resting: boolean;
}

/**
 * The MQTT room's face to the node. It takes everything at once and says it when the radio is up: what must arrive through
 * the outbox, what should stand as retained values. Nothing here throws at the node: a broker that cannot be reached is a
 * line in a report, and the next exhale tries again.
 */
export class MqttSession implements Neighbours {
  /** Takes in what happens. Cheap, and never throws. Breath events say which breath a message belongs to: begin with one. */
  readonly publish: NodeListener;
  readonly #parts: MqttSessionParts;
  readonly #retained: RetainedTopics;
  readonly #turns: Turns;
  readonly #alertTimes = new AlertTimes();
  readonly #publisher: EventPublisher;
  readonly #sender: OutboxSender;
  readonly #logLines: LogPublisher;
  readonly #holds: HoldKeeper;
  readonly #peers: Peers;
  readonly #homeAssistant: HomeAssistant;
  readonly #former: FormerName;
  readonly #commands: CommandQueue;
  readonly #inbound: InboundRouter;
  readonly #connection: Connection;
  readonly #backoff: Backoff;
  #receiver: Receiver = NOT_YET;
  #description: Facts = {};
  readonly #deadline: Deadline;
  #updating = false;

  constructor(parts: MqttSessionParts) {
    const { identity, wire, outbox, clock, random, boot, peers = [], breaths = false } = parts;
    const {
      announced = NOTHING_ANNOUNCED,
      homeAssistant: prefix = "homeassistant",
      messagesPerSecond: perSecond = 2500,
    } = parts;
    const { journal = NO_JOURNAL, corrections = () => [] } = parts;
    const root = rootOf(identity);
    const logLines = new LogPublisher(root, wire, clock);
    const log: Log = (level, line) => {
      parts.log(level, line);
      if (level !== "debug") logLines.log(level, line);
    };
    const onChange = () => this.#update();
    this.#parts = parts;
    this.#logLines = logLines;
    this.#turns = new Turns(clock, log);
    this.#backoff = new Backoff(random.fork("backoff"));

    const alertTimes = this.#alertTimes;
    const retained = new RetainedTopics(wire, log, (topic) => alertTimes.acknowledged(topic, clock.now()));
    this.#publisher = new EventPublisher({ root, clock, log, outbox, retained, alertTimes, onChange });
    this.#former = new FormerName(root, announced, retained);
    this.publish = (event) => {
      this.#publisher.publish(event);
      this.#former.hear(event);
    };
    const meanwhile = () => retained.send();
    this.#sender = new OutboxSender({ wire, outbox, clock, root, perSecond, corrections, meanwhile });
    const homeAssistant = new HomeAssistant({ prefix, identity, announced, retained, clock, random, onChange });
    this.#homeAssistant = homeAssistant;
    this.#retained = retained;

    const onMessage = (message: NeighbourMessage) => this.#receiver.neighbour(message);
    const onHold = (hold: Hold | undefined) => this.#receiver.hold(hold?.until, hold?.reason ?? "");
    const onCommand = (command: Command) => this.#receiver.command(command);
    const keep = (command: Command) => this.#receiver.keep(command);
    const onDesiredConfig = (payload: string) => this.#takeConfig(payload);
    this.#peers = new Peers({ identity, peers, breaths, boot, wire, clock, log, onMessage });
    this.#holds = new HoldKeeper({ log, onHold });
    const commands = new CommandQueue({ wire, clock, log, journal, onCommand, keep });
    this.#commands = commands;
    const mailbox = new Mailbox({ root, boot, wire, log, commands, holds: this.#holds, onDesiredConfig });
    this.#inbound = new InboundRouter({ identity, wire, log, homeAssistant, peers: this.#peers, mailbox });

    const onLost = (reason: string, code?: number) => {
      this.#turns.note(`the connection was lost: ${reason}`);
      if (code !== TAKEN_OVER) this.#receiver.lost();
    };
    this.#deadline = new Deadline(clock, () => void wire.disconnect());
    this.#connection = new Connection({ identity, wire, clock, retained, inbound: this.#inbound, logLines, onLost });
  }

  /** Who we are, and who answers here. Once, before anything else is told. */
  begin(description: Description, receiver: Receiver): void {
    this.#receiver = receiver;
    this.announce(description);
  }

  /** What can be heard here is known, or is more than before. */
  announce(description: Description): void {
    this.describe(description);
  }

  /** Who we are, once more: something about it changed. */
  describe(description: Description): void {
    this.#description = descriptionBody(description, this.#parts.identity.name);
    this.retain({ kind: "description" }, this.#description);
    for (const name of this.#homeAssistant.announce(description)) this.retain({ kind: "last", name }, undefined);
    this.#former.leave();
  }

  /** As it stands on `$description`. */
  get description(): Facts {
    return this.#description;
  }

  /**
   * Lets `body` stand retained on `topic`, or nothing any more. The newest counts; it goes out with the next exhale, or at once
   * while the connection is up. Equal bodies are sent once.
   */
  retain(topic: Topic, body: Facts | undefined): void {
    this.#publisher.retain(topic, body);
  }

  /** Asks the peers to listen; goes out at once while the connection is up, else when it next is. */
  ask(seconds: Seconds, reason: string): void {
    this.#peers.ask(seconds, reason);
    if (this.#connection.isOpen) void this.#turns.take("an ask", () => this.#askPeers());
  }

  /** Sends messages again that somebody has not got: at once while the connection is up, else when it next is. */
  resend(range: MessageRange): Resent {
    const resent = this.#parts.outbox.resend(range);
    if (resent.count > 0 && this.#connection.isOpen) void this.#turns.take("a resend", () => this.#send());
    return resent;
  }

  /** Tells all that stands, as ordinary messages; in the same way. Gives their number. */
  snapshot(): number {
    const count = this.#retained.tellAll();
    if (this.#connection.isOpen)
      void this.#turns.take("a snapshot", async () => {
        await this.#retained.send();
        await this.#connection.tellState();
        return { sent: 0 };
      });
    return count + 1; // and `$state`, which is told with every connection
  }

  /** A line on `log/<level>`, QoS 0: lost while there is no connection. */
  log(level: LogLevel, line: string): void {
    this.#logLines.log(level, line);
  }

  /**
   * Connects if there is no connection (`births`, the birth counter, must lie on disk by then), goes through the order on
   * connect, and sends the outbox. `problem` says what kept it from the end; nothing is lost by that. At `until` no more of the outbox
   * is begun, and a little later a broker that is slow or silent is left without a word: its will then says that the node is lost.
   */
  connect(births: number, until: Seconds = Number.POSITIVE_INFINITY): Promise<Sent> {
    this.#deadline.set(until);
    return this.#turns.take("messages", async () => {
      if (!this.#parts.wire.connected) {
        await this.#connection.open(births);
        this.#turns.solved("the broker is there again");
      }
      await this.#retained.send();
      await this.#askPeers();
      const sent = await this.#send();
      if (this.#parts.wire.connected) this.#backoff.reset();
      return sent;
    });
  }

  /** The order before rest: mailbox, outbox, `sleeping` with `until` and its PUBACK, clean DISCONNECT. */
  rest(until: Seconds): Promise<Rested> {
    return this.#turns
      .take("rest", async () => {
        const { wire } = this.#parts;
        if (!wire.connected) return { sent: 0, resting: false };
        await this.#inbound.drain();
        await this.#retained.send();
        const sent = await this.#send();
        if (!wire.connected || this.holdUntil !== undefined) return { ...sent, resting: false };
        await this.#connection.sleep(until);
        return { ...sent, resting: true };
      })
      .then((result) => {
        this.#deadline.lift();
        return { resting: false, ...result };
      });
  }

  /** `$state` disconnected and a clean DISCONNECT, if there is a connection. Never throws. */
  async close(reason: string): Promise<void> {
    this.#homeAssistant.stop();
    this.#deadline.lift();
    await this.#turns.take("goodbye", async () => {
      if (this.#parts.wire.connected) await this.#connection.disconnect(reason);
      return { sent: 0 };
    });
  }

  /** The latest birth that a broker has heard of in this run. */
  get lastBirth(): number | undefined {
    return this.#connection.lastBirth;
  }

  /** How long to wait before a connection that failed or was lost is tried again. */
  retryIn(): Seconds {
    return this.#backoff.next();
  }

  report(): SessionReport {
    const { wire, outbox } = this.#parts;
    const { oldest, droppedRanges } = outbox;
    const { holdUntil } = this;
    const { delay } = this.#alertTimes;
    const { problem } = this.#turns;
    return {
      connected: wire.connected,
      depth: outbox.depth,
      ...(oldest !== undefined && { oldest }),
      dropped: outbox.dropped,
      ...(droppedRanges.length > 0 && { droppedRanges }),
      alerts: this.#publisher.alerts,
      ...(delay && { alertDelay: delay }),
      ...(problem !== undefined && { problem }),
      ...(holdUntil !== undefined && { holdUntil, holdReason: this.#holds.reason }),
      ...(this.#peers.filters.length > 0 && { neighbours: this.#peers.report }),
    };
  }

  /** Till when somebody holds the node awake, if that lies ahead. */
  get holdUntil(): Seconds | undefined {
    return this.#receiver.heldUntil;
  }

  /** What Home Assistant was told: to be kept with the node's state, and handed to the next run. */
  get announced(): Announced {
    return this.#homeAssistant.announced;
  }

  async #askPeers(): Promise<Sent> {
    await this.#peers.sendAsks();
    return { sent: 0 };
  }

  async #send(): Promise<Sent> {
    const sent = await this.#sender.send(this.#publisher.cycle, this.#deadline.at);
    const late = this.#deadline.hasPassed && this.#parts.outbox.depth > 0;
    const problem =
      sent.problem ?? (late ? "the broker is too slow for one breath: what is left waits for the next" : undefined);
    this.#turns.note(problem);
    return { ...sent, ...(problem !== undefined && { problem }) };
  }

  /** As if it had come on `config/desired`. */
  wantCard(files: Facts): void {
    this.#commands.inTurn(() => this.#takeConfig(JSON.stringify(files)));
  }

  async #takeConfig(desired: string): Promise<void> {
    const report = await reportOn(desired, (config) => this.#receiver.desire(config));
    this.retain({ kind: "config-reported" }, report && reportedConfigBody(report));
  }

  /** While the connection is up, what stands is kept true at once; many changes together go in one go. */
  #update(): void {
    if (!this.#connection.isOpen || this.#updating) return;
    this.#updating = true;
    void this.#turns.take("retained values", async () => {
      this.#updating = false;
      if (this.#connection.isOpen) await this.#retained.send();
      return { sent: 0 };
    });
  }
}
