import type { Facts } from "../../src/domain/percept.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Device, DeviceDescription, DevicePorts, DeviceSink } from "../../src/ports/device.js";
import { PortLife } from "../serial/port-life.js";
import { RowClock } from "../serial/row-clock.js";
import { Decimator } from "./decimator.js";
import { FrameReader } from "./frames.js";
import type { SpikerboxConfig } from "./schema.js";
import { factorOf, rowRateOf, stepOf } from "./schema.js";

/** Bytes are read a few times a second, not a thousand times. */
const GATHER: Seconds = 0.05;
/** In step for so long, and what is lost next is a new fault. */
const IN_STEP: Seconds = 1;

/**
 * A Backyard Brains board that sends samples without end, and is asked who it is when it is heard first. The rows' times are counted
 * in samples, by a clock that follows when they arrive.
 */
export class SpikerboxDevice implements Device {
  readonly #config: SpikerboxConfig;
  readonly #ports: DevicePorts;
  readonly #port: PortLife;
  readonly #frames: FrameReader;
  readonly #decimator: Decimator;
  readonly #clock = new RowClock();
  readonly #rate: number;
  readonly #railed: Uint8Array;
  readonly #missing: Float64Array;
  #sink: DeviceSink | undefined;
  /** Nothing came yet since the port was opened: it was not asked. */
  #asked = false;
  /** A frame was heard since then: what is no frame is lost from now on. */
  #inStep = false;
  /** The latest row was NaN, or there was none yet. */
  #inGap = true;
  #rows = 0;
  #lost = 0;
  #lostAt: Seconds = Number.NEGATIVE_INFINITY;
  /** Who it says it is. */
  #board: string | undefined;

  constructor(config: SpikerboxConfig, ports: DevicePorts) {
    const { path, baud, channels } = config;
    this.#config = config;
    this.#ports = ports;
    this.#rate = rowRateOf(config);
    this.#railed = new Uint8Array(channels);
    this.#missing = new Float64Array(channels).fill(Number.NaN);
    this.#decimator = new Decimator(channels, factorOf(config), stepOf(config));
    this.#frames = new FrameReader(channels, {
      frame: (values) => this.#frame(values),
      message: (text) => this.#message(text),
    });
    this.#port = new PortLife({ path, baud, period: 1 / this.#rate, gather: GATHER }, ports, {
      opened: () => this.#opened(),
      hear: (bytes) => this.#hear(bytes),
      gone: (reason) => this.#lose(reason),
      silent: (reason) => this.#lose(`${reason}: is it switched on, and are \`baud\` and \`channels\` right?`),
    });
  }

  /** Starts at once, port or no port. @throws AndasError `addon` */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (!this.#sink) {
      this.#sink = sink;
      try {
        await this.#port.wake();
      } catch (error) {
        await this.stop();
        throw error;
      }
    }
    const channels = Array.from(this.#railed, (_, i) => ({ name: `e${i + 1}`, role: "electrode" as const }));
    return { channels, rate: this.#rate, origin: 0 };
  }

  rest(): void {
    this.#port.rest();
  }

  wake(): void {
    // A missing package was told by `start`.
    if (this.#sink) void this.#port.wake().catch(() => {});
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    await this.#port.stop();
  }

  /** For `health`: who it is, bytes that were no frame, how far rows stray, and how fast its clock runs. */
  report(): Facts {
    return {
      ...(this.#board !== undefined && { board: this.#board }),
      bytes_lost: this.#frames.lost,
      jitter_ms: Math.round(this.#clock.jitter * 1e5) / 100,
      drift_ppm: this.#clock.drift,
    };
  }

  #opened(): void {
    this.#frames.reset();
    this.#decimator.reset();
    this.#clock.reset();
    this.#asked = false;
    this.#inStep = false;
  }

  #hear(bytes: Uint8Array): void {
    if (!this.#asked) this.#ask();
    this.#frames.push(bytes);
    if (this.#frames.lost > this.#lost) this.#tellLost(this.#frames.lost - this.#lost);
    this.#lost = this.#frames.lost;
  }

  /** Not before it speaks: a board restarts when its port is opened, and its boot loader eats what comes first. */
  #ask(): void {
    this.#asked = true;
    const { channels } = this.#config;
    this.#port.write(channels === 1 ? "b:;\n" : `c:${channels};b:;\n`);
  }

  #frame(values: Uint16Array): void {
    this.#inStep = true;
    if (!this.#decimator.add(values)) return;
    this.#inGap = false;
    this.#port.well();
    const now = this.#ports.clock.now();
    this.#watchRails(now);
    this.#sink?.row(this.#clock.at(++this.#rows / this.#rate, now), this.#decimator.row);
  }

  /** A row of NaN says where a gap begins. */
  #lose(reason: string): void {
    this.#fault(reason);
    if (!this.#inGap) this.#sink?.row(this.#ports.clock.now(), this.#missing);
    this.#inGap = true;
  }

  #watchRails(now: Seconds): void {
    const { row } = this.#decimator;
    for (let i = 0; i < row.length; i++) {
      const railed = Number.isNaN(row[i]!) ? 1 : 0;
      if (railed > this.#railed[i]!)
        this.#sink?.fault(now, `channel e${i + 1} is at an end of its scale: look at the electrode and its ground`);
      this.#railed[i] = railed;
    }
  }

  #tellLost(bytes: number): void {
    const now = this.#ports.clock.now();
    const isNews = Math.abs(now - this.#lostAt) > IN_STEP;
    this.#lostAt = now;
    if (isNews && this.#inStep)
      this.#fault(`${bytes} bytes were no frame and are thrown away: it is in step again after that`);
  }

  /** `HWT:PLANTSS;`, `FWV:1.0;`: who it is. Of what else boards say nothing is needed here. */
  #message(text: string): void {
    const known = [...text.matchAll(/(HWT|FWV|HWV):([\x20-\x39\x3c-\x7e]+);/g)].map(
      ([, key, value]) => `${key} ${value}`,
    );
    if (known.length === 0) return;
    this.#board = known.join(", ");
    this.#ports.log("info", `${this.#ports.name}: the board says it is ${this.#board}`);
  }

  #fault(reason: string): void {
    this.#sink?.fault(this.#ports.clock.now(), reason);
  }
}
