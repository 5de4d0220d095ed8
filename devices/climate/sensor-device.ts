import { isAndasError, messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Timer } from "../../src/ports/clock.js";
import type { Device, DeviceDescription, DevicePorts, DeviceSink } from "../../src/ports/device.js";
import { BusShare } from "../adc/bus-share.js";
import { Outage } from "../adc/outage.js";
import type { SensorChip } from "./sensor-chip.js";

export interface SensorSettings {
  readonly bus: number;
  readonly address: number;
  /** Seconds from row to row. */
  readonly every: Seconds;
}

/**
 * A sensor on I2C that is asked once in a while, on whole periods since 1970. What fails is NaN, is told once and each hour, and is tried
 * again with the next row.
 */
export class SensorDevice implements Device {
  readonly #settings: SensorSettings;
  readonly #chip: SensorChip;
  readonly #ports: DevicePorts;
  readonly #bus: BusShare;
  readonly #values: Float64Array;
  readonly #outage = new Outage();
  readonly #rowTimer: Timer;
  readonly #doneTimer: Timer;
  #sink: DeviceSink | undefined;
  /** Time of the coming or current row. */
  #at: Seconds = 0;
  /** Moves on at every rest, wake and stop: what ends later belongs to nobody. */
  #turn = 0;

  constructor(settings: SensorSettings, chip: SensorChip, ports: DevicePorts) {
    this.#settings = settings;
    this.#chip = chip;
    this.#ports = ports;
    this.#bus = new BusShare(settings.bus, ports);
    this.#values = new Float64Array(chip.quantities.length);
    const { clock, name } = ports;
    this.#rowTimer = clock.timer(`${name} row`, () => this.#run(this.#begin));
    this.#doneTimer = clock.timer(`${name} measurement`, () => this.#run(this.#read));
  }

  /** A chip that does not answer is a fault, and asked again. @throws AndasError `addon` where a package is missing */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (!this.#sink) {
      await this.#bus.open().catch((error) => {
        if (!isAndasError(error, "device")) throw error; // else the first row tells it
      });
      this.#sink = sink;
      this.wake();
    }
    const channels = this.#chip.quantities.map((role) => ({ name: role, role }));
    return { channels, rate: 1 / this.#settings.every, origin: 0 };
  }

  rest(): void {
    this.#turn++;
    this.#rowTimer.cancel();
    this.#doneTimer.cancel();
  }

  wake(): void {
    if (!this.#sink) return;
    this.rest();
    this.#outage.listenAnew();
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    this.rest();
    await this.#bus.settled;
    await this.#bus.close();
  }

  #schedule(): void {
    const { every } = this.#settings;
    this.#at = (Math.floor(this.#ports.clock.now() / every) + 1) * every;
    this.#rowTimer.set(this.#at);
  }

  #run(work: (turn: number) => Promise<void>): void {
    const turn = this.#turn;
    this.#bus.run(() => work(turn));
  }

  readonly #begin = async (turn: number): Promise<void> => {
    if (turn !== this.#turn) return;
    this.#values.fill(Number.NaN);
    try {
      const needs = await this.#chip.begin(await this.#bus.open());
      if (turn === this.#turn) this.#doneTimer.set(this.#ports.clock.now() + needs);
    } catch (error) {
      if (turn === this.#turn) await this.#fail(error);
    }
  };

  readonly #read = async (turn: number): Promise<void> => {
    if (turn !== this.#turn) return;
    try {
      await this.#chip.read(await this.#bus.open(), this.#values);
      if (turn !== this.#turn) return;
      this.#outage.over();
      this.#endRow();
    } catch (error) {
      if (turn === this.#turn) await this.#fail(error);
    }
  };

  async #fail(error: unknown): Promise<void> {
    const { bus, address } = this.#settings;
    const { tell, reopen } = this.#outage.failed(this.#at);
    const advice = isAndasError(error) ? "" : "; check wires, supply and address";
    const where = `${this.#chip.chip} at 0x${address.toString(16)} on I2C bus ${bus}`;
    if (tell) this.#sink?.fault(this.#at, `${where}: ${messageOf(error)}${advice}`);
    this.#chip.forget();
    if (reopen) await this.#bus.close();
    this.#values.fill(Number.NaN);
    this.#endRow();
  }

  #endRow(): void {
    if (!this.#sink) return;
    this.#sink.row(this.#at, this.#values);
    this.#schedule();
  }
}
