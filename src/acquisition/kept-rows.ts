import type { Seconds } from "../domain/time.js";
import type { RawSignal, RawSignals } from "../ports/raw-signal.js";
import { SignalRing } from "./signal-ring.js";

/** Where the rows of one device are kept: the latest half hour in memory, all of it on the card, both or neither. */
export class KeptRows {
  readonly #device: string;
  readonly #remembers: boolean;
  readonly #keeps: RawSignals | undefined;
  #signal: SignalRing | undefined;
  #raw: RawSignal | undefined;

  /**
   * @param remembers keeps the latest in memory, for those who may want it recorded
   * @param keeps takes all of it
   */
  constructor(device: string, remembers: boolean, keeps: RawSignals | undefined) {
    this.#device = device;
    this.#remembers = remembers;
    this.#keeps = keeps;
  }

  get isOpen(): boolean {
    return this.#signal !== undefined || this.#raw !== undefined;
  }

  get signal(): SignalRing | undefined {
    return this.#signal;
  }

  /** From now on rows have these columns. @param rate nominal rows a second @param rested the device has just rested as it should */
  open(names: readonly string[], rate: number, rested: boolean): void {
    this.#raw = this.#keeps?.open(this.#device, names);
    if (rested) this.#raw?.rest();
    if (this.#remembers) this.#signal = new SignalRing(this.#device, names, rate);
  }

  /** Begins a row; `set` fills it. Hot. */
  row(at: Seconds): void {
    this.#signal?.row(at);
    this.#raw?.row(at);
  }

  readonly set = (column: number, value: number): void => {
    this.#signal?.set(column, value);
    this.#raw?.set(column, value);
  };

  rest(): void {
    this.#raw?.rest();
  }
}
