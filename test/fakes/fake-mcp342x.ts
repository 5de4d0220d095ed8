import type { Seconds } from "../../src/domain/time.js";
import type { FakeChip } from "./fake-i2c.js";

/** S1-S0 to bits and conversions a second. */
const SPEEDS = [
  [12, 240],
  [14, 60],
  [16, 15],
  [18, 3.75],
] as const;

/**
 * A chip of the MCP342x family by its data sheet (Microchip DS22088C, pages 18 to 25), written apart from the driver. It has one byte of
 * configuration; an answer is two or three bytes of data, then that byte, with RDY set while the result has been read already.
 */
export class FakeMcp342x implements FakeChip {
  readonly #now: () => Seconds;
  readonly #volts: (channel: number, at: Seconds) => number;
  readonly #slow: number;
  #config = 0b0001_0000;
  #code = 0;
  #fresh = false;
  #began: Seconds | undefined;
  /** What it heard at address 0. */
  readonly called: number[] = [];

  /**
   * @param millivolts of channel 1 to 4 at a time
   * @param slow by which its conversions take longer than usual
   */
  constructor(now: () => Seconds, millivolts: (channel: number, at: Seconds) => number, slow = 1) {
    this.#now = now;
    this.#volts = millivolts;
    this.#slow = slow;
  }

  send(byte: number): void {
    this.#live();
    const isNew = ((byte ^ this.#config) & 0x7f) !== 0;
    this.#config = byte & 0x7f;
    if (!isNew && (byte & 0x80) === 0) return;
    this.#began = this.#now();
    this.#fresh = false;
  }

  block(command: number, length: number): readonly number[] {
    this.send(command);
    const bytes = this.#bits === 18 ? [this.#code >> 16, this.#code >> 8, this.#code] : [this.#code >> 8, this.#code];
    const status = this.#config | (this.#fresh ? 0 : 0x80);
    this.#fresh = false;
    return Array.from({ length }, (_, i) => (bytes[i] ?? status) & 0xff);
  }

  generalCall(byte: number): void {
    this.called.push(byte);
  }

  get #bits(): number {
    return SPEEDS[(this.#config >> 2) & 3]![0];
  }

  #live(): void {
    const rate = SPEEDS[(this.#config >> 2) & 3]![1];
    if (this.#began === undefined || this.#now() < this.#began + this.#slow / rate - 1e-6) return;
    const full = 2048 / 2 ** (this.#config & 3);
    const top = 2 ** (this.#bits - 1);
    const mv = this.#volts(1 + ((this.#config >> 5) & 3), this.#began);
    this.#code = Math.min(top - 1, Math.max(-top, Math.round((mv * top) / full)));
    this.#fresh = true;
    this.#began = undefined;
  }
}
