import { AndasError, messageOf } from "../../src/domain/errors.js";
import type { Facts } from "../../src/domain/percept.js";
import { HOUR, type Seconds } from "../../src/domain/time.js";
import type { Device, DeviceDescription, DevicePorts, DeviceSink } from "../../src/ports/device.js";
import { PortLife } from "../serial/port-life.js";
import { RowClock } from "../serial/row-clock.js";
import { unseal } from "./checksum.js";
import { formatOf, groupsOf, type LineFormat } from "./formats.js";
import { LineLayout } from "./layout.js";
import { Learner } from "./learner.js";
import { looksLikeRow } from "./rows.js";
import type { LineConfig } from "./schema.js";
import { Sequence } from "./sequence.js";
import { LineSplitter } from "./splitter.js";

/** Bytes of the longest line that can be a row. */
const LONGEST_LINE = 4096;

/** A row that waits for its time: with the bytes in hand there may come more. */
interface Row {
  readonly values: Float64Array;
  /** The board's own time; NaN where it has none. */
  readonly time: Seconds;
}

/**
 * Rows out of printed lines. A row's time is its arrival, or the board's own clock, followed by when its rows arrive. Rows that
 * arrive together are laid back by the nominal period. The line on which a port was opened may be the tail of one and is left out,
 * unless it is sealed by a checksum; what is said between then and the first row is greeting.
 *
 * A run of lines in which there is no row is one fault, told as it begins and each hour that it lasts.
 */
export class LineDevice implements Device {
  readonly #config: LineConfig;
  readonly #ports: DevicePorts;
  readonly #port: PortLife;
  readonly #format: LineFormat;
  readonly #splitter: LineSplitter;
  readonly #learner: Learner;
  readonly #sequence = new Sequence();
  readonly #clock = new RowClock();
  #layout: LineLayout | undefined;
  #sink: DeviceSink | undefined;
  #maybeTail = true;
  /** Nothing was understood yet since the port was opened. */
  #greeting = true;
  /** The latest row was NaN, or there was none yet. */
  #inGap = true;
  /** There is no row in what it says, and that was told then. */
  #badTold: Seconds | undefined;
  #rows: Row[] = [];
  #last: Seconds = Number.NEGATIVE_INFINITY;

  constructor(config: LineConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
    this.#format = formatOf(config.format, config.pattern);
    this.#learner = new Learner(this.#format);
    this.#splitter = new LineSplitter(LONGEST_LINE, {
      line: (text) => this.#take(text),
      tooLong: (bytes) => {
        this.#maybeTail = false;
        this.#bad(`a line of ${bytes} bytes is no row: is \`baud\` right?`);
      },
    });
    this.#port = new PortLife({ path: config.path, baud: config.baud, period: 1 / config.rate_hz }, ports, {
      opened: () => this.#opened(),
      hear: (bytes) => this.#hear(bytes),
      gone: (reason) => this.#lose(reason),
      silent: (reason) =>
        this.#lose(
          this.#badTold === undefined ? `${reason}: is it running, and are \`baud\` and \`format\` right?` : "",
        ),
    });
  }

  /**
   * Starts at once, port or no port. Without `columns` there are no channels yet: `described` says them when the board has.
   * @throws AndasError `addon`, or `config` for columns that make no sense
   */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (!this.#sink) {
      const { columns, format, pattern } = this.#config;
      const names = columns ?? (format === "pattern" ? groupsOf(pattern ?? "") : undefined);
      if (names) this.#layout = this.#layOut(names);
      this.#sink = sink;
      try {
        await this.#port.wake();
      } catch (error) {
        await this.stop();
        throw error;
      }
    }
    return this.#description;
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

  /** For `health`: rows that the board counted and nobody heard; how far arrivals stray, and how fast its clock runs. */
  report(): Facts {
    return {
      rows_lost: this.#sequence.lost,
      jitter_ms: Math.round(this.#clock.jitter * 1e5) / 100,
      ...(this.#config.clock === "device" && { drift_ppm: this.#clock.drift }),
    };
  }

  get #description(): DeviceDescription {
    const columns = this.#layout?.columns ?? [];
    return { channels: columns.map(({ name, role }) => ({ name, role })), rate: this.#config.rate_hz, origin: 0 };
  }

  #opened(): void {
    this.#splitter.reset();
    this.#sequence.reset();
    this.#clock.reset();
    this.#maybeTail = true;
    this.#greeting = true;
  }

  #hear(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
    this.#deliver();
  }

  #take(line: string): void {
    const maybeTail = this.#maybeTail;
    this.#maybeTail = false;
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return;
    const unsealed = unseal(trimmed, this.#config.checksum);
    if (typeof unsealed === "string") {
      if (!maybeTail) this.#bad(`${unsealed}: ${JSON.stringify(trimmed.slice(0, 40))}`);
      return;
    }
    const { text, sealed } = unsealed;
    if (!this.#config.columns && this.#config.format !== "pattern") this.#learn(text, sealed);
    if (this.#layout && (sealed || !maybeTail)) this.#read(text, this.#layout);
  }

  /** Header lines are heard at any time: a board that restarts says them again, and one with another sketch says others. */
  #learn(text: string, sealed: boolean): void {
    const names = this.#learner.names(text, sealed, this.#layout?.names);
    if (names === undefined) return;
    try {
      this.#layout = this.#layOut(names);
    } catch (error) {
      this.#bad(messageOf(error));
      return;
    }
    this.#deliver();
    this.#sink?.described(this.#ports.clock.now(), this.#description);
  }

  #read(text: string, layout: LineLayout): void {
    const cells = this.#format.cells(text, layout.names);
    if (cells === undefined) {
      this.#bad(`nothing of a row in ${JSON.stringify(text.slice(0, 40))}`);
      return;
    }
    if (layout.isHeader(cells)) return;
    const values = layout.read(cells);
    if (typeof values === "string") this.#bad(values, looksLikeRow(cells));
    else this.#add({ values, time: layout.timeIn(cells) }, layout.sequenceIn(cells));
  }

  #add(row: Row, number: number): void {
    this.#count(number);
    this.#rows.push(row);
    this.#greeting = false;
    this.#inGap = false;
    this.#badTold = undefined;
    this.#port.well();
  }

  #count(number: number): void {
    if (Number.isNaN(number)) return;
    const missing = this.#sequence.next(number);
    if (missing === "restarted") {
      this.#clock.reset();
      this.#fault(`it restarted: its count of rows went back to ${number}`);
    } else if (missing > 0) this.#fault(`${missing} ${missing === 1 ? "row" : "rows"} lost before its row ${number}`);
  }

  /** @param rowLike numbers, but not as many as there should be: no greeting */
  #bad(reason: string, rowLike = false): void {
    const now = this.#ports.clock.now();
    if (this.#greeting && !rowLike) return; // of a port on which nothing else comes its silence is told
    if (this.#badTold !== undefined && Math.abs(now - this.#badTold) < HOUR) return;
    this.#badTold = now;
    this.#fault(reason);
  }

  #layOut(names: readonly string[]): LineLayout {
    const { path, unit, roles, time_unit: timeUnit } = this.#config;
    try {
      return new LineLayout(names, { path, unit, roles, timeUnit });
    } catch (error) {
      throw new AndasError("config", `${this.#ports.name}: ${messageOf(error)}`, error);
    }
  }

  /** A row of NaN says where a gap begins. @param reason empty where it was told already */
  #lose(reason: string): void {
    if (reason !== "") this.#fault(reason);
    if (this.#layout === undefined || this.#inGap) return;
    this.#inGap = true;
    this.#rows = [{ values: new Float64Array(this.#layout.columns.length).fill(Number.NaN), time: Number.NaN }];
    this.#deliver();
  }

  /** Gives the rows in hand, each at its time: the last came now, those before it one period earlier each, never back in time. */
  #deliver(): void {
    const rows = this.#rows;
    if (rows.length === 0) return;
    this.#rows = [];
    const now = this.#ports.clock.now();
    const period = 1 / this.#config.rate_hz;
    const step = Math.max(0, Math.min(period, (now - this.#last) / rows.length));
    for (const [i, { values, time }] of rows.entries()) {
      this.#last = now - (rows.length - 1 - i) * step;
      const followed = Number.isNaN(time) ? Number.NaN : this.#clock.at(time, this.#last);
      this.#sink?.row(this.#config.clock === "device" && !Number.isNaN(followed) ? followed : this.#last, values);
    }
  }

  #fault(reason: string): void {
    this.#sink?.fault(this.#ports.clock.now(), reason);
  }
}
