import { z } from "zod";
import { messageOf } from "../src/domain/errors.js";
import type { Seconds } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { OpenBytes } from "../src/ports/files.js";
import type { RecordingOptions } from "./recording/format/begin.js";
import { TIME_FORMATS, timeFormatFrom } from "./recording/format/time-parts.js";
import { openRecording, type RecordingReader } from "./recording/reader.js";
import type { BadRowReason } from "./recording/row/bad-rows.js";
import { ASKED_ROLES, UNITS } from "./recording/row/column.js";
import type { RecordingRow } from "./recording/row/row.js";

const schema = z.strictObject({
  file: z.string().min(1).describe("Path of a CSV or TSV file with a header, or of a WAV file; gzipped or not."),
  rate_hz: z
    .number()
    .positive()
    .max(100_000)
    .optional()
    .describe("Rows a second, in Hz, where the file has no time column. Without it: what the file says, or 1."),
  unit: z
    .enum(UNITS)
    .optional()
    .describe("What its voltages are written in, whatever its header says. Without both: mV."),
  columns: z
    .record(z.string(), z.enum(ASKED_ROLES))
    .optional()
    .describe("What its columns are, by their name, where they are no electrodes."),
  time_format: z
    .string()
    .refine((text) => timeFormatFrom(text) !== undefined, { error: `give one of ${TIME_FORMATS}` })
    .optional()
    .describe(`How its times are written, where that leaves room for doubt: ${TIME_FORMATS}.`),
  scale_mv: z.number().positive().optional().describe("Of a WAV file: millivolts at full scale."),
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

/** One recording that somebody has opened already, to be played from its first row on. */
export function played(reader: RecordingReader): DeviceKind<RecordingConfig> {
  return { ...recording, create: (config, ports) => new RecordingDevice(config, ports, reader) };
}

/**
 * When a recording begins, if it says so (ISO 8601 times): what a simulated run starts its clock at.
 * @throws AndasError `recording` if it cannot be read.
 */
export async function recordingStart(openBytes: OpenBytes, options: RecordingOptions): Promise<Seconds | undefined> {
  const reader = await openRecording(openBytes, options);
  await reader.close();
  return reader.epoch;
}

/** What a card says of a recording, as its reader wants it. */
export function optionsOf({ file, rate_hz, unit, columns, time_format, scale_mv }: RecordingConfig): RecordingOptions {
  return { file, rate: rate_hz, unit, columns, timeFormat: time_format, scale: scale_mv };
}

/** Reasons that lie in a column, so that most rows have them; told once in so many lines. */
const OF_A_COLUMN: ReadonlySet<BadRowReason> = new Set([
  "text in a number's place",
  "another series than the first rows have",
]);
const TOLD_EACH = 1000;

class RecordingDevice implements Device {
  readonly #config: RecordingConfig;
  readonly #ports: DevicePorts;
  readonly #timer: Timer;
  #sink: DeviceSink | undefined;
  #opening: Promise<DeviceDescription> | undefined;
  #reader: RecordingReader | undefined;
  readonly #opened: RecordingReader | undefined;
  /** Settles when the buffer has been filled again and what was due is delivered. */
  #refilling: Promise<void> | undefined;
  #origin: Seconds = 0;
  /** When the latest row was due or will be. */
  #at: Seconds = 0;
  /** The reader holds a row that is not due yet. */
  #waiting = false;
  #resting = false;
  /** How many marks have been told. */
  #marked = 0;
  #stopped = false;
  /** What is wrong with a column is not told again up to this line. */
  #toldUntil = 0;

  constructor(config: RecordingConfig, ports: DevicePorts, opened?: RecordingReader) {
    this.#opened = opened;
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
    const reader = this.#opened ?? (await openRecording(this.#ports.openBytes, optionsOf(this.#config)));
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
    if (row.setBy !== 0) this.#tellSet(row);
    if (this.#resting) return;
    this.#callMarks(row.time);
    if (row.fault !== undefined && !this.#isToldAlready(row.fault, row.line))
      this.#sink?.fault(this.#at, `line ${row.line}: ${row.fault}`);
    if (row.rested) this.#sink?.rested?.();
    if (!Number.isNaN(row.time)) this.#sink?.row(this.#at, row.values);
  }

  /** A column that turned to text is one fault, not one a row: that would look as if the device were broken. */
  #isToldAlready(fault: BadRowReason, line: number): boolean {
    if (!OF_A_COLUMN.has(fault)) return false;
    const told = line <= this.#toldUntil;
    if (!told) this.#toldUntil = line + TOLD_EACH;
    return told;
  }

  /** The clock of whoever recorded was set: what comes is a new stretch, laid behind the one before. */
  #tellSet({ line, setBy }: RecordingRow): void {
    const way = setBy < 0 ? "back" : "forward";
    const by = Number(Math.abs(setBy).toPrecision(6));
    this.#ports.log(
      "warn",
      `${this.#config.file}: line ${line}: its clock was set ${way} by ${by} s: a new stretch begins`,
    );
  }

  /** What a person marked by now is as if a button had been pressed. */
  #callMarks(time: Seconds): void {
    const marks = this.#reader?.marks ?? [];
    for (let mark = marks[this.#marked]; mark !== undefined && mark.at <= time; mark = marks[++this.#marked])
      this.#sink?.called(this.#origin + mark.at);
  }

  #end(reader: RecordingReader): void {
    const { file } = this.#config;
    if (reader.bad.total > 0) this.#ports.log("warn", `${file}: ${reader.bad.total} bad rows: ${reader.bad}`);
    if (reader.odd.total > 0) this.#ports.log("info", `${file}: ${reader.odd.total} odd rows: ${reader.odd}`);
    this.#sink?.ended();
  }
}
