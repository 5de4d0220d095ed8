import { AndasError } from "../../src/domain/errors.js";
import { NOT_THERE, type OpenSerial, type SerialOptions } from "../../src/ports/serial.js";

/** One serial device in memory that can be plugged in anywhere, spoken through, held by others and pulled out. */
export class FakeSerial {
  /** Where it is plugged in. */
  path: string;
  /** Its link in /dev/serial/by-id, which leads to it wherever it is; none unless said. */
  stableName: string | undefined;
  #plugged = true;
  #listener: SerialOptions | undefined;
  #open = 0;
  /** How often somebody tried to open it. */
  attempts = 0;
  /** Instead of opening, fail so. */
  failure: Error | undefined;
  /** What was said to it. */
  heard = "";

  constructor(path: string) {
    this.path = path;
  }

  /** What it was opened with, while it is open. */
  get listener(): SerialOptions | undefined {
    return this.#listener;
  }

  /** Descriptors that were opened and not closed. */
  get descriptors(): number {
    return this.#open;
  }

  readonly open: OpenSerial = async (options) => {
    this.attempts++;
    if (this.failure) throw this.failure;
    const isHere = options.path === this.path || options.path === this.stableName;
    if (!this.#plugged || !isHere) throw new AndasError("device", `${options.path} ${NOT_THERE}: plug it in`);
    this.#listener = options;
    this.#open++;
    return {
      stableName: this.stableName,
      write: (bytes) => {
        if (this.#listener === options) this.heard += new TextDecoder().decode(bytes);
      },
      close: async () => {
        if (this.#listener !== options) return;
        this.#listener = undefined;
        this.#open--;
      },
    };
  };

  /** Bytes or text from the other end; lost when nobody listens, as on a real wire. */
  send(what: string | Uint8Array): void {
    this.#listener?.onData(typeof what === "string" ? new TextEncoder().encode(what) : what);
  }

  unplug(reason = "unplugged"): void {
    this.#plugged = false;
    const listener = this.#listener;
    if (listener) this.#open--;
    this.#listener = undefined;
    listener?.onGone(reason);
  }

  /** @param path where; at the same place unless said */
  plug(path = this.path): void {
    this.path = path;
    this.#plugged = true;
  }
}
