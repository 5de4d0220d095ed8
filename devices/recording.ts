import { z } from "zod";
import { messageOf } from "../src/domain/errors.js";
import type { Seconds } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { OpenBytes } from "../src/ports/files.js";
import type { RecordingOptions } from "./recording/format/begin.js";
import { COLUMN_ROLES, UNITS } from "./recording/format/header.js";
import type { RecordingRow } from "./recording/format/table.js";
import { RecordingReader } from "./recording/reader.js";

const schema = z.strictObject({
  file: z.string().min(1).describe("Path of a CSV or TSV file with a header."),
  rate_hz: z
    .number()
    .positive()
    .max(100_000)
    .default(1)
    .describe("Rows a second, in Hz, where the file has no time column."),
  unit: z
    .enum(UNITS)
    .optional()
    .describe("What its voltages are written in, whatever its header says. Without both: mV."),
  columns: z
    .record(z.string(), z.enum(COLUMN_ROLES))
    .optional()
    .describe("What its columns are, by their name, where they are no electrodes."),
});

export type RecordingConfig = z.infer<typeof schema>;

/** A recording that is lived through again, row by row, each at its own time. */
export const recording: DeviceKind<RecordingConfig> = {
  kind: "recording",
  summary: "a CSV or TSV recording, played as if it happened now",
  capabilities: ["electrodes"],
  packages: [],
  simulated: true,
  schema,
  create: (config, ports) => new RecordingDevice(config, ports),
};

/**
 * When a recording begins, if it says so (ISO 8601 times): what a simulated run starts its clock at.
 * @throws AndasError `recording` if it cannot be read.
 */
export async function recordingStart(openBytes: OpenBytes, options: RecordingOptions): Promise<Seconds | undefined> {
  const reader = await RecordingReader.open(await openBytes(options.file), options);
  await reader.close();
  return reader.epoch;
}

class RecordingDevice implements Device {
  readonly #config: RecordingConfig;
  readonly #ports: DevicePorts;
  readonly #timer: Timer;
  #sink: DeviceSink | undefined;
  #opening: Promise<DeviceDescription> | undefined;
  #reader: RecordingReader | undefined;
  /** Settles when the buffer has been filled again and what was due is delivered. */
  #refilling: Promise<void> | undefined;
  #origin: Seconds = 0;
  /** When the latest row was due or will be. */
  #at: Seconds = 0;
  /** The reader holds a row that is not due yet. */
  #waiting = false;
  #resting = false;
  #stopped = false;

  constructor(config: RecordingConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
    this.#timer = ports.clock.timer(`recording ${ports.name}`, () => this.#due());
  }

  start(sink: DeviceSink): Promise<DeviceDescription> {
    this.#sink = sink;
    this.#opening ??= this.#ports.clock.hold(`opening ${this.#config.file}`, this.#open());
    return this.#opening;
  }

  rest(): void {
    this.#resting = true;
  }

  wake(): void {
    this.#resting = false;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer.cancel();
    await this.#opening?.catch(() => {}); // whoever started it has been told
    await this.#refilling;
    const reader = this.#reader;
    this.#reader = undefined;
    await reader?.close();
  }

  async #open(): Promise<DeviceDescription> {
    const { file, rate_hz: rate, unit, columns } = this.#config;
    const reader = await RecordingReader.open(await this.#ports.openBytes(file), { file, rate, unit, columns });
    this.#reader = reader;
    this.#origin = reader.epoch ?? this.#ports.start - reader.firstTime;
    this.#at = this.#origin + reader.firstTime;
    if (!this.#stopped) this.#timer.set(this.#at);
    const channels = reader.columns.map(({ name, role }) => ({ name, role }));
    return { channels, rate: reader.rate, origin: this.#origin };
  }

  #due(): void {
    const reader = this.#reader;
    if (!reader) return;
    if (this.#waiting) this.#deliver(reader.row);
    this.#goOn(reader, reader.next());
  }

  /** Delivers every row that is due by now, in order, and waits for the next. */
  #goOn(reader: RecordingReader, found: boolean | Promise<boolean>): void {
    let more = found;
    while (!this.#stopped) {
      if (typeof more !== "boolean") {
        this.#refilling = this.#ports.clock.hold(`reading ${this.#config.file}`, this.#goOnLater(reader, more));
        return;
      }
      if (!more) {
        this.#end(reader);
        return;
      }
      const { row } = reader;
      if (!Number.isNaN(row.time)) this.#at = this.#origin + row.time;
      if (this.#at > this.#ports.clock.now()) {
        this.#waiting = true;
        this.#timer.set(this.#at);
        return;
      }
      this.#deliver(row);
      more = reader.next();
    }
  }

  async #goOnLater(reader: RecordingReader, found: Promise<boolean>): Promise<void> {
    let more = false;
    try {
      more = await found;
    } catch (error) {
      this.#sink?.fault(this.#at, messageOf(error));
    }
    this.#goOn(reader, more);
  }

  /** A bad row is told, and shown as a gap where its time is known. */
  #deliver(row: RecordingRow): void {
    this.#waiting = false;
    if (this.#resting) return;
    if (row.fault !== undefined) this.#sink?.fault(this.#at, `line ${row.line}: ${row.fault}`);
    if (!Number.isNaN(row.time)) this.#sink?.row(this.#at, row.values);
  }

  #end(reader: RecordingReader): void {
    const { file } = this.#config;
    if (reader.bad.total > 0) this.#ports.log("warn", `${file}: ${reader.bad.total} bad rows: ${reader.bad}`);
    this.#sink?.ended();
  }
}
