import { messageOf } from "../../domain/errors.js";
import type { PowerPart } from "../../domain/rest.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Power, PowerSwitch, Settings } from "../../ports/power.js";
import type { Section } from "../../ports/section.js";
import { AWAKE, type RestState } from "./rest-state.js";
import { within } from "./within.js";

/** A driver that takes longer to switch a LED is broken. */
const PATIENCE: Seconds = 10;

/**
 * What of the board is turned down in rests, and how it stood before. That is remembered on the disk before anything is touched: after a
 * crash the next life puts it back, unless the board was started anew and stands as its kernel set it.
 */
export class TurnedDown {
  readonly #parts: {
    readonly power: Power;
    readonly kept: Section<RestState>;
    readonly clock: Clock;
    readonly log: Log;
  };
  readonly #troubles = new Map<PowerPart, string>();
  readonly #down = new Set<PowerSwitch>();

  constructor(parts: { power: Power; kept: Section<RestState>; clock: Clock; log: Log }) {
    this.#parts = parts;
  }

  /** Puts back what an earlier life left down, and looks at how all stands. Never rejects. */
  async start(): Promise<void> {
    const { power, kept } = this.#parts;
    const boot = (await power.boot()) ?? null;
    const left = kept.value;
    const all = [power.radio, ...power.parts];
    if (left.boot === boot) for (const part of all) await this.#try(part, () => part.restore(left.found));
    const found: Settings[] = [];
    for (const part of all) await this.#try(part, async () => void found.push(await part.save()));
    kept.value = { ...kept.value, boot, found: Object.assign({}, ...found) };
  }

  /** Turns these parts down, but for the radio, which is the exhale's. Never rejects. */
  async down(parts: readonly PowerPart[]): Promise<void> {
    for (const one of this.#parts.power.parts) {
      if (!parts.includes(one.part) || this.#down.has(one)) continue;
      this.#down.add(one);
      await this.#try(one, () => one.down());
    }
  }

  /** Puts back what is down. Never rejects. */
  async up(): Promise<void> {
    for (const one of this.#down) await this.#try(one, () => one.restore(this.#parts.kept.value.found));
    this.#down.clear();
  }

  /** All as it was found, the radio too; nothing is remembered any more. Never rejects. */
  async stop(): Promise<void> {
    const { power, kept } = this.#parts;
    await this.up();
    await this.#try(power.radio, () => power.radio.restore(kept.value.found));
    kept.value = { ...AWAKE, wakes: kept.value.wakes };
  }

  /** What did not do as it was told, a line each. */
  get troubles(): readonly string[] {
    return [...this.#troubles.values()];
  }

  async #try(one: PowerSwitch, work: () => Promise<void>): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      await within(clock, `the switch of ${one.part}`, PATIENCE, work);
      this.#troubles.delete(one.part);
    } catch (error) {
      const trouble = messageOf(error);
      // Down and up again it fails in other words: once is enough.
      if (!this.#troubles.has(one.part)) log("warn", `${trouble}; the node lives on`);
      this.#troubles.set(one.part, trouble);
    }
  }
}
