import { setTimeout as sleep } from "node:timers/promises";
import type { Spike } from "../../../src/domain/spike.js";
import { decodeSpike } from "../../../src/protocol/payloads/spike.js";
import { type Heard, isState, observer } from "../../mqtt/real-brokers.js";

/** Where the node of the rig tells everything. */
const ROOT = "andas/1/rig/n1";

/** Who listens at the broker to what the guest's node tells. */
export class Witness {
  readonly #heard: readonly Heard[];
  readonly close: () => Promise<void>;

  private constructor({ heard, close }: Awaited<ReturnType<typeof observer>>) {
    this.#heard = heard;
    this.close = () => close();
  }

  static async at(url: string): Promise<Witness> {
    return new Witness(await observer(url));
  }

  /** Where it is now: what is heard from here on comes after all that was heard. */
  get mark(): number {
    return this.#heard.length;
  }

  /** Waits until the node says that it is in this state, after `mark`. */
  async state(state: string, seconds: number, mark = 0): Promise<void> {
    await this.#until(`$state ${state}`, seconds, () => this.#heard.slice(mark).some((said) => isState(said, state)));
  }

  spikes(electrode: string): Spike[] {
    return this.#heard
      .filter(({ topic, payload }) => topic === `${ROOT}/spike/${electrode}` && payload !== "")
      .flatMap(({ payload }) => decodeSpike(payload)?.value ?? []);
  }

  get topics(): string[] {
    return [...new Set(this.#heard.map(({ topic }) => topic))].sort();
  }

  async #until(what: string, seconds: number, is: () => boolean): Promise<void> {
    for (let i = 0; i < seconds * 10; i++) {
      if (is()) return;
      await sleep(100);
    }
    throw new Error(`${what} was not heard within ${seconds} s; heard were ${this.topics.join(", ")}`);
  }
}
