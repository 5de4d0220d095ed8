import type { DeviceDescription, DevicePorts, DeviceSink } from "../../src/ports/device.js";
import { silentLog } from "../../src/ports/log.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import type { OpenSerial } from "../../src/ports/serial.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { FakeGpio } from "../fakes/fake-gpio.js";
import { FakeI2c } from "../fakes/fake-i2c.js";

/** A day in 2026, on a whole second. */
export const START = 1_780_000_000;

/** Everything that a device says, kept. */
export class Listener implements DeviceSink {
  readonly rows: { readonly at: number; readonly values: number[] }[] = [];
  readonly faults: { readonly at: number; readonly reason: string }[] = [];
  readonly calls: number[] = [];
  readonly halts: number[] = [];
  readonly visits: { readonly at: number; readonly length: number }[] = [];
  readonly descriptions: DeviceDescription[] = [];
  described(_at: number, description: DeviceDescription): void {
    this.descriptions.push(description);
  }
  row(at: number, values: Float64Array): void {
    this.rows.push({ at, values: [...values] });
  }
  block(first: number, period: number, values: Float64Array, rows: number): void {
    const width = values.length / rows;
    for (let i = 0; i < rows; i++) this.row(first + i * period, values.subarray(i * width, (i + 1) * width));
  }
  fault(at: number, reason: string): void {
    this.faults.push({ at, reason });
  }
  called(at: number): void {
    this.calls.push(at);
  }
  halt(at: number): void {
    this.halts.push(at);
  }
  visit(at: number, length: number): void {
    this.visits.push({ at, length });
  }
  ended(): void {}
  /** The rows' values alone. */
  get values(): number[][] {
    return this.rows.map((row) => row.values);
  }
}

/** A bench to try a device on: simulated time, and fakes for everything that could be plugged in. */
export class Bench {
  readonly clock = new SimulatedClock(START);
  readonly i2c = new FakeI2c();
  readonly gpio: FakeGpio;
  readonly listener = new Listener();
  readonly ports: DevicePorts;

  constructor(options: { openSerial?: OpenSerial; gpio?: FakeGpio } = {}) {
    this.gpio = options.gpio ?? new FakeGpio();
    this.ports = {
      name: "bench",
      clock: this.clock,
      random: new SeededRandom(1),
      log: silentLog,
      openBytes: () => Promise.reject(new Error("no files here")),
      openI2c: this.i2c.open,
      openSerial: options.openSerial ?? (() => Promise.reject(new Error("no serial ports here"))),
      gpio: this.gpio,
      start: START,
    };
  }

  /** Lets so many seconds pass. */
  pass(seconds: number): Promise<void> {
    return this.clock.run(new AbortController().signal, { until: this.clock.now() + seconds });
  }
}
