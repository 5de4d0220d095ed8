import { messageOf } from "../../domain/errors.js";
import type { NeighbourWord } from "../../domain/neighbour.js";
import { iso, type Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Neighbours } from "../../ports/neighbours.js";
import type { Incoming, Wire } from "../../ports/wire.js";
import type { Identity } from "../../protocol/topics.js";
import type { PeersReport } from "../../protocol/wording.js";
import { Deduplicator } from "./deduplicator.js";
import { readNeighbourAnswer, readNeighbourPercept } from "./peer-messages.js";

/** Stands for every node of the site. */
export const EVERYBODY = "*";

/** Asks whose answers may still come. */
const ASKS = 64;

export interface PeersParts {
  readonly identity: Identity;
  /** Node ids of the same site, or `*`. Our own is left out. */
  readonly peers: readonly string[];
  readonly boot: number;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  /** Says whether it was of use. */
  readonly onWord: (word: NeighbourWord) => boolean;
}

/** The other nodes of the site: what they notice is overheard, and they can be asked to listen. */
export class Peers implements Neighbours {
  readonly #parts: PeersParts;
  readonly #site: string;
  readonly #peers: readonly string[];
  readonly #seen = new Deduplicator();
  /** Transactions that wait for an answer, the oldest first. */
  readonly #asked = new Set<string>();
  #asks = 0;
  /** What is to be asked when there is a connection. */
  #pending: { readonly seconds: Seconds; readonly reason: string; readonly until: Seconds } | undefined;
  #askedUntil: Seconds = Number.NEGATIVE_INFINITY;
  #heard = 0;
  #repeated = 0;
  #ignored = 0;

  constructor(parts: PeersParts) {
    this.#parts = parts;
    const { site, node } = parts.identity;
    this.#site = `andas/1/${site}`;
    this.#peers = [...new Set(parts.peers)].filter((peer) => peer !== node);
  }

  /** What to subscribe; nothing where the card names nobody. */
  get filters(): readonly string[] {
    const peers = this.#peers.includes(EVERYBODY) ? ["+"] : this.#peers;
    return peers.flatMap((peer) => [`${this.#site}/${peer}/percept/#`, `${this.#site}/${peer}/res/listen`]);
  }

  get report(): PeersReport {
    return { heard: this.#heard, repeated: this.#repeated, ignored: this.#ignored };
  }

  /** Takes a message if it is another node's. Never throws. */
  receive({ topic, payload, retained }: Incoming): boolean {
    const below = topic.startsWith(`${this.#site}/`) ? topic.slice(this.#site.length + 1) : "";
    const [, node, rest] = /^([^/]+)\/(percept\/.+|res\/listen)$/.exec(below) ?? [];
    if (node === undefined || rest === undefined) return false;
    if (node === this.#parts.identity.node) return true; // `*` brings back what we said ourselves
    // A broker remembers what an earlier card wanted to hear.
    const isPeer = this.#peers.includes(node) || (this.#peers.includes(EVERYBODY) && /^[a-z0-9-]{1,64}$/.test(node));
    if (!isPeer || retained) this.#ignored++;
    else if (rest === "res/listen") this.#takeAnswer(node, payload);
    else this.#takePercept(node, payload);
    return true;
  }

  /** At most one ask at a time: while the last one lasts they are listening already. */
  ask(seconds: Seconds, reason: string): void {
    const now = this.#parts.clock.now();
    if (now < this.#askedUntil || !(seconds > 0)) return;
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
      const body = { transaction, for_s: Math.ceil(seconds), reason, from: identity.node, expires: iso(until) };
      try {
        await wire.publish(`${this.#site}/${peer}/cmd/listen`, JSON.stringify(body), { qos: 1, retain: false });
      } catch (error) {
        if (!wire.connected) throw error;
        log("warn", `${peer} was not asked to listen: ${messageOf(error)}`);
      }
    }
  }

  /** Whom we can ask: those that the card names; of everybody, those that were heard. */
  #known(): readonly string[] {
    return this.#peers.includes(EVERYBODY) ? this.#seen.nodes : this.#peers;
  }

  #takePercept(node: string, payload: string): void {
    const told = readNeighbourPercept(node, payload);
    if (told === undefined) this.#ignored++;
    else if (!this.#seen.isNew(node, told.boot, told.seq)) this.#repeated++;
    else this.#hand(told.word);
  }

  /** Others may have asked it too: only answers to our own asks are for us. */
  #takeAnswer(node: string, payload: string): void {
    const answer = readNeighbourAnswer(node, payload);
    if (answer === undefined || !this.#asked.delete(`${node} ${answer.transaction}`)) this.#ignored++;
    else this.#hand(answer);
  }

  #hand(word: NeighbourWord): void {
    try {
      if (this.#parts.onWord(word)) this.#heard++;
      else this.#ignored++;
    } catch (error) {
      this.#ignored++;
      this.#parts.log("error", `what ${word.node} said came to nothing: ${messageOf(error)}`);
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
