import { SAMPLE_RATE } from "../../../devices/spikerbox/schema.js";
import { frame, message } from "../../devices/spikerbox/a-board.js";
import { signalAt } from "./signal.js";
import { UsbPlug } from "./usb-plug.js";

/** Steps of its converter for a millivolt at the electrode: amplified 72 times, 1024 steps for 5 V. */
const STEPS_PER_MV = (72 * 1024) / 5000;
const MIDDLE = 512;
/** Of its converter, in steps either way; without it, a mean would be no finer than a step. */
const NOISE = 8;
const TURN_MS = 10;
/** What it could not say within a second is not made up for. */
const MOST_SAMPLES = SAMPLE_RATE;

/** A Plant SpikerBox: one channel at 10 kHz, two bytes a sample, and its name when it is asked for it. */
export class SpikerBoxBoard extends UsbPlug {
  #begun = 0;
  #samples = 0;

  constructor(socket: string) {
    super(socket, TURN_MS);
  }

  protected powered(): void {
    this.#begun = Date.now();
    this.#samples = 0;
  }

  protected turn(): void {
    const due = Math.floor(((Date.now() - this.#begun) / 1000) * SAMPLE_RATE);
    this.#samples = Math.max(this.#samples, due - MOST_SAMPLES);
    const bytes = new Uint8Array(2 * (due - this.#samples));
    for (let i = 0; this.#samples < due; this.#samples++, i += 2) {
      const mv = signalAt(this.#begun / 1000 + this.#samples / SAMPLE_RATE);
      bytes.set(frame(Math.round(MIDDLE + mv * STEPS_PER_MV + NOISE * (Math.random() * 2 - 1))), i);
    }
    this.say(bytes);
  }

  protected override heard(text: string): void {
    if (text.includes("b:;")) this.say(Uint8Array.from(message("HWT:PLANTSS;")));
  }
}
