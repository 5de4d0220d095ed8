import { AndasError, messageOf } from "../domain/errors.js";
import type { Clock } from "../ports/clock.js";
import type { Files } from "../ports/files.js";
import { DurableAdapter } from "../storage/durable-adapter.js";
import type { StateFormat } from "../storage/state-format.js";

/** Where the backup goes. */
export interface BackupPlace {
  readonly files: Files;
  readonly folder: string;
}

export interface BackedUp {
  readonly bytes: number;
  /** False in a node that lives in memory alone: there is no place for it. */
  readonly kept: boolean;
}

/**
 * The state once more, in a second place: another folder, on another medium if there is one. It is written as the state itself is
 * (a whole file or the one before, whatever the power does), read back from there and compared: a backup that nobody read is none. Who wants it back copies its `state.json` over the state's own.
 */
export class Backup {
  readonly #clock: Clock;
  readonly #state: () => object;
  readonly #format: StateFormat;
  readonly #place: BackupPlace | undefined;
  #running: Promise<BackedUp> | undefined;

  /** @param state what a commit would write now. `place`: absent in a node that keeps nothing on disk. */
  constructor(options: {
    clock: Clock;
    state: () => object;
    format: StateFormat;
    place: BackupPlace | undefined;
  }) {
    this.#clock = options.clock;
    this.#state = options.state;
    this.#format = options.format;
    this.#place = options.place;
  }

  /**
   * Who asks while one is under way gets that one.
   * @throws AndasError `state`: it could not be written, or what was read back is not what was written
   */
  run(): Promise<BackedUp> {
    this.#running ??= this.#clock.hold("backup", this.#run()).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<BackedUp> {
    const state = this.#state();
    const before = JSON.stringify(state);
    if (this.#place === undefined) return { bytes: Buffer.byteLength(before), kept: false };
    const { files, folder } = this.#place;
    const writer = new DurableAdapter<object>(files, folder, "state", this.#format);
    try {
      await files.makeFolder(folder);
      // So that it keeps the one before only if that is whole.
      await writer.read();
      await writer.write(JSON.parse(before) as object);
      const reader = new DurableAdapter<object>(files, folder, "state", this.#format);
      const after = JSON.stringify(await reader.read());
      if (reader.recovered !== undefined) throw new Error(reader.recovered.reason);
      if (after !== before) throw new Error("what was read back is not what was written");
    } catch (error) {
      const remedy = "change the medium, or give node.json another backup folder";
      throw new AndasError("state", `the backup in ${folder} cannot be trusted: ${messageOf(error)}; ${remedy}`, error);
    }
    return { bytes: writer.bytes, kept: true };
  }
}
