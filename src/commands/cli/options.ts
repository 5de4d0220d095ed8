import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { TIME_FORMATS, timeFormatFrom } from "../../../devices/recording/format/time-parts.js";
import { ASKED_ROLES, type AskedRole, UNITS, type Unit } from "../../../devices/recording/row/column.js";
import { AndasError } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Args } from "./command.js";

/** Reads options off the command line; whatever makes no sense is a `usage` error that shows what would. */
export class Options {
  readonly #given: Args["options"];

  constructor(args: Args) {
    this.#given = args.options;
  }

  text(name: string): string | undefined {
    const value = this.#given[name];
    return typeof value === "string" ? value : undefined;
  }

  has(name: string): boolean {
    return this.#given[name] === true;
  }

  /** A number above zero. */
  positive(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!(value > 0) || !Number.isFinite(value)) throw wrong(name, text, "a number above 0");
    return value;
  }

  /** Any number at all. */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) throw wrong(name, text, "a number");
    return value;
  }

  whole(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw wrong(name, text, "a whole number");
    return value;
  }

  speed(): number | "max" | undefined {
    return this.text("speed") === "max" ? "max" : this.positive("speed");
  }

  /** An ISO 8601 time; without a zone it is UTC, wherever the machine stands. */
  time(name: string): Seconds | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const at = Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}${text.includes("T") ? "Z" : ""}`);
    if (Number.isNaN(at)) throw wrong(name, text, "a time like 2026-05-01T04:00:00Z");
    return at / 1000;
  }

  /** How a recording is to be understood: `RECORDING_OPTIONS`, `--column NAME=ROLE` as often as one likes. */
  layout(): Omit<RecordingOptions, "file"> {
    return {
      rate: this.positive("rate"),
      unit: this.#unit(),
      columns: this.#columns(),
      timeFormat: this.#timeFormat(),
      scale: this.positive("scale"),
    };
  }

  #timeFormat(): string | undefined {
    const text = this.text("time-format");
    if (text !== undefined && timeFormatFrom(text) === undefined) throw wrong("time-format", text, TIME_FORMATS);
    return text;
  }

  #unit(): Unit | undefined {
    const text = this.text("unit");
    if (text === undefined) return undefined;
    const unit = UNITS.find((known) => known.toLowerCase() === text.toLowerCase());
    if (unit === undefined) throw wrong("unit", text, `one of ${UNITS.join(", ")}`);
    return unit;
  }

  #columns(): Record<string, AskedRole> | undefined {
    const given = this.#given.column;
    if (!Array.isArray(given)) return undefined;
    return Object.fromEntries(
      given.map(String).map((text) => {
        const at = text.lastIndexOf("=");
        const role = ASKED_ROLES.find((known) => known === text.slice(at + 1));
        if (at < 1 || role === undefined)
          throw wrong("column", text, `NAME=ROLE, the role one of ${ASKED_ROLES.join(", ")}`);
        return [text.slice(0, at), role];
      }),
    );
  }
}

function wrong(name: string, found: string, right: string): AndasError {
  return new AndasError("usage", `--${name} ${found}: give ${right}`);
}

/** How a recording is to be understood: the same options wherever a command takes one. */
export const RECORDING_OPTIONS = {
  rate: { type: "string" },
  unit: { type: "string" },
  column: { type: "string", multiple: true },
  "time-format": { type: "string" },
  scale: { type: "string" },
  quiet: { type: "boolean" },
} as const;

/** What every command takes that lets a recording through the senses alone. */
export const SENSING_OPTIONS = {
  ...RECORDING_OPTIONS,
  channel: { type: "string" },
  profile: { type: "string" },
  listen: { type: "string" },
} as const;

export const LISTEN_HELP = `  --listen S/CYCLE    as if the node listened for S seconds of every CYCLE (120/480: its usual breath) and rested between`;

export const RECORDING_HELP = `  --rate HZ           rows a second, where the file has no time column (default: what it says, or 1)
  --unit UNIT         what the voltages are written in, whatever the header says: mV, V, uV, nV
  --column NAME=ROLE  what a column is: electrode, time, temperature, humidity, moisture, light, rain, ignore
  --time-format FORM  how times are written, where that leaves room for doubt: dmy, mdy or ymd (03/04/2026), s, ms, us, ns, min, h, d,
                      unix, unix-ms, unix-us, unix-ns, excel, or a pattern such as DD/MM/YYYY or %d/%m/%Y
  --scale MV          of a WAV file: millivolts at full scale
  --quiet             leave out the line on stderr that says how the recording was understood`;
