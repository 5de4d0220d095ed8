import { messageOf } from "../../domain/errors.js";
import type { Log } from "../../ports/log.js";
import type { Incoming, Wire } from "../../ports/wire.js";
import { answerName } from "../../protocol/payloads/command.js";
import { decodeEcho, encodeEcho } from "../../protocol/payloads/mailbox.js";
import { isAnswerTopic, mailboxFilters, type Topic, writeTopic } from "../../protocol/topics.js";
import type { Kept } from "./command-memory.js";
import type { CommandQueue } from "./command-queue.js";
import type { HoldKeeper } from "./hold-keeper.js";

/** Round trips without a new message after which a mailbox without an echo counts as empty. */
const QUIET_ROUNDS = 4;
/** However much comes in, a node must get back to sleep. */
const MOST_ROUNDS = 256;

export interface MailboxParts {
  /** The node's own root. */
  readonly root: string;
  /** Which start of the node this is. */
  readonly boot: number;
  readonly wire: Wire;
  readonly log: Log;
  readonly commands: CommandQueue;
  readonly holds: HoldKeeper;
  /** What came on `config/desired`; empty when it was taken back. Takes its turn among the commands. */
  readonly onDesiredConfig: (payload: string) => Promise<void>;
}

/**
 * What others want of the node. The broker keeps it while the node sleeps; before the node decides to sleep again, it
 * makes sure that all of it has come in and is answered.
 */
export class Mailbox {
  readonly #parts: MailboxParts;
  /** Retained commands that came on this connection: a broker may hand over the same one twice. */
  readonly #retained = new Set<string>();
  /** Commands of before that may stand there, till it is known which do. */
  #mayStand: readonly Kept[] = [];
  #received = 0;
  /** Counts the echoes that were sent, and names the last that came back. */
  #echo = 0;
  #echoed = 0;

  constructor(parts: MailboxParts) {
    this.#parts = parts;
  }

  /** Begins to listen; what waited at the broker comes now. Throws what `Wire.subscribe` throws. */
  async open(): Promise<void> {
    const { root, wire, commands } = this.#parts;
    this.#retained.clear();
    commands.open();
    this.#mayStand = commands.standing;
    await wire.subscribe(mailboxFilters(root));
  }

  /** Until it is opened again, what comes in is taken but not carried out: first the node says who it is. */
  close(): void {
    this.#parts.commands.close();
  }

  /** Takes whatever came in on the subscriptions of `open`; a command may be acknowledged when it is written down. Never throws. */
  receive(topic: Topic, message: Incoming): Promise<void> | undefined {
    switch (topic.kind) {
      case "mailbox":
        this.#receiveEcho(message.payload);
        return undefined;
      case "hold":
        this.#parts.holds.receive(message.payload);
        break;
      case "config-desired":
        this.#parts.commands.inTurn(() => this.#parts.onDesiredConfig(message.payload));
        break;
      case "command":
        // A retained one that was taken away comes back empty.
        if (message.payload === "" && this.#retained.has(message.topic)) return undefined;
        this.#received++;
        return this.#receiveCommand(topic.name, message);
      default: // what we said ourselves, brought back by a wider subscription
        return undefined;
    }
    this.#received++;
    return undefined;
  }

  /**
   * Resolves once everything that waited at the broker has come in, was carried out and answered. It sends itself an echo:
   * what the broker had before the echo comes before it. Where the echo may not pass, a few quiet round trips must do.
   * Throws what `Wire.publish` throws when the connection goes.
   */
  async drain(): Promise<void> {
    const { root, boot, wire, log, commands } = this.#parts;
    const topic = `${root}/${writeTopic({ kind: "mailbox" })}`;
    let isEmpty = true;
    const echo = ++this.#echo;
    let quiet = 0;
    for (let round = 0; this.#echoed < echo && quiet < QUIET_ROUNDS; round++) {
      if (round === MOST_ROUNDS) {
        log("warn", "the mailbox fills faster than it empties: what is left waits for the next breath");
        isEmpty = false;
        break;
      }
      const before = this.#received;
      await wire.publish(topic, encodeEcho({ boot, echo }), { qos: 1, retain: false });
      quiet = this.#received === before ? quiet + 1 : 0;
    }
    if (isEmpty) this.#seeWhatStands();
    await commands.work();
  }

  /** All that stands retained has come on this connection. */
  #seeWhatStands(): void {
    const { root, commands } = this.#parts;
    for (const kept of this.#mayStand)
      if (!this.#retained.has(`${root}/${writeTopic({ kind: "command", name: kept.name })}`))
        commands.doesNotStand(kept);
    this.#mayStand = [];
  }

  /** Of this run: one that the broker kept from an earlier run says nothing. */
  #receiveEcho(payload: string): void {
    const echo = decodeEcho(payload);
    if (echo?.boot === this.#parts.boot) this.#echoed = Math.max(this.#echoed, echo.echo);
  }

  /** A retained command would come again with every breath: it is carried out once and, when it is written down, taken off the broker. */
  async #receiveCommand(name: string, message: Incoming): Promise<void> {
    const { topic, payload, retained, delivery, responseTopic, correlation } = message;
    if (retained && this.#retained.has(topic)) return;
    if (retained) this.#retained.add(topic);
    const { root, commands } = this.#parts;
    const answerTopic =
      responseTopic !== undefined && isAnswerTopic(responseTopic)
        ? responseTopic
        : `${root}/${writeTopic({ kind: "result", name: answerName(name) })}`;
    await commands.put({
      ...{ name, payload, answerTopic, retained, again: delivery?.again === true },
      ...(delivery !== undefined && { delivery: delivery.id }),
      ...(correlation !== undefined && { correlation }),
    });
    // Not waited for: its PUBACK comes after ours.
    if (retained) void this.#takeAway(topic, name);
  }

  async #takeAway(topic: string, name: string): Promise<void> {
    const { wire, log, commands } = this.#parts;
    try {
      await wire.publish(topic, "", { qos: 1, retain: true });
      commands.tookAway(name);
    } catch (error) {
      log("warn", `a retained command stays on the broker: ${messageOf(error)}`);
    }
  }
}
