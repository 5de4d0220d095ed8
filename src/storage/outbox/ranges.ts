import type { MessageName, MessageRange } from "../../domain/message.js";

/** Names of messages, gathered into ranges as they come: neighbours that come one after the other become one. */
export class Ranges {
  #list: { boot: number; from: number; to: number }[] = [];

  get list(): readonly MessageRange[] {
    return this.#list;
  }

  add({ boot, seq }: MessageName): void {
    this.addRange({ boot, from: seq, to: seq });
  }

  addRange({ boot, from, to }: MessageRange): void {
    const last = this.#list.at(-1);
    if (last?.boot === boot && last.to + 1 === from) last.to = to;
    else this.#list.push({ boot, from, to });
  }

  /** Adds those that it has not, of a record that may come twice. */
  addOnce(range: MessageRange): void {
    const { boot, from, to } = range;
    if (!this.#list.some((one) => one.boot === boot && one.from <= from && one.to >= to)) this.addRange(range);
  }

  /** Only the newest `count` are of interest. */
  keepNewest(count: number): void {
    if (this.#list.length > count) this.#list = this.#list.slice(-count);
  }

  /** Gives what was gathered, and begins anew. */
  take(): readonly MessageRange[] {
    const taken = this.#list;
    this.#list = [];
    return taken;
  }

  /** What was taken came to nothing: it stands in front again. */
  giveBack(taken: readonly MessageRange[]): void {
    this.#list = [...taken, ...this.#list];
  }
}
