import { AndasError } from "../../src/domain/errors.js";
import type { OpenSerial, SerialOptions } from "../../src/ports/serial.js";

/** One serial port in memory that can be plugged in, spoken through and pulled out. */
export class FakeSerial {
  readonly path: string;
  #plugged = true;
  #listener: SerialOptions | undefined;
  /** How often somebody tried to open it. */
  attempts = 0;
  /** Instead of opening, fail so. */
  failure: Error | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** What it was opened with, while it is open. */
  get listener(): SerialOptions | undefined {
    return this.#listener;
  }

  readonly open: OpenSerial = async (options) => {
    this.attempts++;
    if (this.failure) throw this.failure;
    if (!this.#plugged || options.path !== this.path)
      throw new AndasError("device", `${options.path} is not there: plug it in`);
    this.#listener = options;
    return {
      close: async () => {
        if (this.#listener === options) this.#listener = undefined;
      },
    };
  };

  /** Bytes or text from the other end; lost when nobody listens, as on a real wire. */
  send(what: string | Uint8Array): void {
    this.#listener?.onData(typeof what === "string" ? new TextEncoder().encode(what) : what);
  }

  unplug(): void {
    this.#plugged = false;
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onGone("unplugged");
  }

  plug(): void {
    this.#plugged = true;
  }
}
