import { z } from "zod";
import { AndasError, isAndasError, messageOf } from "../src/domain/errors.js";
import type { Seconds } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { SerialLine } from "../src/ports/serial.js";
import { cellsOf, isRow, RowReader } from "./line/rows.js";
import { LineSplitter } from "./line/splitter.js";
import { parseHeader } from "./recording/format/header.js";
import { COLUMN_ROLES, type RecordingColumn, UNITS } from "./recording/row/column.js";

/** Bytes of the longest line that can be a row. */
const LONGEST_LINE = 4096;
/** First and longest wait between two tries to open a port that is not there. */
const FIRST_WAIT: Seconds = 1;
const LONGEST_WAIT: Seconds = 60;
/** How long a header is waited for; a microcontroller that restarts when its port is opened says it after two or three seconds. */
const HEADER_WAIT: Seconds = 15;

const schema = z.strictObject({
  path: z
    .string()
    .min(1)
    .meta({
      description: "The serial port, best by a name that stays: a link in /dev/serial/by-id.",
      examples: ["/dev/serial/by-id/usb-Arduino_LLC_Arduino_Micro-if00"],
    }),
  baud: z.int().min(50).max(4_000_000).default(115_200).describe("Speed of the port, in bits a second."),
  columns: z
    .array(z.string())
    .min(1)
    .optional()
    .meta({
      description:
        "What the cells of a row are, in order, as in the header of a recording: a first one named t, t_s, time or timestamp is " +
        "the microcontroller's own time and is left out; units may be given as in `e1 (V)`. Without it the first line must say them.",
      examples: [["e1", "e2"]],
    }),
  unit: z.enum(UNITS).optional().describe("What all voltages are written in. Without it: what the column says, or mV."),
  roles: z
    .record(z.string(), z.enum(COLUMN_ROLES))
    .optional()
    .meta({
      description: "Columns that are no electrode, by name.",
      examples: [{ soil: "temperature", debug: "ignore" }],
    }),
  rate_hz: z
    .number()
    .positive()
    .max(1000)
    .default(1)
    .describe("Rows a second that the microcontroller prints, nominally."),
});

export type LineConfig = z.infer<typeof schema>;

/** A microcontroller that prints rows of numbers over a serial port. */
export const line: DeviceKind<LineConfig> = {
  kind: "line",
  summary: "a microcontroller that prints rows of numbers over a serial port",
  capabilities: ["electrodes"],
  packages: ["serialport"],
  simulated: false,
  schema,
  takes: ({ path }) => [{ field: "path", what: `serial port ${path}` }],
  create: (config, ports) => new LineDevice(config, ports),
};

/**
 * A row's time is its arrival: the microcontroller's own clock is not trusted. Rows that arrive together are laid back by the
 * nominal period. The line on which a port was opened may be the tail of one and is left out, unless it is the header.
 *
 * A port that is not there, or goes away, is told once and then tried for ever, ever less often up to once a minute.
 */
class LineDevice implements Device {
  readonly #config: LineConfig;
  readonly #ports: DevicePorts;
  readonly #splitter: LineSplitter;
  readonly #reopen: Timer;
  readonly #headerTimer: Timer;
  #reader: RowReader | undefined;
  #sink: DeviceSink | undefined;
  #port: SerialLine | undefined;
  #opening: Promise<void> = Promise.resolve();
  /** The channels are known to whoever listens: rows may be given. */
  #started = false;
  /** Somebody wants rows: started, not stopped, not at rest. */
  #wanted = false;
  /** The header is waited for. */
  #header: { resolve(): void; reject(error: unknown): void } | undefined;
  #wait = FIRST_WAIT;
  /** The port's absence was told. */
  #told = false;
  #maybeTail = true;
  /** Rows of the bytes in hand, and the time of the last row given. */
  #rows: Float64Array[] = [];
  #last: Seconds = Number.NEGATIVE_INFINITY;

  constructor(config: LineConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
    this.#splitter = new LineSplitter(LONGEST_LINE, {
      line: (text) => this.#take(text),
      tooLong: (bytes) => {
        this.#maybeTail = false;
        this.#fault(`a line of ${bytes} bytes is no row: is \`baud\` right?`);
      },
    });
    this.#reopen = ports.clock.timer(`${ports.name} reopen`, () => this.#open());
    this.#headerTimer = ports.clock.timer(`${ports.name} header`, () => this.#noHeader());
  }

  /**
   * With `columns` it starts at once, port or no port; without, when the header came.
   * @throws AndasError `addon`, `config` for columns that make no sense, `device` when no header came within 15 s
   */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (!this.#sink) {
      this.#sink = sink;
      try {
        await this.#begin();
        this.#started = true;
      } catch (error) {
        await this.stop();
        throw error;
      }
    }
    const columns: readonly RecordingColumn[] = this.#reader?.columns ?? [];
    return { channels: columns.map(({ name, role }) => ({ name, role })), rate: this.#config.rate_hz, origin: 0 };
  }

  async #begin(): Promise<void> {
    if (this.#config.columns) this.#reader = this.#readerFor(this.#config.columns);
    let header: Promise<void> | undefined;
    if (!this.#reader) {
      header = new Promise((resolve, reject) => {
        this.#header = { resolve, reject };
      });
      this.#headerTimer.set(this.#ports.clock.now() + HEADER_WAIT);
    }
    this.wake();
    await this.#opening;
    await header;
  }

  /** The port is closed meanwhile: nothing wakes the processor, and the system throws away what is said. */
  rest(): void {
    this.#wanted = false;
    this.#reopen.cancel();
    this.#closePort();
  }

  wake(): void {
    if (!this.#sink || this.#wanted) return;
    this.#wanted = true;
    this.#wait = FIRST_WAIT;
    this.#open();
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    this.#started = false;
    this.#headerTimer.cancel();
    this.rest();
    await this.#opening.catch(() => {});
  }

  #open(): void {
    // One after the other: a rest and a wake in quick succession must not fight for the port.
    const opening = this.#opening.catch(() => {}).then(() => this.#openNow());
    this.#opening = this.#ports.clock.hold(this.#ports.name, opening);
    // `start` alone hears of a missing package; later there is nobody to tell, and the port is tried again anyway.
    this.#opening.catch(() => {});
  }

  async #openNow(): Promise<void> {
    if (!this.#wanted || this.#port) return;
    this.#splitter.reset();
    this.#maybeTail = true;
    try {
      const port = await this.#ports.openSerial({
        path: this.#config.path,
        baud: this.#config.baud,
        onData: (bytes) => this.#hear(bytes),
        onGone: (reason) => this.#gone(reason),
      });
      if (this.#wanted) this.#port = port;
      else await port.close();
      this.#told = false;
    } catch (error) {
      if (isAndasError(error, "addon")) throw error;
      this.#tellGone(messageOf(error));
      this.#tryLater();
    }
  }

  #gone(reason: string): void {
    this.#port = undefined;
    if (!this.#wanted) return;
    this.#tellGone(`${this.#config.path}: ${reason}; trying again until it is back`);
    this.#tryLater();
  }

  #tryLater(): void {
    if (!this.#wanted) return;
    this.#reopen.set(this.#ports.clock.now() + this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  /** Once for each time that it goes; a row of NaN says where the gap begins. */
  #tellGone(reason: string): void {
    if (this.#told) return;
    this.#told = true;
    this.#fault(reason);
    if (!this.#started || !this.#reader) return;
    this.#rows.push(new Float64Array(this.#reader.columns.length).fill(Number.NaN));
    this.#deliver();
  }

  #closePort(): void {
    const port = this.#port;
    this.#port = undefined;
    if (port) this.#opening = this.#opening.catch(() => {}).then(() => port.close());
  }

  #hear(bytes: Uint8Array): void {
    if (!this.#wanted) return;
    this.#wait = FIRST_WAIT;
    this.#splitter.push(bytes);
    this.#deliver();
  }

  #take(text: string): void {
    const maybeTail = this.#maybeTail;
    this.#maybeTail = false;
    const cells = cellsOf(text);
    if (cells.length === 0 || text.startsWith("#")) return;
    if (!this.#reader) this.#takeHeader(text, cells);
    else if (!this.#reader.isHeader(cells) && !maybeTail) this.#takeRow(this.#reader.read(cells));
  }

  #takeRow(row: Float64Array | string): void {
    if (typeof row === "string") this.#fault(row);
    else this.#rows.push(row);
  }

  #takeHeader(text: string, cells: readonly string[]): void {
    if (isRow(cells)) return; // it was running already; its header may come when it restarts
    try {
      this.#reader = this.#readerFor(cells);
    } catch (error) {
      this.#fault(`${messageOf(error)} (it said ${JSON.stringify(text.slice(0, 60))})`);
      return;
    }
    this.#headerTimer.cancel();
    this.#header?.resolve();
    this.#header = undefined;
  }

  #readerFor(columns: readonly string[]): RowReader {
    const { path, unit, roles } = this.#config;
    try {
      return new RowReader(columns, parseHeader(columns.join("\t"), path, { unit, columns: roles }));
    } catch (error) {
      throw new AndasError("config", `${this.#ports.name}: ${messageOf(error)}`, error);
    }
  }

  #noHeader(): void {
    const { path } = this.#config;
    this.#header?.reject(
      new AndasError(
        "device",
        `${path}: no header came within ${HEADER_WAIT} s: name its columns on the card, or restart it`,
      ),
    );
    this.#header = undefined;
  }

  /** Gives the rows in hand, each at its time: the last came now, those before it one period earlier each, never back in time. */
  #deliver(): void {
    const rows = this.#rows;
    if (rows.length === 0 || !this.#started) return;
    this.#rows = [];
    const now = this.#ports.clock.now();
    const step = Math.max(0, Math.min(1 / this.#config.rate_hz, (now - this.#last) / rows.length));
    for (const [i, row] of rows.entries()) {
      this.#last = now - (rows.length - 1 - i) * step;
      this.#sink?.row(this.#last, row);
    }
  }

  #fault(reason: string): void {
    this.#sink?.fault(this.#ports.clock.now(), reason);
  }
}
