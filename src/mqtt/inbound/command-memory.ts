import { messageOf } from "../../domain/errors.js";
import type { CommandJournal, NotedCommand } from "../../ports/command-journal.js";
import type { Log } from "../../ports/log.js";
import { decodeRequest } from "../../protocol/payloads/command.js";

/** Answered commands that are remembered for askers that ask twice: so many, and so many characters of them. */
const REMEMBERED = 256;
const REMEMBERED_LENGTH = 1024 * 1024;
/** So many times as many of those that may stand on the broker. */
const STANDING = 2;

/** A command as it came in. */
export interface Arrival extends Pick<NotedCommand, "name" | "payload" | "answerTopic" | "correlation" | "delivery"> {
  readonly retained: boolean;
  /** The broker may have handed it over before. */
  readonly again: boolean;
}

/** A command on its way through this run. */
export type Kept = { -readonly [Key in keyof NotedCommand]: NotedCommand[Key] };

/** The commands that came, and what became of each: in this run and, where there is a journal, in those before. */
export class CommandMemory {
  readonly #journal: CommandJournal;
  readonly #log: Log;
  /** By id, in order. */
  readonly #kept = new Map<number, Kept>();
  /** The same by name and transaction, as far as they have one. */
  readonly #named = new Map<string, Kept>();
  #lastId = 0;
  #length = 0;
  /** The medium fails: said once, till it is well again. */
  #failing = false;

  constructor(journal: CommandJournal, log: Log) {
    this.#journal = journal;
    this.#log = log;
    for (const command of journal.commands)
      this.#keep({ ...command }, decodeRequest(command.name, command.payload).transaction);
    this.#trim();
  }

  /** What an earlier run left without an answer, or without having told it. */
  get unfinished(): Kept[] {
    return [...this.#kept.values()].filter(({ sent }) => !sent);
  }

  /**
   * The same command, if it came before: by its transaction; by the number that the broker gave it; or, of a retained one, because it
   * stands there still.
   */
  find({ name, payload, retained, again, delivery }: Arrival, transaction: string | undefined): Kept | undefined {
    const named = transaction === undefined ? undefined : this.#named.get(keyOf(name, transaction));
    if (named !== undefined || !(retained || again)) return named;
    return [...this.#kept.values()].findLast(
      (kept) =>
        kept.name === name &&
        kept.payload === payload &&
        (retained ? kept.stands : delivery !== undefined && kept.delivery === delivery),
    );
  }

  take(arrival: Arrival, transaction: string | undefined): Kept {
    const { name, payload, answerTopic, correlation, delivery } = arrival;
    const kept: Kept = {
      ...{ id: this.#lastId + 1, name, payload, answerTopic, stands: true, begun: false, sent: false },
      ...(correlation !== undefined && { correlation }),
      ...(delivery !== undefined && { delivery }),
    };
    this.#keep(kept, transaction);
    return kept;
  }

  /** Resolves when it lies on the medium, or when that cannot be: the node goes on in memory, and says so. Never rejects. */
  async write(kept: Kept): Promise<void> {
    try {
      await this.#journal.write({ ...kept });
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#log("warn", `a power cut now may lose commands: ${messageOf(error)}`);
      this.#failing = true;
    }
  }

  /** The broker has its answer. */
  sent(kept: Kept): void {
    if (kept.sent) return;
    kept.sent = true;
    this.#length += (kept.answer ?? "").length;
    this.#journal.note({ ...kept });
    this.#trim();
  }

  /** Those that may stand on the broker: a retained one comes as any other while the broker knows us, and as what it is when we subscribe. */
  get standing(): Kept[] {
    return [...this.#kept.values()].filter(({ stands }) => stands);
  }

  /** We subscribed, and it did not come once more. */
  doesNotStand(kept: Kept): void {
    if (!kept.stands) return;
    kept.stands = false;
    this.#journal.note({ ...kept });
  }

  /** No command of this name stands on the broker any more. */
  tookAway(name: string): void {
    for (const kept of this.standing) if (kept.name === name) this.doesNotStand(kept);
  }

  #keep(kept: Kept, transaction: string | undefined): void {
    this.#lastId = Math.max(this.#lastId, kept.id);
    this.#kept.set(kept.id, kept);
    if (kept.sent) this.#length += (kept.answer ?? "").length;
    if (transaction !== undefined) this.#named.set(keyOf(kept.name, transaction), kept);
  }

  /** The oldest are forgotten first, but none that still has something to do; those that may stand on the broker when there are twice as many. */
  #trim(): void {
    for (const kept of this.#kept.values()) {
      const excess = Math.max(this.#kept.size / REMEMBERED, this.#length / REMEMBERED_LENGTH);
      if (excess <= 1) break;
      if (!kept.sent || (kept.stands && excess <= STANDING)) continue;
      this.#kept.delete(kept.id);
      this.#length -= (kept.answer ?? "").length;
      const { transaction } = decodeRequest(kept.name, kept.payload);
      if (transaction !== undefined) this.#named.delete(keyOf(kept.name, transaction));
      this.#journal.forget(kept.id);
    }
  }
}

function keyOf(name: string, transaction: string): string {
  return `${name}/${transaction}`;
}
