import { messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Clock, Timer } from "../../src/ports/clock.js";
import type { BusShare } from "./bus-share.js";
import type { Converter, WindowComparator } from "./converter.js";

/** A sentinel that could not be set up is tried again after so long, and then ever less often: it must not cost what the rest saves. */
const FIRST_WAIT: Seconds = 5;
const LONGEST_WAIT: Seconds = 600;

/** What keeps watch over which channel while the device rests. */
export interface SentinelSettings {
  readonly channel: string;
  /** How far from where it lay when the rest began a signal may go, mV either way. */
  readonly band_mv: number;
}

/**
 * Keeps watch while the processor rests: the chip converts by itself, and its comparator calls on a pin when the signal leaves a band
 * around where it lay as the rest began. One call a rest.
 */
export class Sentinel {
  readonly #comparator: WindowComparator;
  readonly #chip: Converter;
  readonly #settings: SentinelSettings;
  readonly #bus: BusShare;
  readonly #clock: Clock;
  readonly #failed: (reason: string) => void;
  readonly #timer: Timer;
  /** The chip converts, and its first reading is waited for. */
  #begun = false;
  #armed = false;
  /** It could not be set up in this rest, and that was told. */
  #told = false;
  #wait = FIRST_WAIT;
  /** Moves on with every rest and its end. */
  #turn = 0;

  /** @param failed is told, once a rest, why there is no watch */
  constructor(options: {
    comparator: WindowComparator;
    chip: Converter;
    settings: SentinelSettings;
    bus: BusShare;
    clock: Clock;
    name: string;
    failed: (reason: string) => void;
  }) {
    this.#comparator = options.comparator;
    this.#chip = options.chip;
    this.#settings = options.settings;
    this.#bus = options.bus;
    this.#clock = options.clock;
    this.#failed = options.failed;
    this.#timer = options.clock.timer(`${options.name} sentinel`, () => this.#goOn());
  }

  /** A rest begins. */
  keepWatch(): void {
    this.leave();
    this.#goOn();
  }

  /** The rest is over, or the device stops. */
  leave(): void {
    this.#turn++;
    this.#begun = false;
    this.#armed = false;
    this.#told = false;
    this.#wait = FIRST_WAIT;
    this.#timer.cancel();
  }

  /** The pin spoke: is it a call, the first of this rest? */
  calls(): boolean {
    const call = this.#armed;
    this.#armed = false;
    return call;
  }

  /** First it lets the chip convert; once there is a reading, it lays the band around it. */
  #goOn(): void {
    const turn = this.#turn;
    this.#bus.run(async () => {
      if (turn !== this.#turn) return;
      try {
        if (this.#begun) await this.#arm(turn);
        else await this.#begin(turn);
      } catch (error) {
        if (turn === this.#turn) this.#fail(messageOf(error));
      }
    });
  }

  async #begin(turn: number): Promise<void> {
    await this.#comparator.begin(await this.#bus.open(), this.#settings.channel);
    if (turn !== this.#turn) return;
    this.#begun = true;
    this.#timer.set(this.#clock.now() + this.#comparator.latest);
  }

  async #arm(turn: number): Promise<void> {
    const bus = await this.#bus.open();
    const middle = await this.#chip.read(bus);
    if (middle === undefined) throw new Error(`the ${this.#chip.chip} does not convert`);
    await this.#comparator.arm(bus, middle, this.#settings.band_mv);
    this.#armed = turn === this.#turn;
  }

  #fail(reason: string): void {
    if (!this.#told) this.#failed(reason);
    this.#told = true;
    this.#begun = false;
    this.#chip.forget();
    this.#timer.set(this.#clock.now() + this.#wait);
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
  }
}
