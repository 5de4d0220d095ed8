import { crc16 } from "../../../devices/line/checksum.js";
import { signalAt } from "./signal.js";
import { UsbPlug } from "./usb-plug.js";

/** Rows a second. */
export const LOGGER_RATE = 10;
const HEADER_EVERY = 60;

/** A microcontroller that prints the format which we recommend: a number, its own milliseconds, microvolts, a CRC. */
export class LineLogger extends UsbPlug {
  #begun = 0;
  #row = 0;

  constructor(socket: string) {
    super(socket, 1000 / LOGGER_RATE / 4);
  }

  protected powered(): void {
    this.#begun = Date.now();
    this.#row = 0;
  }

  /** Prints the rows that are due. */
  protected turn(): void {
    for (; this.#begun + (this.#row * 1000) / LOGGER_RATE <= Date.now(); this.#row++) {
      const ms = (this.#row * 1000) / LOGGER_RATE;
      const header = this.#row % HEADER_EVERY === 0 ? sealed("seq,t_ms,e1_uv") : "";
      this.say(
        header + sealed(`${this.#row % 65_536},${ms},${Math.round(1000 * signalAt((this.#begun + ms) / 1000))}`),
      );
    }
  }
}

function sealed(text: string): string {
  const crc = crc16(new TextEncoder().encode(text)).toString(16).toUpperCase().padStart(4, "0");
  return `$${text}*${crc}\r\n`;
}
