import { COLUMN_ROLES, type ColumnRole, UNITS, type Unit } from "../../../devices/recording/format/header.js";
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

  /** How a recording is to be understood: `--rate`, `--unit`, and `--column NAME=ROLE` as often as one likes. */
  layout(): { rate: number | undefined; unit: Unit | undefined; columns: Record<string, ColumnRole> | undefined } {
    return { rate: this.positive("rate"), unit: this.#unit(), columns: this.#columns() };
  }

  #unit(): Unit | undefined {
    const text = this.text("unit");
    if (text === undefined) return undefined;
    const unit = UNITS.find((known) => known.toLowerCase() === text.toLowerCase());
    if (unit === undefined) throw wrong("unit", text, `one of ${UNITS.join(", ")}`);
    return unit;
  }

  #columns(): Record<string, ColumnRole> | undefined {
    const given = this.#given.column;
    if (!Array.isArray(given)) return undefined;
    return Object.fromEntries(
      given.map(String).map((text) => {
        const at = text.lastIndexOf("=");
        const role = COLUMN_ROLES.find((known) => known === text.slice(at + 1));
        if (at < 1 || role === undefined)
          throw wrong("column", text, `NAME=ROLE, the role one of ${COLUMN_ROLES.join(", ")}`);
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
} as const;

/** What every command takes that lets a recording through the senses alone. */
export const SENSING_OPTIONS = {
  ...RECORDING_OPTIONS,
  channel: { type: "string" },
  profile: { type: "string" },
  listen: { type: "string" },
} as const;

export const LISTEN_HELP = `  --listen S/CYCLE    as if the node listened for S seconds of every CYCLE (120/480: its usual breath) and rested between`;

export const RECORDING_HELP = `  --rate HZ           rows a second, where the file has no time column (default 1)
  --unit mV|V|uV      what the voltages are written in, whatever the header says
  --column NAME=ROLE  what a column is, if no electrode: temperature, humidity, moisture, light, rain, ignore`;
