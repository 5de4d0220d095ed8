import { saidOn } from "../commands/a-broker.js";
import type { Heard } from "../mqtt/real-brokers.js";

/** The numbers that a broker heard, of each boot. */
export class Numbers {
  count = 0;
  again = 0;
  readonly disorder: string[] = [];
  readonly #heard = new Map<number, Set<number>>();
  readonly #last = new Map<string, readonly [boot: number, seq: number]>();

  hear(heard: readonly Heard[]): void {
    for (const { topic, body } of saidOn(heard, "")) {
      const { boot, seq } = body;
      if (typeof boot !== "number" || typeof seq !== "number") continue; // what stands retained has no number
      const numbers = this.#heard.get(boot) ?? new Set();
      this.#heard.set(boot, numbers);
      this.count++;
      if (numbers.has(seq)) {
        this.again++;
        continue;
      }
      numbers.add(seq);
      const [lastBoot, lastSeq] = this.#last.get(topic) ?? [0, 0];
      if (boot < lastBoot || (boot === lastBoot && seq < lastSeq))
        this.disorder.push(`${topic} (${boot}, ${seq}) came after (${lastBoot}, ${lastSeq})`);
      this.#last.set(topic, [boot, seq]);
    }
  }

  /** Different ones of a boot. */
  of(boot: number): number {
    return this.#heard.get(boot)?.size ?? 0;
  }

  /** Numbers that were not heard, below one that was. */
  get holes(): string[] {
    return [...this.#heard].flatMap(([boot, numbers]) => {
      const last = [...numbers].reduce((most, seq) => Math.max(most, seq), 0);
      return Array.from({ length: last }, (_, i) => i + 1)
        .filter((seq) => !numbers.has(seq))
        .map((seq) => `(${boot}, ${seq})`);
    });
  }
}
