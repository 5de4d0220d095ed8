import type { Adapter } from "lowdb";
import { messageOf } from "../domain/errors.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Log } from "../ports/log.js";
import type { DeviceInput, SavedInput } from "./device-input.js";

/** What was kept longer ago is not taken up: electrodes drift, and what was usual then need not be usual now. */
const FRESH: Seconds = 6 * HOUR;

/** What the senses knew when the node was stopped. */
export interface KeptSenses {
  /** The andas that wrote it: only the same one can read it. */
  readonly version: string;
  readonly at: Seconds;
  /** By the name of the device. */
  readonly inputs: Readonly<Record<string, SavedInput>>;
  /** Those that rested, as they should. */
  readonly resting?: readonly string[];
}

/** What an earlier run left to the next. */
export type Remembered = Pick<KeptSenses, "inputs" | "resting">;

const NOTHING: Remembered = { inputs: {} };

/**
 * Lets the senses go on after a planned restart as if it had been a rest: levels, noise and running intervals are known, and no
 * electrode settles again. Written once, when the node is stopped, and taken up once: after a power cut the file is older than
 * what was told, and so it is not believed. Not part of the state that each exhale commits: it would wear the card.
 */
export class SenseKeeper {
  readonly #adapter: Adapter<KeptSenses>;
  readonly #version: string;
  readonly #log: Log;

  constructor(options: { adapter: Adapter<KeptSenses>; version: string; log: Log }) {
    this.#adapter = options.adapter;
    this.#version = options.version;
    this.#log = options.log;
  }

  /** What to restore, by device; nothing where there is none to believe. Never throws: without memory the senses settle. */
  async takeUp(now: Seconds): Promise<Remembered> {
    try {
      const kept = await this.#adapter.read();
      if (kept === null || Object.keys(kept.inputs).length === 0) return NOTHING;
      // Twice: the adapter keeps the file before, from which a card that damages the newer one would give them again.
      for (let time = 0; time < 2; time++) await this.#adapter.write({ ...kept, inputs: {} });
      return kept.version === this.#version && now >= kept.at && now - kept.at <= FRESH ? kept : NOTHING;
    } catch (error) {
      this.#log("warn", `the senses begin anew, what they knew cannot be read: ${messageOf(error)}`);
      return NOTHING;
    }
  }

  /** After the last sample. Never throws. */
  async keep(inputs: readonly DeviceInput[], now: Seconds): Promise<void> {
    try {
      const saved = inputs.map((input) => [input.planned.name, input.save()] as const);
      const resting = inputs.filter((input) => input.rests).map((input) => input.planned.name);
      await this.#adapter.write({ version: this.#version, at: now, inputs: Object.fromEntries(saved), resting });
    } catch (error) {
      this.#log("warn", `the senses will begin anew, what they know cannot be kept: ${messageOf(error)}`);
    }
  }
}
