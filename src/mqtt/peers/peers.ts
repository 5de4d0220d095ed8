import { messageOf } from "../../domain/errors.js";
import type { NeighbourMessage } from "../../domain/neighbour.js";
import { DAY, type Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Neighbours } from "../../ports/neighbours.js";
import type { Incoming, Wire } from "../../ports/wire.js";
import { decodeNeighbourBreath } from "../../protocol/payloads/breath.js";
import { encodeCommand } from "../../protocol/payloads/command.js";
import type { PeersReport } from "../../protocol/payloads/health.js";
import { decodeNeighbourAnswer, decodeNeighbourPercept } from "../../protocol/payloads/neighbour.js";
import { type Identity, type NodeTopic, peerFilters, rootOf, writeTopic } from "../../protocol/topics.js";
import { Deduplicator } from "./deduplicator.js";

/** Stands for every node of the site. */
export const EVERYBODY = "*";

/** Longest id of a node that `*` takes in. */
const LONGEST_ID = 64;

/** What a peer is asked. */
const LISTEN = "listen";

/** So often a day they are asked: each ask wakes every one of them. */
const ASKS_A_DAY = 12;

/** Asks whose answers may still come. */
const ASKS = 64;

export interface PeersParts {
  readonly identity: Identity;
  /** Node ids of the same site, or `*`. Our own is left out. */
  readonly peers: readonly string[];
  /** Their breath is listened to as well. */
  readonly breaths?: boolean;
  readonly boot: number;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  /** Says whether it was of use. */
  readonly onMessage: (message: NeighbourMessage) => boolean;
}

/** The other nodes of the site: what they notice is overheard, and they can be asked to listen. */
export class Peers implements Neighbours {
  readonly #parts: PeersParts;
  readonly #peers: readonly string[];
  readonly #seen = new Deduplicator();
  /** Transactions that wait for an answer, the oldest first. */
  readonly #asked = new Set<string>();
  #asks = 0;
  /** What is to be asked when there is a connection. */
  #pending: { readonly seconds: Seconds; readonly reason: string; readonly until: Seconds } | undefined;
  /** Of the last day. */
  #askTimes: Seconds[] = [];
  #askedUntil: Seconds = Number.NEGATIVE_INFINITY;
  #heard = 0;
  #repeated = 0;
  #ignored = 0;

  constructor(parts: PeersParts) {
    this.#parts = parts;
    this.#peers = [...new Set(parts.peers)].filter((peer) => peer !== parts.identity.node);
  }

  /** What to subscribe; nothing where the card names nobody. */
  get filters(): readonly string[] {
    const peers = this.#peers.includes(EVERYBODY) ? ["+"] : this.#peers;
    return peers.flatMap((peer) => peerFilters(this.#parts.identity.site, peer, this.#parts.breaths));
  }

  get report(): PeersReport {
    return { heard: this.#heard, repeated: this.#repeated, ignored: this.#ignored };
  }

  /** Takes what another node of the site said. Never throws. */
  receive({ node, topic }: NodeTopic, { payload, retained }: Incoming): void {
    const isAnswer = topic.kind === "result" && topic.name === LISTEN;
    if (topic.kind === "breath" && this.#parts.breaths && this.#isPeer(node)) this.#takeBreath(node, payload);
    // A broker remembers what an earlier card wanted to hear.
    else if (!this.#isPeer(node) || retained || (!isAnswer && topic.kind !== "percept")) this.#ignored++;
    else if (isAnswer) this.#takeAnswer(node, payload);
    else this.#takePercept(node, payload);
  }

  /** At most one ask at a time: while the last one lasts they are listening already. And a dozen a day. */
  ask(seconds: Seconds, reason: string): void {
    const now = this.#parts.clock.now();
    if (now < this.#askedUntil || !(seconds > 0)) return;
    this.#askTimes = this.#askTimes.filter((at) => at > now - DAY && at <= now);
    if (this.#askTimes.length >= ASKS_A_DAY) return;
    this.#askTimes.push(now);
    this.#askedUntil = now + seconds;
    this.#pending = { seconds, reason, until: now + seconds };
  }

  /** Publishes what is to be asked, if there is something. Throws what `Wire.publish` throws when the connection goes. */
  async sendAsks(): Promise<void> {
    const { clock, wire, log, identity, boot } = this.#parts;
    const ask = this.#pending;
    if (ask === undefined || !wire.connected) return;
    this.#pending = undefined;
    if (ask.until <= clock.now()) return;
    for (const peer of this.#known()) {
      const transaction = `${identity.node}-${boot}-${++this.#asks}`;
      this.#remember(`${peer} ${transaction}`);
      const { seconds, reason, until } = ask;
      const body = { for_s: Math.ceil(seconds), reason, from: identity.node };
      const topic = `${rootOf({ site: identity.site, node: peer })}/${writeTopic({ kind: "command", name: LISTEN })}`;
      try {
        const payload = encodeCommand({ transaction, body, expires: until });
        await wire.publish(topic, payload, { qos: 1, retain: false });
      } catch (error) {
        if (!wire.connected) throw error;
        log("warn", `${peer} was not asked to listen: ${messageOf(error)}`);
      }
    }
  }

  #isPeer(node: string): boolean {
    return this.#peers.includes(node) || (this.#peers.includes(EVERYBODY) && node.length <= LONGEST_ID);
  }

  /** Whom we can ask: those that the card names; of everybody, those that were heard. */
  #known(): readonly string[] {
    return this.#peers.includes(EVERYBODY) ? this.#seen.nodes : this.#peers;
  }

  #takePercept(node: string, payload: string): void {
    const percept = decodeNeighbourPercept(node, payload);
    if (percept === undefined) this.#ignored++;
    else if (!this.#seen.isNew(node, percept.envelope.boot, percept.envelope.seq)) this.#repeated++;
    else this.#handOn(percept.value);
  }

  /** Retained ones too: they say what comes, and when it was is known by that. */
  #takeBreath(node: string, payload: string): void {
    const breath = decodeNeighbourBreath(node, payload);
    if (breath === undefined) this.#ignored++;
    else this.#handOn(breath);
  }

  /** Others may have asked it too: only answers to our own asks are for us. */
  #takeAnswer(node: string, payload: string): void {
    const answer = decodeNeighbourAnswer(node, payload);
    if (answer === undefined || !this.#asked.delete(`${node} ${answer.transaction}`)) this.#ignored++;
    else this.#handOn(answer);
  }

  #handOn(message: NeighbourMessage): void {
    try {
      if (this.#parts.onMessage(message)) this.#heard++;
      else this.#ignored++;
    } catch (error) {
      this.#ignored++;
      this.#parts.log("error", `what ${message.node} said came to nothing: ${messageOf(error)}`);
    }
  }

  #remember(ask: string): void {
    this.#asked.add(ask);
    for (const oldest of this.#asked) {
      if (this.#asked.size <= ASKS) break;
      this.#asked.delete(oldest);
    }
  }
}
