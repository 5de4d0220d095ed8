import { once } from "node:events";
import { connect, type Socket } from "node:net";

/**
 * What plays a board behind a USB port of the guest. QEMU plugs its USB serial adapter in when somebody connects to its socket, and pulls it out when
 * they leave: so a board that is pulled is gone from the guest's kernel too.
 */
export abstract class UsbPlug {
  readonly #socket: string;
  /** Between two turns of the board, ms. */
  readonly #every: number;
  #wire: Socket | undefined;
  #turns: NodeJS.Timeout | undefined;

  protected constructor(socket: string, every: number) {
    this.#socket = socket;
    this.#every = every;
  }

  /** It has power, and begins. */
  async plug(): Promise<void> {
    const wire = connect(this.#socket);
    await once(wire, "connect");
    wire.on("error", () => {}); // the machine was switched off
    wire.setEncoding("latin1").on("data", (text: string) => this.heard(text));
    this.#wire = wire;
    this.powered();
    this.#turns = setInterval(() => this.turn(), this.#every);
  }

  async pull(): Promise<void> {
    clearInterval(this.#turns);
    this.#wire?.destroy();
    this.#wire = undefined;
  }

  protected say(what: string | Uint8Array): void {
    // What the other side has not taken yet is old: a real board does not keep it either.
    if (this.#wire && this.#wire.writableLength === 0) this.#wire.write(what);
  }

  protected abstract powered(): void;
  protected abstract turn(): void;
  protected heard(_text: string): void {}
}
