import { z } from "zod";
import { AndasError, messageOf } from "../src/domain/errors.js";
import type { Seconds } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { I2cBus } from "../src/ports/i2c.js";
import type { AdsChannel, DataRate, FullScale } from "./ads1115/registers.js";
import {
  ADS_CHANNELS,
  atRail,
  CONFIG,
  CONVERSION,
  configWord,
  conversionTime,
  DATA_RATES,
  FULL_SCALES,
  millivolts,
  quietestRate,
  rowTime,
  sameConfig,
  signed,
  swapped,
} from "./ads1115/registers.js";

/** So many failed rows in a row, and the bus is opened anew; from then on the chip is tried once in `RETRY_EVERY`. */
const PATIENT_ROWS = 3;
const RETRY_EVERY: Seconds = 1;

const schema = z
  .strictObject({
    bus: z.int().min(0).max(255).default(1).describe("The I2C bus: 1 is /dev/i2c-1, pins 3 and 5 of a Pi's header."),
    address: z
      .union([z.int().min(0x48).max(0x4b), z.string().regex(/^0x4[89abAB]$/, "must be 0x48, 0x49, 0x4a or 0x4b")])
      .default("0x48")
      .describe("0x48, 0x49, 0x4a or 0x4b: ADDR tied to GND, VDD, SDA or SCL."),
    channels: z
      .array(z.enum(ADS_CHANNELS))
      .min(1)
      .refine((names) => new Set(names).size === names.length, "names a channel twice")
      .meta({
        description: "What is measured, in this order: differential pairs, or single inputs (0 to 3) against ground.",
        examples: [["0-1", "2-3"]],
      }),
    full_scale_mv: z
      .literal([...FULL_SCALES])
      .default(256)
      .describe("± full scale in mV. The smaller, the finer: 256 has steps of 0.0078125 mV."),
    rate_hz: z
      .number()
      .min(1 / 3600)
      .max(400)
      .default(1)
      .describe("Rows a second; a row measures every channel once."),
    data_rate: z
      .literal([...DATA_RATES])
      .optional()
      .describe(
        "Conversions a second inside the chip; slower is quieter. Without it: the slowest that rate_hz allows.",
      ),
  })
  .refine((config) => rateOf(config) !== undefined, {
    path: ["rate_hz"],
    message: "more than the chip can convert: lower rate_hz, raise data_rate, or measure fewer channels",
  });

export type Ads1115Config = z.infer<typeof schema>;

/** 16-bit ADC with a multiplexer and an amplifier on I2C: two differential pairs or four single inputs a chip. */
export const ads1115: DeviceKind<Ads1115Config> = {
  kind: "ads1115",
  summary: "ADS1115, a 16-bit ADC on I2C: two differential pairs or four inputs",
  capabilities: ["electrodes"],
  packages: ["i2c-bus"],
  simulated: false,
  schema,
  takes: ({ bus, address }) => [
    { field: "address", what: `address 0x${Number(address).toString(16)} of I2C bus ${bus}` },
  ],
  channels: ({ channels }) => channels,
  create: (config, ports) => new Ads1115(config, ports),
};

interface Pacing {
  readonly channels: readonly AdsChannel[];
  readonly rate_hz: number;
  readonly data_rate?: DataRate | undefined;
}

/** The data rate of a card, or the quietest that fits; undefined when a row does not fit its period. */
function rateOf({ channels, rate_hz, data_rate }: Pacing): DataRate | undefined {
  if (data_rate === undefined) return quietestRate(channels.length, rate_hz);
  return rowTime(channels.length, data_rate) <= 1 / rate_hz ? data_rate : undefined;
}

/**
 * Rows stand on a grid of whole periods since 1970, so that they never drift and several chips wake the processor together.
 * A row's time is its place on the grid; its first conversion begins then, each further one follows the last.
 *
 * A reading at an end of the scale is NaN: it says only that the voltage lies beyond, and a flat top would pass for life. It is
 * told as a fault when it begins. A failed transfer leaves NaN for that channel and those after it.
 */
class Ads1115 implements Device {
  readonly #ports: DevicePorts;
  readonly #bus: number;
  readonly #address: number;
  readonly #channels: readonly AdsChannel[];
  readonly #fullScale: FullScale;
  readonly #dataRate: DataRate;
  readonly #rowRate: number;
  readonly #values: Float64Array;
  readonly #railed: Uint8Array;
  readonly #rowTimer: Timer;
  readonly #conversionTimer: Timer;
  #open: Promise<I2cBus> | undefined;
  /** The chip has shown since the bus was opened that it is one. */
  #known = false;
  #sink: DeviceSink | undefined;
  /** Place of the coming or current row on the grid. */
  #slot = 0;
  #at: Seconds = 0;
  #channel = 0;
  #failedRows = 0;
  #retryAt: Seconds = Number.NEGATIVE_INFINITY;
  /** Moves on at every rest and stop: a transfer that ends later belongs to nobody. */
  #turn = 0;
  #transfer: Promise<void> = Promise.resolve();

  constructor(config: Ads1115Config, ports: DevicePorts) {
    const dataRate = rateOf(config);
    if (dataRate === undefined) throw new AndasError("config", `${ports.name}: a row does not fit into 1 / rate_hz`);
    this.#ports = ports;
    this.#bus = config.bus;
    this.#address = Number(config.address);
    this.#channels = config.channels;
    this.#fullScale = config.full_scale_mv;
    this.#dataRate = dataRate;
    this.#rowRate = config.rate_hz;
    this.#values = new Float64Array(config.channels.length);
    this.#railed = new Uint8Array(config.channels.length);
    this.#rowTimer = ports.clock.timer(`${ports.name} row`, () => this.#beginRow());
    this.#conversionTimer = ports.clock.timer(`${ports.name} conversion`, () => this.#hold(this.#collect(this.#turn)));
  }

  /** @throws AndasError `addon` or `device` when the bus cannot be opened; a chip that does not answer is only a fault. */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (!this.#sink) {
      await this.#openBus();
      this.#sink = sink;
      this.wake();
    }
    const channels = this.#channels.map((name) => ({ name, role: "electrode" as const }));
    return { channels, rate: this.#rowRate, origin: 0 };
  }

  rest(): void {
    this.#turn++;
    this.#rowTimer.cancel();
    this.#conversionTimer.cancel();
  }

  wake(): void {
    if (!this.#sink) return;
    this.rest();
    this.#schedule(this.#slotOf(this.#ports.clock.now()) + 1);
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    this.rest();
    await this.#transfer;
    await this.#closeBus();
  }

  /** The thousandth is what floats may lose at today's times and 400 rows a second. */
  #slotOf(at: Seconds): number {
    return Math.floor(at * this.#rowRate + 1e-3);
  }

  #schedule(slot: number): void {
    this.#slot = slot;
    this.#rowTimer.set(slot / this.#rowRate);
  }

  #beginRow(): void {
    const slot = Math.max(this.#slot, this.#slotOf(this.#ports.clock.now()));
    const missed = slot - this.#slot;
    this.#slot = slot;
    this.#at = slot / this.#rowRate;
    this.#channel = 0;
    this.#values.fill(Number.NaN);
    if (missed > 0) this.#sink?.fault(this.#at, `${missed} rows missed: the bus was slow, or the clock was set`);
    // Both ends are asked, for a clock that was set back must not keep the chip waiting until then.
    if (this.#at < this.#retryAt && this.#at >= this.#retryAt - RETRY_EVERY) this.#endRow();
    else this.#hold(this.#convert(this.#turn));
  }

  #hold(work: Promise<void>): void {
    this.#transfer = this.#ports.clock.hold(this.#ports.name, work);
  }

  /** Starts the conversion of the current channel. */
  async #convert(turn: number): Promise<void> {
    try {
      const bus = await this.#openBus();
      const word = configWord(this.#channels[this.#channel]!, this.#fullScale, this.#dataRate);
      await bus.writeWord(this.#address, CONFIG, swapped(word));
      if (!this.#known) await this.#recognise(bus, word);
    } catch (error) {
      if (turn === this.#turn) await this.#failRow(error);
      return;
    }
    if (turn === this.#turn) this.#conversionTimer.set(this.#ports.clock.now() + conversionTime(this.#dataRate));
  }

  /** Other chips share these addresses, and a brown-out can leave any of them speechless. */
  async #recognise(bus: I2cBus, written: number): Promise<void> {
    const read = swapped(await bus.readWord(this.#address, CONFIG));
    if (!sameConfig(read, written)) throw new Error("what answers is not an ADS1115: it does not keep its settings");
    this.#known = true;
  }

  /** Reads the current channel, then goes on with the next or ends the row. */
  async #collect(turn: number): Promise<void> {
    try {
      const bus = await this.#openBus();
      const raw = signed(swapped(await bus.readWord(this.#address, CONVERSION)));
      if (turn !== this.#turn) return;
      this.#take(raw);
    } catch (error) {
      if (turn === this.#turn) await this.#failRow(error);
      return;
    }
    if (++this.#channel < this.#channels.length) return this.#convert(turn);
    this.#failedRows = 0;
    this.#endRow();
  }

  #take(raw: number): void {
    const railed = atRail(raw);
    const i = this.#channel;
    if (railed && !this.#railed[i])
      this.#sink?.fault(
        this.#at,
        `channel ${this.#channels[i]} is at its ${raw > 0 ? "upper" : "lower"} rail (${this.#fullScale} mV): raise full_scale_mv, or look at the electrode`,
      );
    this.#railed[i] = railed ? 1 : 0;
    if (!railed) this.#values[i] = millivolts(raw, this.#fullScale);
  }

  async #failRow(error: unknown): Promise<void> {
    const where = `0x${this.#address.toString(16)} on I2C bus ${this.#bus}`;
    this.#sink?.fault(this.#at, `${where}: ${messageOf(error)}; check wires, supply and address`);
    if (++this.#failedRows >= PATIENT_ROWS) {
      this.#retryAt = this.#at + RETRY_EVERY;
      await this.#closeBus();
    }
    this.#endRow();
  }

  #endRow(): void {
    if (!this.#sink) return;
    this.#sink.row(this.#at, this.#values);
    this.#schedule(this.#slot + 1);
  }

  async #openBus(): Promise<I2cBus> {
    const { clock, name, openI2c } = this.#ports;
    this.#open ??= clock.hold(name, openI2c(this.#bus));
    try {
      return await this.#open;
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
  }

  async #closeBus(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#known = false;
    // It is closed because it failed, or because nobody needs it: what it says to that changes nothing.
    await open?.then((bus) => bus.close()).catch(() => {});
  }
}
