import type { BreathSettings } from "../domain/breath.js";
import type { Command, CommandResult } from "../domain/command.js";
import { AndasError, messageOf } from "../domain/errors.js";
import type { NodeEvent } from "../domain/event.js";
import type { NeighbourWord } from "../domain/neighbour.js";
import type { Told } from "../domain/telling.js";
import { iso, type Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Log, LogLevel } from "../ports/log.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { Outbox } from "../ports/outbox.js";
import type { Random } from "../ports/random.js";
import type { Incoming, Wire } from "../ports/wire.js";
import { AlertTimes } from "./alert-times.js";
import { reportOn } from "./desired-config.js";
import { type Announced, vanishedElectrodes } from "./discovery.js";
import { HomeAssistant } from "./home-assistant.js";
import { Mailbox } from "./mailbox.js";
import { Neighbourhood } from "./neighbourhood.js";
import { OutboxSender, type Sent } from "./outbox-sender.js";
import { StandingValues } from "./standing.js";
import { Teller } from "./teller.js";
import { type Identity, rootOf } from "./topics.js";
import { type Description, descriptionBody, type LifeState, type PostHealth, stateBody } from "./wording.js";

export interface MessengerParts {
  readonly identity: Identity;
  readonly wire: Wire;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Counts the node's starts; with `seq` it names a message for ever. */
  readonly boot: number;
  readonly description: Description;
  readonly breath: BreathSettings;
  /** Carries a command out. It may use `hear` and `retain`, but must not wait for `openUp`, `rest` or `close`. */
  readonly onCommand: (command: Command) => Promise<CommandResult>;
  /** Other nodes of the site that are listened to: their ids, or `*` for all. Nobody unless said. */
  readonly peers?: readonly string[];
  /** What a peer said. Says whether it was of use. */
  readonly onNeighbour?: (word: NeighbourWord) => boolean;
  /** What Home Assistant was told in an earlier life: `announced` of then. */
  readonly announced?: Announced;
  /** Home Assistant's own root on the broker, `homeassistant` unless said; empty: it is told nothing. */
  readonly homeAssistant?: string;
  /** At most so many messages of the outbox a second, 250 unless said. */
  readonly messagesPerSecond?: number;
}

/** What the node hears about its post. */
export interface PostReport extends PostHealth {
  readonly connected: boolean;
  /** Why there is no connection, or why the outbox is not empty: one line. */
  readonly problem?: string;
  /** Somebody asked the node to stay awake till then. */
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
export class Messenger implements Neighbours {
  readonly #parts: MessengerParts;
  readonly #root: string;
  readonly #standing: StandingValues;
  readonly #alertTimes = new AlertTimes();
  readonly #teller: Teller;
  readonly #sender: OutboxSender;
  readonly #mailbox: Mailbox;
  readonly #neighbourhood: Neighbourhood;
  readonly #homeAssistant: HomeAssistant;
  #bd = 0;
  /** The opening order has been gone through: what changes may be said at once. */
  #open = false;
  #updating = false;
  #problem: string | undefined;
  /** What the broker refused to the mailbox: each is said once. */
  readonly #refused = new Set<string>();
  /** One thing at a time on the wire, whoever asks. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: MessengerParts) {
    const { identity, wire, outbox, clock, random, log, boot, description, onCommand } = parts;
    const { announced = {}, homeAssistant = "homeassistant", messagesPerSecond = 250 } = parts;
    this.#parts = parts;
    this.#root = rootOf(identity);
    this.#standing = new StandingValues(wire, log, (topic) => this.#alertTimes.acknowledged(topic, clock.now()));
    this.#teller = new Teller({
      root: this.#root,
      boot,
      clock,
      log,
      outbox,
      standing: this.#standing,
      alertTimes: this.#alertTimes,
      breath: parts.breath,
      onChange: () => this.#update(),
    });
    this.#sender = new OutboxSender(wire, outbox, clock, this.#root, messagesPerSecond);
    this.#mailbox = new Mailbox({
      root: this.#root,
      boot,
      wire,
      clock,
      log,
      onCommand,
      onDesiredConfig: (payload) => this.retain("config/reported", reportOn(payload)),
    });
    const { peers = [], onNeighbour = () => false } = parts;
    this.#neighbourhood = new Neighbourhood({ identity, peers, boot, wire, clock, log, onWord: onNeighbour });
    const { version, hardware, electrodes } = description;
    const facts = { identity, root: this.#root, version, hardware, electrodes };
    this.#homeAssistant = new HomeAssistant({
      prefix: homeAssistant,
      facts,
      announced,
      standing: this.#standing,
      clock,
      random,
      onChange: () => this.#update(),
    });
    this.retain("$description", descriptionBody(description, identity.name));
    this.#homeAssistant.announce();
    for (const electrode of vanishedElectrodes(facts, announced)) this.retain(`last/${electrode}`, undefined);
  }

  /** Takes in what happens. Cheap, and never throws. Breath events say which breath a message belongs to: begin with one. */
  hear(event: NodeEvent): void {
    this.#teller.hear(event);
  }

  /**
   * Lets `body` stand retained on `topic` (below the root), or nothing any more. The newest counts; it goes out with the
   * next exhale, or at once while the connection is up. Equal bodies are sent once.
   */
  retain(topic: string, body: Told | undefined): void {
    this.#teller.retain(topic, body);
  }

  /** Asks the peers to listen; goes out at once while the connection is up, else when it next is. */
  ask(seconds: Seconds, reason: string): void {
    this.#neighbourhood.ask(seconds, reason);
    if (this.#open) void this.#inTurn("an ask", () => this.#askNeighbours());
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
    return this.#inTurn("messages", async () => {
      if (!this.#parts.wire.connected) await this.#connect(bd);
      await this.#standing.send();
      await this.#askNeighbours();
      return this.#send();
    });
  }

  /** The order before rest: mailbox, outbox, `sleeping` with `until` and its PUBACK, clean DISCONNECT. */
  rest(until: Seconds): Promise<Rested> {
    return this.#inTurn("rest", async () => {
      if (!this.#parts.wire.connected) return { sent: 0, resting: false };
      await this.#listen(() => this.#mailbox.drain());
      await this.#standing.send();
      const sent = await this.#send();
      if (!this.#parts.wire.connected || this.#mailbox.holdUntil !== undefined) return { ...sent, resting: false };
      await this.#farewell("sleeping", { until });
      return { ...sent, resting: true };
    }).then((result) => ({ resting: false, ...result }));
  }

  /** `$state` disconnected and a clean DISCONNECT, if there is a connection. Never throws. */
  async close(reason: string): Promise<void> {
    this.#homeAssistant.stop();
    await this.#inTurn("farewell", async () => {
      if (this.#parts.wire.connected) await this.#farewell("disconnected", { reason });
      return { sent: 0 };
    });
  }

  report(): PostReport {
    const { wire, outbox } = this.#parts;
    const oldest = outbox.at(0)?.at;
    const holdUntil = this.#mailbox.holdUntil;
    const { delay } = this.#alertTimes;
    return {
      connected: wire.connected,
      depth: outbox.depth,
      ...(oldest !== undefined && { oldest }),
      dropped: outbox.dropped,
      alerts: this.#teller.alerts,
      ...(delay && { alertDelay: delay }),
      ...(this.#problem !== undefined && { problem: this.#problem }),
      ...(holdUntil !== undefined && { holdUntil }),
      ...(this.#neighbourhood.filters.length > 0 && { neighbours: this.#neighbourhood.report }),
    };
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
      if (!remembered) this.#standing.forgotten();
      await this.#say("init");
      await this.#standing.send();
      await this.#listen(() => this.#openNeighbourhood());
      await this.#listen(() => this.#openMailbox());
      await this.#standing.send(); // what the mailbox changed
      await this.#say("ready");
    } catch (error) {
      await wire.disconnect();
      throw error;
    }
    this.#open = true;
    if (this.#problem !== undefined) log("info", "the broker is there again");
    this.#problem = undefined;
  }

  /** Before the mailbox: what peers said while we slept then comes before the mailbox is known to be empty. */
  async #openNeighbourhood(): Promise<void> {
    const { filters } = this.#neighbourhood;
    if (filters.length > 0) await this.#parts.wire.subscribe(filters);
  }

  async #askNeighbours(): Promise<Sent> {
    await this.#neighbourhood.sendAsks();
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
    const sent = await this.#sender.send(this.#teller.cycle);
    this.#note(sent.problem);
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
    if (this.#homeAssistant.receive(message) || this.#neighbourhood.receive(message)) return;
    this.#mailbox.receive(message);
  }

  #lost(reason: string): void {
    this.#open = false;
    this.#note(`the connection was lost: ${reason}`);
  }

  /** While the connection is up, what stands is kept true at once; many changes together go in one go. */
  #update(): void {
    if (!this.#open || this.#updating) return;
    this.#updating = true;
    void this.#inTurn("retained values", async () => {
      this.#updating = false;
      if (this.#open && this.#parts.wire.connected) await this.#standing.send();
      return { sent: 0 };
    });
  }

  /** Runs `work` after what runs already; simulated time waits for it. What it throws becomes a problem in the result. */
  #inTurn<Result extends Sent>(name: string, work: () => Promise<Result>): Promise<Result | Sent> {
    const guarded = async (): Promise<Result | Sent> => {
      try {
        return await work();
      } catch (error) {
        const problem = messageOf(error);
        this.#note(problem);
        if (!(error instanceof AndasError)) this.#parts.log("error", `MQTT stumbled: ${problem}`);
        return { sent: 0, problem };
      }
    };
    const result = this.#turn.then(guarded);
    this.#turn = result;
    return this.#parts.clock.hold(name, result);
  }

  /** Says a problem once, not with every breath. */
  #note(problem: string | undefined): void {
    if (problem !== undefined && problem !== this.#problem) this.#parts.log("warn", problem);
    this.#problem = problem;
  }
}
