import type { MessageName, MessageRange } from "../../src/domain/message.js";
import type { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import type { Published } from "../fakes/fake-wire.js";

/** Topics of the node of this test begin so. */
export const ROOT = "andas/1/test/n1/";

/** What a boot said and nobody has heard yet. */
interface Said {
  /** Topics by number. */
  readonly unheard: Map<number, string>;
  /** The last number that was given. */
  put: number;
  /** Up to here everything lies on the disk. */
  kept: number;
  /** Something of it was heard. */
  wasHeard: boolean;
}

/** So many ranges of what was dropped an outbox tells, the newest. */
const RANGES = 16;

/**
 * Knows of every message what the node promised, and what the broker heard: each that an outbox kept is heard at least once, in order
 * within its topic, or is counted as dropped; no name is given twice; no birth is told twice.
 */
export class Witness {
  /** Messages heard for the first time, heard again, and dropped by policy. */
  readonly counts = { heard: 0, again: 0, dropped: 0 };
  readonly #blame: (line: string) => void;
  readonly #said = new Map<number, Said>();
  /** By topic, the last that was heard for the first time. */
  readonly #last = new Map<string, MessageName>();
  #boot = 0;
  #births = 0;

  /** @param blame is told of each promise that was broken */
  constructor(blame: (line: string) => void) {
    this.#blame = blame;
  }

  /** A run begins to count its messages. */
  begins(boot: number): void {
    const before = this.#said.get(boot);
    if (before !== undefined && (before.kept > 0 || before.wasHeard)) this.#blame(`boot ${boot} was there before`);
    if (boot < this.#boot) this.#blame(`boot ${boot} follows boot ${this.#boot}`);
    this.#boot = boot;
    this.#said.set(boot, { unheard: new Map(), put: 0, kept: 0, wasHeard: false });
  }

  put({ boot, seq }: MessageName, topic: string): void {
    const said = this.#of(boot);
    if (seq !== said.put + 1) this.#blame(`message ${seq} of boot ${boot} follows ${said.put}`);
    said.put = seq;
    said.unheard.set(seq, topic);
  }

  /** The last number that was given in that boot. */
  lastOf(boot: number): number {
    return this.#of(boot).put;
  }

  kept(boot: number, upTo: number): void {
    const said = this.#of(boot);
    said.kept = Math.max(said.kept, upTo);
  }

  /** The broker took it. */
  heard({ topic, payload, retain }: Published): void {
    if (payload === "") return;
    const body: { boot?: unknown; seq?: unknown; state?: unknown; bd?: unknown } = JSON.parse(payload);
    const { boot, seq, state, bd: births } = body;
    if (state === "init" && typeof births === "number") this.#born(births);
    if (retain || typeof boot !== "number" || typeof seq !== "number") return;
    this.#hear({ boot, seq }, topic.slice(ROOT.length));
  }

  /** Nothing waits: what was kept and not heard must have been dropped, and counted. */
  drained({ dropped, droppedRanges }: Pick<LogOutbox, "dropped" | "droppedRanges">): void {
    for (const [boot, { unheard, kept }] of this.#said) {
      for (const [seq, topic] of unheard) {
        if (seq > kept) continue;
        unheard.delete(seq);
        this.counts.dropped++;
        const isNamed = droppedRanges.length >= RANGES || droppedRanges.some((range) => holds(range, { boot, seq }));
        if (!isNamed || this.counts.dropped > dropped) this.#blame(`${topic} (${boot}, ${seq}) was kept, and is lost`);
      }
    }
  }

  #born(births: number): void {
    if (births <= this.#births) this.#blame(`birth ${births} was told after birth ${this.#births}`);
    this.#births = births;
  }

  #hear(name: MessageName, topic: string): void {
    const { boot, seq } = name;
    const said = this.#of(boot);
    const put = said.unheard.get(seq);
    said.wasHeard = true;
    if (seq > said.put) this.#blame(`${topic} (${boot}, ${seq}) was heard, and nobody said it`);
    if (put === undefined) {
      this.counts.again++;
      return;
    }
    if (put !== topic) this.#blame(`${put} (${boot}, ${seq}) was heard on ${topic}`);
    const last = this.#last.get(topic);
    if (last !== undefined && isBefore(name, last))
      this.#blame(`${topic} (${boot}, ${seq}) was heard after (${last.boot}, ${last.seq})`);
    said.unheard.delete(seq);
    this.#last.set(topic, name);
    this.counts.heard++;
  }

  #of(boot: number): Said {
    const said = this.#said.get(boot);
    if (said !== undefined) return said;
    this.#blame(`boot ${boot} never began`);
    return { unheard: new Map(), put: 0, kept: 0, wasHeard: false };
  }
}

function isBefore(one: MessageName, other: MessageName): boolean {
  return one.boot < other.boot || (one.boot === other.boot && one.seq < other.seq);
}

function holds({ boot, from, to }: MessageRange, name: MessageName): boolean {
  return boot === name.boot && from <= name.seq && name.seq <= to;
}
