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

  /** All that was given of an option that may be repeated. */
  list(name: string): readonly string[] {
    const value = this.#given[name];
    return typeof value === "object" ? value : [];
  }

  /** A whole number. */
  whole(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw wrong(name, text, "a whole number");
    return value;
  }

  /** A port of TCP. */
  port(name: string): number | undefined {
    const port = this.whole(name);
    if (port !== undefined && (port < 1 || port > 65535)) throw wrong(name, String(port), "a port from 1 to 65535");
    return port;
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
}

/** A value that makes no sense, and what would. */
export function wrong(name: string, found: string, right: string): AndasError {
  return new AndasError("usage", `--${name} ${found}: give ${right}`);
}

/** @throws AndasError `usage` where an option that must stand there does not */
export function needed(text: string | undefined, name: string, command: string): string {
  if (text === undefined) throw new AndasError("usage", `say which: --${name}; see andas ${command} --help`);
  return text;
}
