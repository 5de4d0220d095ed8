import { type AndasError, isAndasError, messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Timer } from "../../src/ports/clock.js";
import type {
  Channel,
  Device,
  DeviceCalibration,
  DeviceDescription,
  DevicePorts,
  DeviceSink,
} from "../../src/ports/device.js";
import type { GpioInput } from "../../src/ports/gpio.js";
import { BusShare } from "./bus-share.js";
import type { Converter } from "./converter.js";
import { Outage } from "./outage.js";
import { type CalibrationByChannel, Readings } from "./readings.js";
import { RowGrid } from "./row-grid.js";
import type { Sensors } from "./sensors.js";
import { Sentinel, type SentinelSettings } from "./sentinel.js";

/** A chip that is not done when the slowest of its kind would be is asked again so often, a quarter of that time apart. */
const MORE_LOOKS = 4;

/** What a card says of a converter, whatever its chip. */
export interface AdcSettings {
  readonly bus: number;
  readonly address: number;
  readonly channels: readonly string[];
  /** Rows a second. */
  readonly rate: number;
  /** Conversions that make one reading. */
  readonly oversample: number;
  readonly calibration: CalibrationByChannel;
  /** Channels that are no electrodes. */
  readonly sensors: Sensors;
  /** The GPIO line on which the chip says that a conversion is done, or that its comparator calls. */
  readonly alert?: { readonly line: number; readonly chip?: string | undefined } | undefined;
  readonly sentinel?: SentinelSettings | undefined;
}

/**
 * A converter on I2C, whatever its chip: rows on a grid, channel after channel, conversion after conversion. A row's time is its place
 * on the grid; its first conversion begins then, each further one follows the last.
 *
 * What fails leaves NaN for that channel and those after it, is told once, and is tried again for ever.
 */
export class AdcDevice implements Device {
  readonly #settings: AdcSettings;
  readonly #chip: Converter;
  readonly #ports: DevicePorts;
  readonly #bus: BusShare;
  readonly #grid: RowGrid;
  readonly #readings: Readings;
  readonly #outage = new Outage();
  readonly #sentinel: Sentinel | undefined;
  readonly #rowTimer: Timer;
  readonly #conversionTimer: Timer;
  #alertLine: GpioInput | undefined;
  #sink: DeviceSink | undefined;
  #at: Seconds = 0;
  #channel = 0;
  #looks = 0;
  /** Moves on at every rest, wake and stop: a transfer that ends later belongs to nobody. */
  #turn = 0;

  constructor(settings: AdcSettings, chip: Converter, ports: DevicePorts) {
    this.#settings = settings;
    this.#chip = chip;
    this.#ports = ports;
    this.#bus = new BusShare(settings.bus, ports);
    this.#grid = new RowGrid(settings.rate);
    this.#readings = new Readings(chip, settings.channels, settings.oversample, settings.calibration, settings.sensors);
    const { clock, name } = ports;
    const failed = (reason: string) =>
      this.#sink?.fault(clock.now(), `${this.#where}: the sentinel is not on watch: ${reason}`);
    if (chip.window && settings.sentinel) {
      const watch = { comparator: chip.window, settings: settings.sentinel, chip, bus: this.#bus };
      this.#sentinel = new Sentinel({ ...watch, clock, name, failed });
    }
    this.#rowTimer = clock.timer(`${name} row`, () => this.#beginRow());
    this.#conversionTimer = clock.timer(`${name} conversion`, () => this.#run(this.#collect));
  }

  /**
   * A chip that does not answer, a bus or a line that is not there are faults, and tried again: what hangs on others is heard.
   * @throws AndasError `addon` where a package is missing: no waiting helps
   */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (!this.#sink) {
      await this.#bus.open().catch(unlessAbsent); // the first row tells it
      this.#sink = sink;
      await this.#openAlertLine().catch((error) => {
        sink.fault(
          this.#ports.clock.now(),
          `${unlessAbsent(error).message}; nobody is called by ALERT until a restart`,
        );
      });
      this.wake();
    }
    const { sensors, rate } = this.#settings;
    const channels = this.#settings.channels.map(
      (name): Channel => ({ name, role: sensors[name]?.role ?? "electrode" }),
    );
    return { channels, rate, origin: 0 };
  }

  get calibration(): DeviceCalibration {
    return this.#readings;
  }

  rest(): void {
    this.#pause();
    if (!this.#sink) return;
    if (this.#sentinel) this.#sentinel.keepWatch();
    else if (this.#chip.sleep) this.#run(this.#putToSleep);
  }

  wake(): void {
    if (!this.#sink) return;
    this.#pause();
    this.#outage.listenAnew();
    this.#schedule(this.#grid.slotOf(this.#ports.clock.now()) + 1);
  }

  async stop(): Promise<void> {
    const started = this.#sink !== undefined;
    this.#sink = undefined;
    this.#pause();
    if (started && this.#chip.sleep) this.#run(this.#putToSleep);
    await this.#bus.settled;
    const line = this.#alertLine;
    this.#alertLine = undefined;
    await line?.close();
    await this.#bus.close();
  }

  /** Nothing that is under way matters any more. */
  #pause(): void {
    this.#turn++;
    this.#sentinel?.leave();
    this.#rowTimer.cancel();
    this.#conversionTimer.cancel();
  }

  async #openAlertLine(): Promise<void> {
    const { alert } = this.#settings;
    const { clock, gpio, name } = this.#ports;
    if (alert === undefined) return;
    const options = { activeLow: true, debounceMs: 0, ...(alert.chip !== undefined && { chip: alert.chip }) };
    const open = gpio.button(alert.line, options, () => this.#alerted());
    this.#alertLine ??= await clock.hold(name, open);
  }

  /** The pin spoke: a conversion that is waited for is done, or the comparator calls. The timers stay for an edge that is lost. */
  #alerted(): void {
    if (this.#sentinel?.calls()) this.#sink?.called(this.#ports.clock.now());
    else if (this.#conversionTimer.due !== undefined) {
      this.#conversionTimer.cancel();
      this.#run(this.#collect);
    }
  }

  #schedule(slot: number): void {
    this.#grid.slot = slot;
    this.#rowTimer.set(this.#grid.at);
  }

  #beginRow(): void {
    const missed = this.#grid.catchUp(this.#ports.clock.now());
    this.#at = this.#grid.at;
    this.#channel = 0;
    this.#readings.begin();
    // While the chip is away everything is slow, and that it is away has been told.
    if (missed > 0 && !this.#outage.isOn)
      this.#sink?.fault(this.#at, `${missed} rows missed: the bus was slow, or the clock was set`);
    if (this.#outage.isResting(this.#at)) this.#endRow();
    else this.#run(this.#convert);
  }

  #run(work: (turn: number) => Promise<void>): void {
    const turn = this.#turn;
    this.#bus.run(() => work(turn));
  }

  /** Starts the next conversion of the current channel. */
  readonly #convert = async (turn: number): Promise<void> => {
    if (turn !== this.#turn) return;
    try {
      const bus = await this.#bus.open();
      await this.#chip.begin(bus, this.#settings.channels[this.#channel]!);
    } catch (error) {
      if (turn === this.#turn) await this.#failRow(error);
      return;
    }
    this.#looks = 0;
    if (turn === this.#turn) this.#conversionTimer.set(this.#ports.clock.now() + this.#chip.soonest);
  };

  /** Reads the current channel, then goes on with the next conversion or ends the row. */
  readonly #collect = async (turn: number): Promise<void> => {
    if (turn !== this.#turn) return;
    try {
      const bus = await this.#bus.open();
      const code = await this.#chip.read(bus);
      if (turn !== this.#turn) return;
      if (code === undefined) return this.#lookAgain();
      if (this.#readings.add(code)) this.#endChannel();
    } catch (error) {
      if (turn === this.#turn) await this.#failRow(error);
      return;
    }
    if (this.#channel < this.#settings.channels.length) return this.#convert(turn);
    this.#outage.over();
    this.#endRow();
  };

  /** It is not done: faster chips of its kind would be. */
  #lookAgain(): void {
    const { chip, soonest, latest } = this.#chip;
    const patience = MORE_LOOKS + Math.ceil((MORE_LOOKS * (latest - soonest)) / latest);
    if (++this.#looks > patience) throw new Error(`the ${chip} does not end its conversion`);
    this.#conversionTimer.set(this.#ports.clock.now() + latest / MORE_LOOKS);
  }

  #endChannel(): void {
    const i = this.#channel++;
    const rail = this.#readings.end(i);
    if (rail === 0) return;
    const which = rail > 0 ? "upper" : "lower";
    this.#sink?.fault(
      this.#at,
      `channel ${this.#settings.channels[i]} is at its ${which} rail (${this.#chip.fullScale} mV): raise full_scale_mv, or look at the electrode`,
    );
  }

  async #failRow(error: unknown): Promise<void> {
    const { tell, reopen } = this.#outage.failed(this.#at);
    const advice = isAndasError(error) ? "" : "; check wires, supply and address";
    if (tell) this.#sink?.fault(this.#at, `${this.#where}: ${messageOf(error)}${advice}`);
    this.#chip.forget();
    if (reopen) await this.#bus.close();
    this.#endRow();
  }

  #endRow(): void {
    if (!this.#sink) return;
    this.#sink.row(this.#at, this.#readings.values);
    this.#schedule(this.#grid.slot + 1);
  }

  readonly #putToSleep = async (): Promise<void> => {
    try {
      await this.#chip.sleep?.(await this.#bus.open());
    } catch {
      this.#chip.forget(); // whoever listens next is told
    }
  };

  get #where(): string {
    return `0x${this.#settings.address.toString(16)} on I2C bus ${this.#settings.bus}`;
  }
}

/** What is not there may come; all else is thrown again. */
function unlessAbsent(error: unknown): AndasError {
  if (isAndasError(error, "device")) return error;
  throw error;
}
